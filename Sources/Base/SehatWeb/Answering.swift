import HTTPTypes
import Hummingbird
import NIOCore

extension RawAnswer {
    /// The answer as Hummingbird sends it, with the header fields that every answer of the API has.
    func response(requestID: String, isTLS: Bool) -> Response {
        var fields = SecurityHeaders.api(isTLS: isTLS)
        fields[.requestID] = requestID
        for header in headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            // Several cookies are several fields; anything else given by the endpoint replaces what was there.
            if name == .setCookie {
                fields.append(HTTPField(name: name, value: header.value))
            } else {
                fields[name] = header.value
            }
        }
        return Response(status: .init(code: status), headers: fields, body: responseBody)
    }

    private var responseBody: ResponseBody {
        switch body {
        case .empty: return ResponseBody()
        case .bytes(let bytes): return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        case .stream(let write):
            return ResponseBody { bodyWriter in
                var writer = RawWriter(bodyWriter)
                try await write(&writer)
                try await writer.finish()
            }
        }
    }
}

/// The header fields that tell browsers what not to do.
enum SecurityHeaders {
    /// What the pages may load: their own files and nothing else.
    static let pagePolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
        connect-src 'self'; frame-src 'self' blob:; manifest-src 'self'; frame-ancestors 'self'; base-uri 'none'; \
        form-action 'none'
        """
    private static let plainAPI = fields(policy: "frame-ancestors 'self'", caching: "no-store", isTLS: false)
    private static let secureAPI = fields(policy: "frame-ancestors 'self'", caching: "no-store", isTLS: true)
    private static let plainPage = fields(policy: pagePolicy, caching: "no-cache", isTLS: false)
    private static let securePage = fields(policy: pagePolicy, caching: "no-cache", isTLS: true)

    static func api(isTLS: Bool) -> HTTPFields { isTLS ? secureAPI : plainAPI }
    static func page(isTLS: Bool) -> HTTPFields { isTLS ? securePage : plainPage }

    private static func fields(policy: String, caching: String, isTLS: Bool) -> HTTPFields {
        var fields = HTTPFields()
        fields[.contentSecurityPolicy] = policy
        fields[.xContentTypeOptions] = "nosniff"
        fields[.referrerPolicy] = "no-referrer"
        fields[.cacheControl] = caching
        fields[.crossOriginResourcePolicy] = "same-origin"
        fields[.permissionsPolicy] = "camera=(self), microphone=(), geolocation=()"
        if isTLS { fields[.strictTransportSecurity] = "max-age=31536000" }
        return fields
    }
}

extension HTTPField.Name {
    static let permissionsPolicy = named("permissions-policy")
    static let referrerPolicy = named("referrer-policy")
    static let forwardedFor = named("x-forwarded-for")
    static let forwarded = named("forwarded")
}

extension Response {
    /// The same answer; what still comes of the request's body is read and dropped behind it, until its end or until the
    /// connection's time for that is over. Without it a client that sends all before it reads, on a connection that is to
    /// be closed, would be cut off and never see the answer.
    func dropping(_ request: RequestBody) -> Response {
        let answer = body
        var response = self
        response.body = ResponseBody(contentLength: answer.contentLength) { writer in
            try await answer.write(writer)
            for try await _ in request {}
        }
        return response
    }
}
