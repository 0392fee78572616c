import Foundation
import SehatCore
import TestKit
import Testing

/// The one search box over the whole product: numbers that stand on papers lead to their patient.
@Suite struct CounterSearchTests {
    @Test func aPatientIsFoundByEveryNumberOnAPaper() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let ground = try await hospital.ground(patients: 3)
        let token = try await hospital.token(roles: ["administrator", "registration", "cashier", "supervisor"])
        try await hospital.serving { caller in
            let caller = caller.with(token: token)
            let patient = try await caller.json(
                "POST", "/api/patients",
                #"{"name":"محمد عثمان چوہدری","sex":"male","ageYears":42,"noPhone":true,"address":"چک ۱۲","identifiers":[{"type":"panel","value":"SLIC-4711"}]}"#
            )
            let id = try #require(patient["id"].text)
            let visit = try await caller.json(
                "POST", "/api/encounters",
                #"{"patientID":"\#(id)","departmentID":"\#(ground.department)","class":"opd"}"#)
            let bill = try await caller.json(
                "POST", "/api/bills",
                #"{"patientID":"\#(id)","lines":[{"serviceID":"\#(ground.services[0])","quantity":1}]}"#, key: "bill")
            let paid = try await caller.json(
                "POST", "/api/bills/\(bill["id"].text ?? "")/payments",
                #"{"tenders":[{"method":"cash","amount":50000}]}"#, key: "payment")
            let label = try #require(visit["token"]["number"].text)
            let number = try #require(bill["number"].text)
            let typed: [(String?, String)] = [
                (label, "token"), (label.lowercased().replacing("-00", with: ""), "token"),
                (visit["number"].text, "visit"), (number, "bill"),
                (number.lowercased().replacing("-", with: " "), "bill"),
                (paid["receiptNumber"].text, "bill"), ("slic 4711", "identifier"), (patient["mrn"].text, "mrn"),
                ("Usman", "name"),
            ]
            for (text, way) in typed {
                let query = try #require(text?.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
                let items = try await caller.json("GET", "/api/patients?q=\(query)")["items"].items
                #expect(items.map(\.["id"].text) == [id], "\(text ?? "")")
                #expect(items.first?["matchedBy"].text == way, "\(text ?? "")")
                #expect(items.first?["address"].text == "چک ۱۲")
                #expect(items.first?["lastVisit"].text == visit["day"].text)
            }
        }
    }
}
