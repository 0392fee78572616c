import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
public import Outgoing

/// The hospital's way to send short messages: any gateway that takes an HTTP request.
///
/// `{to}`, `{text}` and `{secret}` in the address, a header or the body are filled in, each written as its place needs it.
public struct SMSGateway: Sendable, Hashable {
    public let url: String
    /// Empty for a GET.
    public let body: String
    public let contentType: String
    /// `Authorization: Bearer {secret}`; empty for none.
    public let header: String
    public let secretFile: String?
    /// The certificate of the hospital's own authority; nil for the system's authorities.
    public let authority: String?
    private let host: String
    private let port: Int

    /// - Throws: `MessageSettingError` naming what is wrong.
    public init(
        _ url: String, body: String = "", contentType: String = "application/json", header: String = "",
        secretFile: String? = nil, authority: String? = nil
    ) throws {
        let plain = url.replacing("{to}", with: "0").replacing("{text}", with: "0").replacing("{secret}", with: "0")
        guard let parts = URLComponents(string: plain), let scheme = parts.scheme, ["http", "https"].contains(scheme),
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil
        else { throw MessageSettingError("sms_url wants https://host/path") }
        if scheme == "http", NetworkAddress(host)?.isOfTheHospital != true, host != "localhost" {
            throw MessageSettingError("sms_url: http:// is for addresses within the hospital alone; use https://")
        }
        let all = url + body + header
        guard all.contains("{to}"), all.contains("{text}") else {
            throw MessageSettingError("sms_url or sms_body must hold {to} and {text}")
        }
        guard all.contains("{secret}") == (secretFile != nil) else {
            throw MessageSettingError("sms_secret_file and {secret} go together")
        }
        guard header.isEmpty || header.contains(":") else {
            throw MessageSettingError("sms_header wants a name and a value: Authorization: Bearer {secret}")
        }
        guard body.isEmpty || contentType == "application/json" || contentType == "application/x-www-form-urlencoded"
        else { throw MessageSettingError("sms_content_type is application/json or application/x-www-form-urlencoded") }
        self.url = url
        self.body = body
        self.contentType = contentType
        self.header = header
        self.secretFile = secretFile
        self.authority = authority
        self.host = host
        port = parts.port ?? (scheme == "https" ? 443 : 80)
    }

    /// The connection that it makes.
    public var rule: OutgoingRule { OutgoingRule(.sms, host: host, port: port) }

    /// - Throws: `MessageFault` with the gateway's answer, `OutgoingRefusal`.
    func send(_ text: String, to number: String) async throws {
        try Outgoing.require(.sms, host: host, port: port)
        let secret = try secretFile.map(SecretFile.read) ?? ""
        let values = ["to": number, "text": text, "secret": secret]
        var request = HTTPClientRequest(url: Self.filled(url, values, Self.percent))
        request.method = body.isEmpty ? .GET : .POST
        if !body.isEmpty {
            let isForm = contentType == "application/x-www-form-urlencoded"
            request.headers.add(name: "content-type", value: contentType)
            request.body = .bytes(ByteBuffer(string: Self.filled(body, values, isForm ? Self.percent : Self.json)))
        }
        if let colon = header.firstIndex(of: ":") {
            let value = header[header.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            request.headers.add(
                name: String(header[..<colon]), value: Self.filled(value, values) { $0.filter { !$0.isNewline } })
        }
        try await perform(request, hiding: secret)
    }

    private func perform(_ request: HTTPClientRequest, hiding secret: String) async throws {
        var configuration = HTTPClient.Configuration(tlsConfiguration: .makeClientConfiguration())
        configuration.redirectConfiguration = .disallow
        if let file = authority {
            configuration.tlsConfiguration?.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
        }
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let answer = try await client.execute(request, timeout: .seconds(30))
            let said = (try? await answer.body.collect(upTo: 8192)).map { String(buffer: $0) } ?? ""
            try await client.shutdown()
            guard (200..<300).contains(answer.status.code) else {
                let words = secret.isEmpty ? said : said.replacing(secret, with: "***")
                throw MessageFault("\(host) answers \(answer.status.code): \(words.prefix(200))")
            }
        } catch let fault as MessageFault {
            throw fault
        } catch {
            try? await client.shutdown()
            throw MessageFault("\(host):\(port) does not answer: \(type(of: error))")
        }
    }

    private static func filled(
        _ template: String, _ values: [String: String], _ write: (String) -> String
    ) -> String {
        var result = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            let tail = rest[rest.index(after: open)...]
            // A brace of JSON that names nothing of ours stays.
            if let close = tail.firstIndex(of: "}"), let value = values[String(tail[..<close])] {
                result += write(value)
                rest = tail[tail.index(after: close)...]
            } else {
                result += "{"
                rest = tail
            }
        }
        return result + rest
    }

    private static func percent(_ text: String) -> String {
        let kept = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: kept) ?? ""
    }

    /// As it stands within a string of JSON, without its quotes.
    private static func json(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let quoted = (try? encoder.encode([text])).map { String(decoding: $0, as: UTF8.self) } ?? #"[""]"#
        return String(quoted.dropFirst(2).dropLast(2))
    }
}
