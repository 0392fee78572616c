import Crypto
import Foundation
public import SehatCore
public import SehatStore
public import SehatWeb

/// The signed-in person, as the page shows them.
public struct SessionUser: Codable, Sendable, Hashable {
    public var id: ID<User>
    public var username: String
    public var name: String
    public var language: Language
    /// Nothing but `PUT /session/password` is possible until the password is changed.
    public var mustChangePassword: Bool
}

/// A module that the product has.
public struct SessionModule: Codable, Sendable, Hashable {
    public var name: String
}

/// The counter at which the session works.
public struct SessionStation: Codable, Sendable, Hashable {
    public var id: ID<Station>
    public var number: Int
    public var name: LocalizedText

    public init(id: ID<Station>, number: Int, name: LocalizedText) {
        self.id = id
        self.number = number
        self.name = name
    }
}

/// What pages must know of the hospital to show amounts, dates and names.
public struct SessionHospital: Codable, Sendable, Hashable {
    /// How many digits the minor unit has is needed to show an amount.
    public struct Money: Codable, Sendable, Hashable {
        public var code: String
        public var minorDigits: Int
    }

    public var name: LocalizedText
    public var currency: Money
    public var timeZone: String
    public var grouping: HospitalProfile.Grouping
    public var language: Language
    /// Cash is taken in multiples of this many minor units.
    public var cashRounding: Int64
    /// Minutes after midnight at which a business day begins.
    public var dayCutOffMinutes: Int
    /// Of the product.
    public var version: String
}

/// The session as pages and programs see it.
public struct SessionView: Codable, Sendable, Hashable {
    /// Only in the answer to a sign-in and to a change of password: for programs, as `Authorization: Bearer …`.
    /// Browsers use the cookie that comes along.
    public var token: String?
    public var user: SessionUser
    public var permissions: [Permission]
    public var modules: [SessionModule]
    public var station: SessionStation?
    /// To be sent as `X-CSRF-Token` with every write by those who use the cookie.
    public var csrf: String
    public var hospital: SessionHospital
    /// 32 bytes in base64, under which pages seal what is typed and not sent yet; the same at every sign-in until the password
    /// changes, so that a power cut loses nothing. Absent for programs.
    public var draftKey: String?
    public var serverTime: Instant
    /// The session is over then, used or not; absent for the tokens of programs.
    public var expiresAt: Instant?
    /// After so many minutes without use the password is asked for.
    public var idleMinutes: Int
    /// Whether the server takes changes.
    public var mode: ServingMode.State
}

/// What the composition tells Access about the rest of the product.
public struct AccessPorts: Sendable {
    /// The modules by name, as pages load them.
    public var modules: [String]
    /// The version of the product.
    public var version: String
    /// A counter by its id, nil when there is none or it is closed; Directory knows them.
    public var station: @Sendable (ID<Station>, ReadTx) throws -> SessionStation?

    /// Whether the server takes changes.
    public var mode: ServingMode

    public init(
        modules: [String], version: String, mode: ServingMode = ServingMode(),
        station: @escaping @Sendable (ID<Station>, ReadTx) throws -> SessionStation?
    ) {
        self.modules = modules
        self.version = version
        self.mode = mode
        self.station = station
    }
}

extension AccessPorts {
    /// The session of a principal, open or waiting for a new password.
    ///
    /// - Throws: `access.noSession` for principals without an account.
    func view(of principal: Principal, csrf: String, started: StartedSession? = nil, in tx: ReadTx) throws
        -> SessionView
    {
        guard let userID = principal.userID else { throw Problem.noSession }
        let user = try UserRecord.find(userID, in: tx)
        let session = try principal.sessionID.map { try SessionRecord.open($0, in: tx) }
        let permissions =
            session == nil
            ? principal.permissions : user.mustChangePassword ? [] : try Roles.effectivePermissions(of: userID, in: tx)
        return SessionView(
            token: started?.token,
            user: SessionUser(
                id: user.id, username: user.username, name: user.fullName, language: user.language,
                mustChangePassword: user.mustChangePassword),
            permissions: permissions.sorted { $0.code < $1.code }, modules: modules.map(SessionModule.init),
            station: try session?.stationID.flatMap { try station($0, tx) }, csrf: started?.csrf ?? csrf,
            hospital: hospital(tx.hospital), draftKey: session == nil ? nil : Self.draftKey(of: user),
            serverTime: tx.now, expiresAt: session?.expiresAt,
            idleMinutes: try SessionPolicy.current(in: tx).idleMinutes, mode: mode.state)
    }

    /// Made of what the server alone knows of the password; it tells nothing of it.
    private static func draftKey(of user: UserRecord) -> String? {
        guard let hash = user.passwordHash else { return nil }
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("sehat drafts 1 \(user.id)".utf8), using: SymmetricKey(data: Data(hash.utf8)))
        return Data(code).base64EncodedString()
    }

    private func hospital(_ profile: HospitalProfile) -> SessionHospital {
        SessionHospital(
            name: profile.name,
            currency: .init(code: profile.currency.code, minorDigits: profile.currency.minorDigits),
            timeZone: profile.timeZoneIdentifier, grouping: profile.grouping, language: profile.language,
            cashRounding: profile.cashRounding, dayCutOffMinutes: profile.dayCutOffMinutes, version: version)
    }
}
