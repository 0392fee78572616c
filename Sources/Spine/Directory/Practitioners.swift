public import GRDB
public import SehatCore
public import SehatStore

/// A doctor or other person whom patients come to see.
public struct Practitioner: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "directoryPractitioner"

    public let id: ID<Practitioner>
    public var departmentID: ID<Department>
    /// The name with its title, in the languages in which it is known.
    public var name: LocalizedText
    public var specialty: LocalizedText?
    /// The number of the medical council's register.
    public var registrationNumber: String?
    /// What stands before the number of the tokens: `F`. No two queues share it.
    public var tokenLetters: String
    /// The room where patients are seen.
    public var room: String?
    /// False when no new patients are taken.
    public var isActive: Bool
    /// Goes back as `If-Match` with a change.
    public var version: Int64
}

/// What is needed to add a practitioner.
public struct NewPractitioner: Codable, Hashable, Sendable {
    public var departmentID: ID<Department>
    public var name: LocalizedText
    public var specialty: LocalizedText?
    public var registrationNumber: String?
    /// Chosen letters for the tokens; the next free ones when absent.
    public var tokenLetters: String?
    public var room: String?

    /// A practitioner of a department.
    public init(
        departmentID: ID<Department>, name: LocalizedText, specialty: LocalizedText? = nil,
        registrationNumber: String? = nil, tokenLetters: String? = nil, room: String? = nil
    ) {
        self.departmentID = departmentID
        self.name = name
        self.specialty = specialty
        self.registrationNumber = registrationNumber
        self.tokenLetters = tokenLetters
        self.room = room
    }
}

/// A change of a practitioner: what is absent stays, an empty number or room removes it.
public struct PractitionerChange: Codable, Hashable, Sendable {
    public var departmentID: ID<Department>?
    public var name: LocalizedText?
    public var specialty: LocalizedText?
    public var registrationNumber: String?
    public var tokenLetters: String?
    public var room: String?
    public var isActive: Bool?
    /// The version that the caller has seen, unless it came as `If-Match`.
    public var version: Int64?

    /// A change of nothing.
    public init() {}
}

/// Adding, changing and finding practitioners.
public enum Practitioners {
    /// The practitioners of a department, or of all, in the order in which they were added, closed ones last.
    public static func list(department: ID<Department>?, in tx: ReadTx) throws -> [Practitioner] {
        guard let department else {
            return try Practitioner.fetchAll(
                tx.db, sql: "SELECT * FROM directoryPractitioner ORDER BY isActive DESC, id")
        }
        return try Practitioner.fetchAll(
            tx.db, sql: "SELECT * FROM directoryPractitioner WHERE departmentID = ? ORDER BY isActive DESC, id",
            arguments: [department])
    }

    /// - Throws: a 404 problem when there is no such practitioner.
    public static func find(_ id: ID<Practitioner>, in tx: ReadTx) throws -> Practitioner {
        guard let practitioner = try tx.row(Practitioner.self, id) else { throw Problem.practitionerNotFound }
        return practitioner
    }

    /// A practitioner of that department who takes new patients.
    ///
    /// - Throws: a 404 problem when there is none; 409 `directory.practitioner.closed`; 422
    ///   `directory.practitioner.elsewhere` when the practitioner works in another department.
    public static func require(
        _ id: ID<Practitioner>, of department: ID<Department>, in tx: ReadTx
    ) throws -> Practitioner {
        let practitioner = try find(id, in: tx)
        guard practitioner.departmentID == department else { throw Problem.practitionerElsewhere }
        guard practitioner.isActive else { throw Problem.practitionerClosed }
        return practitioner
    }

    /// Adds a practitioner to a department.
    ///
    /// - Throws: 404 for an unknown department; 422 with every wrong field; 409 when the token letters are taken.
    public static func create(_ input: NewPractitioner, in tx: Tx) throws -> Practitioner {
        let department = try Departments.require(input.departmentID, in: tx)
        var checks = FieldChecks()
        let name = checks.localized("name", input.name)
        let specialty = input.specialty.map { checks.localized("specialty", $0) }
        let number = checks.optionalLine("registrationNumber", input.registrationNumber, limit: 40)
        let room = checks.optionalLine("room", input.room, limit: 20)
        try checks.finish()
        let letters = try input.tokenLetters.map { try TokenLetters.chosen($0, instead: nil, in: tx) }
        let practitioner = Practitioner(
            id: tx.newID(), departmentID: department.id, name: name, specialty: specialty, registrationNumber: number,
            tokenLetters: try letters ?? TokenLetters.next(in: tx), room: room, isActive: true, version: 1)
        try practitioner.insert(tx.db)
        tx.audit("directory.practitioner.created", practitioner.id, ["department": .text(department.code)])
        tx.announce("directory")
        return practitioner
    }

    /// Changes a practitioner.
    ///
    /// - Parameter version: the version that the caller has seen.
    /// - Throws: 404; 409 `app.stale`; 422 with every wrong field; 409 when the token letters are taken.
    public static func update(
        _ id: ID<Practitioner>, _ change: PractitionerChange, version: Int64, in tx: Tx
    ) throws -> Practitioner {
        var practitioner = try find(id, in: tx)
        try tx.expect(version: practitioner.version, version)
        let before = practitioner
        if let department = change.departmentID {
            practitioner.departmentID = try Departments.require(department, in: tx).id
        }
        var checks = FieldChecks()
        if let name = change.name { practitioner.name = checks.localized("name", name) }
        if let specialty = change.specialty { practitioner.specialty = checks.localized("specialty", specialty) }
        if let number = change.registrationNumber {
            practitioner.registrationNumber = checks.optionalLine("registrationNumber", number, limit: 40)
        }
        if let room = change.room { practitioner.room = checks.optionalLine("room", room, limit: 20) }
        if let isActive = change.isActive { practitioner.isActive = isActive }
        try checks.finish()
        if let letters = change.tokenLetters {
            practitioner.tokenLetters = try TokenLetters.chosen(letters, instead: before.tokenLetters, in: tx)
        }
        if practitioner == before { return practitioner }
        practitioner.version += 1
        try practitioner.update(tx.db)
        tx.audit(
            "directory.practitioner.changed", id,
            ["departmentID": .id(practitioner.departmentID), "isActive": .flag(practitioner.isActive)])
        tx.announce("directory")
        return practitioner
    }
}
