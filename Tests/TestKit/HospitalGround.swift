import Directory
import GRDB
import Patients
public import SehatCore
import SehatStore

/// What a counter needs before the first patient: ids as they stand on the wire.
public struct HospitalGround: Sendable {
    public let department: String
    /// Five services that cost 500, 650.50, 1200, 150 and 2500 rupees.
    public let services: [String]
    public let patients: [String]
}

extension Hospital {
    /// Makes a department, five services with prices in force today, and patients.
    public func ground(patients count: Int = 4) async throws -> HospitalGround {
        try await store.write(as: .system("test")) { tx in
            let department = try Departments.create(
                NewDepartment(code: "MED", name: LocalizedText(en: "General Medicine", ur: "جنرل میڈیسن")), in: tx)
            let prices: [Int64] = [50_000, 65_050, 120_000, 15_000, 250_000]
            let services = try prices.enumerated().map { index, price in
                try Services.create(
                    NewService(
                        code: "SRV-\(index + 1)",
                        name: LocalizedText(en: "Service \(index + 1)", ur: "خدمت \(index + 1)"),
                        departmentID: department.id, price: tx.hospital.money(price), priceFrom: tx.today), in: tx)
            }
            let patients = try (0..<count).map { number in
                var patient = NewPatient(name: "Bashir Ahmad \(Self.letters(number))", sex: .male)
                patient.ageYears = 20 + number % 60
                patient.phone = "0300" + String(1_000_000 + number * 7919)
                patient.reasonForNew = "Another person"
                return try Registering.register(patient, in: tx)
            }
            return HospitalGround(
                department: department.id.description, services: services.map(\.id.description),
                patients: patients.map(\.id.description))
        }
    }

    /// How many rows a query counts; for what only the database can show.
    public func count(_ sql: String) async throws -> Int64 {
        try await store.read(as: .system("test")) { tx in try Int64.fetchOne(tx.db, sql: sql) ?? 0 }
    }

    /// A name part for every number below 676: no digits, which a name cannot have.
    private static func letters(_ number: Int) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        return String([letters[number / 26 % 26], letters[number % 26]])
    }
}
