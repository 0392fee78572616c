import Foundation
import HTTPTypes
import HummingbirdTesting
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

@testable import Patients

@Suite struct PatientsEndpointTests {
    /// Calls the routes of the module as that principal.
    private func routed(
        as principal: Principal = .clerk, _ body: @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.routed([PatientsModule.module()], as: principal, body)
    }

    private static let usman = """
        {"name": "محمد عثمان چوہدری", "otherName": "Muhammad Usman Chaudhry", "sex": "male", "birthDate": "1992-03-03",
         "phone": "0300-1234567", "identifiers": [{"type": "cnic", "value": "3520212345671"}],
         "guardianRelation": "father", "guardianName": "Nazir Ahmad", "language": "ur"}
        """

    @Test func aPatientIsRegisteredFoundOpenedAndChanged() async throws {
        try await routed { client in
            let made = try await client.send(.post, "/api/patients", Self.usman)
            #expect(made.status == .created)
            let patient = try made.object()
            #expect(patient["mrn"] as? String == "10000016")
            #expect((patient["names"] as? [String: String])?["primary"] == "محمد عثمان چوہدری")
            #expect((patient["age"] as? [String: Int])?["years"] == 34)
            let id = try #require(patient["id"] as? String)

            for text in ["عثمان", "usman", "0300 1234567", "10000016", "35202-1234567-1"] {
                let query = try #require(text.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
                let page = try await client.send(.get, "/api/patients?q=\(query)&limit=5").object()
                let items = try #require(page["items"] as? [[String: Any]])
                #expect(items.map { $0["id"] as? String } == [id], "\(text)")
                #expect(items.first?["matchedBy"] is String)
            }
            let opened = try await client.send(.get, "/api/patients/\(id)").object()
            #expect((opened["guardian"] as? [String: String])?["relation"] == "father")

            let change = #"{"phone": "0321-7654321"}"#
            let blind = try await client.send(.patch, "/api/patients/\(id)", change)
            #expect(blind.status == .unprocessableContent)
            let changed = try await client.send(.patch, "/api/patients/\(id)", change, ["if-match": "\"1\""])
            #expect(changed.status == .ok)
            #expect(try changed.object()["version"] as? Int == 2)
            let stale = try await client.send(.patch, "/api/patients/\(id)", #"{"version": 1, "phone": ""}"#)
            #expect(stale.status == .conflict)
            #expect(try stale.object()["code"] as? String == "app.stale")
        }
    }

    @Test func problemsAreInTheLanguageOfTheReader() async throws {
        try await routed { client in
            let long = String(repeating: "a", count: 10_000)
            let answer = try await client.send(
                .post, "/api/patients", #"{"name": "\#(long)", "sex": "male", "phone": "12"}"#,
                ["accept-language": "ur"])
            #expect(answer.status == .unprocessableContent)
            let fields = try #require(try answer.object()["fields"] as? [[String: Any]])
            #expect(fields.map { $0["field"] as? String } == ["name", "phone"])
            let messages = fields.compactMap { $0["message"] as? String }
            #expect(messages.first?.contains("200") == true)
            #expect(messages.last?.contains("0300-1234567") == true && messages.last?.contains("ہندسے") == true)

            let missing = try await client.send(.post, "/api/patients", #"{"name": "Ali"}"#)
            #expect((try missing.object()["fields"] as? [[String: Any]])?.first?["field"] as? String == "sex")
        }
    }

    @Test func duplicatesAreShownBeforeAndRefusedAfter() async throws {
        try await routed { client in
            _ = try await client.send(.post, "/api/patients", Self.usman)
            let page = try await client.send(
                .get, "/api/patients/duplicates?name=Usman%20Chaudhry&phone=03001234567&sex=male"
            ).object()
            let items = try #require(page["items"] as? [[String: Any]])
            #expect(items.first?["reason"] as? String == "phoneAndName" && items.first?["isLikely"] as? Bool == true)

            let again = #"{"name": "Usman Chaudhry", "sex": "male", "phone": "03001234567"}"#
            let refused = try await client.send(.post, "/api/patients", again)
            #expect(refused.status == .conflict)
            let problem = try refused.object()
            #expect(problem["code"] as? String == "patients.duplicate.likely")
            #expect((problem["params"] as? [String: String])?["mrns"] == "10000016")
            #expect((problem["detail"] as? String ?? problem["title"] as? String)?.contains("10000016") == true)

            let reasoned = again.dropLast() + #", "reasonForNew": "a cousin"}"#
            #expect(try await client.send(.post, "/api/patients", String(reasoned)).status == .created)
            let sameCard =
                #"{"name": "X Y", "sex": "male", "identifiers": [{"type": "cnic", "value": "3520212345671"}]}"#
            let taken = try await client.send(.post, "/api/patients", sameCard)
            #expect(taken.status == .conflict)
            #expect(try taken.object()["code"] as? String == "patients.identifier.takenBy")
        }
    }

    @Test func readersRegisterNobody() async throws {
        try await routed(as: .reader) { client async throws in
            #expect(try await client.send(.get, "/api/patients").status == .ok)
            #expect(try await client.send(.post, "/api/patients", Self.usman).status == .forbidden)
            #expect(try await client.send(.patch, "/api/patients/7", #"{"version": 1}"#).status == .forbidden)
            #expect(try await client.send(.get, "/api/patients/7").status == .notFound)
            #expect(try await client.send(.get, "/api/patients/abc").status == .notFound)
        }
    }

    @Test func aKeyMakesASecondSendHarmless() async throws {
        try await routed { client in
            let first = try await client.send(.post, "/api/patients", Self.usman, ["idempotency-key": "k-1"])
            let second = try await client.send(.post, "/api/patients", Self.usman, ["idempotency-key": "k-1"])
            #expect(second.status == .created)
            #expect(try first.object()["id"] as? String == (try second.object()["id"] as? String))
        }
    }
}
