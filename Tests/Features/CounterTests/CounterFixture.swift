import Directory
import Encounters
import Foundation
import Patients
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import TestKit

@testable import Counter

/// A counter with a department, a doctor and a station.
struct Desk: Sendable {
    let test: TestStore
    let department: ID<Department>
    let doctor: ID<Practitioner>
    let clerk: Principal

    static let modules = [
        DirectoryModule.module(), PatientsModule.module(), EncountersModule.module(), PrintQueueModule.module(),
        CounterModule.module(),
    ]

    static func open(_ permissions: Permission...) async throws -> Desk {
        let test = try TestStore.make(modules)
        let allowed =
            permissions.isEmpty
            ? [.encountersOpen, .encountersRead, .patientsRegister, .patientsRead] : permissions
        return try await test.store.write(as: .system()) { tx in
            var hospital = HospitalChange()
            hospital.name = LocalizedText(en: "City Hospital", ur: "سٹی ہسپتال", hi: "सिटी अस्पताल", ar: "مستشفى المدينة")
            _ = try Hospitals.update(hospital, version: 1, in: tx)
            let department = try Departments.create(
                NewDepartment(
                    code: "MED", name: LocalizedText(en: "Medicine", ur: "طب", hi: "चिकित्सा", ar: "الباطنة"), room: "4"),
                in: tx)
            let doctor = try Practitioners.create(
                NewPractitioner(
                    departmentID: department.id, name: LocalizedText(en: "Dr Zafar", ur: "ڈاکٹر ظفر"), room: "7"),
                in: tx)
            let station = try Stations.create(
                NewStation(number: 3, name: LocalizedText(en: "Three", ur: "تین")), in: tx)
            let clerk = Principal(
                kind: .user, userID: ID(rawValue: 7), username: "ayesha", permissions: Set(allowed), language: .ur,
                stationID: station.id)
            return Desk(test: test, department: department.id, doctor: doctor.id, clerk: clerk)
        }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Tx) throws -> T) async throws -> T {
        try await test.store.write(as: clerk, body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (ReadTx) throws -> T) async throws -> T {
        try await test.store.read(as: clerk, body)
    }

    /// A visit of a patient who is registered by it.
    func visit(
        _ name: String = "محمد عثمان چوہدری", to doctor: ID<Practitioner>? = nil,
        _ fill: @escaping @Sendable (inout CounterVisitInput) -> Void = { _ in }
    ) async throws -> CounterVisit {
        try await write { [department] tx in
            var patient = NewPatient(name: name, sex: .male)
            patient.ageYears = 34
            patient.guardianRelation = .father
            patient.guardianName = "نذیر احمد"
            patient.reasonForNew = "made by a test"
            var input = CounterVisitInput(newPatient: patient, departmentID: department, practitionerID: doctor)
            fill(&input)
            return try CounterVisits.open(input, in: tx)
        }
    }
}
