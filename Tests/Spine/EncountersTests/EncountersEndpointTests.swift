import Foundation
import HTTPTypes
import HummingbirdTesting
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

@testable import Directory
@testable import Encounters
@testable import Patients

@Suite struct EncountersEndpointTests {
    private func routed(
        as principal: Principal = .clerk,
        _ body: @Sendable (Clinic, any TestClientProtocol) async throws -> Void
    ) async throws {
        let clinic = try await Clinic.open()
        defer { clinic.test.remove() }
        try await clinic.test.routed([EncountersModule.module()], as: principal) { client in
            try await body(clinic, client)
        }
    }

    @Test func aVisitGoesThroughItsDay() async throws {
        try await routed { clinic, client in
            let body = #"{"patientID":"\#(clinic.patients[0])","departmentID":"\#(clinic.medicine.id)","class":"opd"}"#
            let made = try await client.send(.post, "/api/encounters", body)
            #expect(made.status == .created)
            let visit = try made.object()
            let token = try #require(visit["token"] as? [String: Any])
            #expect(token["number"] as? String == "A-001" && token["sequence"] as? Int == 1)
            #expect((visit["patient"] as? [String: Any])?["mrn"] as? String == "10000016")
            #expect(visit["status"] as? String == "open" && visit["number"] as? String == "260000013")
            let id = try #require(visit["id"] as? String)
            let queue = try #require(token["queueID"] as? String)

            let twice = try await client.send(.post, "/api/encounters", body)
            #expect(twice.status == .conflict)
            #expect(try twice.object()["code"] as? String == "encounters.alreadyOpen")

            let called = try await client.send(.post, "/api/queues/\(queue)/call-next", #"{"room":"9"}"#)
            #expect((try called.object()["token"] as? [String: Any])?["room"] as? String == "9")
            for (step, state) in [("call", "called"), ("skip", "skipped"), ("requeue", "waiting")] {
                let answer = try await client.send(.post, "/api/encounters/\(id)/token/\(step)", "{}")
                #expect((try answer.object()["token"] as? [String: Any])?["state"] as? String == state, "\(step)")
            }
            let early = try await client.send(.post, "/api/encounters/\(id)/token/serve")
            #expect(early.status == .conflict)
            #expect(try early.object()["code"] as? String == "encounters.token.waiting")
            let cancelled = try await client.send(.post, "/api/encounters/\(id)/token/cancel", #"{"reason":"left"}"#)
            #expect(try cancelled.object()["status"] as? String == "cancelled")

            for (path, count) in [
                ("/api/encounters", 1), ("/api/encounters?day=2026-11-20", 0), ("/api/encounters?status=cancelled", 1),
                ("/api/encounters?patientID=\(clinic.patients[0])", 1), ("/api/encounters?number=260000013", 1),
                ("/api/queues", 1), ("/api/queues/\(queue)/line", 0),
            ] {
                let items = try await client.send(.get, path).object()["items"] as? [[String: Any]]
                #expect(items?.count == count, "\(path)")
            }
            #expect(try await client.send(.get, "/api/queues/\(queue)").object()["cancelled"] as? Int == 1)
            #expect(try await client.send(.get, "/api/encounters/\(id)").status == .ok)
            #expect(try await client.send(.get, "/api/encounters/7").status == .notFound)
        }
    }

    @Test func aKeyMakesASecondSendHarmless() async throws {
        try await routed { clinic, client in
            let body = #"{"patientID":"\#(clinic.patients[0])","departmentID":"\#(clinic.medicine.id)"}"#
            let first = try await client.send(.post, "/api/encounters", body, ["idempotency-key": "k1"])
            let second = try await client.send(.post, "/api/encounters", body, ["idempotency-key": "k1"])
            #expect(second.status == .created)
            #expect(try first.object()["id"] as? String == (try second.object()["id"] as? String))
        }
    }

    @Test func whoMayOnlySeeMovesNobody() async throws {
        try await routed(as: .user("bilal", .encountersRead)) { _, client async throws in
            #expect(try await client.send(.get, "/api/encounters").status == .ok)
            let steps = ["call", "serve", "done", "skip", "requeue", "cancel"].map { "/api/encounters/7/token/\($0)" }
            for path in ["/api/encounters", "/api/queues/7/call-next"] + steps {
                #expect(try await client.send(.post, path, "{}").status == .forbidden, "\(path)")
            }
        }
    }
}
