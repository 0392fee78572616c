import Backup
import Foundation
import Glibc
import Logging
import SehatApp
import SehatStore
import TestKit
import Testing

/// The n-th call to the disk fails, for one n after the other, while the real product commits, backs up, restores and
/// migrates. Whatever it answers is true, nothing is half done, and it goes on when the disk works again.
///
/// `SEHAT_FAILING_CALLS=all` tries every n; else some are left out.
@Suite(.serialized) struct FailingCallTests {
    private static let tryAll = ProcessInfo.processInfo.environment["SEHAT_FAILING_CALLS"] == "all"
    private static let errors = [EIO, ENOSPC]

    /// The numbers of calls that are tried: the first, and then so far apart that about a dozen remain.
    private static func numbers(upTo count: Int) -> [Int] {
        Array(stride(from: 1, through: max(1, count), by: tryAll ? 1 : max(1, count / 12)))
    }

    @Test(.timeLimit(.minutes(60)), arguments: [false, true])
    func aCommitThatFailsIsRefusedAndAskedAgainIsDoneOnce(lasting: Bool) async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let ground = try await hospital.ground(patients: 1)
        let token = try await hospital.token(roles: ["cashier", "supervisor", "auditor"])
        hospital.close()
        let disk = try WatchedDisk(hospital.directory.url)
        let server = try await ServerProcess.start(
            data: hospital.directory.url, environment: disk.environment(records: false))
        let tally = CrashTally()
        let refused = try await Caller.with(server.url) { caller in
            let caller = caller.with(token: token)
            var client = CrashClient(number: 0, patient: ground.patients[0], services: ground.services)
            try disk.fail(.all, at: 0, error: EIO)
            client = await client.settleOne(caller, tally)
            let calls = try disk.counts().counted
            #expect(calls > 20)
            var refused = 0
            for (index, number) in Self.numbers(upTo: calls).enumerated() {
                try disk.fail(.all, at: number, error: Self.errors[index % 2], isLasting: lasting)
                client = await client.settleOne(caller, tally)
                let failed = try disk.counts().failed
                try disk.heal()
                let words = await tally.takeFaults()
                #expect(words.allSatisfy { $0.contains(": 5") }, "\(words)")
                if !words.isEmpty { refused += 1 }
                if failed == 0 { #expect(words.isEmpty, "\(words)") }
                // The same request again, now that the disk works: without a restart.
                client = await client.settleOne(caller, tally)
                #expect(await tally.takeFaults() == [], "call \(number) of \(calls)")
            }
            return refused
        }
        #expect(refused > 3, "the failures reached nobody")
        await server.crash()
        let answered = await tally.answered
        let books = CrashBooks(file: hospital.directory.database, key: hospital.key)
        #expect(try books.faults(answered, unanswered: 0) == [])
        // The next start moves the log that the killed server has left into the file that is looked at.
        try await Hospital.open(at: hospital.directory.url, key: hospital.key).close()
        let report = try StoreCheck.verify(file: hospital.directory.database, key: hospital.key, depth: .full)
        #expect(report.isGood, "\(report.faults)")
    }

