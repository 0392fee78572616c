import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import SehatCore
import SehatStore
import SehatWeb
import Synchronization
import TestKit
import Testing

@testable import AuditTrail

/// A store with some events of three people about two patients, and the routes of the log.
final class AuditFixture: Sendable {
    let test: TestStore

    static let ali = ID<Patient>(rawValue: 101)
    static let sara = ID<Patient>(rawValue: 102)
    static let nurse = Principal.user("nurse", id: 1)
    static let doctor = Principal.user("doctor", id: 2)
    static let auditor = Principal.user("auditor", id: 3, .auditRead, .auditExport)

    var store: Store { test.store }

    init() async throws {
        test = try TestStore.make()
        for round in 0..<3 {
            try await test.store.read(as: Self.nurse) { $0.viewed(Self.ali, "patients.patient.read") }
            test.clock.advance(seconds: 60)
            try await test.store.write(as: Self.doctor) { tx in
                tx.audit("patients.patient.changed", Self.sara, patient: Self.sara, ["round": .number(Int64(round))])
            }
            test.clock.advance(seconds: 60)
        }
        try await test.store.read(as: Self.doctor) { $0.viewed(Self.ali, "patients.patient.read") }
    }

    deinit { test.remove() }

    func entries(_ filter: AuditFilter = AuditFilter()) async throws -> [AuditEntry] {
        try await store.read(as: .system()) { try AuditLog.newest(filter, limit: 1000, in: $0) }
    }

    /// Calls the routes as `principal`, without a network.
    func routed(
        as principal: Principal = auditor, _ body: @Sendable @escaping (any TestClientProtocol) async throws -> Void
    ) async throws {
        try await test.routed([AuditTrailModule.module()], as: principal, body)
    }
}

extension TestClientProtocol {
    func get(_ path: String) async throws -> TestResponse {
        try await execute(uri: "/api\(path)", method: .get)
    }

    /// The numbers of the entries that the log shows, as words.
    func seqs(_ query: String) async throws -> String {
        try await get("/audit?\(query)").json(Page<AuditEntry>.self).items.map { String($0.seq) }.joined(separator: " ")
    }
}

@Suite struct AuditTrailTests {
    @Test func theLogIsReadByPatientUserActionAndPeriod() async throws {
        let fixture = try await AuditFixture()
        let start = TestStore.start.adding(seconds: 60).description
        let end = TestStore.start.adding(seconds: 120).description
        try await fixture.routed { client async throws in
            #expect(try await client.seqs("patientID=101&to=\(TestStore.start.adding(seconds: 9999))") == "7 5 3 1")
            #expect(try await client.seqs("userID=2") == "7 6 4 2")
            #expect(try await client.seqs("action=patients.patient.changed") == "6 4 2")
            #expect(try await client.seqs("action=patients.&userID=1") == "5 3 1")
            #expect(try await client.seqs("from=\(start)&to=\(end)") == "2")
            #expect(try await client.get("/audit?from=\(end)&to=\(start)").status == .unprocessableContent)
        }
    }

    @Test func theListIsPaged() async throws {
        let fixture = try await AuditFixture()
        try await fixture.routed { client in
            let first: Page<AuditEntry> = try await client.get("/audit?userID=2&limit=3").json()
            #expect(first.items.map(\.seq) == [7, 6, 4])
            let next = try #require(first.next)
            let second: Page<AuditEntry> = try await client.get("/audit?userID=2&limit=3&after=\(next)").json()
            #expect(second.items.map(\.seq) == [2] && second.next == nil)
        }
    }

    @Test func readingTheLogIsItselfLogged() async throws {
        let fixture = try await AuditFixture()
        try await fixture.routed { client in
            _ = try await client.get("/audit?patientID=101&limit=2")
            _ = try await client.get("/audit/patients/102")
            _ = try await client.get("/audit/verify")
            _ = try await client.get("/audit/head")
        }
        let entries = try await fixture.entries(AuditFilter(userID: ID(rawValue: 3)))
        #expect(entries.map(\.action) == ["auditTrail.verified", "auditTrail.patientRead", "auditTrail.read"])
        #expect(entries[2].patientID == AuditFixture.ali)
        #expect(entries[2].detail == #"{"entries":2}"#)
        #expect(entries[1].patientID == AuditFixture.sara)
    }

