import Documents
import Foundation
import Patients
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Typesetting

@testable import Identification

/// A hospital with one patient who can be photographed and given a wristband.
struct Ward: Sendable {
    let test: TestStore
    let patient: PatientView

    static let modules = [PatientsModule.module(), PrintQueueModule.module(), IdentificationModule.module()]
    static let nurse = Principal.user(
        "ayesha", .patientsRead, .patientsRegister, .patientsUpdate, .identificationPhoto, .identificationPrint,
        .identificationConfigure)

    static func open(
        _ fill: @escaping @Sendable (inout NewPatient) -> Void = { $0.ageYears = 34 }
    ) async throws -> Ward {
        let test = try TestStore.make([
            PatientsModule.module(parts: [IdentificationPatientPart.part]), PrintQueueModule.module(),
            IdentificationModule.module(),
        ])
        let patient = try await test.store.write(as: nurse) { tx in
            var input = NewPatient(name: "محمد عثمان چوہدری", sex: .male)
            input.reasonForNew = "made by a test"
            fill(&input)
            return try Registering.register(input, in: tx)
        }
        return Ward(test: test, patient: patient)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Tx) throws -> T) async throws -> T {
        try await test.store.write(as: Self.nurse, body)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (ReadTx) throws -> T) async throws -> T {
        try await test.store.read(as: Self.nurse, body)
    }

    func setPrefix(_ prefix: String) async throws {
        _ = try await write { tx in
            try IdentificationSettings.update(IdentificationSettingsInput(companyPrefix: prefix), in: tx)
        }
    }

    func band(_ reason: String? = nil, _ language: Language = .ur) async throws -> IssuedPaper {
        try await write { [id = patient.id] tx in
            try Issuing.wristband(id, WristbandInput(reason: reason, language: language), in: tx)
        }
    }

    func document(_ paper: IssuedPaper) async throws -> PrintDocument {
        try await read { tx in try PrintQueue.document(paper.ticket.documentID, in: tx).document() }
    }

    /// A picture as large as a camera's, as a PNG file.
    static func photo(_ width: Int, _ height: Int) throws -> [UInt8] {
        let ink = (0..<width * height).map { UInt8(truncatingIfNeeded: $0 % width / 4 + $0 / width / 8) }
        return try PNGWriter().write(GreyPage(width: width, height: height, ink: ink))
    }
}
