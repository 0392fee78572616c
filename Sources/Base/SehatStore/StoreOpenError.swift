/// Why a data directory could not be opened, in words for the person at the command line.
public enum StoreOpenError: Error, Hashable, Sendable {
    /// The key is not 32 bytes, or the key file holds something else.
    case badKey
    case keyUnreadable(path: String)
    /// The file does not open with this key.
    case wrongKey(path: String)
    /// The file is an SQLite database without encryption.
    case plainDatabase(path: String)
    /// The file is no database at all.
    case notADatabase(path: String)
    /// Another process works on the data directory.
    case inUse(pid: Int32?, path: String)
    case directoryMissing(path: String)
    case directoryNotWritable(path: String, reason: String)
    case diskFull(path: String)
    /// The database holds migrations that this version does not know.
    case newerSchema(unknown: [String])
    /// A migration that was applied has another text now.
    case changedMigration(id: String)
    case badMigrationID(id: String)
    case migrationFailed(id: String, reason: String)
    /// Rows that refer to nothing, found after migrating.
    case brokenReferences(tables: [String])
    /// The encryption library is missing or of another version.
    case library(found: String, wanted: String)
    /// A setting that protects the data did not take effect.
    case unsafeSetting(name: String, found: String, wanted: String)
    case damaged(path: String, reason: String)

    /// Stable, for programs: `store.open.wrongKey`.
    public var code: String {
        switch self {
        case .badKey: "store.open.badKey"
        case .keyUnreadable: "store.open.keyUnreadable"
        case .wrongKey: "store.open.wrongKey"
        case .plainDatabase: "store.open.plainDatabase"
        case .notADatabase: "store.open.notADatabase"
        case .inUse: "store.open.inUse"
        case .directoryMissing: "store.open.directoryMissing"
        case .directoryNotWritable: "store.open.directoryNotWritable"
        case .diskFull: "store.open.diskFull"
        case .newerSchema: "store.open.newerSchema"
        case .changedMigration: "store.open.changedMigration"
        case .badMigrationID: "store.open.badMigrationID"
        case .migrationFailed: "store.open.migrationFailed"
        case .brokenReferences: "store.open.brokenReferences"
        case .library: "store.open.library"
        case .unsafeSetting: "store.open.unsafeSetting"
        case .damaged: "store.open.damaged"
        }
    }
}

extension StoreOpenError: CustomStringConvertible {
    /// What happened and what to do about it, in English.
    public var description: String {
        switch self {
        case .badKey: "The database key must be 32 bytes, or 64 hexadecimal digits in a file."
        case .keyUnreadable(let path): "The key file \(path) cannot be read. Check that it exists and who may read it."
        case .wrongKey(let path):
            "The key does not fit \(path). Nothing was changed; use the key this database was made with."
        case .plainDatabase(let path):
            "\(path) is an SQLite file without encryption, not a database of Sehat. Nothing was changed."
        case .notADatabase(let path): "\(path) is not a database. Nothing was changed; restore a backup if it was one."
        case .inUse(let pid, let path):
            "Another process\(pid.map { " (pid \($0))" } ?? "") is working in \(path)."
                + " Stop it first, or use the commands that talk to it."
        case .directoryMissing(let path): "The data directory \(path) does not exist."
        case .directoryNotWritable(let path, let reason): "The data directory \(path) cannot be written: \(reason)."
        case .diskFull(let path): "The disk of \(path) is full. Nothing was changed; make room and start again."
        case .newerSchema(let unknown):
            "A newer version of Sehat has worked on this database (\(unknown.joined(separator: ", ")))."
                + " Start that version, or restore an older backup."
        case .changedMigration(let id):
            "The migration \(id) was applied to this database with another text. This build must not be used with it."
        case .badMigrationID(let id):
            "The migration id \(id) is not of the form 2026-11-21.1-module-what, or is there twice."
        case .migrationFailed(let id, let reason): "The migration \(id) failed and was undone: \(reason)."
        case .brokenReferences(let tables):
            "After migrating, rows refer to missing rows in: \(tables.joined(separator: ", "))."
        case .library(let found, let wanted): "The encryption library is \(found), wanted is \(wanted)."
        case .unsafeSetting(let name, let found, let wanted): "The setting \(name) is \(found) and must be \(wanted)."
        case .damaged(let path, let reason): "\(path) is damaged (\(reason)). Restore a backup."
        }
    }
}
