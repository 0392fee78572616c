import Foundation
import GRDB
import Patients
import SehatApp
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

/// Every route of the product called with every row that belongs to a restricted patient, by a person who may do
/// everything but open such records: nothing of the patient comes back.
@Suite(.serialized) struct RestrictedMatrixTests {
    /// What only the record says; none of these words stands anywhere else in the hospital.
    static let secrets = [
        "Zarghunabibi", "Qandhariwala", "پلوشہ", "3455566778", "Yakhmatullah", "Surkhpul", "Ghazalabanu",
    ]
    /// Routes that point at a person by name, so that a counter finds whom it restricts nothing from.
    static let pointing: [String: Set<String>] = [
        "patients.patient.list": ["Zarghunabibi", "Qandhariwala", "پلوشہ"],
        "patients.duplicate.list": ["Zarghunabibi", "Qandhariwala", "پلوشہ"],
    ]
    /// The ways in: they open the record, which is what they are for.
    static let ways: Set<String> = ["patients.restriction.open", "patients.restriction.set"]

    @Test(.timeLimit(.minutes(5))) func noRouteSaysWhoARestrictedPatientIs() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let all = hospital.appliance.composition.permissions.map(\.permission)
        let lesser = try await hospital.user(all.filter { $0 != .patientsRestricted })
        let greater = try await hospital.user(all)
        let endpoints = hospital.appliance.site.endpoints
        try await hospital.serving { caller in
            let maker = caller.with(token: try await hospital.token(of: greater))
            let ground = try await RestrictedGround.make(hospital, maker)
            #expect(ground.ids.count >= 12, "\(ground.ids)")
            // Who may open the record sees it everywhere: the same calls do find what they look for.
            let open = try await Self.leaks(endpoints.filter { !$0.method.isWrite }, ground, maker)
            #expect(open.count >= 10, "\(open)")
            let reader = caller.with(token: try await hospital.token(of: lesser))
            #expect(try await Self.leaks(endpoints.filter { !$0.method.isWrite }, ground, reader) == [])
            #expect(try await Self.leaks(endpoints.filter(\.method.isWrite), ground, reader) == [])
            #expect(try await ground.commands(reader) == [])
            // Said why, the same person sees it for an hour, in the lists too.
            try await reader.json("POST", "/api/patients/\(ground.patient)/break-glass", #"{"reason": "Emergency"}"#)
            let visits = try await reader.json("GET", "/api/encounters?patientID=\(ground.patient)")
            #expect(visits["items"][0]["patient"]["names"]["primary"].text == "Zarghunabibi Qandhariwala")
        }
    }

    /// The routes, with their calls, whose answers say one of the secrets, or hand out a paper.
    private static func leaks(_ endpoints: [Endpoint], _ ground: RestrictedGround, _ caller: Caller) async throws
        -> [String]
    {
        var found: [String] = []
        for endpoint in endpoints where !ways.contains(endpoint.name) && !endpoint.path.hasSuffix("/events") {
            let isOfRow = endpoint.path.contains("{")
            // Commands that name no row change the hospital, not the patient.
            if endpoint.method.isWrite && !isOfRow { continue }
            for path in paths(of: endpoint, ground) {
                let body = endpoint.method.isWrite ? #"{"reason": "Matrix", "version": 1}"# : nil
                let answer = try await caller.call(
                    endpoint.method.rawValue, path, body, key: endpoint.method.isWrite ? UUID().uuidString : nil)
                let allowed = path.contains("=Zarghunabibi") ? pointing[endpoint.name] ?? [] : []
                let said = secrets.filter { answer.text.contains($0) && !allowed.contains($0) }
                let isPaper = answer.status == 200 && ["application/pdf", "image/png"].contains(answer.contentType)
                if !said.isEmpty { found.append("\(endpoint.name) \(path): \(said.joined(separator: ", "))") }
                if isPaper && ground.documents.contains(where: path.contains) {
                    found.append("\(endpoint.name) \(path)")
                }
            }
        }
        return found
    }

    /// The addresses of a route with every row of the patient's in every place, and the lists narrowed to the patient.
    private static func paths(of endpoint: Endpoint, _ ground: RestrictedGround) -> [String] {
        let path = "/api\(endpoint.path)"
        guard let open = path.firstIndex(of: "{"), let close = path.firstIndex(of: "}") else {
            let query = "patientID=\(ground.patient)&q=Zarghunabibi&name=Zarghunabibi%20Qandhariwala&phone=03455566778"
            return [path, "\(path)?patientID=\(ground.patient)", "\(path)?\(query)"]
        }
        return ground.ids.flatMap { id in
            let first = path.replacingCharacters(in: open...close, with: id)
            guard let next = first.firstIndex(of: "{"), let end = first.firstIndex(of: "}") else {
                return [first, "\(first)?with=\(ground.other)"]
            }
            guard id == ground.patient else { return [] }
            return ground.ids.map { first.replacingCharacters(in: next...end, with: $0) }
        }
    }
}

/// A restricted patient with everything that a hospital knows of one.
private struct RestrictedGround: Sendable {
    let patient: String
    /// Another patient, whose record names the restricted one as a relative and as a likely double.
    let other: String
    let encounter: String
    let bill: String
    let service: String
    let department: String
    let documents: [String]
    /// The ids of every row that bears the patient's.
    let ids: [String]

