@testable import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// A wristband comes out whatever its patient is called, and says who it is.
@Suite("Wristbands")
struct BandTests {
    /// Names as registers have them and as nobody is called, of every script that the product knows and some that it does not.
    static let names: [String] = [
        "م", "علی", "محمد عثمان چوہدری", "صاحبزادہ سیّد محمّد فیض الحسن شاہ گیلانی قادری رضوی",
        "ششششششششششششششششششششششششششششششششششششششش",
        "ٹھٹھہ چھچھ پیپپیپپ", "مُحَمَّدٌ بْنُ عَبْدِ اللَّهِ الطَّوِيلُ الْمُسْتَطِيلُ", "पुरुषोत्तम क्षत्रिय ज्ञानेश्वर", "श्रीमती ज्योत्स्ना त्रिपाठी राष्ट्रकूट",
        "र्त्स्न्यूंर्त्स्न्यूं", "Al", "Wolfeschlegelsteinhausenbergerdorff Llanfairpwllgwyngyll", "Ñandú Đặng Thị Ệ Ǻ",
        "Z\u{0301}\u{0302}\u{0303}\u{0304}\u{0306}\u{0307}\u{0308}a\u{0316}\u{0317}\u{0318}\u{0319}\u{031C}\u{0323}lgo",
        "محمّد Usman उस्मान",
        "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "Владимир 漢字 🙂", "بچہ ثمینہ بھٹی", String(repeating: "نستعلیق ", count: 40),
        String(repeating: "W", count: 300),
    ]

    private static let allergies: [String?] = [
        nil, "Penicillin", "پینسلین", String(repeating: "پینسلین، سلفا، ", count: 12), "एस्पिरिन, पेनिसिलिन, सल्फ़ा",
    ]

    private struct Wish {
        let language: Language
        let isInfant: Bool
        let name: String
        let turn: Int
    }

    private func person(_ wish: Wish) throws -> PatientPaperData.Person {
        let samples = wish.turn % 2 == 0 ? "male" : "other"
        let sexes: [Language: [String]] = [
            .en: ["Male", "Intersex or other"], .ur: ["مرد", "خواجہ سرا"], .hi: ["पुरुष", "उभयलिंगी"],
            .ar: ["ذكر", "غير محدد"],
        ]
        let sex = try #require(sexes[wish.language])[samples == "male" ? 0 : 1]
        var person = PatientPaperData.Person(name: wish.name, mrn: "10000016", sex: sex)
        if wish.turn % 3 != 2 { person.birthDate = CalendarDay(year: 1992, month: 3, day: 3) }
        if wish.turn % 3 != 1 {
            (person.age, person.ageUnit) = (104, TemplateWords.word("days", in: wish.language) ?? "")
        }
        person.allergies = Self.allergies[wish.turn % Self.allergies.count]
        if wish.turn % 4 < 2 {
            (person.gsrn, person.bandIssue) = ("501234500000000019", "12")
        } else {
            person.plainCode = "101000001611"
        }
        if wish.turn % 5 != 0 {
            person.mother = PatientPaperData.Mother(
                name: Self.names[(wish.turn * 7) % Self.names.count], mrn: "10000032")
        }
        return person
    }

    private func document(_ wish: Wish, _ person: PatientPaperData.Person) throws -> PrintDocument {
        let entry = try #require(ShippedTemplates.named(wish.isInfant ? "infantWristband" : "wristband"))
        let template = try DocumentTemplate(Array(entry.text.utf8))
        let data =
            wish.isInfant
            ? PatientPaperData(hospital: "H", phones: [], infant: person)
            : PatientPaperData(hospital: "H", phones: [], patient: person)
        var document = try template.document(in: wish.language, of: data)
        if wish.turn % 2 == 1 { document.digits = .local }
        if wish.turn % 4 == 3 { document.hijriShift = 0 }
        if wish.turn % 6 == 5 {
            document = document.marked(CopyMark(reason: .duplicate, number: 2, words: "DUPLICATE"))
        }
        return document
    }

    @Test("They always come out and say who it is", arguments: Language.allCases, [false, true])
    func always(language: Language, isInfant: Bool) throws {
        var smaller = 0
        for (place, name) in Self.names.enumerated() {
            for turn in [place, place + 7, place + 15] {
                let wish = Wish(language: language, isInfant: isInfant, name: name, turn: turn)
                let person = try person(wish)
                let document = try document(wish, person)
                for dpi in [180.0, 203.2, 300] {
                    let layout = try Typesetter().layout(document, dotsPerInch: dpi, shrinks: true)
                    #expect(layout.pages.count == 1)
                    try check(layout, person, language, isInfant: isInfant)
                    if dpi == 203.2 {
                        #expect(try DocumentRenderer().raster(document).count == 1)
                        if (try? Typesetter().layout(document, dotsPerInch: dpi)) == nil { smaller += 1 }
                    }
                }
            }
        }
        // Letters are smaller for names that pile up, never for usual ones.
        print("smaller letters on \(smaller) of \(Self.names.count * 3) bands: \(language) infant \(isInfant)")
    }

    private func check(
        _ layout: LaidOutDocument, _ person: PatientPaperData.Person, _ language: Language, isInfant: Bool
    ) throws {
        let page = layout.pages[0]
        let sheet = Box(left: 0, top: 0, right: page.width, bottom: page.height)
        for line in page.lines where line.ink.width > 0 { #expect(sheet.contains(line.ink), "\(person.name)") }
        // Runs stand as they are seen, from the left.
        let said = page.lines.flatMap { line in
            [line.runs.map(\.text).joined(), line.runs.reversed().map(\.text).joined()].map(DocumentText.plain)
        }
        let says = { (word: String) in said.contains { $0.contains(DocumentText.plain(word)) } }
        let ages =
            person.age.map { age in Language.allCases.flatMap { _ in [String(age), "۱۰۴", "१०४", "١٠٤"] } } ?? []
        let dates = person.birthDate == nil ? [] : ["1992", "۱۹۹۲", "१९९२", "١٩٩٢"]
        #expect(says(person.mrn) && says(person.sex), "\(person.name)")
        #expect((ages + dates).contains(where: says), "\(person.name)")
        // A letter that no font has is a sign in its place.
        if layout.warnings.isEmpty {
            // By scalars: its marks make another character of it.
            let letter = try #require(CleanText.line(person.name).unicodeScalars.first)
            #expect(said.contains { $0.unicodeScalars.contains(letter) }, "\(person.name)")
        }
        if let allergies = person.allergies {
            let elsewhere = try #require(TemplateWords.word("seeRecord", in: language))
            #expect(says(allergies) || says(elsewhere), "\(person.name): \(said)")
        }
        if isInfant, let mother = person.mother { #expect(says(mother.mrn), "\(person.name)") }
    }

    @Test("Who makes a template hears that a label is too full")
    func strict() throws {
        let blocks = (0..<12).map { Block.paragraph([.text("line \($0)")]) }
        var document = Samples.document(.en, blocks)
        document.paper = Paper(width: .mm(50), height: .mm(25), dotsPerMillimetre: 8)
        document.margins = Margins(top: .mm(1), bottom: .mm(1), start: .mm(1), end: .mm(1))
        #expect(throws: TypesettingError.self) { try DocumentRenderer().layout(document) }
        #expect(try Typesetter().layout(document, shrinks: true).pages.count == 1)
    }
}
