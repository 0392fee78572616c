/// The one error that crosses a module's border; on the wire it is `application/problem+json` (RFC 9457).
///
/// `code` is stable and dotted (`billing.bill.closed`). Its text in each language stands in the catalogue of its
/// first part under `problem.<code>`, with `params` filled in; no text is written here.
public struct Problem: Error, Hashable, Sendable {
    public enum Kind: Int, Hashable, Sendable {
        case malformed = 400
        case unauthenticated = 401
        case forbidden = 403
        case notFound = 404
        case conflict = 409
        case tooLarge = 413
        case invalid = 422
        case tooMany = 429
        case `internal` = 500
        case busy = 503
        case full = 507
    }

    /// What is wrong with one field of the input.
    public struct FieldProblem: Hashable, Sendable {
        /// The JSON path of the field: `phone`, `lines.2.quantity`.
        public let field: String
        public let code: String
        public let params: [String: String]

        public init(_ field: String, _ code: String, _ params: [String: String] = [:]) {
            self.field = field
            self.code = code
            self.params = params
        }
    }

    public let kind: Kind
    public let code: String
    public let fields: [FieldProblem]
    public let params: [String: String]

    public init(_ kind: Kind, _ code: String, fields: [FieldProblem] = [], params: [String: String] = [:]) {
        self.kind = kind
        self.code = code
        self.fields = fields
        self.params = params
    }
}

extension Problem {
    /// Some fields of the input are wrong; each is named.
    public static func invalid(_ fields: [FieldProblem]) -> Problem {
        Problem(.invalid, "app.invalid", fields: fields)
    }

    /// One field of the input is wrong.
    public static func invalid(_ field: String, _ code: String, _ params: [String: String] = [:]) -> Problem {
        .invalid([FieldProblem(field, code, params)])
    }

    public static func notFound(_ what: String) -> Problem {
        Problem(.notFound, "app.notFound", params: ["what": what])
    }

    public static func forbidden(_ permission: Permission) -> Problem {
        Problem(.forbidden, "app.forbidden", params: ["permission": permission.code])
    }

    public static let unauthenticated = Problem(.unauthenticated, "app.unauthenticated")

    /// The row was changed by someone else since the caller read it.
    public static let stale = Problem(.conflict, "app.stale")

    /// Something that should not happen; the details are in the log under `incident`.
    public static func `internal`(incident: String) -> Problem {
        Problem(.internal, "app.internal", params: ["incident": incident])
    }
}

/// Gathers the problems of several fields, so that a person sees all of them at once.
public struct FieldChecks: Sendable {
    public private(set) var problems: [Problem.FieldProblem] = []

    public init() {}

    public mutating func refuse(_ field: String, _ code: String, _ params: [String: String] = [:]) {
        problems.append(.init(field, code, params))
    }

    /// Refuses `field` with `code` unless `condition` holds.
    public mutating func expect(
        _ condition: Bool, _ field: String, _ code: String, _ params: [String: String] = [:]
    ) {
        if !condition { refuse(field, code, params) }
    }

    /// - Throws: `Problem.invalid` with every refused field, when there is any.
    public func finish() throws {
        if !problems.isEmpty { throw Problem.invalid(problems) }
    }
}
