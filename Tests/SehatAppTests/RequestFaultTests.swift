import Foundation
import SehatCore
import TestKit
import Testing

/// What goes wrong in a request: each gets its problem in words, loses nothing and leaves nothing half done.
@Suite(.serialized) struct RequestFaultTests {
    /// A served hospital with its ground and a caller who may do the work of the counter.
    private func counter(
        clock: SettableClock? = nil, _ body: @escaping @Sendable (Hospital, HospitalGround, Caller) async throws -> Void
    ) async throws {
        let hospital = try await Hospital.open(clock: clock?.clock ?? .system)
        defer { hospital.remove() }
        let ground = try await hospital.ground()
        let token = try await hospital.token(roles: ["registration", "cashier", "supervisor", "auditor"])
        try await hospital.serving { caller in try await body(hospital, ground, caller.with(token: token)) }
    }

    private static func patient(_ name: String) throws -> String {
        let input = ["name": name, "sex": "male", "phone": "03215550199"]
        return String(decoding: try JSONEncoder().encode(input), as: UTF8.self)
    }

    private static func bill(_ ground: HospitalGround) -> String {
        """
        {"patientID":"\(ground.patients[0])","lines":[{"serviceID":"\(ground.services[0])","quantity":1}]}
        """
    }

    @Test func aBodyTooLargeIsRefusedWhole() async throws {
        try await counter { hospital, _, caller in
            let before = try await hospital.count("SELECT count(*) FROM patientsPatient")
            let answer = try await caller.call(
                "POST", "/api/patients", try Self.patient(String(repeating: "a", count: 2 << 20)))
            #expect(answer.status == 413)
            #expect(answer.code == "app.tooLarge")
            #expect(try answer.json()["detail"].text?.isEmpty == false || answer.json()["title"].text?.isEmpty == false)
            #expect(try await hospital.count("SELECT count(*) FROM patientsPatient") == before)
        }
    }

    @Test func brokenJSONNamesThePlace() async throws {
        try await counter { _, _, caller in
            let answer = try await caller.call("POST", "/api/patients", "{\"name\": \"Ali\",\n \"sex\": }")
            #expect(answer.status == 400)
            #expect(answer.code == "app.malformed")
            #expect(answer.text.contains("line 2"), "\(answer)")
        }
    }

    @Test func aNameTooLongNamesTheField() async throws {
        try await counter { hospital, _, caller in
            let before = try await hospital.count("SELECT count(*) FROM patientsPatient")
            let answer = try await caller.call(
                "POST", "/api/patients", try Self.patient(String(repeating: "م", count: 10_000)))
            #expect(answer.status == 422)
            let fields = try answer.json()["fields"].items
            #expect(fields.map { $0["field"].text } == ["name"], "\(answer)")
            #expect(fields.map { $0["code"].text } == ["app.field.tooLong"])
            #expect(fields.first?["message"].text?.contains("200") == true)
            #expect(try await hospital.count("SELECT count(*) FROM patientsPatient") == before)
        }
    }

    @Test func controlsAndBidiOverridesAreTakenOutOfNames() async throws {
        try await counter { _, _, caller in
            let made = try await caller.json(
                "POST", "/api/patients", try Self.patient("Ali\u{202E}\u{0007} \u{2066}Raza\u{2069}\u{0}\n Khan"))
            #expect(made["names"]["primary"].text == "Ali Raza Khan")
            let id = try #require(made["id"].text)
            #expect(try await caller.json("GET", "/api/patients/\(id)")["names"]["primary"].text == "Ali Raza Khan")
        }
    }

    @Test func aDuplicateSubmitGivesTheSameAnswerOnce() async throws {
        try await counter { hospital, ground, caller in
            let key = UUID().uuidString
            let first = try await caller.call("POST", "/api/bills", Self.bill(ground), key: key)
            #expect(first.status == 201, "\(first)")
            #expect(!first.isReplay)
            let again = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await caller.call("POST", "/api/bills", Self.bill(ground), key: key) }
                }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(again.allSatisfy { $0.status == 201 && $0.bytes == first.bytes && $0.isReplay })
            #expect(try await hospital.count("SELECT count(*) FROM billingBill") == 1)
            let other = Self.bill(ground).replacing("\"quantity\":1", with: "\"quantity\":2")
            let reused = try await caller.call("POST", "/api/bills", other, key: key)
            #expect(reused.status == 422 || reused.status == 409, "\(reused)")
            #expect(reused.code == "app.idempotency.reused")
            let keyless = try await caller.call("POST", "/api/bills", Self.bill(ground))
            #expect(keyless.status == 400)
            #expect(keyless.code == "app.idempotency.required")
            #expect(try await hospital.count("SELECT count(*) FROM billingBill") == 1)
        }
    }

    @Test func anExpiredSessionInTheMiddleOfAFormLosesNothing() async throws {
        let clock = SettableClock(TestStore.start)
        try await counter(clock: clock) { hospital, ground, caller in
            let key = UUID().uuidString
            clock.set(TestStore.start.adding(seconds: 31 * 60))
            let locked = try await caller.call("POST", "/api/bills", Self.bill(ground), key: key)
            #expect(locked.status == 401)
            #expect(locked.code == "access.locked")
            clock.set(TestStore.start.adding(seconds: 13 * 3600))
            let over = try await caller.call("POST", "/api/bills", Self.bill(ground), key: key)
            #expect(over.status == 401)
            #expect(over.code == "app.unauthenticated", "\(over)")
            #expect(try await hospital.count("SELECT count(*) FROM billingBill") == 0)
            let fresh = caller.with(token: try await hospital.token(roles: ["cashier"]))
            let done = try await fresh.call("POST", "/api/bills", Self.bill(ground), key: key)
            #expect(done.status == 201, "\(done)")
            #expect(try await hospital.count("SELECT count(*) FROM billingBill") == 1)
        }
    }

    @Test func aClockSetBackBreaksNeitherChainNorNumbers() async throws {
        let clock = SettableClock(TestStore.start)
        try await counter(clock: clock) { _, ground, caller in
            let first = try await caller.json("POST", "/api/bills", Self.bill(ground), key: UUID().uuidString)
            clock.set(TestStore.start.adding(seconds: -120))
            let second = try await caller.json("POST", "/api/bills", Self.bill(ground), key: UUID().uuidString)
            #expect(first["number"].text == "OP-2026-000001")
            #expect(second["number"].text == "OP-2026-000002")
            let audit = try await caller.json("GET", "/api/audit/verify")
            #expect(audit["fault"] == .null)
        }
    }

    @Test func changesReachThePagesThatListen() async throws {
        try await counter { _, ground, caller in
            let hasHeard = try await caller.hears("billing.bill", at: "/api/events?topics=billing.") {
                try await caller.json("POST", "/api/bills", Self.bill(ground), key: UUID().uuidString)
            }
            #expect(hasHeard)
        }
    }
}
