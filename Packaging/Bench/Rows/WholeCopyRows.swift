import Foundation
import GRDB
import Glibc
import SehatStore
import TestKit

/// Backup and restore of a whole database of 2 GB beside cp, sqlite3_backup, restic and borg; a server's start with it; how
/// long the counters stand still for another key.
enum WholeCopyRows {
    /// A database of 2 GB, and who may ask its server.
    private struct Ground {
        let data: URL
        let key: DatabaseKey
        let token: String
    }

    static func copies(_ setting: Setting) async throws {
        let ground = try await ground(setting)
        try await copies(setting, ground.data, ground.key)
    }

    static func starts(_ setting: Setting) async throws {
        let ground = try await ground(setting)
        try await start(setting, ground, "backup.start.large", atMost: 0.32)
        try leaveLog(ground.data, ground.key, bytes: setting.isQuick ? 20 << 20 : 700 << 20)
        try await start(setting, ground, "backup.start.killed", atMost: 1, times: 1)
        try await rotation(setting, ground.data)
    }

    private static func ground(_ setting: Setting) async throws -> Ground {
        let data = setting.scratch.appending(path: "large-\(UUID().uuidString)")
        let server = try await DemoServer.start(setting, data: data)
        let token = try await server.signedIn { $0.token } ?? ""
        await server.stop()
        let key = try DatabaseKey(file: data.appending(path: "key"))
        try fill(data, key, bytes: setting.isQuick ? 60 << 20 : 2 << 30)
        return Ground(data: data, key: key, token: token)
    }

    /// Rows that are there and no more, two a page: random, so that nobody's compression makes them small.
    private static func fill(_ data: URL, _ key: DatabaseKey, bytes: Int) throws {
        let queue = try open(data, key)
        defer { try? queue.close() }
        try queue.write { db in
            try db.execute(sql: "CREATE TABLE benchRow (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT")
        }
        try add(bytes, to: queue)
    }

