import HTTPTypes
import HummingbirdTesting
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

/// Kinds of identifiers are rows: shipped, changed and added by the hospital, and obeyed at registration.
@Suite struct IdentifierTypesTests {
    @Test func theTableIsFilledWithTheShippedKinds() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        #expect(try await test.read { tx in try IdentifierRules.current(in: tx).all } == IdentifierRules.shipped.all)
        for rule in IdentifierRules.shipped.all {
            #expect(try rule.normalised(rule.example, field: "x") == rule.example)
        }
    }

    @Test func aWrongCheckDigitIsPointedOutAndAnABHANumberBelongsToOnePatient() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let digit = try #require(Luhn.digit(for: "9112345678901"))
        let (fits, wrong) = ("91-1234-5678-901\(digit)", "91-1234-5678-901\((digit + 1) % 10)")
        let zainab = try await test.register("زینب بی بی", sex: .female) {
            $0.identifiers = [.init(type: .abha, value: fits)]
        }
        let opened = try await test.read { tx in try OpeningPatients.open(zainab.id, in: tx) }
        #expect(opened.doubtfulIdentifiers == nil)
        let omar = try await test.register("Omar") { $0.identifiers = [.init(type: .abha, value: wrong)] }
        let doubtful = try await test.read { tx in try OpeningPatients.open(omar.id, in: tx).doubtfulIdentifiers }
        #expect(doubtful == [PatientIdentifier(type: .abha, value: wrong)])
        let problem = await #expect(throws: Problem.self) {
            try await test.register("Someone Else") { $0.identifiers = [.init(type: .abha, value: fits)] }
        }
        #expect(problem?.code == "patients.identifier.takenBy")
    }

    @Test func anAddressIsFoundAndTheLastFourDigitsAreNot() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let made = try await test.register("आयशा ख़ान", sex: .female) {
            $0.identifiers = [
                .init(type: .abhaAddress, value: "Ayesha.Khan@abdm"), .init(type: .aadhaar, value: "4321"),
            ]
        }
        #expect(try await test.found("ayesha.khan@abdm") == [made.mrn])
        #expect(try await test.found("4321") == [])
    }

    @Test func aHospitalAddsChangesAndNumbersItsOwn() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let keeper = Principal.user(
            "keeper", .patientsRead, .patientsRegister, .patientsUpdate, .patientsConfigure)
        try await test.routed([PatientsModule.module()], as: keeper) { client in
            let path = "/api/patient-identifier-types"
            let added = try await client.send(
                .post, path,
                """
                {"code": "welfare", "name": {"en": "Welfare card", "ur": "فلاحی کارڈ"}, "mask": "AA-9999", "example": "zk-0007",
                 "numberSpace": "welfare", "isNumbered": true, "numberPrefix": "WF"}
                """)
            #expect(added.status == .created)
            let rule = try added.object()
            #expect(rule["example"] as? String == "ZK-0007")
            let again = try await client.send(.post, path, #"{"code": "welfare", "name": {"en": "x"}, "example": "1"}"#)
            #expect(again.status == .conflict)
            let bad = try await client.send(
                .post, path, #"{"code": "none2", "name": {"en": "x"}, "mask": "--", "example": "1"}"#)
            #expect(bad.status == .unprocessableContent)

            let person =
                #"{"name": "عائشہ", "sex": "female", "reasonForNew": "t", "identifiers": [{"type": "welfare", "value": ""}]}"#
            let values = try await [1, 2].asyncMap { _ in
                let made = try await client.send(.post, "/api/patients", person).object()
                return (made["identifiers"] as? [[String: String]])?.first?["value"]
            }
            #expect(values == ["WF-0001", "WF-0002"])
            let check = try await client.send(.get, "/api/patient-identifier-check?type=welfare&value=wf0002").object()
            #expect(check["value"] as? String == "WF-0002" && check["takenBy"] as? String == "10000024")

            let id = try #require(rule["id"] as? String)
            let shared = try await client.send(
                .put, "\(path)/\(id)",
                #"{"name": {"en": "Welfare card"}, "example": "ZK-0007", "numberSpace": "", "version": 1}"#)
            #expect(shared.status == .unprocessableContent)
            let closed = try await client.send(
                .put, "\(path)/\(id)",
                #"{"name": {"en": "Welfare card"}, "example": "ZK-0007", "isActive": false, "version": 1}"#)
            #expect(closed.status == .ok)
            let refused = try await client.send(.post, "/api/patients", person)
            #expect(refused.status == .unprocessableContent)
        }
        try await test.routed([PatientsModule.module()], as: .clerk) { client in
            let refused = try await client.send(
                .post, "/api/patient-identifier-types", #"{"code": "x", "name": {"en": "x"}, "example": "1"}"#)
            #expect(refused.status == .forbidden)
        }
    }

    @Test func aStoredValueStandsWhenItsKindChanges() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let made = try await test.register("زینب") { $0.identifiers = [.init(type: .panel, value: "P-1")] }
        try await test.store.write(as: .system("test")) { tx in
            let panel = try IdentifierRules.current(in: tx)[.panel]
            guard let panel else { return }
            var input = IdentifierRuleInput(name: panel.name, example: "PANEL-1")
            input.minimumLength = 6
            _ = try IdentifierKinds.change(panel.id, input, version: panel.version, in: tx)
        }
        let changed = try await test.write { tx in
            var change = PatientChange()
            change.address = "Lahore"
            change.identifiers = [.init(type: .panel, value: "P-1")]
            return try Registering.update(made.id, change, version: 1, in: tx)
        }
        #expect(changed.identifiers == made.identifiers && changed.version == 2)
        await #expect(throws: Problem.self) {
            try await test.register("Other") { $0.identifiers = [.init(type: .panel, value: "P-2")] }
        }
    }
}

extension Array {
    fileprivate func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
        var result: [T] = []
        for element in self { result.append(try await body(element)) }
        return result
    }
}
