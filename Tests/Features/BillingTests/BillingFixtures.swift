import Directory
import Encounters
import Foundation
import GRDB
import Ledger
import Patients
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import TestKit

@testable import Billing

/// A small hospital with a price list, an Urdu-named patient in a visit, and people with rights.
struct Desk: Sendable {
    let test: TestStore
    let patient: ID<Patient>
    let otherPatient: ID<Patient>
    let encounter: ID<Encounter>
    let medicine: ID<Department>
    /// Consultation 1,500.00, blood count 750.50, dressing 99.99, free advice 0, X-ray 2,200.00.
    let services: [ID<Service>]
    /// A service without a price.
    let unpriced: ID<Service>
    var store: Store { test.store }

    static let cashier = Principal(
        kind: .user, userID: ID(rawValue: 7), sessionID: ID(rawValue: 1007), username: "shazia",
        permissions: [.billingIssue, .billingCollect, .billingDiscount, .billingRead, .billingReprint],
        language: .ur, address: "192.0.2.7")
    static let supervisor = Principal(
        kind: .user, userID: ID(rawValue: 8), sessionID: ID(rawValue: 1008), username: "naveed",
        permissions: [.billingIssue, .billingCollect, .billingCancel, .billingDiscountFull, .billingRead],
        address: "192.0.2.8")

    static let modules = [
        DirectoryModule.module(), PatientsModule.module(), EncountersModule.module(), LedgerModule.module(),
        PrintQueueModule.module(), BillingModule.module(),
    ]

    static let hospital = HospitalProfile(
        name: LocalizedText(en: "Shifa City Hospital", ur: "شفا سٹی ہسپتال", hi: "शिफ़ा सिटी अस्पताल", ar: "مستشفى شفا"),
        address: LocalizedText(en: "Mall Road, Lahore", ur: "مال روڈ، لاہور"), phone: "042-35761234")

    static func make(cashRounding: Int64 = 100) async throws -> Desk {
        let test = try TestStore.make(modules)
        try await test.store.write(as: .system("test")) { tx in
            var profile = hospital
            profile.cashRounding = cashRounding
            try tx.setHospital(profile)
            tx.audit("test.hospital")
        }
        return try await test.store.write(as: .system("test")) { tx in try furnish(test, in: tx) }
    }

    private static func furnish(_ test: TestStore, in tx: Tx) throws -> Desk {
        let medicine = try Departments.create(
            NewDepartment(code: "MED", name: LocalizedText(en: "Medicine", ur: "میڈیسن", hi: "मेडिसिन", ar: "الباطنية")),
            in: tx)
        let laboratory = try Departments.create(
            NewDepartment(code: "LAB", name: LocalizedText(en: "Laboratory", ur: "لیبارٹری")), in: tx)
        let list: [(String, LocalizedText, ID<Department>?, Int64?)] = [
            (
                "CONS", LocalizedText(en: "Consultation", ur: "ڈاکٹر سے مشورہ", hi: "परामर्श", ar: "استشارة"),
                medicine.id, 150_000
            ),
            ("CBC", LocalizedText(en: "Blood count", ur: "سی بی سی", hi: "रक्त गणना"), laboratory.id, 75_050),
            ("DRESS", LocalizedText(en: "Dressing", ur: "پٹی"), nil, 9_999),
            ("ADVICE", LocalizedText(en: "Advice", ur: "مشورہ"), medicine.id, 0),
            ("XRAY", LocalizedText(en: "Chest X-ray", ur: "سینے کا ایکسرے"), laboratory.id, 220_000),
            ("NEW", LocalizedText(en: "Unpriced"), medicine.id, nil),
        ]
        let services = try list.map { code, name, department, price in
            try Services.create(
                NewService(code: code, name: name, departmentID: department, price: price.map(tx.hospital.money)),
                in: tx
            ).id
        }
        let patient = try register("محمد عثمان چوہدری", other: "Muhammad Usman Chaudhry", in: tx)
        let visit = try Opening.open(NewEncounter(patientID: patient, departmentID: medicine.id), in: tx)
        return Desk(
            test: test, patient: patient, otherPatient: try register("عائشہ بی بی", other: nil, in: tx),
            encounter: visit.id, medicine: medicine.id, services: Array(services.dropLast()), unpriced: services[5])
    }

    private static func register(_ name: String, other: String?, in tx: Tx) throws -> ID<Patient> {
        var person = NewPatient(name: name, sex: .unknown)
        person.otherName = other
        person.noPhone = true
        person.ageYears = 40
        person.reasonForNew = "test"
        return try Registering.register(person, in: tx).id
    }
}

extension Desk {
    /// Five services, 4,455.49 together.
    var fiveLines: [NewBillLine] { services.map { NewBillLine(serviceID: $0) } }

    func issue(
        _ lines: [NewBillLine]? = nil, discount: NewDiscount? = nil, note: String? = nil,
        as principal: Principal = cashier
    ) async throws -> BillView {
        let bill = NewBill(
            patientID: patient, encounterID: encounter, lines: lines ?? fiveLines, discount: discount, note: note)
        return try await store.write(as: principal) { tx in try Issuing.issue(bill, in: tx) }
    }

    func pay(
        _ bill: BillView, _ tenders: [NewTender], version: Int64? = nil, language: Language? = nil
    ) async throws -> PaymentResult {
        try await store.write(as: Self.cashier) { tx in
            try Collecting.receive(bill.id, NewPayment(tenders: tenders, version: version, language: language), in: tx)
        }
    }

    func cancel(_ bill: BillView, reason: String = "wrong patient", version: Int64? = nil) async throws -> BillView {
        try await store.write(as: Self.supervisor) { tx in
            try Cancelling.cancel(bill.id, BillCancellation(reason: reason, version: version), in: tx)
        }
    }

    func open(_ bill: BillView) async throws -> BillView {
        try await store.read(as: Self.cashier) { tx in try BillQueries.open(bill.id, in: tx) }
    }

    func takings() async throws -> TakingsView {
        try await store.read(as: Self.cashier) { tx in try Takings.read(TakingsQuery(), in: tx) }
    }

    /// The number of rows of a table.
    func count(_ table: String) async throws -> Int {
        try await store.read(as: .system()) { tx in
            try Int.fetchOne(tx.db, sql: "SELECT count(*) FROM \(table)") ?? -1
        }
    }

    /// The books against the bills and payments: every list must be empty.
    func faults() async throws -> [String] {
        try await store.read(as: .system()) { tx in
            let wrong = try LedgerChecks.totals(in: tx).map { "total \($0.day) \($0.account)" }
            let unbalanced = try LedgerChecks.unbalanced(in: tx).map { "unbalanced \($0)" }
            return wrong + unbalanced + (try BillingChecks.all(in: tx))
        }
    }
}
