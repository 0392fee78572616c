/// The right to do one kind of thing, declared by the module that owns the thing: `billing.collect`.
public struct Permission: Hashable, Sendable, Codable, CustomStringConvertible {
    public let code: String

    /// - Parameter code: `module.verb`, lower case; stable for ever, since roles store it.
    public init(_ code: String) {
        self.code = code
    }

    public var description: String { code }

    public init(from decoder: any Decoder) throws {
        code = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}

/// A person or program with an account. The phantom type of user ids; Access owns the table.
public enum User {}
/// A signed-in session. The phantom type of session ids; Access owns the table.
public enum Session {}
/// A counter or workstation. The phantom type of station ids; Directory owns the table.
public enum Station {}
/// A patient. The phantom type of patient ids in the base (audit, access log); Patients owns the table.
public enum Patient {}

/// Who is acting: fixed for one request, copied into every audit entry.
public struct Principal: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// A signed-in user.
        case user
        /// Nobody has signed in.
        case anonymous
        /// The product itself: jobs, migrations, commands of the machine's administrator.
        case system
    }

    public let kind: Kind
    public let userID: ID<User>?
    public let sessionID: ID<Session>?
    public let username: String
    public let permissions: Set<Permission>
    public let language: Language
    public let stationID: ID<Station>?
    /// The remote address, `socket` for the local command line, empty for jobs.
    public let address: String

    public init(
        kind: Kind, userID: ID<User>? = nil, sessionID: ID<Session>? = nil, username: String,
        permissions: Set<Permission> = [], language: Language = .en, stationID: ID<Station>? = nil,
        address: String = ""
    ) {
        self.kind = kind
        self.userID = userID
        self.sessionID = sessionID
        self.username = username
        self.permissions = permissions
        self.language = language
        self.stationID = stationID
        self.address = address
    }

    /// The product itself, allowed everything; `name` says which part, such as `job.print`.
    public static func system(_ name: String = "system") -> Principal {
        Principal(kind: .system, username: name)
    }

    public static func anonymous(address: String = "") -> Principal {
        Principal(kind: .anonymous, username: "", address: address)
    }

    public func may(_ permission: Permission) -> Bool {
        kind == .system || permissions.contains(permission)
    }

    /// - Throws: `Problem.forbidden` when the principal lacks `permission`.
    public func require(_ permission: Permission) throws {
        guard may(permission) else { throw Problem.forbidden(permission) }
    }
}
