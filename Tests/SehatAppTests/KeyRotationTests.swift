import Backup
import Foundation
import Glibc
import Logging
import SehatApp
import SehatStore
import TestKit
import Testing

/// `sehat key rotate` with the real executable: beside a working server, cut off anywhere, with calls that fail.
@Suite(.serialized) struct KeyRotationTests {
    private static let tryAll = ProcessInfo.processInfo.environment["SEHAT_FAILING_CALLS"] == "all"

    private static func same(_ one: DatabaseKey, _ other: DatabaseKey) -> Bool {
        one.withBytes { bytes in other.withBytes { $0 == bytes } }
    }

    private static func rotate(_ directory: URL, _ disk: WatchedDisk? = nil, records: Bool = false) async throws
        -> Binary.Result
    {
        let command = ["key", "rotate", "--json", "--data", directory.path]
        guard let disk else { return try await Binary.run(command) }
        let settings = try disk.environment(records: records).map { "\($0.key)=\($0.value)" }
        return try await Binary.run(settings + [Binary.url.path] + command, executable: URL(filePath: "/usr/bin/env"))
    }

    /// The hospital opens with the key that lies in its directory, is whole, and has so many patients.
    private static func expectWhole(_ directory: URL, patients: Int64) throws {
        let data = DataDirectory(directory.path)
        let key = try data.key(file: nil)
        // What a process that was cut off has left in the log goes where it is looked at.
        try Store.open(
            StoreConfiguration(
                directory: directory, key: key,
                schema: Composition(Composition.Options(directory: data, key: key)).schema,
                catalogue: try Assets.catalogue(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        ).close()
        let report = try StoreCheck.verify(file: data.database, key: key)
        #expect(report.isGood, "\(report.faults)")
        #expect(report.rows["patientsPatient"] == patients, "\(report.rows)")
    }

    @Test(.timeLimit(.minutes(5))) func theKeyChangesUnderAWorkingServerAndOldBackupsStillOpen() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let ground = try await hospital.ground(patients: 3)
        let token = try await hospital.token(roles: ["cashier", "administrator"])
        hospital.close()
        let (directory, tally) = (hospital.directory, CrashTally())
        let server = try await ServerProcess.start(data: directory.url)
        let backup = try await Caller.with(server.url) { caller in
            let caller = caller.with(token: token)
            let backup = try #require(await caller.json("POST", "/api/backups")["name"].text)
            let copied = try await Self.rotate(directory.url)
            #expect(copied.status == 75 && copied.errors.contains("Stop the server"), "\(copied)")
            // What is written after the copy comes along.
            var client = CrashClient(number: 0, patient: ground.patients[0], services: ground.services)
            client = await client.settleOne(caller, tally)
            return backup
        }
        #expect(await server.stop() == 0)
        let rotated = try await Self.rotate(directory.url)
        #expect(rotated.status == 0, "\(rotated.errors)")
        let key = try directory.key(file: nil)
        #expect(!Self.same(key, hospital.key) && !KeySwitch.isUnderWay(directory.url))
        #expect(try !hospital.key.opens(directory.database) && key.opens(directory.database))
        try Self.expectWhole(directory.url, patients: 3)
        let books = CrashBooks(file: directory.database, key: key)
        #expect(try books.faults(await tally.answered, unanswered: 0) == [])
        let text =
            try JSONDecoder().decode([String: String].self, from: Data(rotated.output.utf8))["recoveryCode"] ?? ""
        let code = try #require(KeyRecovery.Code(text))
        #expect(try Self.same(#require(KeyRecovery.read(in: directory.url)).key(with: code), key))
        let checked = try await Binary.run(["backup", "verify", backup, "--data", directory.path])
        #expect(checked.status == 0, "\(checked)")
        // Once more: both former keys are kept.
        #expect(try await Self.rotate(directory.url).status == 0)
        #expect(
            try KeyRing(in: directory.url, key: directory.key(file: nil)).former.map { Self.same($0, hospital.key) }
                == [true, false])
        let again = try await Binary.run(["backup", "verify", backup, "--data", directory.path])
        #expect(again.status == 0, "\(again)")
        let serving = try await ServerProcess.start(data: directory.url)
        let bills = try await Caller.with(serving.url) {
            try await $0.with(token: token).json("GET", "/api/bills?limit=10")
        }
        #expect(bills["items"].items.count == 1)
        #expect(await serving.stop() == 0)
    }

