import SehatCore

/// The OpenAPI 3.1 document of a list of endpoints: what a program needs to know that has nothing else.
public enum OpenAPI {
    /// The document as JSON.
    ///
    /// - Throws: when the input or output of an endpoint cannot be described; the error names the endpoint and type.
    public static func document(of endpoints: [Endpoint], version: String) throws -> [UInt8] {
        let operations = try endpoints.map(OpenAPIOperation.init)
        let components = SchemaComponents(
            operations.flatMap(\.schemas) + [try SchemaRecorder.schema(of: WireProblem.self)])
        var paths: [String: JSONNode] = [:]
        for operation in operations {
            let path = operation.endpoint.fullPath
            paths[path] = (paths[path] ?? [:]).with(
                operation.endpoint.method.rawValue.lowercased(), operation.node(components))
        }
        let tags = Set(endpoints.map(\.module)).sorted()
        let document: JSONNode = [
            "openapi": "3.1.0",
            "info": ["title": "Sehat", "version": .text(version), "description": .text(description)],
            "servers": [["url": "/"]],
            "tags": .list(tags.map { ["name": .text($0)] }),
            "paths": .object(paths),
            "components": [
                "schemas": .object(components.all), "securitySchemes": securitySchemes,
                "responses": ["Problem": try problemResponse(components)],
            ],
        ]
        return try JSONBody.encode(document)
    }

    private static let description = """
        A hospital management system. Programs sign in with POST /api/session and send the token of the answer as \
        `Authorization: Bearer`; browsers keep it in a cookie and send X-CSRF-Token with every write. Amounts are \
        integers of minor units with a currency code, times are ISO 8601 with zone, days are YYYY-MM-DD, ids are \
        strings. Texts follow Accept-Language (en, ur, hi, ar). Failures are application/problem+json (RFC 9457): \
        `code` is stable, `fields` names what was wrong in the input. A list gives `next`, to be passed as `after`. \
        Members that may be left out are not required; null is the same as leaving them out. Where an answer has a \
        `version`, a change sends it back as `If-Match` or as `version` in the body.
        """

    private static let securitySchemes: JSONNode = [
        "bearer": ["type": "http", "scheme": "bearer"],
        "cookie": ["type": "apiKey", "in": "cookie", "name": .text(SessionCookie.name)],
        "csrf": ["type": "apiKey", "in": "header", "name": "X-CSRF-Token"],
    ]

    private static func problemResponse(_ components: SchemaComponents) throws -> JSONNode {
        let schema = components.node(try SchemaRecorder.schema(of: WireProblem.self))
        return [
            "description": "Refused or failed; says why.",
            "content": ["application/problem+json": ["schema": schema]],
        ]
    }
}

/// One operation of the document.
struct OpenAPIOperation {
    let endpoint: Endpoint
    private let input: WireSchema?
    private let output: WireSchema?

    init(_ endpoint: Endpoint) throws {
        self.endpoint = endpoint
        do {
            input = try endpoint.shape.input?()
            output = try endpoint.shape.output?()
        } catch {
            throw OpenAPIError(endpoint: endpoint.name, reason: "\(error)")
        }
    }

    var schemas: [WireSchema] { [input, output].compactMap { $0 } }

    /// `{id}` is the id of a row everywhere.
    private static let rowID: JSONNode = ["type": "string", "format": "int64", "pattern": "^[1-9][0-9]{0,18}$"]

    /// A query's input is taken apart into parameters, everything else's is the body.
    private var isInputInQuery: Bool { endpoint.method == .get }

    func node(_ components: SchemaComponents) -> JSONNode {
        var node: JSONNode = [
            "operationId": .text(endpoint.name), "summary": .text(endpoint.summary),
            "tags": [.text(endpoint.module)], "responses": responses(components),
            "security": security, "x-sehat-gate": .text(endpoint.gate.description),
        ]
        if !endpoint.explanation.isEmpty { node = node.with("description", .text(endpoint.explanation)) }
        let parameters = parameters(components)
        if !parameters.isEmpty { node = node.with("parameters", .list(parameters)) }
        if let input, !isInputInQuery {
            node = node.with(
                "requestBody",
                ["required": true, "content": ["application/json": ["schema": components.node(input)]]])
        }
        return node
    }

    private func parameters(_ components: SchemaComponents) -> [JSONNode] {
        var parameters = RouteTemplate(endpoint.path).names.map { name in
            parameter(String(name), "path", isRequired: true, name == "id" ? Self.rowID : ["type": "string"])
        }
        if isInputInQuery, let input {
            parameters += components.fields(of: input).map { field in
                parameter(
                    field.name, "query", isRequired: !field.isOptional, components.node(field.schema),
                    FieldDescriptions.of(field.name, in: endpoint.name))
            }
        }
        if endpoint.kind == .command {
            let key: JSONNode = ["type": "string", "minLength": 1, "maxLength": 200]
            parameters.append(
                parameter(
                    "Idempotency-Key", "header", isRequired: endpoint.idempotency == .required, key,
                    "The same key with the same input is carried out once; a repeat gets the stored answer."))
            if endpoint.method != .post || endpoint.path.contains("{") {
                parameters.append(
                    parameter(
                        "If-Match", "header", isRequired: false, ["type": "string"],
                        "The version that was read, in quotes; refused with 409 when the row has changed since."))
            }
        }
        return parameters
    }

    private func parameter(
        _ name: String, _ place: String, isRequired: Bool, _ schema: JSONNode, _ description: String? = nil
    ) -> JSONNode {
        JSONNode.object([
            "name": .text(name), "in": .text(place), "required": .flag(isRequired), "schema": schema,
        ]).with("description", description.map(JSONNode.text))
    }

    private func responses(_ components: SchemaComponents) -> JSONNode {
        var good: JSONNode = ["description": "Done."]
        if let output {
            good = good.with("content", ["application/json": ["schema": components.node(output)]])
        } else if endpoint.kind == .file || (endpoint.kind == .raw && endpoint.status != 204) {
            good = good.with("content", .object([endpoint.contentType: ["schema": [:]]]))
        }
        let problem: JSONNode = ["$ref": "#/components/responses/Problem"]
        var responses: JSONNode = .object([String(endpoint.status): good, "default": problem])
        for status in problems { responses = responses.with(status, problem) }
        return responses
    }

    /// The statuses that a client should expect by name.
    private var problems: [String] {
        var statuses: [String] = ["429"]
        if endpoint.gate != .anonymous { statuses += ["401", "403"] }
        if endpoint.path.contains("{") { statuses.append("404") }
        if endpoint.kind == .command { statuses += ["400", "409", "413"] }
        if input != nil { statuses.append("422") }
        return statuses
    }

    private var security: JSONNode {
        if endpoint.gate == .anonymous { return [] }
        let cookie: JSONNode = endpoint.method.isWrite ? ["cookie": [], "csrf": []] : ["cookie": []]
        return [["bearer": []], cookie]
    }
}

/// An endpoint whose input or output cannot be described.
public struct OpenAPIError: Error, CustomStringConvertible {
    /// The name of the endpoint.
    public let endpoint: String
    /// What cannot be described.
    public let reason: String
    /// A sentence for the programmer.
    public var description: String { "\(endpoint): \(reason)" }
}