    static func make(_ hospital: Hospital, _ caller: Caller) async throws -> RestrictedGround {
        let ground = try await hospital.ground(patients: 1)
        let new = """
            "name": "Zarghunabibi Qandhariwala", "otherName": "پلوشہ", "sex": "female", "ageYears": 40, \
            "phone": "03455566778", "guardianName": "Yakhmatullah", "guardianRelation": "father", "address": "Haveli Surkhpul"
            """
        let visit = try await caller.json(
            "POST", "/api/counter/visits", #"{"newPatient": {\#(new)}, "departmentID": "\#(ground.department)"}"#,
            key: "visit")["encounter"]
        let patient = visit["patient"]["id"].text ?? ""
        let encounter = visit["id"].text ?? ""
        let double =
            try await caller.json(
                "POST", "/api/patients",
                #"{"name": "Zarghunabibi Qandhariwala", "sex": "female", "ageYears": 41, "phone": "03455566778", "reasonForNew": "x"}"#,
                key: "double")["id"].text ?? ""
        for step in [
            #"{"relativeID": "\#(ground.patients[0])", "kind": "sibling"}"#
        ] { try await caller.json("POST", "/api/patients/\(patient)/relations", step, key: "relation") }
        try await caller.json(
            "POST", "/api/patients/\(patient)/contacts", #"{"name": "Ghazalabanu", "kind": "sibling"}"#, key: "contact")
        let bill =
            try await caller.json(
                "POST", "/api/bills",
                #"{"patientID": "\#(patient)", "encounterID": "\#(encounter)", "lines": [{"serviceID": "\#(ground.services[0])"}]}"#,
                key: "bill")["id"].text ?? ""
        try await caller.json(
            "POST", "/api/bills/\(bill)/payments", #"{"tenders": [{"method": "cash", "amount": 20000}]}"#, key: "pay")
        for id in [patient, double] {
            try await caller.json(
                "PUT", "/api/patients/\(id)/restriction", #"{"isRestricted": true, "reason": "Public life"}"#,
                key: "restrict \(id)")
        }
        let (ids, documents) = try await rows(of: [patient, double], in: hospital)
        return RestrictedGround(
            patient: patient, other: double, encounter: encounter, bill: bill, service: ground.services[0],
            department: ground.department, documents: documents, ids: [ground.patients[0]] + ids)
    }

    /// Every row that bears the patient's id, in whichever table, with what hangs on papers and places.
    private static func rows(of patients: [String], in hospital: Hospital) async throws -> ([String], [String]) {
        try await hospital.store.read(as: .system("test")) { tx in
            let list = patients.joined(separator: ", ")
            var ids = patients
            let tables = try String.fetchAll(
                tx.db,
                sql: """
                    SELECT DISTINCT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
                    WHERE m.type = 'table' AND c.name = 'patientID' AND m.name NOT LIKE 'store%'
                    AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) k WHERE k.name = 'id')
                    """)
            for table in tables {
                ids += try String.fetchAll(
                    tx.db, sql: "SELECT CAST(id AS TEXT) FROM \(table) WHERE patientID IN (\(list)) LIMIT 5")
            }
            let documents = try String.fetchAll(
                tx.db, sql: "SELECT CAST(id AS TEXT) FROM printQueueDocument WHERE patientID IN (\(list))")
            for sql in [
                "SELECT CAST(id AS TEXT) FROM printQueueJob WHERE documentID IN (SELECT id FROM printQueueDocument)",
                "SELECT CAST(id AS TEXT) FROM encountersQueue", "SELECT CAST(id AS TEXT) FROM patientsPair",
                "SELECT CAST(id AS TEXT) FROM billingPayment",
            ] { ids += try String.fetchAll(tx.db, sql: sql) }
            return (Array(Set(ids)).sorted(), documents)
        }
    }

    /// Commands that name the patient in their body, and what of the record came back.
    func commands(_ caller: Caller) async throws -> [String] {
        let line = #""lines": [{"serviceID": "\#(service)"}]"#
        let calls: [(String, String)] = [
            ("/api/bills/quote", #"{"patientID": "\#(patient)", "encounterID": "\#(encounter)", \#(line)}"#),
            ("/api/bills", #"{"patientID": "\#(patient)", \#(line)}"#),
            ("/api/bills/\(bill)/payments", #"{"tenders": [{"method": "cash", "amount": 10000}]}"#),
            ("/api/bills/\(bill)/print", "{}"),
            ("/api/encounters", #"{"patientID": "\#(patient)", "departmentID": "\#(department)", "again": true}"#),
            ("/api/counter/visits", #"{"patientID": "\#(patient)", "departmentID": "\#(department)", "again": true}"#),
            ("/api/encounters/\(encounter)/print-token", "{}"),
        ]
        var found: [String] = []
        for (path, body) in calls {
            let answer = try await caller.call("POST", path, body, key: UUID().uuidString)
            if RestrictedMatrixTests.secrets.contains(where: { answer.text.contains($0) }) { found.append("\(answer)") }
            // A visit may be opened for whoever stands there; money and papers need the record.
            let isVisit = path.hasSuffix("/encounters") || path.hasSuffix("/visits")
            if !isVisit && answer.code != "patients.restricted.closed" { found.append("\(answer)") }
            if isVisit && answer.status != 201 { found.append("\(answer)") }
        }
        return found
    }
}