    @Test(.timeLimit(.minutes(60))) func aBackupThatCannotBeWrittenIsNoBackup() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let token = try await hospital.token(roles: ["administrator"])
        hospital.close()
        let disk = try WatchedDisk(hospital.directory.backups)
        let server = try await ServerProcess.start(
            data: hospital.directory.url, environment: disk.environment(records: false))
        try await Caller.with(server.url) { caller in
            let caller = caller.with(token: token)
            try disk.fail(.all, at: 0, error: EIO)
            try await caller.json("POST", "/api/backups")
            let calls = try disk.counts().counted
            #expect(calls > 8)
            try disk.fail(.syncs, at: 1, error: EIO, isLasting: true)
            #expect(try await caller.call("POST", "/api/backups").status >= 400, "a backup that was not flushed")
            try disk.heal()
            var made = 1
            for (index, number) in Self.numbers(upTo: calls).enumerated() {
                try disk.fail(.all, at: number, error: Self.errors[index % 2], isLasting: index.isMultiple(of: 3))
                let answer = try await caller.call("POST", "/api/backups")
                let failed = try disk.counts().failed
                try disk.heal()
                #expect(failed > 0 || answer.status < 300, "\(answer)")
                if answer.status < 300 { made += 1 }
                try Self.expectBackups(hospital, atLeast: made)
            }
            try await caller.json("POST", "/api/backups")
        }
        #expect(await server.stop() == 0)
    }

    /// Everything that calls itself a backup is one; what was not finished does not.
    private static func expectBackups(_ hospital: Hospital, atLeast count: Int) throws {
        let folder = hospital.directory.backups
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
        #expect(names.count >= min(count, 14))
        for name in names {
            let check = try Backups.check(folder.appending(path: name), key: hospital.key)
            #expect(check.isGood, "\(name): \(check.faults)")
        }
    }

    @Test(.timeLimit(.minutes(60))) func aRestoreThatFailsLeavesNothingAndOneThatSucceedsIsOnTheDisk() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let manifest = try Backups(
            directory: hospital.directory.backups, dataDirectory: hospital.directory.url, product: "test", keep: 3
        ).make(of: hospital.store, key: hospital.key)
        hospital.close()
        let place = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let disk = try WatchedDisk(place)
        let target = place.appending(path: "data")
        let command = [
            "restore", hospital.directory.backups.appending(path: manifest.name).path, "--to", target.path,
            "--key-file", hospital.directory.keyFile.path,
        ]
        try disk.fail(.all, at: 0, error: EIO)
        let first = try await Self.run(command, disk, records: true)
        #expect(first.status == 0, "\(first.errors)")
        let calls = try disk.counts().counted
        try Self.expectDurable(try DiskHistory(log: disk.log, before: [:]), hospital)
        // The last call is the flush after everything has its name: once, too, on a disk that goes on failing.
        for (index, number) in (Self.numbers(upTo: calls) + [calls, calls, calls]).enumerated() {
            try FileManager.default.removeItem(at: place)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let isLasting = index.isMultiple(of: 3)
            try disk.fail(.all, at: number, error: Self.errors[index % 2], isLasting: isLasting)
            let result = try await Self.run(command, disk)
            try disk.heal()
            if result.status == 0 {
                try Self.expectWhole(target, hospital)
            } else {
                // Only a disk that goes on failing keeps something there, and then the person is told.
                let isLeft = FileManager.default.fileExists(atPath: target.path)
                #expect(isLeft == result.errors.contains("could not be taken away"), "call \(number): \(result.errors)")
                #expect(!isLeft || isLasting, "call \(number): \(result.errors)")
                #expect(!result.errors.isEmpty)
            }
        }
    }

    /// The recovery code is shown at the end: what it opens must be on the disk by then.
    @Test func aNewHospitalIsOnTheDiskWhenItIsSaidToBeMade() async throws {
        let directory = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        let disk = try WatchedDisk(directory)
        let made = try await Self.run(["init", "--data", directory.path, "--name", "Test"], disk, records: true)
        #expect(made.status == 0, "\(made.errors)")
        let history = try DiskHistory(log: disk.log, before: [:])
        var (cut, chance) = (CutDisk(history), SystemRandomNumberGenerator())
        for change in history.changes { cut.apply(change) }
        let files = cut.cut(.lost, &chance)
        #expect(Set(["sehat.db", "key", "recovery.json"]).isSubset(of: files.keys), "\(files.keys)")
        #expect(try [UInt8](Data(contentsOf: directory.appending(path: "key"))) == files["key"])
    }

    /// What was said to be restored survives a power cut that comes right after.
    private static func expectDurable(_ history: DiskHistory, _ hospital: Hospital) throws {
        var disk = CutDisk(history)
        var chance = SystemRandomNumberGenerator()
        for change in history.changes { disk.apply(change) }
        let directory = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        for (path, bytes) in disk.cut(.lost, &chance) {
            let file = directory.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        try expectWhole(directory.appending(path: "data"), hospital)
    }

    private static func expectWhole(_ directory: URL, _ hospital: Hospital) throws {
        let data = DataDirectory(directory.path)
        let report = try StoreCheck.verify(file: data.database, key: data.key(file: nil), depth: .full)
        #expect(report.isGood, "\(report.faults)")
    }

    @Test(.timeLimit(.minutes(60))) func aMigrationThatFailsIsDoneByTheNextStart() async throws {
        let directory = DataDirectory(TestStore.newDirectory().path)
        let key = DatabaseKey.random()
        defer { try? FileManager.default.removeItem(at: directory.url) }
        try FileManager.default.createDirectory(at: directory.url, withIntermediateDirectories: true)
        try Hospital.writeKey(key, to: directory.keyFile)
        // A database from before the newest migrations, without the views that go with them.
        var schema = try Composition(Composition.Options(directory: directory, key: key)).schema
        schema.migrations = schema.migrations.sorted { $0.id.compare($1.id, options: .numeric) == .orderedAscending }
            .dropLast(3)
        schema.views = []
        try Store.open(
            StoreConfiguration(
                directory: directory.url, key: key, schema: schema, catalogue: try Assets.catalogue(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        ).close()
        let old = try Data(contentsOf: directory.database)
        let disk = try WatchedDisk(directory.url)
        let command = ["audit", "verify", "--data", directory.path]
        try disk.fail(.all, at: 0, error: EIO)
        let first = try await Self.run(command, disk)
        #expect(first.status == 0, "\(first.errors)")
        let calls = try disk.counts().counted
        for (index, number) in Self.numbers(upTo: calls).enumerated() {
            for name in ["sehat.db-wal", "sehat.db-shm", "before-migration"] {
                try? FileManager.default.removeItem(at: directory.url.appending(path: name))
            }
            try old.write(to: directory.database)
            try disk.fail(.all, at: number, error: Self.errors[index % 2], isLasting: index.isMultiple(of: 3))
            let failed = try await Self.run(command, disk)
            try disk.heal()
            #expect(failed.status == 0 || !failed.errors.isEmpty)
            let again = try await Self.run(command, disk)
            #expect(again.status == 0, "after call \(number) of \(calls): \(again.errors)")
        }
        let report = try StoreCheck.verify(file: directory.database, key: key, depth: .full)
        #expect(report.isGood, "\(report.faults)")
    }

    private static func run(_ command: [String], _ disk: WatchedDisk, records: Bool = false) async throws
        -> Binary.Result
    {
        let settings = try disk.environment(records: records).map { "\($0.key)=\($0.value)" }
        return try await Binary.run(
            settings + [Binary.url.path] + command, executable: URL(filePath: "/usr/bin/env"))
    }
}
