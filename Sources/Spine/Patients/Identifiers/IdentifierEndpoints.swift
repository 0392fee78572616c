import SehatCore
import SehatStore
import SehatWeb

/// The routes of the kinds of identifiers.
enum IdentifierEndpoints {
    static let all: [Endpoint] = [
        .query(
            "/patient-identifier-types", "patients.identifierType.list", .requires(.patientsRead),
            "The kinds of identifiers with their formats, in the order of lists"
        ) { (_: Call<NoInput>, tx: ReadTx) in Page(items: try IdentifierRules.current(in: tx).all) },
        .command(
            "/patient-identifier-types", "patients.identifierType.add", .requires(.patientsConfigure),
            "Adds a kind of identifier", status: 201
        ) { (call: Call<IdentifierRuleInput>, tx: Tx) in try IdentifierKinds.add(call.input, in: tx) },
        .command(
            .put, "/patient-identifier-types/{id}", "patients.identifierType.change", .requires(.patientsConfigure),
            "Changes a kind of identifier; values that are stored stay as they are"
        ) { (call: Call<IdentifierRuleInput>, tx: Tx) in
            guard let version = call.ifMatch ?? call.input.version else {
                throw Problem.invalid("version", "app.field.required")
            }
            return try IdentifierKinds.change(try call.id(), call.input, version: version, in: tx)
        },
        .query(
            "/patient-identifier-check", "patients.identifier.check", .requires(.patientsRead),
            "How an identifier would be stored, whether its check digit fits, and whose it is already", check),
    ]

    struct CheckInput: Codable, Sendable {
        var type: IdentifierType
        var value: String
    }

    struct CheckedIdentifier: Codable, Sendable {
        /// In the form in which it is stored.
        let value: String
        /// Whether the check digit does not fit.
        let isDoubtful: Bool
        /// The record number of the patient to whom it belongs already.
        let takenBy: String?
    }

    private static func check(_ call: Call<CheckInput>, _ tx: ReadTx) throws -> CheckedIdentifier {
        let rules = try IdentifierRules.current(in: tx)
        let typed = PatientIdentifier(type: call.input.type, value: call.input.value)
        let clean = try rules.normalised(typed, field: "value")
        let owner = try rules.uniqueKey(of: clean).flatMap { try IdentifierRows.owner(of: $0, in: tx) }
        return CheckedIdentifier(
            value: clean.value, isDoubtful: !rules.doubtful([clean]).isEmpty,
            takenBy: try owner.map { try PatientSummaries.require($0, in: tx).mrn })
    }
}
