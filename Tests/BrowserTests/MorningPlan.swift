import SehatCore

/// Who comes in a morning: 200 patients at four counters, each of which works in another language.
struct MorningPlan: Sendable {
    /// A person as every script writes the name.
    struct Person: Sendable {
        /// Latin, Urdu, Hindi, Arabic: in the order of `languages`.
        let names: [String]
        let isWoman: Bool
        let age: Int
        let phone: String

        /// As it is written in one of the languages.
        func name(_ language: Language) -> String {
            names[MorningPlan.languages.firstIndex(of: language) ?? 0]
        }
    }

    /// What happens at a counter.
    enum Step: Sendable {
        /// Nobody knows the person yet.
        case new(Person)
        /// Registered on another day, and found by the name in another script.
        case returning(Person)
        /// Typed in as new, and taken over when the page warns.
        case takenOver(Person)
        /// Typed in as new, and kept as new with a reason when the page warns.
        case savedAnyway(Person)
    }

    static let languages: [Language] = [.en, .ur, .hi, .ar]

    /// In which script a counter looks for those who were registered in its own.
    static func otherScript(than language: Language) -> Language {
        switch language {
        case .en: .ur
        case .ur: .hi
        case .hi: .en
        case .ar: .en
        }
    }

    /// Those who were here before, by the counter that will see them again, in the order of `languages`.
    let known: [[Person]]
    /// What each counter does, in the order of `languages`.
    let steps: [[Step]]

    /// Of those who come back at a counter: found by name, taken over after the warning, saved with a reason all the same.
    private static let returning: [(found: Int, taken: Int, saved: Int)] = [
        (16, 1, 2), (15, 1, 1), (15, 2, 1), (15, 1, 1),
    ]
    /// How many a counter sees.
    private static let seen = 50

    init() {
        var number = 0
        func next() -> Person {
            defer { number += 1 }
            return Self.person(number)
        }
        known = Self.returning.map { count in (0..<count.found + count.taken + count.saved).map { _ in next() } }
        steps = zip(Self.returning, known).map { count, people in
            let back =
                people.prefix(count.found).map(Step.returning)
                + people.dropFirst(count.found).prefix(count.taken).map(Step.takenOver)
                + people.suffix(count.saved).map(Step.savedAnyway)
            let fresh = (0..<Self.seen - back.count).map { _ in Step.new(next()) }
            // One who comes back after every two who do not.
            return (0..<back.count).flatMap { turn in fresh.dropFirst(turn * 2).prefix(2) + [back[turn]] }
        }
    }

    /// The names of one language in order, each given name with each family name.
    private static func person(_ number: Int) -> Person {
        let given = givenNames[number % givenNames.count]
        let family = familyNames[number / givenNames.count % familyNames.count]
        return Person(
            names: zip(given, family).map { "\($0) \($1)" }, isWoman: number % givenNames.count % 2 == 1,
            age: 18 + number / givenNames.count * 3 + number % 3, phone: "0300" + String(1_000_000 + number * 36_737))
    }

    private static func table(_ text: String) -> [[String]] {
        text.split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
    }

    /// Men and women in turn.
    private static let givenNames = table(
        """
        Bashir|بشیر|बशीर|بشير
        Salma|سلمیٰ|सलमा|سلمى
        Imran|عمران|इमरान|عمران
        Shazia|شازیہ|शाज़िया|شازية
        Tariq|طارق|तारिक़|طارق
        Nasreen|نسرین|नसरीन|نسرين
        Khalid|خالد|ख़ालिद|خالد
        Rukhsana|رخسانہ|रुख़साना|رخسانة
        Farooq|فاروق|फ़ारूक़|فاروق
        Shabana|شبانہ|शबाना|شبانة
        Qasim|قاسم|क़ासिम|قاسم
        Zubaida|زبیدہ|ज़ुबैदा|زبيدة
        Liaqat|لیاقت|लियाक़त|لياقت
        Mumtaz|ممتاز|मुमताज़|ممتاز
        """)
    private static let familyNames = table(
        """
        Qureshi|قریشی|क़ुरैशी|قريشي
        Malik|ملک|मलिक|ملك
        Siddiqui|صدیقی|सिद्दीक़ी|صديقي
        Bukhari|بخاری|बुख़ारी|بخاري
        Mirza|مرزا|मिर्ज़ा|ميرزا
        Rana|رانا|राना|رانا
        Ansari|انصاری|अंसारी|أنصاري
        Hashmi|ہاشمی|हाशमी|هاشمي
        Durrani|درانی|दुर्रानी|دراني
        Niazi|نیازی|नियाज़ी|نيازي
        Sharma|شرما|शर्मा|شارما
        Verma|ورما|वर्मा|فيرما
        Gupta|گپتا|गुप्ता|جوبتا
        Abbasi|عباسی|अब्बासी|عباسي
        Khan|خان|ख़ान|خان
        """)
}
