import Crypto
import Foundation
import GRDB
import SehatCore
import TestKit
import Testing

@testable import SehatStore

@Suite struct AuditTests {
    @Test func anEntrySaysWhoDidWhatToWhom() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let principal = Principal.user("ayesha", id: 7)
        try await test.store.write(as: principal) { tx in
            tx.audit(
                "test.note.read", ID<Note>(rawValue: 5), patient: ID(rawValue: 6),
                ["z": "\"quoted\"\n", "a": 12, "b": true, "id": .id(ID<Note>(rawValue: 9))], reason: "asked")
            tx.audit("test.event")
        }
        let entries = try await test.store.read(as: principal) { tx in
            try AuditLog.newest(AuditFilter(), limit: 10, in: tx)
        }
        let first = try #require(entries.last)
        #expect(entries.map(\.seq) == [2, 1])
        #expect(first.at == TestStore.start && first.action == "test.note.read" && first.entity == "Note")
        #expect(first.entityID == "5" && first.patientID == ID(rawValue: 6) && first.reason == "asked")
        #expect(first.detail == #"{"a":12,"b":true,"id":"9","z":"\"quoted\"\u000a"}"#)
        #expect(first.actor.username == "ayesha" && first.actor.userID == ID(rawValue: 7))
        #expect(first.actor.sessionID == ID(rawValue: 1007) && first.actor.address == "192.0.2.7")
        #expect(first.previous == String(repeating: "0", count: 64) && entries[0].previous == first.hash)
        #expect(entries[0].entity.isEmpty && entries[0].entityID == nil && entries[0].detail.isEmpty)
    }

    @Test func theHashIsWhatTheDocumentationSays() throws {
        let entry = AuditEntry(
            seq: 1, at: Instant(milliseconds: 2),
            actor: AuditActor(userID: nil, username: "a", sessionID: nil, stationID: nil, address: ""),
            action: "x.y", entity: "N", entityID: "3", patientID: nil, detail: "", reason: nil, previous: "", hash: "")
        let integer = { (value: UInt8) -> [UInt8] in [1, 0, 0, 0, 0, 0, 0, 0, value] }
        let text = { (value: String) -> [UInt8] in [2, 0, 0, 0, UInt8(value.utf8.count)] + Array(value.utf8) }
        let actor = [0] + text("a") + [0, 0] + text("")
        let event = text("x.y") + text("N") + integer(3) + [0] + text("") + [0]
        let bytes = AuditCanonical.genesis + integer(1) + integer(2) + actor + event
        #expect(AuditCanonical.hash(entry, previous: AuditCanonical.genesis) == Array(SHA256.hash(data: bytes)))
    }

    @Test func openedRecordsAreNotedOncePerRequestBeforeTheAnswer() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let patient = ID<Patient>(rawValue: 44)
        for _ in 0..<2 {
            try await test.store.read(as: .user()) { tx in
                tx.viewed(patient, "patients.patient.read")
                tx.viewed(patient, "patients.patient.read")
                tx.viewed(patient, "billing.bills.read")
            }
        }
        let entries = try await test.store.read(as: .user()) { tx in
            try AuditLog.newest(AuditFilter(patientID: patient), limit: 10, in: tx)
        }
        #expect(entries.count == 4 && entries.allSatisfy { $0.entityID == "44" && $0.entity == "Patient" })
        #expect(entries.filter { $0.action == "billing.bills.read" }.count == 2)
    }

    @Test func headsAreSignedEveryFewEntriesAndOnRequest() async throws {
        let test = try TestStore.notes { $0.tuning.auditHeadEvery = 4 }
        defer { test.remove() }
        for number in 1...9 { try await test.add("n\(number)") }
        let report = try AuditVerifier.verify(test.store)
        #expect(report.isWhole && report.entries == 9 && report.heads == 2 && report.newestHead?.seq == 8)
        let head = try test.store.signAuditHead()
        #expect(head.seq == 9 && head.hasValidSignature && head.hash == report.hash)
        #expect(try test.store.signAuditHead() == head)
        let again = try test.reopened()
        defer { again.remove() }
        try await again.add("more")
        let later = try AuditVerifier.verify(again.store, against: head)
        #expect(later.isWhole && later.entries == 10 && later.keys == [head.publicKey])
    }

    @Test func theChainIsAppendOnlyForEveryStatement() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        try await test.add("one")
        try await test.add("two")
        _ = try test.store.signAuditHead()
        let rest = "actor, event, entityID, patientID, detail, reason, hash FROM storeAudit"
        let attempts = [
            "UPDATE storeAudit SET at = 0 WHERE seq = 1", "DELETE FROM storeAudit WHERE seq = 2",
            "REPLACE INTO storeAudit SELECT seq, 0, \(rest)",
            "INSERT INTO storeAudit SELECT seq + 5, at, \(rest)", "INSERT INTO storeAudit SELECT seq - 5, at, \(rest)",
            "UPDATE storeAuditActor SET username = 'x'", "DELETE FROM storeAuditEvent", "DELETE FROM storeAuditHead",
            "REPLACE INTO storeAuditHead SELECT seq, 0, hash, signature, key FROM storeAuditHead",
            "REPLACE INTO storeAuditActor SELECT id, userID, 'x', sessionID, stationID, address FROM storeAuditActor",
            "UPDATE storeAuditKey SET privateKey = x'00'",
        ]
        for sql in attempts {
            await #expect(throws: Problem.self, "\(sql)") {
                try await test.store.write(as: .user()) { tx in
                    try tx.db.execute(sql: sql)
                    tx.audit("test.forged")
                }
            }
        }
        let report = try AuditVerifier.verify(test.store)
        #expect(report.isWhole && report.entries == 2)
    }

    @Test func filtersFindByPatientUserActionAndPeriod() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        for number in 0..<30 {
            let principal = Principal.user("user\(number % 3)", id: Int64(number % 3 + 1))
            try await test.store.write(as: principal) { tx in
                tx.audit(
                    number.isMultiple(of: 2) ? "test.even" : "test.odd", ID<Note>(rawValue: Int64(number + 1)),
                    patient: number.isMultiple(of: 5) ? ID(rawValue: 77) : nil)
            }
            test.clock.advance(seconds: 60)
        }
        func count(_ filter: AuditFilter) async throws -> Int {
            try await test.store.read(as: .user()) { tx in try AuditLog.newest(filter, limit: 100, in: tx).count }
        }
        let start = TestStore.start
        #expect(try await count(AuditFilter(patientID: ID(rawValue: 77))) == 6)
        #expect(try await count(AuditFilter(userID: ID(rawValue: 2))) == 10)
        #expect(try await count(AuditFilter(action: "test.even")) == 15)
        #expect(try await count(AuditFilter(action: "test.")) == 30)
        #expect(try await count(AuditFilter(action: "test.e")) == 0)
        #expect(try await count(AuditFilter(from: start.adding(seconds: 60), to: start.adding(seconds: 180))) == 2)
        #expect(try await count(AuditFilter(from: start.adding(seconds: 86_400))) == 0)
        #expect(try await count(AuditFilter(userID: ID(rawValue: 1), action: "test.odd", to: start)) == 0)
        let page = try await test.store.read(as: .user()) { tx in
            try AuditLog.newest(AuditFilter(action: "test.even"), before: 20, limit: 3, in: tx).map(\.seq)
        }
        #expect(page == [19, 17, 15])
    }
}
