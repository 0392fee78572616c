import Documents
import GRDB
import Patients
import PrintQueue
import SehatCore
import SehatStore

extension DocumentKind {
    /// The card that a patient carries.
    static let patientCard = DocumentKind(rawValue: "patientCard")
}

/// What a card is printed on.
enum CardForm: String, WireEnum {
    /// A plastic card or a label of its size.
    case card
    /// The receipt roll.
    case roll
}

/// Printing a wristband.
struct WristbandInput: Codable, Sendable {
    /// Why it is issued again; needed from the second on.
    var reason: String?
    /// The patient's language of papers, else the hospital's, when absent.
    var language: Language?
}

/// Printing a card.
struct CardInput: Codable, Sendable {
    /// `card`, when absent.
    var form: CardForm?
    /// Why it is issued again; needed from the second on.
    var reason: String?
    /// The patient's language of papers, else the hospital's, when absent.
    var language: Language?
}

/// A band or card on its way to the printer.
struct IssuedPaper: Codable, Sendable {
    let issue: IssueView
    let ticket: PrintTicket
}

/// Issuing wristbands and cards. Each issue is a paper of its own with its own number, never a copy of the one before: two
/// bands that say the same are a danger, so from the second on a person says why.
enum Issuing {
    /// - Throws: 404; 403 for a closed record; 409 `patients.deceased`; 422 on `reason` from the second on.
    static func wristband(_ id: ID<Patient>, _ input: WristbandInput, in tx: Tx) throws -> IssuedPaper {
        let patient = try PatientSummaries.require(try Photos.open(id, in: tx), in: tx)
        let gsrn = try Identification.gsrn(of: patient, in: tx)
        let isInfant = Identification.isInfant(patient, today: tx.today)
        return try issue(.wristband, patient, reason: input.reason, gsrn: gsrn, in: tx) { number in
            var person = try PersonOnPaper(patient, input.language, in: tx).person()
            (person.gsrn, person.bandIssue) = (gsrn, gsrn == nil ? nil : String(number))
            if gsrn == nil { person.plainCode = person.code }
            person.mother = try Families.mother(of: patient.id, in: tx).map {
                PatientPaperData.Mother(name: $0.names.primary, mrn: $0.mrn)
            }
            let infant = isInfant
            // A band outlasts an infant's age in days: that stands there only where the day of birth does not.
            if infant, person.birthDate != nil { (person.age, person.ageUnit) = (nil, nil) }
            return try PersonOnPaper(patient, input.language, in: tx).paper(
                infant ? "infantWristband" : "wristband", person, isInfant: infant)
        }
    }

    /// - Throws: 404; 403 for a closed record; 409 `patients.deceased`; 422 on `reason` from the second on.
    static func card(_ id: ID<Patient>, _ input: CardInput, in tx: Tx) throws -> IssuedPaper {
        let patient = try PatientSummaries.require(try Photos.open(id, in: tx), in: tx)
        let photo = try Photos.current(of: patient.id, in: tx)?.paperBody
        return try issue(.card, patient, reason: input.reason, gsrn: nil, in: tx) { _ in
            let paper = PersonOnPaper(patient, input.language, in: tx)
            var person = try paper.person()
            let form = input.form ?? .card
            person.photo = photo.map {
                .image(ImageBlock(png: $0, width: .mm(18), alignment: form == .card ? .start : .center))
            }
            return try paper.paper(form == .card ? "patientCard" : "patientCardRoll", person, isInfant: false)
        }
    }

    private static func issue(
        _ kind: IssueKind, _ patient: PatientSummary, reason: String?, gsrn: String?, in tx: Tx,
        make: (_ number: Int) throws -> PaperTemplates.Made
    ) throws -> IssuedPaper {
        try Deaths.requireLiving(patient.id, in: tx)
        let last = try Int.fetchOne(
            tx.db.cachedStatement(
                sql: "SELECT max(number) FROM identificationIssue WHERE patientID = ? AND kind = ?"),
            arguments: [patient.id, kind])
        let number = (last ?? 0) + 1
        var checks = FieldChecks()
        let words = number > 1 || reason != nil ? checks.line("reason", reason ?? "", limit: 200) : nil
        try checks.finish()
        let made = try make(number)
        let id: ID<IssueRecord> = tx.newID()
        let ticket = try PrintQueue.submit(
            PrintRequest(
                document: made.document, subject: PrintSubject(type: kind.rawValue, id: id.description),
                patientID: patient.id.rawValue, templateNumber: made.number), why: words, in: tx)
        let record = IssueRecord(
            id: id, patientID: patient.id, kind: kind, number: number, gsrn: gsrn, reason: words,
            documentID: ticket.documentID, issuedAt: tx.now, issuedByName: tx.principal.username)
        try record.insert(tx.db)
        tx.audit(
            number == 1 ? kind.issuedAction : kind.issuedAgainAction, id, patient: patient.id,
            ["number": .number(Int64(number)), "gsrn": .text(gsrn ?? ""), "job": .text(ticket.jobID.description)],
            reason: words)
        tx.announce("patients.patient", patient.id.description)
        return IssuedPaper(issue: IssueView(record), ticket: ticket)
    }
}