    /// Leaves so much in the write-ahead log as a server that was killed does: the last to close may not write.
    private static func leaveLog(_ data: URL, _ key: DatabaseKey, bytes: Int) throws {
        let reader = try open(data, key, isReadOnly: true)
        defer { try? reader.close() }
        try reader.read { _ = try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
        let writer = try open(data, key)
        try writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
        try add(bytes, to: writer)
        try writer.close()
    }

    private static func add(_ bytes: Int, to queue: DatabaseQueue) throws {
        for _ in stride(from: 0, to: bytes, by: 20 << 20) {
            try queue.write { db in
                try db.execute(
                    sql: """
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10240)
                        INSERT INTO benchRow (body) SELECT randomblob(1980) FROM n
                        """)
            }
        }
    }

    private static func open(_ data: URL, _ key: DatabaseKey, isReadOnly: Bool = false) throws -> DatabaseQueue {
        var configuration = GRDB.Configuration()
        configuration.readonly = isReadOnly
        configuration.prepareDatabase { db in try unlock(db, key) }
        return try DatabaseQueue(
            path: data.appending(path: StoreConfiguration.fileName).path, configuration: configuration)
    }

    private static func unlock(_ db: Database, _ key: DatabaseKey) throws {
        try db.execute(sql: key.withBytes { "PRAGMA key = \"x'\(Hex.text($0))'\"" })
    }

    /// From starting the process to its first answer to somebody signed in.
    private static func start(
        _ setting: Setting, _ ground: Ground, _ name: String, atMost goal: Double, times count: Int? = nil
    ) async throws {
        // What the filling has left to be written is not the start's.
        sync()
        var times: [Double] = []
        for _ in 0..<(count ?? setting.rounds(7, quick: 2)) {
            let start = ContinuousClock.now
            let server = try await DemoServer.start(setting, data: ground.data)
            _ = try await Caller.with(server.ready.url) { caller in
                try await caller.with(token: ground.token).json("GET", "/api/session")
            }
            times.append((ContinuousClock.now - start).seconds)
            await server.stop()
        }
        setting.print(Row(name: name, value: Figures.median(times), unit: "s", goal: .valueAtMost(goal)))
    }

    private static func copies(_ setting: Setting, _ data: URL, _ key: DatabaseKey) async throws {
        let file = data.appending(path: StoreConfiguration.fileName)
        let copy = setting.scratch.appending(path: "copy.db")
        let cp = try seconds {
            try Peer.run("/bin/cp", [file.path, copy.path])
            try Peer.run("/bin/sync", [copy.path])
        }
        let whole = try await backup(setting, data)
        let backups = data.appending(path: "backups")
        let name = try FileManager.default.contentsOfDirectory(atPath: backups.path).first { !$0.hasPrefix(".") } ?? ""
        let bySQLite = try seconds { try copyThroughSQLite(data, key, to: setting.scratch.appending(path: "sqlite")) }
        setting.print(Row(name: "backup.whole.cp", value: whole, unit: "s", reference: cp))
        setting.print(
            Row(name: "backup.whole.sqlite", value: whole, unit: "s", reference: bySQLite, goal: .ratioAtMost(1 / 1.9)))
        let restored = setting.scratch.appending(path: "restored")
        let restore = try seconds {
            let source = backups.appending(path: name).path
            try Peer.run(
                setting.binary.path,
                ["restore", source, "--data", restored.path, "--key-file", data.appending(path: "key").path])
        }
        setting.print(Row(name: "backup.restore", value: restore, unit: "s", goal: .none))
        try peers(setting, copy, whole: whole, restore: restore)
        for used in [copy, restored, backups, setting.scratch.appending(path: "sqlite")] {
            try FileManager.default.removeItem(at: used)
        }
    }

    /// A backup while people are registered, one every 20 ms.
    ///
    /// - Returns: the seconds until it was made and every page of it checked.
    private static func backup(_ setting: Setting, _ data: URL) async throws -> Double {
        let server = try await DemoServer.start(setting, data: data)
        let names = NameSource()
        let (whole, waits) = try await server.signedIn { caller in
            let writing = Task {
                var waits: [Double] = []
                while !Task.isCancelled {
                    do {
                        waits.append(try await caller.timed("POST", "/api/patients", names.next()).milliseconds)
                    } catch {
                        // The last call is cut short.
                        guard Task.isCancelled else { throw error }
                    }
                    try? await Task.sleep(for: .milliseconds(20))
                }
                return waits
            }
            try await Task.sleep(for: .seconds(1))
            let whole = try seconds { try Peer.run(setting.binary.path, ["backup", "now", "--data", data.path]) }
            writing.cancel()
            return (whole, try await writing.value)
        }
        await server.stop()
        setting.print(
            Row(name: "backup.whole.longestWrite", value: waits.max() ?? .nan, unit: "ms", goal: .valueAtMost(50)))
        setting.print(Row(name: "backup.whole.write.p99", value: Figures.percentile(waits, 0.99), unit: "ms"))
        return whole
    }

    /// The key changed: how long the counters stand still, after the copy was made beside them.
    private static func rotation(_ setting: Setting, _ data: URL) async throws {
        let command = ["key", "rotate", "--data", data.path]
        let server = try await DemoServer.start(setting, data: data)
        let beside = try seconds { try Peer.run(setting.binary.path, command, mayEndWith: 75) }
        let start = ContinuousClock.now
        await server.stop()
        try Peer.run(setting.binary.path, command)
        let again = try await DemoServer.start(setting, data: data)
        let stopped = (ContinuousClock.now - start).seconds
        await again.stop()
        setting.print(Row(name: "key.rotate.beside", value: beside, unit: "s"))
        setting.print(Row(name: "key.rotate.stop", value: stopped, unit: "s", goal: .valueAtMost(5)))
    }

    private static func copyThroughSQLite(_ data: URL, _ key: DatabaseKey, to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let source = try open(data, key)
        let target = try open(folder, key)
        defer {
            try? source.close()
            try? target.close()
        }
        try source.backup(to: target)
    }

    /// restic and borg on the same file, where they are installed; their check is part of their restore, as it is of ours.
    private static func peers(_ setting: Setting, _ file: URL, whole: Double, restore: Double) throws {
        let folder = setting.scratch.appending(path: "peers")
        let out = folder.appending(path: "out")
        try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
        if let restic = try Restic(in: folder.appending(path: "restic")) {
            let made = try seconds { try restic.backUp(file) }
            let back = try seconds { try restic.restoreAndCheck(to: out) }
            setting.print(Row(name: "backup.whole.restic", value: whole, unit: "s", reference: made))
            setting.print(
                Row(name: "backup.restore.restic", value: restore, unit: "s", reference: back, goal: .ratioAtMost(1)))
        }
        if FileManager.default.isExecutableFile(atPath: "/usr/bin/borg") {
            setenv("BORG_PASSPHRASE", "bench", 1)
            let repository = folder.appending(path: "borg").path
            try Peer.run("/usr/bin/borg", ["init", "-e", "repokey-blake2", repository])
            let made = try seconds {
                try Peer.run("/usr/bin/borg", ["create", "-C", "none", "\(repository)::a", file.path])
            }
            setting.print(Row(name: "backup.whole.borg", value: whole, unit: "s", reference: made))
        }
    }

    private static func seconds(_ work: () throws -> Void) rethrows -> Double {
        try (ContinuousClock().measure { try work() }).seconds
    }
}
