import Documents
import Encounters
import Patients
import PrintQueue
import SehatCore
import SehatStore

/// The slip that a patient takes from the counter to the waiting room: the token large, and where and whom it is for.
struct TokenSlipDocument: Sendable {
    let visit: EncounterView
    let hospital: HospitalProfile
    let text: DocumentText
    let paper: Paper
    /// The counter at which the slip is made; nil where it is none.
    let station: LocalizedText?
    /// Who made it, and when.
    let who: String
    let at: Instant

    /// The slip by the template in use; every number, name and time in it has its type.
    func make(in tx: ReadTx) throws -> PaperTemplates.Made {
        let setting = PaperTemplates.Setting(language: language, grouping: hospital.grouping, paper: paper)
        let made = try PaperTemplates.make("tokenSlip", setting, in: tx) { version in
            TokenSlipData(
                letterhead: letterhead, token: visit.token.number, department: .name(visit.department.name[language]),
                practitioner: visit.practitioner.map { .name($0.name[language]) },
                room: visit.token.room.map { text.phrase("counter.slip.room", ["room": [.identifier($0)]]) },
                priority: priority, patient: patient, visit: visitBlocks,
                code: LabelCode.digits(.visit, number: visit.number), footer: footer(version))
        }
        var document = made.document
        document.title += " " + visit.token.number
        return PaperTemplates.Made(document: document, number: made.number, source: made.source)
    }

    private var language: Language { text.language }

    private var letterhead: Block {
        let second: Language = language == .en ? hospital.language : .en
        let (name, other) = (hospital.name[language], hospital.name[second])
        return .letterhead(
            Letterhead(name: .name(name), secondName: other == name ? nil : .name(other, language: second)))
    }

    private var priority: [Inline]? {
        let priority = visit.token.priority
        return priority == .normal ? nil : text("counter.slip.priority.\(priority.rawValue)")
    }

    private var patient: [Block] {
        let patient = visit.patient
        var blocks: [Block] = [
            row("counter.slip.patient", [.name(patient.names.primary, language: nameLanguage)], .body.bold)
        ]
        if let guardian = patient.guardian {
            blocks.append(
                row("patients.relation.\(guardian.relation.rawValue)", [.name(guardian.name, language: nameLanguage)]))
        }
        blocks.append(row("counter.slip.sexAge", text("patients.sex.\(patient.sex.rawValue)") + age))
        blocks.append(row("counter.slip.mrn", [.identifier(patient.mrn)]))
        return blocks
    }

    /// The age in the unit that tells most: years, below two years months, below two months days.
    private var age: [Inline] {
        guard let age = visit.patient.age, let birth = visit.patient.birthDate else { return [] }
        let months = age.years * 12 + age.months
        let piece: Inline =
            if age.years >= 2 {
                .quantity(Int64(age.years), unit: text.string("patients.age.years"))
            } else if months >= 2 {
                .quantity(Int64(months), unit: text.string("patients.age.months"))
            } else {
                .quantity(
                    Int64(visit.day.daysSince1970 - birth.daysSince1970), unit: text.string("patients.age.days"))
            }
        return [.text(" · "), piece]
    }

    private var visitBlocks: [Block] {
        var blocks: [Block] = [
            row("counter.slip.visit", [.identifier(visit.number)]),
            row("counter.slip.time", [hospital.inline(visit.token.issuedAt)]),
        ]
        if let ahead = visit.ahead {
            blocks.append(row("counter.slip.ahead", [.number(Int64(ahead))]))
        }
        if let minutes = visit.waitMinutes, minutes > 0 {
            blocks.append(
                row("counter.slip.wait", [.quantity(Int64(minutes), unit: text.string("counter.slip.minutes"))]))
        }
        return blocks
    }

    private func footer(_ version: Int64) -> [[Inline]] {
        var first = text.phrase("counter.slip.by", ["who": [.name(who)]])
        if let station {
            first += [.text(" · ")] + text.phrase("counter.slip.counter", ["counter": [.name(station[language])]])
        }
        let form = text.phrase("counter.slip.form", ["version": [.number(version)]])
        return [first, [hospital.inline(at), .text(" · ")] + form]
    }

    private func row(_ key: String, _ value: [Inline], _ style: TextStyle = .body) -> Block {
        .keyValue(text.string(key), value, style)
    }

    /// The language that chooses the hand of a name in Arabic script: the patient's own, else the hospital's.
    private var nameLanguage: Language {
        let own = visit.patient.language ?? hospital.language
        if language.isRightToLeft { return visit.patient.language ?? language }
        return own.isRightToLeft ? own : .ur
    }
}