    @Test func aCopyThatWasBegunCanBeGivenUp() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        hospital.close()
        let rekeying = try Rekeying(hospital.directory.url, present: hospital.key)
        #expect(try rekeying.pass() > 50 && rekeying.pass() == 0)
        // Another process goes on with the same key, and has nothing to do again.
        let resumed = try Rekeying(hospital.directory.url, present: hospital.key)
        #expect(try Self.same(resumed.key, rekeying.key) && resumed.pass() == 0)
        let result = try await Binary.run(["key", "rotate", "--discard", "--data", hospital.directory.path])
        #expect(result.status == 0 && !KeySwitch.isUnderWay(hospital.directory.url), "\(result.errors)")
        #expect(try Self.same(hospital.directory.key(file: nil), hospital.key))
        try Self.expectWhole(hospital.directory.url, patients: 0)
    }

    @Test(.timeLimit(.minutes(30))) func aPowerCutAnywhereLeavesAHospitalThatOpens() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        _ = try await hospital.ground(patients: 2)
        hospital.close()
        let before = try DiskHistory.files(in: hospital.directory.url)
        let disk = try WatchedDisk(hospital.directory.url)
        let result = try await Self.rotate(hospital.directory.url, disk, records: true)
        #expect(result.status == 0, "\(result.errors)")
        let history = try DiskHistory(log: disk.log, before: before)
        var (cut, chance) = (CutDisk(history), SystemRandomNumberGenerator())
        // Writes of the copy are many and alike, and what an open has made is seen at the next flush: each change of names or
        // sizes and each flush is tried, and some of the others.
        for (index, change) in history.changes.enumerated() {
            cut.apply(change)
            guard !"WO".contains(change.type) || index.isMultiple(of: Self.tryAll ? 4 : 40) else { continue }
            // Only a flush changes what is left when all that was not flushed is lost.
            let few: [CutDisk.Fate] = change.type == "S" ? [.lost, .sectorsByChance] : [.sectorsByChance]
            for fate in Self.tryAll ? CutDisk.Fate.allCases : few {
                try Self.expectWhole(cut.cut(fate, &chance), patients: 2, at: "change \(index), \(fate)")
            }
        }
    }

    private static func expectWhole(_ files: [String: [UInt8]], patients: Int64, at place: String) throws {
        let directory = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        for (path, bytes) in files {
            let file = directory.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            // The mark names the key file of the place where it was recorded.
            let isMark = path.hasSuffix("/ready") && !bytes.isEmpty
            try (isMark ? Data(directory.appending(path: "key").path.utf8) : Data(bytes)).write(to: file)
        }
        do {
            try expectWhole(directory, patients: patients)
        } catch {
            Issue.record("\(place): \(error); files \(files.mapValues(\.count))")
        }
    }

    @Test(.timeLimit(.minutes(30))) func aCallThatFailsLeavesAHospitalThatOpensAndTheSameCommandEndsIt() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        _ = try await hospital.ground(patients: 2)
        hospital.close()
        let disk = try WatchedDisk(hospital.directory.url)
        try disk.fail(.all, at: 0, error: EIO)
        #expect(try await Self.rotate(hospital.directory.url, disk).status == 0)
        let calls = try disk.counts().counted
        var refused = 0
        for number in stride(from: 1, through: calls, by: Self.tryAll ? 1 : max(1, calls / 12)) {
            try disk.fail(
                .all, at: number, error: number.isMultiple(of: 2) ? EIO : ENOSPC, isLasting: number.isMultiple(of: 3))
            let result = try await Self.rotate(hospital.directory.url, disk)
            try disk.heal()
            try Self.expectWhole(hospital.directory.url, patients: 2)
            if result.status == 0 { continue }
            refused += 1
            #expect(!result.errors.isEmpty, "call \(number)")
            let again = try await Self.rotate(hospital.directory.url)
            #expect(again.status == 0, "after call \(number): \(again.errors)")
        }
        #expect(refused > 3)
        try Self.expectWhole(hospital.directory.url, patients: 2)
    }
}
