import Patients
import SehatCore

/// Makes the people of the demonstration hospital: most write Urdu, some Hindi, Arabic or Latin.
struct DemoPeople {
    private var random: DemoRandom
    private static let blank = DemoNames.Name(latin: "Ali", urdu: "علی", hindi: "अली", arabic: "علي")

    init(seed: UInt64) {
        random = DemoRandom(seed: seed)
    }

    /// A patient such as a counter registers.
    mutating func patient(today: CalendarDay) -> NewPatient {
        let isMan = random.chance(48)
        let given = random.pick(isMan ? DemoNames.men : DemoNames.women, or: Self.blank)
        let family = random.pick(DemoNames.families, or: Self.blank)
        let language = language()
        var patient = NewPatient(
            name: Self.join(given, family, language), sex: isMan ? .male : .female)
        if language != .en, random.chance(70) { patient.otherName = Self.join(given, family, .en) }
        patient.language = language
        let age = Int.random(in: 0...84, using: &random)
        if random.chance(55) {
            patient.birthDate = today.adding(days: -(age * 365 + Int.random(in: 1...360, using: &random)))
        } else {
            patient.ageYears = age
        }
        patient.phone =
            "03\(Int.random(in: 0...4, using: &random))\(Int.random(in: 0...9, using: &random))"
            + Self.digits(7, &random)
        if age >= 18, random.chance(60) {
            patient.identifiers = [PatientIdentifier(type: .cnic, value: "35" + Self.digits(11, &random))]
        }
        let father = random.pick(DemoNames.men, or: Self.blank)
        patient.guardianRelation = isMan || random.chance(50) ? .father : .husband
        patient.guardianName = Self.join(father, family, language)
        patient.address = Self.text(random.pick(DemoNames.towns, or: Self.blank), language)
        patient.reasonForNew = "Demonstration data"
        return patient
    }

    /// A doctor's name in every language.
    mutating func doctor() -> LocalizedText {
        let given = random.pick(random.chance(60) ? DemoNames.men : DemoNames.women, or: Self.blank)
        let family = random.pick(DemoNames.families, or: Self.blank)
        return LocalizedText(
            en: "Dr \(Self.join(given, family, .en))", ur: "ڈاکٹر \(Self.join(given, family, .ur))",
            hi: "डॉ. \(Self.join(given, family, .hi))", ar: "د. \(Self.join(given, family, .ar))")
    }

    private mutating func language() -> Language {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<64: .ur
        case 64..<80: .en
        case 80..<92: .hi
        default: .ar
        }
    }

    private static func join(_ given: DemoNames.Name, _ family: DemoNames.Name, _ language: Language) -> String {
        "\(text(given, language)) \(text(family, language))"
    }

    private static func text(_ name: DemoNames.Name, _ language: Language) -> String {
        switch language {
        case .en: name.latin
        case .ur: name.urdu
        case .hi: name.hindi
        case .ar: name.arabic
        }
    }

    private static func digits(_ count: Int, _ random: inout DemoRandom) -> String {
        (0..<count).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
    }
}
