import Documents
import Encounters
import Patients
import PrintQueue
import SehatCore

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

    /// Goes up whenever the form changes.
    static let templateVersion: Int64 = 1

    /// The slip as a value; every number, name and time in it has its type.
    func make() -> PrintDocument {
        PrintDocument(
            kind: .tokenSlip, language: language, grouping: hospital.grouping, paper: paper,
            title: text.string("counter.slip.title") + " " + visit.token.number, footer: footer,
            blocks: [letterhead, .rule(Rule())] + token + [.rule(Rule(isDashed: true))] + patient + visitBlocks + code)
    }

    private var language: Language { text.language }

    private var letterhead: Block {
        let second: Language = language == .en ? hospital.language : .en
        let (name, other) = (hospital.name[language], hospital.name[second])
        return .letterhead(
            Letterhead(name: .name(name), secondName: other == name ? nil : .name(other, language: second)))
    }

    private var token: [Block] {
        var blocks: [Block] = [
            .paragraph(text("counter.slip.title"), .heading),
            .paragraph([.identifier(visit.token.number)], .display),
            .paragraph([.name(visit.department.name[language])], .heading),
        ]
        if let practitioner = visit.practitioner {
            blocks.append(.paragraph([.name(practitioner.name[language])], .body.bold.aligned(.center)))
        }
        if let room = visit.token.room {
            blocks.append(
                .paragraph(text.phrase("counter.slip.room", ["room": [.identifier(room)]]), .heading))
        }
        if visit.token.priority != .normal {
            blocks.append(
                .paragraph(
                    text("counter.slip.priority.\(visit.token.priority.rawValue)"), .body.bold.aligned(.center)))
        }
        return blocks
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

    private var code: [Block] {
        guard let digits = LabelCode.digits(.visit, number: visit.number) else { return [] }
        return [
            .space(.mm(1)), .group([.code128(Code128Block(digits, height: .mm(8), showsText: false))]),
            .paragraph(text("counter.slip.keep"), .small.aligned(.center)),
        ]
    }

    private var footer: Footer {
        var first = text.phrase("counter.slip.by", ["who": [.name(who)]])
        if let station {
            first += [.text(" · ")] + text.phrase("counter.slip.counter", ["counter": [.name(station[language])]])
        }
        let form = text.phrase("counter.slip.form", ["version": [.number(Self.templateVersion)]])
        return Footer(lines: [first, [hospital.inline(at), .text(" · ")] + form])
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
