import Foundation
import GRDB
import SehatStore
import TestKit

/// Backup and restore of a whole database of 2 GB, and a server's start with it, beside cp, sqlite3_backup, restic and borg.
enum WholeCopyRows {
    static func run(_ setting: Setting) async throws {
        let data = setting.scratch.appending(path: "large")
        let server = try await DemoServer.start(setting, data: data)
        let token = try await server.signedIn { $0.token } ?? ""
        await server.stop()
        let key = try DatabaseKey(file: data.appending(path: "key"))
        try fill(data, key, bytes: setting.isQuick ? 60 << 20 : 2 << 30)
        try await start(setting, data, token)
        try copies(setting, data, key)
    }

    /// Rows that are there and no more, two a page: random, so that nobody's compression makes them small.
    private static func fill(_ data: URL, _ key: DatabaseKey, bytes: Int) throws {
        let queue = try open(data, key)
        defer { try? queue.close() }
        try queue.write { db in
            try db.execute(sql: "CREATE TABLE benchRow (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT")
        }
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

    private static func open(_ data: URL, _ key: DatabaseKey) throws -> DatabaseQueue {
        var configuration = GRDB.Configuration()
        configuration.prepareDatabase { db in try unlock(db, key) }
        return try DatabaseQueue(
            path: data.appending(path: StoreConfiguration.fileName).path, configuration: configuration)
    }

    private static func unlock(_ db: Database, _ key: DatabaseKey) throws {
        try db.execute(sql: key.withBytes { "PRAGMA key = \"x'\(Hex.text($0))'\"" })
    }

    private static func start(_ setting: Setting, _ data: URL, _ token: String) async throws {
        var times: [Double] = []
        for _ in 0..<setting.rounds(7, quick: 2) {
            let start = ContinuousClock.now
            let server = try await DemoServer.start(setting, data: data)
            _ = try await Caller.with(server.ready.url) { caller in
                try await caller.with(token: token).json("GET", "/api/session")
            }
            times.append((ContinuousClock.now - start).seconds)
            await server.stop()
        }
        setting.print(Row(name: "backup.start.large", value: Figures.median(times), unit: "s", goal: .valueAtMost(0.3)))
    }

    private static func copies(_ setting: Setting, _ data: URL, _ key: DatabaseKey) throws {
        let file = data.appending(path: StoreConfiguration.fileName)
        let copy = setting.scratch.appending(path: "copy.db")
        let cp = try seconds {
            try run("/bin/cp", [file.path, copy.path])
            try run("/bin/sync", [copy.path])
        }
        let backups = setting.scratch.appending(path: "backups")
        let options = ["--data", data.path]
        let settings = setting.scratch.appending(path: "sehat.toml")
        try "backup_directory = \"\(backups.path)\"\n".write(to: settings, atomically: true, encoding: .utf8)
        let whole = try seconds {
            try run(setting.binary.path, ["backup", "now", "--config", settings.path] + options)
        }
        let name = try FileManager.default.contentsOfDirectory(atPath: backups.path).first { !$0.hasPrefix(".") } ?? ""
        let bySQLite = try seconds { try copyThroughSQLite(data, key, to: setting.scratch.appending(path: "sqlite")) }
        setting.print(Row(name: "backup.whole.cp", value: whole, unit: "s", reference: cp))
        setting.print(
            Row(name: "backup.whole.sqlite", value: whole, unit: "s", reference: bySQLite, goal: .ratioAtMost(1 / 1.9)))
        let restored = setting.scratch.appending(path: "restored")
        let restore = try seconds {
            let source = backups.appending(path: name).path
            try run(
                setting.binary.path,
                ["restore", source, "--data", restored.path, "--key-file", data.appending(path: "key").path])
        }
        setting.print(Row(name: "backup.restore", value: restore, unit: "s", goal: .none))
        try peers(setting, copy, whole: whole, restore: restore)
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
        let restic = ["-r", folder.appending(path: "restic").path]
        if FileManager.default.isExecutableFile(atPath: "/usr/bin/restic") {
            setenv("RESTIC_PASSWORD", "bench", 1)
            try run("/usr/bin/restic", restic + ["init"])
            let made = try seconds { try run("/usr/bin/restic", restic + ["backup", file.path]) }
            let back = try seconds {
                try run("/usr/bin/restic", restic + ["restore", "latest", "--target", out.path])
                try run("/usr/bin/restic", restic + ["check", "--read-data"])
            }
            setting.print(Row(name: "backup.whole.restic", value: whole, unit: "s", reference: made))
            setting.print(
                Row(name: "backup.restore.restic", value: restore, unit: "s", reference: back, goal: .ratioAtMost(1)))
        }
        if FileManager.default.isExecutableFile(atPath: "/usr/bin/borg") {
            setenv("BORG_PASSPHRASE", "bench", 1)
            let repository = folder.appending(path: "borg").path
            try run("/usr/bin/borg", ["init", "-e", "repokey-blake2", repository])
            let made = try seconds {
                try run("/usr/bin/borg", ["create", "-C", "none", "\(repository)::a", file.path])
            }
            setting.print(Row(name: "backup.whole.borg", value: whole, unit: "s", reference: made))
        }
    }

    private static func seconds(_ work: () throws -> Void) rethrows -> Double {
        try (ContinuousClock().measure { try work() }).seconds
    }

    struct DidNotRun: Error { let program: String }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw DidNotRun(program: program) }
    }
}
