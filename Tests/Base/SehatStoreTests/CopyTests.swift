import Crypto
import Foundation
import GRDB
import SehatCore
import TestKit
import Testing

@testable import SehatStore

@Suite struct CopyTests {
    private func copy(_ test: TestStore) throws -> (file: URL, facts: CopyFacts) {
        let file = TestStore.newDirectory()
        return (file, try test.store.copyCiphertext(to: file))
    }

    /// SHA-256 over the SHA-256 of every 256 pages' last 64 bytes.
    private static func codes(_ file: Data) -> String {
        let codes = stride(from: 0, to: file.count, by: 4096).map { file[($0 + 4032)..<($0 + 4096)] }
        let pieces = stride(from: 0, to: codes.count, by: 256).map { start in
            Data(SHA256.hash(data: codes[start..<min(start + 256, codes.count)].reduce(Data(), +)))
        }
        return Hex.text(SHA256.hash(data: pieces.reduce(Data(), +)))
    }

    /// Opens a copy as a store of its own.
    private func opened(_ file: URL, like test: TestStore) throws -> TestStore {
        let directory = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try FileManager.default.moveItem(at: file, to: directory.appendingPathComponent(StoreConfiguration.fileName))
        return try TestStore.make(NoteSchema.schema, directory: directory)
    }

    @Test func aCopyHoldsWhatWasCommittedInTheLogToo() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        try await test.add("in the main file")
        try test.store.checkpoint()
        try await test.add("in the log")
        let (file, facts) = try copy(test)
        let bytes = try Data(contentsOf: file)
        #expect(facts.bytes == Int64(bytes.count) && facts.pages * 4096 == facts.bytes)
        #expect(facts.codes == Self.codes(bytes))
        #expect(facts.auditHead.seq == 2 && facts.auditHead.hasValidSignature)
        #expect(facts.lastMigration == NoteSchema.migration.id)
        let report = try StoreCheck.verify(file: file, key: try TestStore.key())
        #expect(
            report.faults == [] && report.codes == facts.codes && report.auditSequence == 2
                && report.auditHash == facts.auditHead.hash)
        let beside = try FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path)
        #expect(!beside.contains { $0.hasPrefix(file.lastPathComponent + "-") || $0.hasPrefix(".check-") })
        let restored = try opened(file, like: test)
        defer { restored.remove() }
        #expect(try await restored.titles() == ["in the main file", "in the log"])
    }

    @Test func copiesTakenWhileWritingAreWholeEachWithItsOwnEnd() async throws {
        let test = try TestStore.notes { $0.tuning.checkpointFrames = 20 }
        defer { test.remove() }
        let isDone = Locked(false)
        let writers = Task {
            await withTaskGroup(of: Void.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        var number = 0
                        while !isDone.withLock({ $0 }) {
                            number += 1
                            let text = "w\(writer) n\(number) " + String(repeating: "متن", count: 300)
                            _ = try? await test.add(text)
                        }
                    }
                }
            }
        }
        var copies: [(file: URL, facts: CopyFacts)] = []
        for number in 0..<12 {
            try await test.add("between \(number)")
            copies.append(try await offCooperativePool { try copy(test) })
        }
        isDone.withLock { $0 = true }
        await writers.value
        var last: Int64 = -1
        for (file, facts) in copies {
            let report = try StoreCheck.verify(file: file, key: try TestStore.key())
            #expect(report.faults == [])
            #expect(report.auditSequence == facts.auditHead.seq && report.auditHash == facts.auditHead.hash)
            #expect(report.rows["testNote"] == facts.auditHead.seq && facts.auditHead.seq >= last)
            last = facts.auditHead.seq
            try FileManager.default.removeItem(at: file)
        }
        #expect(last > 0)
    }

    @Test func aTargetThatExistsIsNotOverwritten() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let file = TestStore.newDirectory()
        try Data("precious".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(throws: StoreOpenError.self) { try test.store.copyCiphertext(to: file) }
        #expect(try Data(contentsOf: file) == Data("precious".utf8))
    }

    @Test func everyFlippedBitOfAFileIsFoundAndItsPageNamed() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        for number in 0..<50 { try await test.add("n\(number)") }
        let (file, facts) = try copy(test)
        defer { try? FileManager.default.removeItem(at: file) }
        let good = try Data(contentsOf: file)
        let key = try TestStore.key()
        #expect(try PageCheck.run(file, key: key).badCount == 0)
        var random = Seeded(state: 3)
        for _ in 0..<40 {
            var bytes = good
            let position = Int.random(in: 16..<bytes.count, using: &random)
            bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try bytes.write(to: file)
            let result = try PageCheck.run(file, key: key)
            #expect(result.bad == [position / 4096 + 1])
        }
        var bytes = good
        bytes[3] ^= 1
        try bytes.write(to: file)
        #expect(throws: StoreOpenError.wrongKey(path: file.path)) { try StoreCheck.verify(file: file, key: key) }
        try good.dropLast(100).write(to: file)
        #expect(
            try StoreCheck.verify(file: file, key: key, depth: .pages).faults.contains("the file ends within a page"))
        try good.dropLast(8192).write(to: file)
        #expect(try !StoreCheck.verify(file: file, key: key).isGood)
        #expect(facts.pages == Int64(good.count / 4096))
    }

    @Test func aPageThatNoTableHasIsCheckedToo() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        for number in 0..<400 { try await test.add("n\(number) " + String(repeating: "x", count: 1000)) }
        try await test.store.write(as: .user()) { tx in
            try tx.housekeeping { try tx.db.execute(sql: "DELETE FROM testNote") }
        }
        let (file, facts) = try copy(test)
        defer { try? FileManager.default.removeItem(at: file) }
        let key = try TestStore.key()
        let good = try Data(contentsOf: file)
        let whole = try StoreCheck.verify(file: file, key: key)
        #expect(whole.isGood, "\(whole.faults)")
        #expect(whole.codes == facts.codes)
        // Most pages are free; the list of them is among those at the end.
        let last = good.count / 4096
        for page in Array(stride(from: 2, to: last, by: last / 8)) + [last] {
            var bytes = good
            bytes[4096 * page - 2000] ^= 4
            try bytes.write(to: file)
            let faults = try StoreCheck.verify(file: file, key: key).faults
            #expect(faults.contains("1 of \(good.count / 4096) pages are damaged: \(page)"), "\(page): \(faults)")
        }
        // A page behind the end that the header states is no table's either.
        try (good + Data(repeating: 7, count: 4096)).write(to: file)
        #expect(try !StoreCheck.verify(file: file, key: key).isGood)
    }

    @Test func aDamagedFileIsReportedInWords() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        for number in 0..<50 { try await test.add("n\(number)") }
        let (file, _) = try copy(test)
        defer { try? FileManager.default.removeItem(at: file) }
        var bytes = try Data(contentsOf: file)
        bytes[4096 * 3 + 100] ^= 1
        try bytes.write(to: file)
        let report = try StoreCheck.verify(file: file, key: try TestStore.key())
        #expect(report.faults.first == "1 of \(report.pages) pages are damaged: 4")
        #expect(throws: StoreOpenError.wrongKey(path: file.path)) {
            try StoreCheck.verify(file: file, key: .random())
        }
    }
}
