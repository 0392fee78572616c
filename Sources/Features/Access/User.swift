public import GRDB
public import SehatCore
import SehatStore

/// Whether an account is of a person, who has a password, or of a program, which has a token.
public enum UserKind: String, Codable, CaseIterable, Sendable, WireEnum {
    case person, program
}

extension UserKind: DatabaseValueConvertible {}

/// A row of `accessUser`.
struct UserRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "accessUser"

    var id: ID<User>
    var kind: UserKind
    var username: String
    var fullName: String
    var language: Language
    var passwordHash: String?
    var mustChangePassword: Bool
    var isActive: Bool
    var createdAt: Instant
    var passwordChangedAt: Instant?
    var lastSignInAt: Instant?
    var version: Int64

    /// - Throws: a 404 problem when there is no such user.
    static func find(_ id: ID<User>, in tx: ReadTx) throws -> UserRecord {
        guard let user = try tx.row(Self.self, id) else {
            throw Problem.notFound("user")
        }
        return user
    }

    /// The user of that name, whose spelling is folded first; nil when there is none.
    static func named(_ username: String, in tx: ReadTx) throws -> UserRecord? {
        try fetchOne(
            tx.db, sql: "SELECT * FROM accessUser WHERE username = ?", arguments: [Username.fold(username)])
    }

    /// Stores the changed row under the next version.
    mutating func save(in tx: Tx) throws {
        version += 1
        try update(tx.db)
    }

    /// What a guesser of this person's password would try first.
    func passwordContext(_ hospital: HospitalProfile) -> [String] {
        let names = [hospital.name.en, hospital.name.ur, hospital.name.hi, hospital.name.ar].compactMap(\.self)
        return [username, fullName, "sehat"] + names
    }
}

/// The names that people sign in with: typed the same on every keyboard.
enum Username {
    static let longest = 32

    /// Lower case, Latin digits, no white space around.
    static func fold(_ text: String) -> String {
        InputText.foldDigits(InputText.line(text)).lowercased()
    }

    /// Two to 32 of a to z, 0 to 9, dot, dash and underscore, beginning with a letter or digit.
    static func isValid(_ folded: String) -> Bool {
        guard (2...longest).contains(folded.utf8.count), let first = folded.utf8.first else { return false }
        return isLetterOrDigit(first)
            && folded.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
}

/// An account as it is shown to those who may see the list.
public struct UserView: Codable, Sendable, Hashable {
    public var id: ID<User>
    public var kind: UserKind
    public var username: String
    public var fullName: String
    public var language: Language
    public var isActive: Bool
    /// The next sign-in leads to a change of password and nowhere else.
    public var mustChangePassword: Bool
    /// Wrong passwords since the last good one, within the last hour.
    public var failedAttempts: Int
    public var lastSignInAt: Instant?
    public var createdAt: Instant
    public var roles: [RoleSummary]
    public var version: Int64
}

/// A role by its name.
public struct RoleSummary: Codable, Sendable, Hashable {
    public var id: ID<Role>
    /// Of built-in roles only: `cashier`.
    public var code: String?
    /// In the language of the request.
    public var name: String
}

/// What is needed to open an account.
public struct NewUser: Codable, Sendable {
    public var username: String
    public var fullName: String
    /// The hospital's language when absent.
    public var language: Language?
    /// Ids of roles, or codes of built-in ones.
    public var roles: [String]?

    public init(username: String, fullName: String, language: Language? = nil, roles: [String]? = nil) {
        self.username = username
        self.fullName = fullName
        self.language = language
        self.roles = roles
    }
}

/// What may be changed in an account; absent members stay as they are.
public struct UserChange: Codable, Sendable {
    public var fullName: String?
    public var language: Language?
    /// The version that the caller has seen; `If-Match` may carry it instead.
    public var version: Int64?

    public init(fullName: String? = nil, language: Language? = nil, version: Int64? = nil) {
        self.fullName = fullName
        self.language = language
        self.version = version
    }
}

/// An account with the password that its owner needs for the first sign-in.
public struct UserWithPassword: Codable, Sendable, Hashable {
    public var user: UserView
    /// Shown this once; it must be changed at the first sign-in.
    public var oneTimePassword: String
}
