public import GRDB
public import SehatCore
public import SehatStore

/// A department of the hospital: where visits are opened and services belong.
public struct Department: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "directoryDepartment"

    public let id: ID<Department>
    /// A short code, unique: `MED`.
    public var code: String
    public var name: LocalizedText
    /// What stands before the number of its tokens: `A`. No two queues share it.
    public var tokenLetters: String
    /// The room whose door says so; absent when there is none.
    public var room: String?
    /// False when it takes no new work.
    public var isActive: Bool
    /// Goes back as `If-Match` with a change.
    public var version: Int64
}

/// What is needed to make a department.
public struct NewDepartment: Codable, Hashable, Sendable {
    public var code: String
    public var name: LocalizedText
    /// Chosen letters for its tokens; the next free ones when absent.
    public var tokenLetters: String?
    public var room: String?

    /// A department with letters of the product's choice.
    public init(code: String, name: LocalizedText, tokenLetters: String? = nil, room: String? = nil) {
        self.code = code
        self.name = name
        self.tokenLetters = tokenLetters
        self.room = room
    }
}

/// A change of a department: what is absent stays, an empty room removes it.
public struct DepartmentChange: Codable, Hashable, Sendable {
    public var code: String?
    public var name: LocalizedText?
    public var tokenLetters: String?
    public var room: String?
    public var isActive: Bool?
    /// The version that the caller has seen, unless it came as `If-Match`.
    public var version: Int64?

    /// A change of nothing.
    public init() {}
}

/// Making, changing and finding departments.
public enum Departments {
    /// All departments in the order in which they were made, closed ones last.
    public static func list(in tx: ReadTx) throws -> [Department] {
        try Department.fetchAll(tx.db, sql: "SELECT * FROM directoryDepartment ORDER BY isActive DESC, id")
    }

    /// - Throws: a 404 problem when there is no such department.
    public static func find(_ id: ID<Department>, in tx: ReadTx) throws -> Department {
        guard let department = try tx.row(Department.self, id) else { throw Problem.departmentNotFound }
        return department
    }

    /// A department that takes new work.
    ///
    /// - Throws: a 404 problem when there is none, 409 `directory.department.closed` when it takes none.
    public static func require(_ id: ID<Department>, in tx: ReadTx) throws -> Department {
        let department = try find(id, in: tx)
        guard department.isActive else { throw Problem.departmentClosed }
        return department
    }

    /// Makes a department.
    ///
    /// - Throws: 422 with every wrong field; 409 when its code or its token letters are taken.
    public static func create(_ input: NewDepartment, in tx: Tx) throws -> Department {
        var checks = FieldChecks()
        let code = checks.code("code", input.code)
        let name = checks.localized("name", input.name)
        let room = checks.optionalLine("room", input.room, limit: 20)
        try checks.finish()
        let letters = try input.tokenLetters.map { try TokenLetters.chosen($0, instead: nil, in: tx) }
        let department = Department(
            id: tx.newID(), code: code, name: name, tokenLetters: try letters ?? TokenLetters.next(in: tx), room: room,
            isActive: true, version: 1)
        try department.insert(tx.db)
        tx.audit("directory.department.created", department.id, ["code": .text(code)])
        tx.announce("directory")
        return department
    }

    /// Changes a department.
    ///
    /// - Parameter version: the version that the caller has seen.
    /// - Throws: 404; 409 `app.stale`; 422 with every wrong field; 409 when code or token letters are taken.
    public static func update(
        _ id: ID<Department>, _ change: DepartmentChange, version: Int64, in tx: Tx
    ) throws -> Department {
        var department = try find(id, in: tx)
        try tx.expect(version: department.version, version)
        let before = department
        var checks = FieldChecks()
        if let code = change.code { department.code = checks.code("code", code) }
        if let name = change.name { department.name = checks.localized("name", name) }
        if let room = change.room { department.room = checks.optionalLine("room", room, limit: 20) }
        if let isActive = change.isActive { department.isActive = isActive }
        try checks.finish()
        if let letters = change.tokenLetters {
            department.tokenLetters = try TokenLetters.chosen(letters, instead: before.tokenLetters, in: tx)
        }
        if department == before { return department }
        department.version += 1
        try department.update(tx.db)
        tx.audit(
            "directory.department.changed", id,
            ["code": .text(department.code), "isActive": .flag(department.isActive)])
        tx.announce("directory")
        return department
    }
}
