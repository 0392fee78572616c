public import GRDB
public import SehatCore
public import SehatStore

/// A counter or workstation: the machine, not the person, has a number and a department.
public struct StationView: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "directoryStation"

    public let id: ID<Station>
    /// The number on its sign, unique.
    public var number: Int
    public var name: LocalizedText
    /// The department whose visits are mostly opened here.
    public var departmentID: ID<Department>?
    /// False when nobody works there any more.
    public var isActive: Bool
    /// Goes back as `If-Match` with a change.
    public var version: Int64
}

/// What is needed to add a station.
public struct NewStation: Codable, Hashable, Sendable {
    public var number: Int
    public var name: LocalizedText
    public var departmentID: ID<Department>?

    /// A station.
    public init(number: Int, name: LocalizedText, departmentID: ID<Department>? = nil) {
        self.number = number
        self.name = name
        self.departmentID = departmentID
    }
}

/// A change of a station: what is absent stays.
public struct StationChange: Codable, Hashable, Sendable {
    public var number: Int?
    public var name: LocalizedText?
    public var departmentID: ID<Department>?
    public var isActive: Bool?
    /// The version that the caller has seen, unless it came as `If-Match`.
    public var version: Int64?

    /// A change of nothing.
    public init() {}
}

/// Adding, changing and finding stations.
public enum Stations {
    /// All stations by number, closed ones last.
    public static func list(in tx: ReadTx) throws -> [StationView] {
        try StationView.fetchAll(tx.db, sql: "SELECT * FROM directoryStation ORDER BY isActive DESC, number")
    }

    /// - Throws: a 404 problem when there is no such station.
    public static func find(_ id: ID<Station>, in tx: ReadTx) throws -> StationView {
        guard let station = try tx.row(StationView.self, id) else { throw Problem.stationNotFound }
        return station
    }

    /// Adds a station.
    ///
    /// - Throws: 404 for an unknown department; 422 with every wrong field; 409 when the number is taken.
    public static func create(_ input: NewStation, in tx: Tx) throws -> StationView {
        var checks = FieldChecks()
        checks.number(input.number)
        let name = checks.localized("name", input.name, limit: 60)
        try checks.finish()
        let station = StationView(
            id: tx.newID(), number: input.number, name: name,
            departmentID: try input.departmentID.map { try Departments.require($0, in: tx).id }, isActive: true,
            version: 1)
        try station.insert(tx.db)
        tx.audit("directory.station.created", station.id, ["number": .number(Int64(station.number))])
        tx.announce("directory")
        return station
    }

    /// Changes a station.
    ///
    /// - Parameter version: the version that the caller has seen.
    /// - Throws: 404; 409 `app.stale`; 422 with every wrong field; 409 when the number is taken.
    public static func update(
        _ id: ID<Station>, _ change: StationChange, version: Int64, in tx: Tx
    ) throws -> StationView {
        var station = try find(id, in: tx)
        try tx.expect(version: station.version, version)
        let before = station
        var checks = FieldChecks()
        if let number = change.number {
            checks.number(number)
            station.number = number
        }
        if let name = change.name { station.name = checks.localized("name", name, limit: 60) }
        if let isActive = change.isActive { station.isActive = isActive }
        try checks.finish()
        if let department = change.departmentID {
            station.departmentID = try Departments.require(department, in: tx).id
        }
        if station == before { return station }
        station.version += 1
        try station.update(tx.db)
        tx.audit(
            "directory.station.changed", id,
            ["number": .number(Int64(station.number)), "isActive": .flag(station.isActive)])
        tx.announce("directory")
        return station
    }
}

extension FieldChecks {
    fileprivate mutating func number(_ number: Int) {
        expect((1...9999).contains(number), "number", "directory.field.stationNumber")
    }
}
