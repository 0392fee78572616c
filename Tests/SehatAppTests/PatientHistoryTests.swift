import SehatCore
import TestKit
import Testing

@testable import SehatApp

/// The history of a patient tells what every module knows, to each reader what the reader may see.
@Suite struct PatientHistoryTests {
    @Test func everyModuleTellsItsPartInOrderAndByPermission() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let ground = try await hospital.ground(patients: 1)
        let token = try await hospital.token(roles: [
            "administrator", "registration", "cashier", "supervisor", "auditor",
        ])
        let reader = try await hospital.token([Permission("patients.read")])
        try await hospital.serving { anyone in
            let caller = anyone.with(token: token)
            let patient = ground.patients[0]
            let path = "/api/patients/\(patient)/history"
            try await caller.json(
                "POST", "/api/counter/visits",
                "{\"patientID\":\"\(patient)\",\"departmentID\":\"\(ground.department)\"}")
            let bill = try await caller.json(
                "POST", "/api/bills",
                "{\"patientID\":\"\(patient)\",\"lines\":[{\"serviceID\":\"\(ground.services[0])\",\"quantity\":1}]}",
                key: "bill-1")
            let billID = try #require(bill["id"].text)
            try await caller.json(
                "POST", "/api/bills/\(billID)/payments", "{\"tenders\":[{\"method\":\"cash\",\"amount\":50000}]}",
                key: "pay-1")
            try await caller.json("PATCH", "/api/patients/\(patient)", "{\"address\":\"Gujrat\",\"version\":1}")
            try await caller.json("GET", "/api/patients/\(patient)")

            // A page of two entries at a time gives the same as one page of all.
            let whole = try await caller.json("GET", path + "?limit=100")["items"].items
            let kinds = whole.compactMap(\.["kind"].text)
            #expect(kinds.last == "registered")
            for kind in ["visit", "bill", "payment", "document", "changed", "viewed"] {
                #expect(kinds.contains(kind), "\(kind) in \(kinds)")
            }
            let times = whole.compactMap(\.["at"].text)
            #expect(times == times.sorted().reversed())
            let ids = whole.compactMap(\.["id"].text)
            #expect(Set(ids).count == whole.count)
            var (paged, after) = ([String](), "&after=\(ids[0])")
            while true {
                let page = try await caller.json("GET", path + "?limit=2" + after)
                paged += page["items"].items.compactMap(\.["id"].text)
                guard let next = page["next"].text else { break }
                after = "&after=\(next)"
            }
            #expect(paged == Array(ids.dropFirst()))

            let little = try await anyone.with(token: reader).json("GET", path)["items"].items.compactMap(
                \.["kind"].text)
            #expect(little == ["changed", "registered"])
            #expect(try await caller.call("GET", path + "?after=x").status == 422)
        }
    }
}
