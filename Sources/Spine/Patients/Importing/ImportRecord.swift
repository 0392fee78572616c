import Foundation
public import GRDB
public import SehatCore
import SehatStore

/// A file of patients on its way into the master. The phantom type of import ids.
public enum PatientImport {}

/// How far an import is.
public enum ImportState: String, WireEnum {
    /// The file is still arriving, or its sender has gone.
    case receiving
    case received
    /// A dry run is under way: every row is read and checked, nobody is registered.
    case checking, checked
    case running, stopped, done
    /// Its patients are being taken back.
    case undoing, undone
    /// The file was thrown away.
    case discarded
}

extension ImportState: DatabaseValueConvertible {}

/// A row of `patientsImport`, as it is shown.
public struct ImportView: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "patientsImport"

    public let id: ID<PatientImport>
    public let fileName: String
    /// The size of the text in UTF-8.
    public var bytes: Int
    /// `utf8`, `utf16LittleEndian`, `utf16BigEndian` or `windows1256`.
    public var encoding: String
    public var separator: String
    public var headings: [String]
    /// The first rows.
    public var sample: [[String]]
    /// What the headings suggest, then what was chosen.
    public var mapping: ImportMapping
    public var state: ImportState
    /// Where the first row begins, and the next one to be read.
    public var firstOffset: Int
    public var nextOffset: Int
    /// How many rows have been read.
    public var rows: Int
    /// Of these, who was registered (in a dry run: would be), is likely there already, or cannot be read.
    public var registered: Int
    public var duplicates: Int
    public var faulty: Int
    /// How many patients were taken back, and how many stay because something has happened to them since.
    public var removed: Int
    public var kept: Int
    var undoneTo: Int
    public let createdAt: Instant
    public let createdByName: String
    public var endedAt: Instant?
    public var version: Int64
}

/// A mapping under a name, for the next file of the same kind.
public struct ImportProfile: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "patientsImportProfile"

    public let id: ID<ImportProfile>
    public let name: String
    public var mapping: ImportMapping
    public var savedAt: Instant
    public var savedByName: String
}

/// The rows of imports.
enum ImportRows {
    /// - Throws: a 404 problem.
    static func require(_ id: ID<PatientImport>, in tx: ReadTx) throws -> ImportView {
        guard let found = try tx.row(ImportView.self, id) else { throw Problem.notFound("import") }
        return found
    }

    static func list(limit: Int?, after: String?, in tx: ReadTx) throws -> Page<ImportView> {
        guard let before = after.map({ Int64($0) }) ?? .max else { throw Problem.invalid("after", "app.field.type") }
        let count = PageLimit.clamp(limit)
        let found = try ImportView.fetchAll(
            tx.db, sql: "SELECT * FROM patientsImport WHERE id < ? ORDER BY id DESC LIMIT ?",
            arguments: [before, count + 1])
        let items = Array(found.prefix(count))
        return Page(items: items, next: found.count > count ? items.last?.id.description : nil)
    }

    static func profiles(in tx: ReadTx) throws -> [ImportProfile] {
        try ImportProfile.fetchAll(tx.db, sql: "SELECT * FROM patientsImportProfile ORDER BY name")
    }

    static func piece(_ number: Int, of id: ID<PatientImport>, in tx: ReadTx) throws -> [UInt8]? {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT body FROM patientsImportPiece WHERE importID = ? AND number = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id, number]) else { return nil }
        return try row.withUnsafeData(atIndex: 0) { $0.map { [UInt8]($0) } } ?? []
    }

    static func faults(of id: ID<PatientImport>, after row: Int, limit: Int, in tx: ReadTx) throws -> [(
        row: Int, fault: ImportFault
    )] {
        let decoder = JSONDecoder()
        return try Row.fetchAll(
            tx.db,
            sql: """
                SELECT row, fault FROM patientsImportFault WHERE importID = ?1 AND row > ?2 AND row <= coalesce((
                    SELECT row FROM patientsImportFault WHERE importID = ?1 AND row > ?2 ORDER BY row, position LIMIT 1 OFFSET ?3), 9223372036854775807)
                ORDER BY row, position
                """, arguments: [id, row, limit]
        ).map { found in
            (found["row"], try decoder.decode(ImportFault.self, from: Data((found["fault"] as String).utf8)))
        }
    }
}
