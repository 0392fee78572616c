import Backup
import Foundation
import SehatApp
import SehatCore
import TestKit
import Testing

/// A day at the counter by API alone, as a program with the OpenAPI document would do it; then the plug is pulled.
@Suite(.serialized) struct ScenarioTests {
    private struct Paid: Sendable {
        let bill: String
        let number: String
        let receipt: String
        let document: String
        let backup: String
    }

    @Test func fromSignInToTheReceiptOfARestoredHospital() async throws {
        let hospital = try await Hospital.open(isPlain: false)
        defer { hospital.remove() }
        let ground = try await hospital.ground(patients: 0)
        let username = try await hospital.user(roles: ["administrator", "registration", "cashier", "supervisor"])
        let paid = try await hospital.serving { caller in
            let authority = try await caller.call("GET", "/api/tls/ca.pem").text
            return try await Caller.with(caller.url, trust: authority) { caller in
                let token = try await Self.signIn(caller, username)
                return try await Self.day(caller.with(token: token), ground)
            }
        }
        hospital.close()
        let target = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: target) }
        let source = hospital.directory.backups.appending(path: paid.backup)
        _ = try Restoring.restore(source, to: target, opener: .key(hospital.key))
        let restored = try await Hospital.open(at: target, key: hospital.key)
        defer { restored.remove() }
        try await restored.serving { caller in
            let token = try await Self.signIn(caller, username)
            try await Self.again(caller.with(token: token), paid)
        }
    }

    private static func signIn(_ caller: Caller, _ username: String) async throws -> String {
        let answer = try await caller.json(
            "POST", "/api/session", "{\"username\":\"\(username)\",\"password\":\"\(Hospital.password)\"}")
        return try #require(answer["token"].text)
    }

    private static func day(_ caller: Caller, _ ground: HospitalGround) async throws -> Paid {
        let name = "محمد عثمان چوہدری"
        let patient = try await caller.json(
            "POST", "/api/patients",
            "{\"name\":\"\(name)\",\"otherName\":\"Muhammad Usman Chaudhry\",\"sex\":\"male\",\"ageYears\":42,\"phone\":\"03001234567\"}"
        )
        let patientID = try #require(patient["id"].text)
        #expect(patient["names"]["primary"].text == name)
        let query = try #require("محمد عث".addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let found = try await caller.json("GET", "/api/patients?q=\(query)")
        #expect(found["items"].items.contains { $0["id"].text == patientID || $0["patient"]["id"].text == patientID })

        let encounter = try await caller.json(
            "POST", "/api/encounters",
            "{\"patientID\":\"\(patientID)\",\"departmentID\":\"\(ground.department)\",\"class\":\"opd\"}")
        let encounterID = try #require(encounter["id"].text)
        #expect(encounter["token"]["number"].text?.isEmpty == false)

        let lines = ground.services.map { "{\"serviceID\":\"\($0)\",\"quantity\":1}" }.joined(separator: ",")
        let bill = try await caller.json(
            "POST", "/api/bills",
            "{\"patientID\":\"\(patientID)\",\"encounterID\":\"\(encounterID)\",\"lines\":[\(lines)]}",
            key: UUID().uuidString)
        #expect(bill["lines"].items.count == 5)
        #expect(bill["total"]["amount"].number == 500_050)
        return try await paid(bill, caller)
    }

    private static func paid(_ bill: JSONValue, _ caller: Caller) async throws -> Paid {
        let id = try #require(bill["id"].text)
        let payment = try await caller.json(
            "POST", "/api/bills/\(id)/payments",
            "{\"tenders\":[{\"method\":\"card\",\"amount\":300000,\"reference\":\"AUTH77\"},{\"method\":\"cash\",\"amount\":250000}]}",
            key: UUID().uuidString)
        #expect(payment["bill"]["status"].text == "settled")
        #expect((payment["change"]["amount"].number ?? 0) > 0)
        let document = try #require(payment["documentID"].text)
        try await expectPapers(document, caller)
        let jobs = try await caller.json("GET", "/api/print-jobs")
        #expect(jobs["items"].items.contains { $0["id"] == payment["printJobID"] })
        let backup = try await caller.json("POST", "/api/backups", "{}")
        #expect(backup["verifiedAt"].text != nil)
        return Paid(
            bill: id, number: try #require(bill["number"].text), receipt: try #require(payment["receiptNumber"].text),
            document: document, backup: try #require(backup["name"].text))
    }

    private static func expectPapers(_ document: String, _ caller: Caller) async throws {
        let pdf = try await caller.call("GET", "/api/documents/\(document).pdf")
        #expect(pdf.status == 200 && pdf.contentType == "application/pdf", "\(pdf.status)")
        #expect(pdf.bytes.starts(with: Array("%PDF-".utf8)))
        let png = try await caller.call("GET", "/api/documents/\(document).png")
        #expect(png.status == 200 && png.contentType == "image/png", "\(png.status)")
        #expect(png.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        #expect(png.bytes.count > 1000)
    }

    /// In the restored hospital everything is there, and the receipt comes out again as a copy.
    private static func again(_ caller: Caller, _ paid: Paid) async throws {
        let bill = try await caller.json("GET", "/api/bills/\(paid.bill)")
        #expect(bill["number"].text == paid.number)
        #expect(bill["status"].text == "settled")
        #expect(bill["payments"][0]["receiptNumber"].text == paid.receipt)
        let printed = try await caller.json("POST", "/api/bills/\(paid.bill)/print", "{\"kind\":\"receipt\"}")
        #expect(printed["copy"].number == 2)
        try await expectPapers(try #require(printed["documentID"].text), caller)
        let audit = try await caller.call("GET", "/api/audit/verify")
        #expect(audit.status == 200 || audit.status == 403, "\(audit)")
    }
}
