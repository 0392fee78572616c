import SehatCore
import SehatStore
import SehatWeb

/// The routes of the module.
enum PatientsEndpoints {
    static let all: [Endpoint] = [
        .query(
            "/patients/duplicates", "patients.duplicate.list", .requires(.patientsRead),
            "Patients who may be the person about to be registered, likeliest first", duplicates),
        .query(
            "/patients/{id}", "patients.patient.read", .requires(.patientsRead),
            "Opens a patient; the access log notes it", read),
        .command(
            "/patients", "patients.patient.register", .requires(.patientsRegister),
            "Registers a patient; likely duplicates are refused unless a reason is given", status: 201, register
        )
        .explained(
            """
            `name` as it is written, in any script; `otherName` is the same name in another. The birth is `birthDate`, or an \
            age (`ageYears`, `ageMonths`), from which a day is reckoned and marked as estimated. `phone` in any usual form, \
            or `noPhone`. A likely duplicate is refused with 409 `patients.duplicate.likely`; its `params.patientIDs` names \
            who it may be. To register somebody else all the same, send `reasonForNew`.
            """),
        .command(
            .patch, "/patients/{id}", "patients.patient.update", .requires(.patientsUpdate),
            "Changes what is known about a patient; absent fields stay, empty texts remove", update),
    ]

    struct DuplicatesInput: Codable, Sendable {
        var name: String?
        var otherName: String?
        var sex: Sex?
        var birthDate: CalendarDay?
        var ageYears: Int?
        var ageMonths: Int?
        var phone: String?
        var identifierType: IdentifierType?
        var identifier: String?
        var guardianName: String?
    }

    private static func duplicates(_ call: Call<DuplicatesInput>, _ tx: ReadTx) throws -> Page<DuplicateCandidate> {
        let typed = call.input
        var input = NewPatient(name: typed.name ?? "", sex: typed.sex ?? .unknown)
        input.otherName = typed.otherName
        input.birthDate = typed.birthDate
        input.ageYears = typed.ageYears
        input.ageMonths = typed.ageMonths
        input.phone = typed.phone
        input.guardianName = typed.guardianName
        if let value = typed.identifier {
            input.identifiers = [PatientIdentifier(type: typed.identifierType ?? .cnic, value: value)]
        }
        let probe = DuplicateProbe(
            input, today: tx.today, home: tx.hospital.currency,
            rules: try IdentifierRules.needed(for: input.identifiers, in: tx))
        let found = try PatientAliases.resolved(try Duplicates.candidates(probe, in: tx), in: tx)
        return Page(items: try found.map { try $0.pointing(in: tx) })
    }

    private static func read(_ call: Call<NoInput>, _ tx: ReadTx) throws -> PatientView {
        try OpeningPatients.open(try call.id(), in: tx)
    }

    private static func register(_ call: Call<NewPatient>, _ tx: Tx) throws -> PatientView {
        try Registering.register(call.input, in: tx)
    }

    private static func update(_ call: Call<PatientChange>, _ tx: Tx) throws -> PatientView {
        guard let version = call.ifMatch ?? call.input.version else {
            throw Problem.invalid("version", "app.field.required")
        }
        return try Registering.update(try call.id(), call.input, version: version, in: tx)
    }
}
