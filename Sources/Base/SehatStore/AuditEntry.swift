public import SehatCore

/// A value in the detail of an audit entry.
public enum AuditValue: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral
{
    case text(String)
    case number(Int64)
    case flag(Bool)

    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .flag(value) }

    /// The decimal form of a row id.
    public static func id<Entity>(_ id: ID<Entity>) -> AuditValue { .text(id.description) }
}

/// What a command says about itself, before it has a place in the chain.
struct AuditDraft: Sendable {
    let action: String
    let entity: String
    let entityID: Int64?
    let patientID: ID<Patient>?
    let detail: [String: AuditValue]
    let reason: String?
}

/// Who acted, as the chain keeps it: one row for each session and place, to which entries refer.
public struct AuditActor: Hashable, Sendable, Codable {
    public let userID: ID<User>?
    public let username: String
    public let sessionID: ID<Session>?
    public let stationID: ID<Station>?
    /// The remote address, `socket` for the local command line, empty for jobs.
    public let address: String

    init(_ principal: Principal) {
        userID = principal.userID
        username = principal.username
        sessionID = principal.sessionID
        stationID = principal.stationID
        address = principal.address
    }

    init(
        userID: ID<User>?, username: String, sessionID: ID<Session>?, stationID: ID<Station>?, address: String
    ) {
        self.userID = userID
        self.username = username
        self.sessionID = sessionID
        self.stationID = stationID
        self.address = address
    }
}

/// One link of the audit chain.
///
/// `hash` is SHA-256 over the 32 bytes of `previous` and the canonical bytes of the rest (`AuditCanonical`). Numbers
/// count from 1 without a gap; the first entry's `previous` is 32 zero bytes.
public struct AuditEntry: Hashable, Sendable, Codable {
    public let seq: Int64
    public let at: Instant
    public let actor: AuditActor
    /// Dotted: `billing.bill.issued`.
    public let action: String
    /// The type of the row, empty for events without one.
    public let entity: String
    public let entityID: String?
    public let patientID: ID<Patient>?
    /// A JSON object with sorted keys, exactly as it was hashed; empty for none.
    public let detail: String
    public let reason: String?
    /// 64 hexadecimal digits.
    public let previous: String
    /// 64 hexadecimal digits.
    public let hash: String
}

/// A signed statement that the chain had this hash at this number.
public struct AuditHead: Hashable, Sendable, Codable {
    public let seq: Int64
    public let at: Instant
    /// 64 hexadecimal digits: the hash of entry `seq`; zeros for an empty chain.
    public let hash: String
    /// Ed25519 over `AuditCanonical.head`, 128 hexadecimal digits.
    public let signature: String
    /// The key to verify with, 64 hexadecimal digits.
    public let publicKey: String
}