    @Test func whoLookedAtAPatientIsOneCall() async throws {
        let fixture = try await AuditFixture()
        try await fixture.routed { client in
            let found: PatientVisitors = try await client.get("/audit/patients/101").json()
            #expect(found.visitors.map(\.username) == ["doctor", "nurse"])
            #expect(found.visitors[1].actions == ["patients.patient.read": 3])
            #expect(found.visitors[1].firstAt == TestStore.start)
            #expect(found.lastAt == TestStore.start.adding(seconds: 360))
            // The auditor is among them from now on.
            let again: PatientVisitors = try await client.get("/audit/patients/101").json()
            #expect(again.visitors.first?.username == "auditor")
        }
    }

    @Test func theChainIsVerified() async throws {
        let fixture = try await AuditFixture()
        try await fixture.routed { client in
            let head: AuditHead = try await client.get("/audit/head").json()
            #expect(head.seq == 7 && head.hasValidSignature)
            let report: AuditReport = try await client.get("/audit/verify").json()
            #expect(report.isWhole && report.entries == 7 && report.newestHead == head)
        }
    }

    @Test func theExportVerifiesElsewhere() async throws {
        let fixture = try await AuditFixture()
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        try await fixture.routed { client in
            let answer = try await client.get("/audit/export")
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentDisposition] == "attachment; filename=\"sehat-audit-2026-11-21.jsonl\"")
            try Data(answer.body.readableBytesView).write(to: file)
        }
        let report = try AuditVerifier.verify(export: file)
        #expect(report.fault == nil && report.isComplete)
        // The beginning of the export is in the file, its end comes after it.
        #expect(report.entries == 8)
        #expect(report.header.madeBy == "auditor")
        let entries = try await fixture.entries()
        #expect(entries.prefix(2).map(\.action) == ["auditTrail.exported", "auditTrail.exportBegun"])
        #expect(entries[0].detail.contains(report.seal.sha256))
        try FileHandle(forWritingTo: file).truncate(atOffset: 2000)
        #expect(throws: AuditFileError.notSealed) { try AuditVerifier.verify(export: file) }
    }

    @Test func theExportTakesTheConditionsOfTheList() async throws {
        let fixture = try await AuditFixture()
        try await fixture.routed { client in
            let answer = try await client.get("/audit/export?patientID=102&action=patients.")
            let lines = String(decoding: answer.body.readableBytesView, as: UTF8.self).split(separator: "\n")
            #expect(lines.count == 5)
            #expect(
                try await client.get("/audit/export?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z").status
                    == .unprocessableContent)
        }
    }

    @Test(arguments: ["/audit", "/audit/patients/101", "/audit/head", "/audit/verify", "/audit/export"])
    func othersReadNothing(_ path: String) async throws {
        let fixture = try await AuditFixture()
        try await fixture.routed(as: AuditFixture.nurse) { client async throws in
            #expect(try await client.get(path).status == .forbidden)
        }
        try await fixture.routed(as: .anonymous()) { client async throws in
            #expect(try await client.get(path).status == .unauthorized)
        }
    }
}

@Suite struct ExportPipeTests {
    @Test func bytesArriveInOrderAndInPieces() async throws {
        let pipe = ExportPipe()
        pipe.start { pipe in
            for number in 0..<100_000 { try pipe.put(Array("\(number)\n".utf8)) }
        }
        var received: [UInt8] = []
        var pieces = 0
        for try await piece in pipe.pieces {
            received += piece
            pieces += 1
            pipe.taken()
        }
        #expect(String(decoding: received, as: UTF8.self) == (0..<100_000).map { "\($0)\n" }.joined())
        #expect(pieces > 5)
    }

    @Test func theMakerStopsWhenNobodyTakes() async throws {
        let pipe = ExportPipe()
        let (ended, finish) = AsyncStream.makeStream(of: Bool.self)
        pipe.start { pipe in
            do {
                while true { try pipe.put([UInt8](repeating: 0x61, count: 100_000)) }
            } catch {
                finish.yield(error is ExportPipe.Closed)
                finish.finish()
                throw error
            }
        }
        for try await _ in pipe.pieces { break }
        pipe.close()
        var wasClosed = false
        for await value in ended { wasClosed = value }
        #expect(wasClosed)
    }

    @Test func whatTheMakerThrowsArrives() async throws {
        struct Fault: Error {}
        let pipe = ExportPipe()
        pipe.start { pipe in
            try pipe.put([1])
            throw Fault()
        }
        await #expect(throws: Fault.self) {
            for try await _ in pipe.pieces { pipe.taken() }
        }
    }
}
