import Foundation
import GRDB
import Glibc
import SehatCore

/// The steps from a directory to a working store.
enum StoreOpening {
    /// What opening has found.
    struct Opened {
        let pool: DatabasePool
        let file: MainFile
        let chain: AuditChain
        let hospital: HospitalProfile
    }

    static func open(_ configuration: StoreConfiguration) throws -> Store {
        let plan = try MigrationPlan(configuration.schema)
        try prepareDirectory(configuration)
        let lock = try DirectoryLock(directory: configuration.directory)
        let file = configuration.file.path
        let isNew = try inspectHeader(file)
        if isNew, configuration.isReadOnly { throw StoreOpenError.notADatabase(path: file) }
        do {
            if isNew { try makeFile(configuration) }
            let mainFile = try MainFile(path: file)
            let pool = try connect(configuration)
            if !configuration.isReadOnly {
                try Migrating(plan: plan, configuration: configuration, pool: pool, file: mainFile).run()
            } else {
                _ = try pool.read { db in try plan.check(db) }
            }
            let opened = try pool.read { db in
                Opened(
                    pool: pool, file: mainFile, chain: try AuditChain(db), hospital: try Settings.hospital(db))
            }
            let store = Store(opened: opened, lock: lock, configuration: configuration)
            if !configuration.isReadOnly { try store.tidyAtStart() }
            return store
        } catch let error as DatabaseError {
            throw openError(error, file: file)
        }
    }

    private static func prepareDirectory(_ configuration: StoreConfiguration) throws {
        let path = configuration.directory.path
        var isDirectory: ObjCBool = false
        if !FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) {
            if configuration.isReadOnly { throw StoreOpenError.directoryMissing(path: path) }
            guard mkdir(path, 0o700) == 0 else { throw FileFault.error(errno, directory: path) }
        } else if !isDirectory.boolValue {
            throw StoreOpenError.directoryMissing(path: path)
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else { throw FileFault.error(errno, directory: path) }
    }

    /// Looks at the first bytes, before SQLite does, so that nothing foreign is ever touched.
    ///
    /// - Returns: whether there is no database yet.
    private static func inspectHeader(_ path: String) throws -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return true }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw StoreOpenError.directoryNotWritable(path: path, reason: "the database cannot be read")
        }
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        if size == 0 { return !FileManager.default.fileExists(atPath: path + "-wal") }
        try handle.seek(toOffset: 0)
        let head = try handle.read(upToCount: 16) ?? Data()
        if head.elementsEqual("SQLite format 3\0".utf8) { throw StoreOpenError.plainDatabase(path: path) }
        if size < UInt64(Connection.pageSize) { throw StoreOpenError.notADatabase(path: path) }
        return false
    }

    /// Made here, so that it is never readable by others, whatever the umask.
    private static func makeFile(_ configuration: StoreConfiguration) throws {
        let descriptor = Glibc.open(configuration.file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: configuration.directory.path) }
        Glibc.close(descriptor)
    }

    private static func connect(_ configuration: StoreConfiguration) throws -> DatabasePool {
        let file = configuration.file.path
        let pool = try DatabasePool(path: file, configuration: Connection.configuration(configuration))
        try pool.writeWithoutTransaction { db in
            if !configuration.isReadOnly { try Connection.makeDurable(db) }
            try Connection.verify(db, isReadOnly: configuration.isReadOnly)
        }
        return pool
    }

    private static func openError(_ error: DatabaseError, file: String) -> StoreOpenError {
        let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
        switch error.resultCode {
        case .SQLITE_NOTADB:
            return size.isMultiple(of: Connection.pageSize)
                ? StoreOpenError.wrongKey(path: file) : .notADatabase(path: file)
        case .SQLITE_FULL: return .diskFull(path: file)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
            return .directoryNotWritable(path: file, reason: error.message ?? "not writable")
        default: return .damaged(path: file, reason: ErrorText.of(error))
        }
    }
}
