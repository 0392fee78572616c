import SehatCore
import SehatStore
import SehatWeb

/// The routes of patients without a name and of restricted records.
enum SpecialRecordEndpoints {
    static let all = unidentified + restricted

    private static let unidentified: [Endpoint] = [
        .query(
            "/unidentified-patients", "patients.unidentified.list", .requires(.patientsRead),
            "Patients whom nobody knows yet, the newest first"
        ) { (_: Call<NoInput>, tx: ReadTx) in Page(items: try UnidentifiedPatients.list(in: tx)) },
        .command(
            "/unidentified-patients", "patients.unidentified.register", .requires(.patientsRegister),
            "Registers a person whom nobody knows, under a temporary name", status: 201
        ) { (call: Call<NewUnidentified>, tx: Tx) in try UnidentifiedPatients.register(call.input, in: tx) },
        .command(
            "/patients/{id}/identify", "patients.unidentified.identify", .requires(.patientsUpdate),
            "Says who a patient with a temporary name is; that name is kept as the former one"
        ) { (call: Call<PatientChange>, tx: Tx) in
            guard let version = call.ifMatch ?? call.input.version else {
                throw Problem.invalid("version", "app.field.required")
            }
            return try UnidentifiedPatients.identify(try call.id(), call.input, version: version, in: tx)
        }
        .explained(
            """
            Somebody who is likely registered already is refused with 409 `patients.duplicate.likely`; its \
            `params.patientIDs` names the records, with one of which this one is to be merged. To go on all the same, send \
            `reasonForNew`. A sex other than the recorded one is refused with 409 `patients.unidentified.sex` unless \
            `reasonForSex` says why.
            """),
    ]

    private static let restricted: [Endpoint] = [
        .command(
            .put, "/patients/{id}/restriction", "patients.restriction.set", .requires(.patientsRestricted),
            "Limits who may open a patient's record, or lifts that"
        ) { (call: Call<RestrictionInput>, tx: Tx) in try RestrictedPatients.mark(try call.id(), call.input, in: tx) },
        .command(
            "/patients/{id}/break-glass", "patients.restriction.open", .requires(.patientsRead),
            "Opens a restricted record for a reason, for an hour; the log and a list show it"
        ) { (call: Call<WithdrawInput>, tx: Tx) in
            try RestrictedPatients.breakGlass(try call.id(), reason: call.input.reason, in: tx)
        },
        .query(
            "/break-glass", "patients.restriction.list", .requires(.patientsRestricted),
            "Who opened restricted records and why, the newest first"
        ) { (call: Call<PageInput>, tx: ReadTx) in
            try RestrictedPatients.list(limit: call.input.limit, after: call.input.after, in: tx)
        },
    ]

    struct PageInput: Codable, Sendable {
        var limit: Int?
        var after: String?
    }
}
