import SehatCore
import SehatStore
import SehatWeb

/// What the hospital asks beyond what every registration needs. Both are off until an administrator says otherwise: nobody's
/// religion is written down because a form has a field for it.
struct RegistrationQuestions: Codable, Hashable, Sendable {
    var asksOccupation = false
    var asksReligion = false
    /// Goes up with every change.
    var version: Int64 = 1

    private static let key = "patients.questions"

    static func inUse(in tx: ReadTx) throws -> RegistrationQuestions {
        try tx.setting(key) ?? RegistrationQuestions()
    }

    /// What is stored stays when a question is taken off; it is shown and taken out as a file no more.
    ///
    /// - Throws: `app.stale`.
    static func update(_ input: RegistrationQuestionsInput, in tx: Tx) throws -> RegistrationQuestions {
        var questions = try inUse(in: tx)
        try tx.expect(version: questions.version, input.version)
        questions.asksOccupation = input.asksOccupation
        questions.asksReligion = input.asksReligion
        questions.version += 1
        try tx.setSetting(key, questions)
        tx.audit(
            "patients.questions.changed",
            ["occupation": .flag(input.asksOccupation), "religion": .flag(input.asksReligion)])
        tx.announce("patients.questions")
        return questions
    }

    /// - Throws: 422 for an answer to a question that the hospital does not ask.
    static func check(occupation: String?, religion: String?, in tx: ReadTx) throws {
        let answers = [occupation, religion].compactMap { $0 }.filter { !InputText.line($0).isEmpty }
        if answers.isEmpty { return }
        let questions = try inUse(in: tx)
        var checks = FieldChecks()
        questions.check(occupation: occupation, religion: religion, &checks)
        try checks.finish()
    }

    func check(occupation: String?, religion: String?, _ checks: inout FieldChecks) {
        let isSaid = { (text: String?) in text.map { !InputText.line($0).isEmpty } ?? false }
        checks.expect(asksOccupation || !isSaid(occupation), "occupation", "patients.field.notAsked")
        checks.expect(asksReligion || !isSaid(religion), "religion", "patients.field.notAsked")
    }
}

/// The wanted questions.
struct RegistrationQuestionsInput: Codable, Sendable {
    var asksOccupation: Bool
    var asksReligion: Bool
    /// The version that the caller has seen; absent not to ask.
    var version: Int64?
}

extension RegistrationQuestions {
    static let endpoints: [Endpoint] = [
        .query(
            "/registration-questions", "patients.questions.read", .requires(.patientsRead),
            "What the hospital asks beyond what every registration needs"
        ) { (_: Call<NoInput>, tx: ReadTx) in try inUse(in: tx) },
        .command(
            .put, "/registration-questions", "patients.questions.set", .requires(.patientsConfigure),
            "Sets whether occupation and religion are asked"
        ) { (call: Call<RegistrationQuestionsInput>, tx: Tx) in try update(call.input, in: tx) },
    ]
}
