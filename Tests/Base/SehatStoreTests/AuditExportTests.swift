import Foundation
import SehatCore
import TestKit
import Testing

@testable import SehatStore

@Suite struct AuditExportTests {
    private func export(_ test: TestStore, _ filter: AuditFilter = AuditFilter()) throws -> (URL, AuditSeal) {
        let file = TestStore.newDirectory()
        var bytes: [UInt8] = []
        let seal = try test.store.exportAudit(filter, by: .user("auditor")) { bytes += $0 }
        try Data(bytes).write(to: file)
        return (file, seal)
    }

    private func filled() async throws -> TestStore {
        let test = try TestStore.notes()
        for number in 0..<12 {
            try await test.store.write(as: .user()) { tx in
                tx.audit(
                    "test.act", ID<Note>(rawValue: Int64(number + 1)), patient: ID(rawValue: Int64(number % 3 + 1)),
                    ["word": "لفظ/\u{1}"], reason: number == 4 ? "کیوں" : nil)
            }
        }
        return test
    }

    @Test func aCompleteExportVerifiesWithoutTheDatabase() async throws {
        let test = try await filled()
        let (file, seal) = try export(test)
        test.remove()
        defer { try? FileManager.default.removeItem(at: file) }
        let report = try AuditVerifier.verify(export: file, publicKey: seal.head.publicKey, against: seal.head)
        #expect(report.fault == nil && report.isComplete && report.entries == 12)
        #expect(report.header.madeBy == "auditor" && report.header.filter.isEverything)
    }

    @Test func anExportOfOnePatientVerifiesAndSaysThatItIsAPart() async throws {
        let test = try await filled()
        defer { test.remove() }
        let (file, seal) = try export(test, AuditFilter(patientID: ID(rawValue: 2)))
        defer { try? FileManager.default.removeItem(at: file) }
        let report = try AuditVerifier.verify(export: file, publicKey: seal.head.publicKey)
        #expect(report.fault == nil && !report.isComplete && report.entries == 4)
    }

    @Test func anotherKeyOrAnotherHeadIsNoticed() async throws {
        let test = try await filled()
        defer { test.remove() }
        let (file, seal) = try export(test)
        defer { try? FileManager.default.removeItem(at: file) }
        let stranger = String(repeating: "ab", count: 32)
        #expect(try AuditVerifier.verify(export: file, publicKey: stranger).fault?.reason == .badSeal)
        try await test.add("later")
        let later = try test.store.signAuditHead()
        #expect(try AuditVerifier.verify(export: file, against: later).fault?.reason == .truncated)
        #expect(seal.head.seq == 12 && later.seq == 13)
    }

    @Test func anyChangedByteOfTheFileIsNoticed() async throws {
        let test = try await filled()
        defer { test.remove() }
        let (file, _) = try export(test)
        defer { try? FileManager.default.removeItem(at: file) }
        let good = [UInt8](try Data(contentsOf: file))
        var random = Seeded(state: 7)
        for _ in 0..<500 {
            var bytes = good
            bytes[Int.random(in: 0..<bytes.count - 1, using: &random)] ^= 1 << UInt8.random(in: 0..<7, using: &random)
            try Data(bytes).write(to: file)
            let report = try? AuditVerifier.verify(export: file)
            let isNoticed = report == nil || report?.fault != nil
            #expect(isNoticed, "\(zip(good, bytes).enumerated().first { $1.0 != $1.1 }.map { "\($0) \($1)" } ?? "")")
        }
    }

    @Test func missingAndSwappedLinesAreNoticed() async throws {
        let test = try await filled()
        defer { test.remove() }
        let (file, _) = try export(test)
        defer { try? FileManager.default.removeItem(at: file) }
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        for index in 1..<lines.count - 1 {
            var cut = lines
            cut.remove(at: index)
            try (cut.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
            #expect(try AuditVerifier.verify(export: file).fault != nil)
        }
        try (lines.dropLast().joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
        #expect(throws: AuditFileError.notSealed) { try AuditVerifier.verify(export: file) }
        try Data("hello\n".utf8).write(to: file)
        #expect(throws: AuditFileError.notAnExport) { try AuditVerifier.verify(export: file) }
    }
}
