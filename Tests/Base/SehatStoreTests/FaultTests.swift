import Foundation
import GRDB
import SehatCore
import TestKit
import Testing

@testable import SehatStore

@Suite struct FaultTests {
    @Test func aFullDiskLosesNothingThatWasAnsweredAndHealsByItself() async throws {
        let disk = try SmallDisk(megabytes: 6)
        let directory = disk.directory.appendingPathComponent("data")
        let test = try TestStore.make(NoteSchema.schema, directory: directory)
        defer { test.remove() }
        let ballast = disk.directory.appendingPathComponent("ballast")
        try Data(count: 3 << 20).write(to: ballast)
        let answered = Locked<[String]>([])
        let problems = Locked<Set<Problem>>([])
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<16 {
                group.addTask {
                    for number in 0..<200 {
                        let title = "w\(writer) n\(number) " + String(repeating: "x", count: 2000)
                        do {
                            try await test.add(title)
                            answered.withLock { $0.append(title) }
                        } catch {
                            if let problem = error as? Problem { problems.withLock { _ = $0.insert(problem) } }
                            return
                        }
                    }
                }
            }
        }
        #expect(problems.withLock { $0 } == [Problem(.full, "app.full")])
        let found = try await test.titles()
        #expect(Set(found) == Set(answered.withLock { $0 }) && found.count > 50)
        try FileManager.default.removeItem(at: ballast)
        try await test.add("after making room")
        #expect(try AuditVerifier.verify(test.store).entries == Int64(found.count + 1))
        let again = try test.reopened()
        #expect(try await again.titles().count == found.count + 1)
        try again.store.close()
    }

    @Test func theReserveCarriesOnUntilThereIsRoomAgain() async throws {
        let disk = try SmallDisk(megabytes: 10)
        let directory = disk.directory.appendingPathComponent("data")
        let test = try TestStore.make(NoteSchema.schema, directory: directory) { $0.tuning.reserveMiB = 2 }
        defer { test.remove() }
        let ballast = disk.directory.appendingPathComponent("ballast")
        try Data(count: 6 << 20).write(to: ballast)
        #expect(!test.store.isDiskLow)
        var written = 0
        while !test.store.isDiskLow, written < 5000 {
            try await test.add("n\(written) " + String(repeating: "x", count: 2000))
            written += 1
        }
        #expect(test.store.isDiskLow)
        try await test.add("after the reserve was given up")
        #expect(try await test.titles().count == written + 1)
        try FileManager.default.removeItem(at: ballast)
        try await test.store.tidy()
        try await test.add("after making room")
        #expect(!test.store.isDiskLow)
        let reserve = directory.appendingPathComponent("reserve")
        #expect(try FileManager.default.attributesOfItem(atPath: reserve.path)[.size] as? Int == 2 << 20)
    }

    @Test func aDiskThatIsFullAtTheStartIsSaid() throws {
        let disk = try SmallDisk(megabytes: 1)
        try Data(count: (1 << 20) - 8192).write(to: disk.directory.appendingPathComponent("ballast"))
        let directory = disk.directory.appendingPathComponent("data")
        do {
            try TestStore.make(NoteSchema.schema, directory: directory).remove()
            Issue.record("it was opened")
        } catch let error as StoreOpenError {
            #expect(error.code == "store.open.diskFull")
        }
    }

    @Test func aCopyOntoAFullDiskLeavesNothingBehind() async throws {
        let disk = try SmallDisk(megabytes: 1)
        let test = try TestStore.notes()
        defer { test.remove() }
        for number in 0..<60 { try await test.add("n\(number) " + String(repeating: "y", count: 30_000)) }
        let target = disk.directory.appendingPathComponent("copy.db")
        do {
            _ = try test.store.copyCiphertext(to: target)
            Issue.record("it fitted")
        } catch let error as StoreOpenError {
            #expect(error.code == "store.open.diskFull")
        }
        #expect(!FileManager.default.fileExists(atPath: target.path))
        try await test.add("still writing")
    }

    @Test func aCommandThatOutgrowsTheDatabaseFailsAloneWithItsBatch() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        try await test.add("before")
        try await test.store.pool.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 20)")
        }
        await #expect(throws: Problem(.full, "app.full")) {
            try await test.add(String(repeating: "z", count: 500_000))
        }
        try await test.add("after")
        #expect(try await test.titles() == ["before", "after"])
        #expect(try AuditVerifier.verify(test.store).entries == 2)
    }

    @Test func anotherProcessInTheDirectoryIsNamed() throws {
        let directory = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let lock = directory.appendingPathComponent("sehat.lock")
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/bin/sh")
        // The shell holds the lock on descriptor 9, says who it is, and waits for its standard input to end.
        holder.arguments = ["-c", "exec 9>>\"$0\"; flock -x 9; echo $$ > \"$0\"; echo ready; read line", lock.path]
        let (input, output) = (Pipe(), Pipe())
        holder.standardInput = input
        holder.standardOutput = output
        try holder.run()
        _ = try output.fileHandleForReading.read(upToCount: 6)
        #expect(throws: StoreOpenError.inUse(pid: holder.processIdentifier, path: directory.path)) {
            try TestStore.make(directory: directory)
        }
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        try TestStore.make(directory: directory).remove()
    }

    @Test func whatWasAnsweredIsThereAfterACrashAtAnyMoment() async throws {
        let test = try TestStore.notes { $0.tuning.checkpointFrames = 50 }
        defer { test.remove() }
        let answered = Locked<Set<String>>([])
        let isDone = Locked(false)
        let writers = Task {
            await withTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        for number in 0..<400 where !isDone.withLock({ $0 }) {
                            let title = "w\(writer) n\(number)"
                            if (try? await test.add(title)) != nil { answered.withLock { _ = $0.insert(title) } }
                        }
                    }
                }
            }
        }
        for round in 0..<6 {
            try await test.add("round \(round)")
            let image = TestStore.newDirectory()
            let before = answered.withLock { $0 }
            // The files as a killed process leaves them: nobody has closed anything.
            try await test.store.pool.writeWithoutTransaction { _ in
                try FileManager.default.createDirectory(at: image, withIntermediateDirectories: true)
                for name in ["sehat.db", "sehat.db-wal"] {
                    try FileManager.default.copyItem(
                        at: test.directory.appendingPathComponent(name), to: image.appendingPathComponent(name))
                }
            }
            let crashed = try TestStore.make(NoteSchema.schema, directory: image)
            let found = Set(try await crashed.titles())
            #expect(found.isSuperset(of: before))
            let report = try AuditVerifier.verify(crashed.store)
            #expect(report.isWhole && report.entries == Int64(found.count))
            crashed.remove()
        }
        isDone.withLock { $0 = true }
        await writers.value
    }
}
