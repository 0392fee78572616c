import SehatCore

/// The problem on the wire: `application/problem+json` (RFC 9457), texts from the catalogue.
struct WireProblem: Codable, Sendable {
    struct Field: Codable, Sendable {
        /// The JSON path: `lines.2.quantity`.
        let field: String
        let code: String
        let message: String
        let params: [String: String]?
    }

    /// `urn:sehat:problem:<code>`; stable.
    let type: String
    let title: String
    let status: Int
    let detail: String
    /// The id of the request, for asking about it.
    let instance: String
    let code: String
    let fields: [Field]?
    let params: [String: String]?
    /// Under which the log tells what went wrong inside.
    let incident: String?
}

extension Problem {
    /// The status of the answer; finer than `kind` where HTTP has a word for it.
    var status: Int {
        switch code {
        case Problem.wrongMethod.code: 405
        case Problem.wrongContentType.code: 415
        default: kind.rawValue
        }
    }

    func wire(_ catalogue: Catalogue, _ language: Language, request: String) -> WireProblem {
        let title = catalogue.text("problem.\(code)", language, params)
        let detailKey = "problem.\(code).detail"
        let detail = catalogue.text(detailKey, language, params)
        let fields = fields.map { field in
            WireProblem.Field(
                field: field.field, code: field.code,
                message: catalogue.text("field.\(field.code)", language, field.params),
                params: field.params.isEmpty ? nil : field.params)
        }
        return WireProblem(
            type: "urn:sehat:problem:\(code)", title: title, status: status,
            detail: detail == detailKey ? title : detail, instance: request, code: code,
            fields: fields.isEmpty ? nil : fields, params: params.isEmpty ? nil : params,
            incident: params["incident"])
    }

    func answer(_ catalogue: Catalogue, _ language: Language, request: String) -> RawAnswer {
        let body = try? JSONBody.encode(wire(catalogue, language, request: request))
        var answer = RawAnswer.bytes(body ?? [], contentType: "application/problem+json", status: status)
        answer.headers.append(("content-language", language.rawValue))
        if let seconds = params["seconds"], kind == .tooMany { answer.headers.append(("retry-after", seconds)) }
        if kind == .busy { answer.headers.append(("retry-after", "2")) }
        if kind == .unauthenticated { answer.headers.append(("www-authenticate", "Bearer realm=\"sehat\"")) }
        return answer
    }
}
