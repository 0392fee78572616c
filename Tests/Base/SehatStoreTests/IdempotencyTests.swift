import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@Suite struct IdempotencyTests {
    private func pay(
        _ test: TestStore, key: String = "k1", route: String = "POST /bills", body: UInt8 = 1,
        as principal: Principal = .user(), fails: Bool = false
    ) async throws -> (answer: StoredAnswer, isReplay: Bool) {
        try await test.store.writeOnce(key: key, route: route, bodyHash: [body], as: principal) { tx in
            let number = try tx.nextNumber("test.bill")
            tx.audit("test.bill.issued", ID<Note>(rawValue: number))
            if fails { throw Problem.stale }
            return StoredAnswer(status: 201, body: Array("{\"number\":\(number)}".utf8))
        }
    }

    @Test func aRepeatedRequestGetsTheSameAnswerAndDoesNothing() async throws {
        let test = try TestStore.notes()
        let first = try await pay(test)
        let again = try test.reopened()
        defer { again.remove() }
        let second = try await pay(again)
        #expect(!first.isReplay && second.isReplay && first.answer == second.answer)
        #expect(try await again.number("SELECT count(*) FROM storeAudit") == 1)
    }

    @Test func concurrentRepeatsAreDoneOnce() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        let replays = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 { group.addTask { try await pay(test).isReplay } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(replays == 39)
        #expect(try await test.number("SELECT count(*) FROM storeAudit") == 1)
    }

    @Test func aReusedKeyIsRefused() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        _ = try await pay(test)
        let reused = Problem(.conflict, "app.idempotency.reused")
        await #expect(throws: reused) { _ = try await pay(test, body: 2) }
        await #expect(throws: reused) { _ = try await pay(test, route: "POST /other") }
        #expect(try await !pay(test, as: .user("other", id: 8)).isReplay)
    }

    @Test func aFailedCommandMayBeTriedAgain() async throws {
        let test = try TestStore.notes()
        defer { test.remove() }
        await #expect(throws: Problem.stale) { _ = try await pay(test, fails: true) }
        let second = try await pay(test)
        #expect(!second.isReplay && String(decoding: second.answer.body, as: UTF8.self) == "{\"number\":1}")
    }

    @Test func keysAreForgottenAfterSomeDays() async throws {
        let test = try TestStore.notes { $0.tuning.idempotencyDays = 2 }
        _ = try await pay(test, key: "old")
        test.clock.advance(seconds: 86_400 * 3)
        _ = try await pay(test, key: "new")
        let again = try test.reopened()
        defer { again.remove() }
        #expect(try await again.number("SELECT count(*) FROM storeAnswer") == 1)
        #expect(try await !pay(again, key: "old").isReplay)
        #expect(try await pay(again, key: "new").isReplay)
    }
}
