import Foundation
import SehatCore

/// Wristbands and patient cards by which their templates can be looked at: nobody's. The first of each has every value, the
/// second long ones, the third only those that are never missing.
enum PatientSamples {
    @Sendable static func bands(_ language: Language) -> [PatientPaperData] {
        people(language).map { PatientPaperData(hospital: say("hospital", language), phones: phones, patient: $0) }
    }

    @Sendable static func infantBands(_ language: Language) -> [PatientPaperData] {
        infants(language).map { PatientPaperData(hospital: say("hospital", language), phones: phones, infant: $0) }
    }

    @Sendable static func cards(_ language: Language) -> [PatientPaperData] {
        people(language).enumerated().map { index, person in
            var person = person
            if index == 0 { person.photo = .image(ImageBlock(png: face, width: .mm(18), alignment: .start)) }
            return PatientPaperData(
                hospital: String(repeating: say("hospital", language) + " ", count: index == 1 ? 3 : 1), phones: phones,
                patient: person)
        }
    }

    private static let phones = ["042-35761234"]

    private static func people(_ language: Language) -> [PatientPaperData.Person] {
        var whole = person("patient", "10000016", language)
        whole.otherName = language == .en ? say("patient", .ur) : say("latin", language)
        (whole.age, whole.ageUnit) = (34, say("years", language))
        whole.birthDate = CalendarDay(year: 1992, month: 3, day: 3)
        whole.allergies = say("allergy", language)
        (whole.gsrn, whole.bandIssue, whole.code) = ("501234500000000019", "1", "101000001611")
        whole.rows = [
            .keyValue(word("phone", language), [.phone("0300-1234567")])
        ]
        var long = whole
        long.name = [String](repeating: whole.name, count: 4).joined(separator: " ")
        long.otherName = [String](repeating: say("latin", language), count: 4).joined(separator: " ")
        long.allergies = [String](repeating: say("allergy", language), count: 16).joined(separator: ", ")
        (long.gsrn, long.bandIssue, long.plainCode) = (nil, nil, whole.code)
        var bare = person("unknown", "10000024", language)
        (bare.code, bare.plainCode) = ("101000002484", "101000002484")
        return [whole, long, bare]
    }

    private static func infants(_ language: Language) -> [PatientPaperData.Person] {
        var whole = person("infant", "10000024", language)
        whole.sex = say("girl", language)
        whole.birthDate = CalendarDay(year: 2026, month: 11, day: 21)
        (whole.gsrn, whole.bandIssue) = ("501234500000000026", "1")
        whole.mother = PatientPaperData.Mother(name: say("mother", language), mrn: "10000032")
        (whole.age, whole.ageUnit, whole.allergies) = (3, say("days", language), say("allergy", language))
        var bare = person("infant", "10000024", language)
        bare.plainCode = "101000002484"
        return [whole, bare]
    }

    private static func person(_ name: String, _ mrn: String, _ language: Language) -> PatientPaperData.Person {
        PatientPaperData.Person(name: say(name, language), mrn: mrn, sex: say("sex", language))
    }

    /// A grey square in place of a face.
    private static let face =
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAABgAAAAgCAAAAAAtNefkAAAAH0lEQVR42mNYtWUfVsSAQ3wVAw7xLQyjRo0aNdyMAgD0NRwf71ehKwAAAABJRU5ErkJggg=="
        ) ?? Data()

    private static func word(_ name: String, _ language: Language) -> String {
        TemplateWords.word(name, in: language) ?? name
    }

    private static func say(_ name: String, _ language: Language) -> String {
        SampleData.say(name, language, of: words)
    }

    private static let words: [String: [String]] = [
        "hospital": ["Rahmat General Hospital", "رحمت جنرل ہسپتال", "रहमत जनरल अस्पताल", "مستشفى الرحمة العام"],
        "patient": ["Muhammad Usman Chaudhry", "محمد عثمان چوہدری", "श्रीमती ज्योति त्रिपाठी", "عبد الله محمد لطفي الأحمد"],
        "latin": ["Muhammad Usman Chaudhry", "Muhammad Usman Chaudhry", "Jyoti Tripathi", "Abdullah Lutfi Al-Ahmad"],
        "unknown": ["Unknown 12", "نامعلوم 12", "अज्ञात 12", "مجهول 12"],
        "infant": ["Baby of Samina Bhatti", "بچہ ثمینہ بھٹی", "शिशु ज्योति त्रिपाठी", "مولود سمية الأحمد"],
        "mother": ["Samina Bhatti", "ثمینہ بھٹی", "ज्योति त्रिपाठी", "سمية الأحمد"],
        "sex": ["Male", "مرد", "महिला", "ذكر"],
        "girl": ["Female", "لڑکی", "बालिका", "أنثى"],
        "years": ["y", "سال", "वर्ष", "سنة"],
        "days": ["d", "دن", "दिन", "يوم"],
        "allergy": ["Penicillin", "پینسلین", "पेनिसिलिन", "البنسلين"],
    ]
}
