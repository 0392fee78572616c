import HTTPTypes
import HummingbirdTesting
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

/// Patients without a name, and records that only some may open.
@Suite struct SpecialRecordTests {
    @Test func anUnknownPersonGetsATemporaryNameAndLaterTheRealOne() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.routed([PatientsModule.module()], as: .clerk) { client in
            let first = try await client.send(.post, "/api/unidentified-patients", #"{"sex": "male"}"#)
            #expect(first.status == .created)
            let second = try await client.send(
                .post, "/api/unidentified-patients",
                #"{"sex": "female", "ageYears": 30, "note": "Ring Road, green shawl"}"#
            ).object()
            let names = [try first.object(), second].map { ($0["names"] as? [String: String])?["primary"] ?? "" }
            #expect(names[0].contains("1") && names[1].contains("2") && names[0] != names[1])
            let open = try await client.send(.get, "/api/unidentified-patients").object()
            #expect((open["items"] as? [[String: Any]])?.count == 2)

            let id = try #require(second["id"] as? String)
            let nameless = try await client.send(.post, "/api/patients/\(id)/identify", #"{"version": 1}"#)
            #expect(nameless.status == .unprocessableContent)
            let known = try await client.send(
                .post, "/api/patients/\(id)/identify", #"{"name": "زینب بی بی", "phone": "03001234567", "version": 1}"#)
            #expect(known.status == .ok)
            let patient = try known.object()
            let former = patient["unidentified"] as? [String: Any]
            #expect(former?["temporaryName"] as? String == names[1] && former?["identifiedBy"] as? String == "ayesha")
            #expect((patient["names"] as? [String: String])?["primary"] == "زینب بی بی")
            let again = try await client.send(
                .post, "/api/patients/\(id)/identify", #"{"name": "Somebody", "version": 2}"#)
            #expect(again.status == .conflict)
            let left = try await client.send(.get, "/api/unidentified-patients").object()
            #expect((left["items"] as? [[String: Any]])?.count == 1)
        }
        let actions = try await test.auditTexts().map(\.action)
        #expect(actions.count { $0 == "patients.unidentified.registered" } == 2)
        #expect(actions.contains("patients.unidentified.identified"))
    }

    @Test func aRestrictedRecordOpensOnlyWithThePermissionOrAReason() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let made = try await test.register("ملک ریاض", sex: .male) { $0.phone = "03001234567" }
        let head = Principal.user("head", id: 3, .patientsRead, .patientsRestricted)
        try await test.routed([PatientsModule.module()], as: head) { client in
            let marked = try await client.send(
                .put, "/api/patients/\(made.id)/restriction", #"{"isRestricted": true, "reason": "Public life"}"#)
            #expect(marked.status == .ok)
        }
        try await test.routed([PatientsModule.module()], as: .clerk) { client in
            for path in ["", "/background"] {
                let refused = try await client.send(.get, "/api/patients/\(made.id)\(path)")
                #expect(refused.status == .forbidden)
                #expect(try refused.object()["code"] as? String == "patients.restricted.closed")
            }
            let change = try await client.send(
                .patch, "/api/patients/\(made.id)", #"{"address": "Lahore", "version": 2}"#)
            #expect(change.status == .forbidden)
            let page = try await client.send(.get, "/api/patients?q=03001234567").object()
            let row = try #require((page["items"] as? [[String: Any]])?.first)
            #expect(row["phone"] == nil && row["isRestricted"] as? Bool == true && row["mrn"] as? String == made.mrn)
            let unmarked = try await client.send(
                .put, "/api/patients/\(made.id)/restriction", #"{"isRestricted": false, "reason": "x"}"#)
            #expect(unmarked.status == .forbidden)

            let silent = try await client.send(.post, "/api/patients/\(made.id)/break-glass", #"{"reason": " "}"#)
            #expect(silent.status == .unprocessableContent)
            let opened = try await client.send(
                .post, "/api/patients/\(made.id)/break-glass", #"{"reason": "Cardiac arrest"}"#)
            #expect(opened.status == .ok)
            #expect(try await client.send(.get, "/api/patients/\(made.id)").status == .ok)
            #expect(try await client.send(.get, "/api/break-glass").status == .forbidden)
        }
        try await test.routed([PatientsModule.module()], as: .reader) { client async throws in
            #expect(try await client.send(.get, "/api/patients/\(made.id)").status == .forbidden)
        }
        try await test.routed([PatientsModule.module()], as: head) { client in
            let list = try await client.send(.get, "/api/break-glass").object()
            let row = try #require((list["items"] as? [[String: Any]])?.first)
            #expect(row["reason"] as? String == "Cardiac arrest" && row["userName"] as? String == "ayesha")
            #expect(row["mrn"] as? String == made.mrn)
            #expect(try await client.send(.get, "/api/patients/\(made.id)").status == .ok)
        }
        let actions = try await test.auditTexts().map(\.action)
        #expect(actions.contains("patients.restriction.set") && actions.contains("patients.restriction.opened"))
    }

    /// An hour later the reason has to be said anew.
    @Test func aReasonOpensForAnHour() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let made = try await test.register("Malik")
        try await test.store.write(as: .system("test")) { tx in
            _ = try RestrictedPatients.mark(made.id, RestrictionInput(isRestricted: true, reason: "staff"), in: tx)
        }
        _ = try await test.write { tx in try RestrictedPatients.breakGlass(made.id, reason: "arrest", in: tx) }
        _ = try await test.read { tx in try OpeningPatients.open(made.id, in: tx) }
        test.clock.advance(seconds: 3601)
        await #expect(throws: Problem.self) {
            try await test.read { tx in try OpeningPatients.open(made.id, in: tx) }
        }
    }
}

/// The name in the other script is proposed for the hospital's language.
@Suite struct NameProposalTests {
    @Test func aLatinNameIsProposedInTheHospitalsLettersAndTheOthersInLatin() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.routed([PatientsModule.module()], as: .clerk) { client in
            let path = "/api/patient-name-proposal?name="
            let urdu = try await client.send(.get, path + "Muhammad%20Usman").object()
            #expect(urdu["otherName"] as? String == "محمد عثمان")
            let latin = try await client.send(.get, path + "%E0%A4%B8%E0%A5%81%E0%A4%A8%E0%A5%80%E0%A4%A4%E0%A4%BE")
                .object()
            #expect(latin["otherName"] as? String == "Sunita")
            let none = try await client.send(.get, path + "12").object()
            #expect(none["otherName"] == nil)
        }
    }
}
