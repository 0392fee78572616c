import Directory
import Encounters
import Ledger
import Patients
import SehatCore
import SehatStore
import SehatWeb
import TestKit

/// A store with the ledger and what it stands on: a patient, two departments and two services.
struct Books {
    let test: TestStore
    let patient: ID<Patient>
    let medicine: ID<Department>
    let laboratory: ID<Department>
    let consultation: ID<Service>
    let bloodCount: ID<Service>
    var store: Store { test.store }

    static let cashier = Principal.user("shazia", .ledgerRead)

    static func make() async throws -> Books {
        let modules = [
            DirectoryModule.module(), PatientsModule.module(), EncountersModule.module(), LedgerModule.module(),
        ]
        let test = try TestStore.make(modules)
        return try await test.store.write(as: .system("test")) { tx in
            let medicine = try Departments.create(
                NewDepartment(code: "MED", name: LocalizedText(en: "Medicine", ur: "میڈیسن")), in: tx)
            let laboratory = try Departments.create(
                NewDepartment(code: "LAB", name: LocalizedText(en: "Laboratory", ur: "لیبارٹری")), in: tx)
            let consultation = try Services.create(
                NewService(code: "CONS", name: LocalizedText(en: "Consultation"), departmentID: medicine.id), in: tx)
            let bloodCount = try Services.create(
                NewService(code: "CBC", name: LocalizedText(en: "Blood count"), departmentID: laboratory.id), in: tx)
            var person = NewPatient(name: "محمد عثمان چوہدری", sex: .male)
            person.noPhone = true
            person.ageYears = 40
            let patient = try Registering.register(person, in: tx)
            return Books(
                test: test, patient: patient.id, medicine: medicine.id, laboratory: laboratory.id,
                consultation: consultation.id, bloodCount: bloodCount.id)
        }
    }

    func charge(_ source: Int64, quantity: Int64 = 1, price: Int64 = 50_000) -> NewCharge {
        NewCharge(
            source: ChargeSource("test", ID<Books>(rawValue: source)), patientID: patient, departmentID: medicine,
            serviceID: consultation, code: "CONS", name: LocalizedText(en: "Consultation"), quantity: quantity,
            unitPrice: price)
    }

    /// Runs a part of a larger act, which audits itself.
    @discardableResult
    func act<T: Sendable>(_ body: @escaping @Sendable (Tx) throws -> T) async throws -> T {
        try await store.write(as: Self.cashier) { tx in
            let result = try body(tx)
            tx.audit("test.acted")
            return result
        }
    }

    /// A bill of 1,000 in medicine with a discount of 100, and its payment in cash and by card.
    func takings(of serial: Int64) async throws {
        try await act { [medicine] tx in
            try Ledger.enter(
                LedgerEntry(
                    "billIssued", of: ID<Books>(rawValue: serial),
                    [
                        EntryLine(.receivable, 90_000), EntryLine(.income, -100_000, department: medicine),
                        EntryLine(.discount, 10_000, department: medicine),
                    ]), in: tx)
            try Ledger.enter(
                LedgerEntry(
                    "payment", of: ID<Books>(rawValue: serial),
                    [
                        EntryLine(.cash, 40_040), EntryLine(.card, 50_000), EntryLine(.receivable, -90_000),
                        EntryLine(.rounding, -40),
                    ]), in: tx)
        }
    }
}
