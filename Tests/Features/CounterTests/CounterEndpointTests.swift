import Foundation
import HTTPTypes
import HummingbirdTesting
import Patients
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

@testable import Counter

@Suite struct CounterEndpointTests {
    private func routed(
        _ permissions: [Permission] = [],
        _ body: @Sendable (Desk, any TestClientProtocol) async throws -> Void
    ) async throws {
        let desk = try await Desk.open()
        defer { desk.test.remove() }
        let principal =
            permissions.isEmpty
            ? desk.clerk : Principal(kind: .user, username: "bilal", permissions: Set(permissions))
        try await desk.test.routed(Desk.modules, as: principal) { client in try await body(desk, client) }
    }

    @Test func theCounterDoesItInOneRequest() async throws {
        try await routed { desk, client in
            let body = """
                {"newPatient": {"name": "محمد عثمان چوہدری", "sex": "male", "ageYears": 34, "phone": "0300-1234567"},
                 "departmentID": "\(desk.department)", "practitionerID": "\(desk.doctor)", "language": "ur"}
                """
            let made = try await client.send(.post, "/api/counter/visits", body, ["idempotency-key": "v1"])
            #expect(made.status == .created)
            let answer = try made.object()
            let visit = try #require(answer["encounter"] as? [String: Any])
            #expect((visit["token"] as? [String: Any])?["number"] as? String == "B-001")
            #expect(answer["isNewPatient"] as? Bool == true)
            #expect((answer["slip"] as? [String: Any])?["copy"] as? Int == 1)

            let repeated = try await client.send(.post, "/api/counter/visits", body, ["idempotency-key": "v1"])
            #expect(repeated.body == made.body, "the same key gives the same answer, and one visit")

            let double = try await client.send(.post, "/api/counter/visits", body)
            #expect(double.status == .conflict)
            #expect(try double.object()["code"] as? String == "patients.duplicate.likely")

            let id = try #require(visit["id"] as? String)
            let copy = try await client.send(.post, "/api/encounters/\(id)/print-token", #"{"language":"ar"}"#)
            #expect(try copy.object()["copy"] as? Int == 2)
            let today = try await client.send(.get, "/api/counter/today?status=open").object()
            #expect((today["items"] as? [[String: Any]])?.first?["slipCopies"] as? Int == 2)
            #expect(try await client.send(.get, "/api/counter/stats").object()["waiting"] as? Int == 1)
        }
    }

    @Test func whoMayOnlySeeOpensNothing() async throws {
        try await routed([.patientsRead]) { _, client async throws in
            for path in ["/api/counter/visits", "/api/encounters/7/print-token"] {
                #expect(try await client.send(.post, path, "{}").status == .forbidden)
            }
            #expect(try await client.send(.get, "/api/counter/today").status == .forbidden)
        }
    }
}
