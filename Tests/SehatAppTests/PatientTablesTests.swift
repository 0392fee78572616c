import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients
@testable import SehatApp

/// Every table that holds a patient is known to merging, and a merge moves the business of a real hospital.
@Suite struct PatientTablesTests {
    /// A column holds patients when it says so by its name or refers to the patients' table.
    @Test func everyTableWithAPatientIsDeclared() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let found = try await hospital.store.read(as: .system("test")) { tx in
            let named = try Row.fetchAll(
                tx.db,
                sql: """
                    SELECT m.name AS tableName, c.name AS columnName FROM sqlite_schema m, pragma_table_info(m.name) c
                    WHERE m.type = 'table' AND lower(c.name) LIKE '%patientid'
                    UNION
                    SELECT m.name, k."from" FROM sqlite_schema m, pragma_foreign_key_list(m.name) k
                    WHERE m.type = 'table' AND k."table" = 'patientsPatient'
                    """)
            return Set(named.map { row in "\(row["tableName"] as String).\(row["columnName"] as String)" })
        }
        let declared = ([PatientPart.master] + Composition.patientParts).flatMap(\.tables)
        #expect(found.subtracting(declared.map { "\($0.name).\($0.column)" }).sorted() == [], "not declared")
        #expect(Set(declared.map { "\($0.name).\($0.column)" }).subtracting(found).sorted() == [], "not in the schema")
        #expect(declared.count == Set(declared).count)
        #expect(found.contains("billingBill.patientID") && found.contains("storeAudit.patientID"))
    }

    /// Open business stands in the way; settled business goes over with its papers and comes back.
    @Test func visitsBillsAndPapersGoOverAndComeBack() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let ground = try await hospital.ground(patients: 2)
        let token = try await hospital.token(roles: ["administrator", "registration", "cashier", "supervisor"])
        try await hospital.serving { anyone in
            let caller = anyone.with(token: token)
            let (kept, gone) = (ground.patients[0], ground.patients[1])
            let visit = try await caller.json(
                "POST", "/api/counter/visits", "{\"patientID\":\"\(gone)\",\"departmentID\":\"\(ground.department)\"}")
            let encounter = try #require(visit["encounter"]["id"].text)
            let merge = """
                {"loserID":"\(gone)","take":["phone"],"reason":"Registered twice","version":1,"loserVersion":1}
                """
            let open = try await caller.call("POST", "/api/patients/\(kept)/merge", merge)
            #expect(open.status == 409 && open.code == "encounters.merge.open", "\(open)")
            for step in ["call", "serve", "done"] {
                try await caller.json("POST", "/api/encounters/\(encounter)/token/\(step)", "{}")
            }
            let bill = try await caller.json(
                "POST", "/api/bills",
                "{\"patientID\":\"\(gone)\",\"lines\":[{\"serviceID\":\"\(ground.services[0])\",\"quantity\":1}]}",
                key: "bill-1")
            let unpaid = try await caller.call("POST", "/api/patients/\(kept)/merge", merge)
            #expect(unpaid.code == "billing.merge.open", "\(unpaid)")
            let billID = try #require(bill["id"].text)
            let stationless = try await caller.call(
                "POST", "/api/bills/\(billID)/payments", "{\"tenders\":[{\"method\":\"cash\",\"amount\":50000}]}",
                key: "pay-1")
            #expect(stationless.status < 300, "\(stationless)")

            let comparison = try await caller.json("GET", "/api/patients/\(kept)/comparison?with=\(gone)")
            #expect(comparison["obstacles"].items.isEmpty)
            let made = try await caller.json("POST", "/api/patients/\(kept)/merge", merge)
            try await Self.expectRows(hospital, of: kept, [1, 1, 1, 1])
            try await Self.expectRows(hospital, of: gone, [0, 0, 0, 0])
            for id in [kept, gone] {
                #expect(try await caller.json("GET", "/api/patients/\(id)")["id"].text == kept)
                #expect(try await caller.json("GET", "/api/bills?patientID=\(id)")["items"].items.count == 1)
                #expect(try await caller.json("GET", "/api/encounters?patientID=\(id)")["items"].items.count == 1)
            }
            let late = try await caller.json(
                "POST", "/api/bills",
                "{\"patientID\":\"\(gone)\",\"lines\":[{\"serviceID\":\"\(ground.services[1])\",\"quantity\":1}]}",
                key: "bill-2")
            #expect(late["patientID"].text == kept, "\(late)")

            let id = try #require(made["id"].text)
            try await caller.json("POST", "/api/merges/\(id)/undo", "{\"reason\":\"Two brothers\"}")
            try await Self.expectRows(hospital, of: gone, [1, 1, 1, 1])
            #expect(try await caller.json("GET", "/api/patients/\(gone)")["id"].text == gone)
            #expect(try await caller.json("GET", "/api/bills?patientID=\(kept)")["items"].items.count == 1)
            let history = try await caller.json("GET", "/api/patients/\(gone)/merges")
            #expect(history["items"][0]["undoReason"].text == "Two brothers")
        }
    }

    /// Visits, bills, charges; and whether there are papers.
    private static func expectRows(_ hospital: Hospital, of patient: String, _ wanted: [Int64]) async throws {
        var found: [Int64] = []
        for table in ["encountersEncounter", "billingBill", "ledgerCharge"] {
            found.append(try await hospital.count("SELECT count(*) FROM \(table) WHERE patientID = \(patient)"))
        }
        let papers = try await hospital.count("SELECT count(*) FROM printQueueDocument WHERE patientID = \(patient)")
        found.append(min(1, papers))
        #expect(found == wanted)
    }
}
