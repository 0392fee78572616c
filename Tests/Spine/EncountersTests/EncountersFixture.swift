import GRDB
import SehatCore
import SehatStore
import SehatWeb
import TestKit

@testable import Directory
@testable import Encounters
@testable import Patients

/// A hospital with two departments, a doctor and some patients.
struct Clinic: Sendable {
    let test: TestStore
    let medicine: Department
    let surgery: Department
    let doctor: Practitioner
    let patients: [ID<Patient>]

    static func open(patients count: Int = 3) async throws -> Clinic {
        let test = try TestStore.make([DirectoryModule.module(), PatientsModule.module(), EncountersModule.module()])
        return try await test.store.write(as: .system()) { tx in
            let medicine = try Departments.create(
                NewDepartment(code: "MED", name: LocalizedText(en: "Medicine", ur: "طب"), room: "4"), in: tx)
            let surgery = try Departments.create(
                NewDepartment(code: "SUR", name: LocalizedText(en: "Surgery")), in: tx)
            let doctor = try Practitioners.create(
                NewPractitioner(departmentID: medicine.id, name: LocalizedText(en: "Dr Zafar"), room: "7"), in: tx)
            let patients = try (0..<count).map { number in
                var input = NewPatient(name: "مریض " + String(repeating: "ا", count: number + 1), sex: .male)
                input.reasonForNew = "made by a test"
                return try Registering.register(input, in: tx).id
            }
            return Clinic(test: test, medicine: medicine, surgery: surgery, doctor: doctor, patients: patients)
        }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Tx) throws -> T) async throws -> T {
        try await test.store.write(as: .clerk, body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (ReadTx) throws -> T) async throws -> T {
        try await test.store.read(as: .clerk, body)
    }

    /// Opens a visit in medicine.
    func visit(
        _ patient: Int = 0, to doctor: Practitioner? = nil, priority: TokenPriority? = nil, again: Bool? = nil
    ) async throws -> EncounterView {
        let input = NewEncounter(
            patientID: patients[patient], departmentID: medicine.id, practitionerID: doctor?.id, priority: priority,
            again: again)
        return try await write { tx in try Opening.open(input, in: tx) }
    }

    /// Takes a step with the token of a visit.
    @discardableResult
    func take(_ step: TokenStep, _ id: ID<Encounter>) async throws -> EncounterView {
        try await write { tx in
            switch step {
            case .call: try Calling.call(id, in: tx)
            case .serve: try Calling.serve(id, in: tx)
            case .done: try Calling.done(id, in: tx)
            case .skip: try Calling.skip(id, in: tx)
            case .requeue: try Calling.requeue(id, in: tx)
            case .cancel: try Calling.cancel(id, reason: "went home", in: tx)
            case .leave: try Self.leave(id, in: tx)
            }
        }
    }

    private static func leave(_ id: ID<Encounter>, in tx: Tx) throws -> EncounterView {
        let token = try EncounterQueries.token(of: id, in: tx)
        _ = try Calling.move(token, of: try EncounterQueries.record(id, in: tx), .leave, in: tx) { _ in }
        return try EncounterQueries.require(id, in: tx)
    }
}

extension Principal {
    static let clerk = Principal.user("ayesha", .encountersOpen, .encountersRead, .encountersManageQueue)
}
