import SehatCore

@testable import Patients

/// Made-up people whose names are as unevenly spread as real ones: a few names are everywhere, most are rare.
struct NamePopulation {
    private var generator: SeededGenerator
    private let male = [
        "Muhammad", "Ali", "Ahmad", "Hassan", "Usman", "Bilal", "Hamza", "Imran", "Zahid", "Tariq", "Nadeem", "Shahid",
        "Kashif", "Asif", "Waqas", "Faisal", "Junaid", "Adnan", "Rashid", "Naveed", "Saleem", "Iqbal", "Yousaf",
        "Ibrahim",
        "Abdul", "Rehman", "Ghulam", "Rasool", "Sajid", "Waseem", "Irfan", "Khalid", "Tahir", "Arshad", "Zubair",
        "Rizwan",
    ]
    private let female = [
        "Fatima", "Ayesha", "Zainab", "Maryam", "Khadija", "Saima", "Nasreen", "Shabana", "Rubina", "Kausar", "Parveen",
        "Sadia", "Hina", "Sana", "Amna", "Bushra", "Shazia", "Farzana", "Rukhsana", "Samina", "Noreen", "Tahira",
        "Asma",
    ]
    private let family = [
        "Khan", "Ahmad", "Ali", "Bibi", "Hussain", "Malik", "Butt", "Chaudhry", "Sheikh", "Qureshi", "Siddiqui",
        "Abbasi",
        "Awan", "Bhatti", "Raja", "Mirza", "Baig", "Shah", "Syed", "Ansari", "Gill", "Cheema", "Dar", "Lone", "Mughal",
        "Rajput", "Tiwana", "Niazi", "Khattak", "Afridi", "Yousafzai", "Baloch", "Bugti", "Memon", "Soomro", "Bhutto",
    ]
    private let urdu = [
        "محمد", "علی", "احمد", "حسن", "عثمان", "فاطمہ", "عائشہ", "زینب", "مریم", "خان", "چوہدری", "شیخ", "قریشی", "بٹ",
        "ملک",
        "اقبال", "رشید", "سلیم", "نسرین", "شبانہ", "کوثر", "پروین", "حسین", "شاہ", "مرزا", "بیگ", "انصاری", "صدیقی",
        "نیازی",
    ]
    private let hindi = [
        "राम", "श्याम", "कुमार", "देवी", "सिंह", "मोहम्मद", "फ़ातिमा", "ख़ान", "शर्मा", "वर्मा", "गुप्ता", "यादव", "पटेल", "सुनीता",
        "अनीता", "राजेश", "सुरेश", "रमेश", "गीता", "सीता", "लक्ष्मी", "अली", "अहमद", "शेख़", "अंसारी",
    ]

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// The next person; two of three names are Latin, most with a second script.
    mutating func next(_ number: Int) -> PatientFacts {
        let isMale = Bool.random(using: &generator)
        let latin = name(isMale ? male : female, family)
        let other = Int.random(in: 0..<10, using: &generator)
        let second = other < 6 ? name(urdu, urdu) : other < 8 ? name(hindi, hindi) : nil
        let year = Int.random(in: 1940...2026, using: &generator)
        let birth = CalendarDay(year: year, month: Int.random(in: 1...10, using: &generator), day: 7)
        let phone = "+923" + String(100_000_000 + Int.random(in: 0..<899_999_999, using: &generator))
        let card = String(3_000_000_000_000 + number)
        return PatientFacts(
            names: PatientNames(primary: latin, other: second), sex: isMale ? .male : .female, birthDate: birth,
            birthDateEstimated: other < 5, phone: phone, hasNoPhone: false,
            identifiers: other < 7
                ? [
                    PatientIdentifier(
                        type: .cnic, value: card.prefix(5) + "-" + card.dropFirst(5).prefix(7) + "-" + card.suffix(1))
                ]
                : [],
            guardian: Guardian(relation: .father, name: name(male, family)), address: "Street 7, Lahore", language: nil)
    }

    /// One or two given names, a family name, and sometimes a rare word made of letters.
    private mutating func name(_ given: [String], _ family: [String]) -> String {
        var words = [pick(given)]
        if Bool.random(using: &generator) { words.append(pick(given)) }
        words.append(pick(family))
        if Int.random(in: 0..<4, using: &generator) == 0, let first = given.last?.unicodeScalars.first, first.isASCII {
            let letters = Array("abcdefghijklmnoprstuyz")
            words.append(String((0..<7).compactMap { _ in letters.randomElement(using: &generator) }))
        }
        return words.joined(separator: " ")
    }

    /// The n-th word of a list is chosen about in proportion to 1/n.
    private mutating func pick(_ words: [String]) -> String {
        let share = Double.random(in: 0..<1, using: &generator)
        return words[min(Int(Double(words.count) * share * share * share), words.count - 1)]
    }
}
