import SehatCore

/// What a failed decoding was, said as a problem that names the field.
enum DecodingProblem {
    /// A problem 422 with the path of the missing, mistyped or impossible field.
    static func problem(of error: DecodingError) -> Problem {
        switch error {
        case .keyNotFound(let key, let context):
            return .invalid(path(context.codingPath + [key]), "app.field.required")
        case .valueNotFound(_, let context):
            return .invalid(path(context.codingPath), "app.field.required")
        case .typeMismatch(let type, let context):
            return .invalid(path(context.codingPath), "app.field.type", ["expected": word(for: type)])
        case .dataCorrupted(let context):
            let isChoice = context.debugDescription.hasPrefix("Cannot initialize")
            return .invalid(path(context.codingPath), isChoice ? "app.field.choice" : "app.field.type")
        @unknown default:
            return Problem(.malformed, "app.malformed", params: ["line": "1", "column": "1"])
        }
    }

    /// `lines.2.quantity`; `body` for the whole.
    static func path(_ keys: [any CodingKey]) -> String {
        keys.isEmpty ? "body" : keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }

    /// The kind of JSON value that was expected, in a word a programmer of the other side knows.
    private static func word(for type: any Any.Type) -> String {
        switch type {
        case is String.Type: "string"
        case is Bool.Type: "boolean"
        case is any BinaryInteger.Type: "integer"
        case is any BinaryFloatingPoint.Type: "number"
        case is [String].Type: "array"
        default: "object"
        }
    }
}
