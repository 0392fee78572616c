import Testing

@testable import Names

/// What a counter expects of two names, in any two scripts.
@Suite struct ComparisonTests {
    private func compare(_ left: String, _ right: String) -> NameComparison {
        NameComparison(PersonName(left), PersonName(right))
    }

    @Test(arguments: [
        ("Muhammad Usman", "محمد عثمان"), ("Mohd Usman", "محمد عثمان"), ("Mohd. Usman", "मोहम्मद उस्मान"),
        ("Muhammad", "मोहम्मद"), ("Md", "محمد"), ("Abdul Rahman", "AbdulRehman"), ("Abdur Rahman", "عبدالرحمٰن"),
        ("Abdurrahman", "अब्दुल रहमान"), ("عبد الرحمن", "عبدالرحمٰن"), ("Noor Jahan", "Noorjahan"), ("نور جہاں", "नूरजहाँ"),
        ("Fatima", "فاطمہ"), ("فاطمة", "فاطمہ"), ("فاطمه", "फ़ातिमा"), ("Ayesha Siddiqui", "عائشہ صدیقی"),
        ("Zahid", "जाहिद"), ("ज़ाहिद", "जाहिद"), ("Laxmi", "लक्ष्मी"), ("Krishna", "कृष्ण"), ("Hasan", "Hassan"),
        ("Chaudhry", "چوہدری"), ("Qureshi", "قریشی"), ("Rajesh Sharma", "राजेश शर्मा"), ("Sunita", "सुनिता"),
        ("आनंद", "आनन्द"), ("Mst. Nasreen Bibi", "Nasreen"), ("श्रीमती सुनीता देवी", "Sunita Devi"),
        ("Abdul Rahman", "عبد الرحمن"), ("عبد الرحمن", "अब्दुल रहमान"), ("Aisha", "عائشہ"), ("Aisha", "عائشة"),
        ("Aisha", "आयशा"),
        ("Krishan", "कृष्णा"), ("کرشن", "कृष्णा"), ("صفا", "صفاء"), ("حمزه", "حمزة"), ("اياد", "إياد"), ("Said", "سعید"),
        ("Abd-Ar-Razzaq", "عبد الرزاق"), ("Abdel Hafedh", "عبد الحفيظ"), ("Abderrahmane", "Abdul Rehman"),
        ("अब्दुर रहमान", "عبدالرحمٰن"), ("Saif ud Din", "Saifeddine"), ("Saifuddin", "سيف الدين"),
        ("शम्स उल हक़", "Shamsul Haq"), ("Zeb-e-Nisa", "زیب النساء"), ("Alansari", "Ansari"), ("Essaid", "السعید"),
        ("3abd el Ra7man", "عبد الرحمن"), ("7asan", "Hassan"), ("Ḥusayn", "حسین"), ("Alia", "Aliya"),
        ("Ambika", "अंबिका"), ("Chandra", "تشاندرا"), ("Faouzia", "Fawzia"), ("Ouafa", "Wafa"),
    ])
    func oneName(_ left: String, _ right: String) {
        let comparison = compare(left, right)
        #expect(comparison.isSame, "\(left) and \(right): \(comparison)")
    }

    @Test(arguments: [
        ("Hassan", "Hussain"), ("حسن", "حسین"), ("Zahid", "Zahida"), ("Saima", "Samia"), ("Raheem", "Kareem"),
        ("Kumar", "कुमारी"), ("Hassan Khan", "Hussain Khan"), ("Aslam Butt", "Akram Butt"), ("Sunil", "सुनीता"),
        ("Fatima Bibi", "Khadija Bibi"), ("Muhammad Usman", "Muhammad Imran"), ("ਗੁਰਪ੍ਰੀਤ", "Harpreet"),
        ("Kareem", "Karima"), ("Jamil", "Jamal"), ("Salim", "Salman"), ("Nadia", "Nadira"), ("Rashid", "Rashida"),
        ("Anil", "Sunil"), ("Ravi", "Rani"), ("Abdul Rahman", "Abdul Rahim"),
    ])
    func twoNames(_ left: String, _ right: String) {
        let comparison = compare(left, right)
        #expect(!comparison.isSame, "\(left) and \(right): \(comparison)")
    }

    @Test func bothWaysRoundGiveOneScore() {
        let names = [
            "Muhammad Usman", "محمد عثمان", "अब्दुल रहमान", "Abdurrahman Khan", "نور جہاں", "Noorjahan", "Syed Ali Raza",
            "رضا علی",
            "Haji", "ਗੁਰਪ੍ਰੀਤ", "", "Ali s/o Ahmed",
        ]
        for left in names {
            for right in names { #expect(compare(left, right) == compare(right, left), "\(left) \(right)") }
        }
    }

    /// One word respelled in its place is likelier than the same letters in another order.
    @Test func theOrderOfTheWordsOutweighsAHabitOfWriting() {
        let stored = ["مرتضا صفا دانيش", "صفاء مرتضا دانيش"].map { PersonName($0) }
        let ranked = NameRanking(among: stored).rank(PersonName("صفا مرتضا دانيش"), limit: 2)
        #expect(ranked.map(\.index) == [1, 0])
    }

    @Test func reasonsSayWhatTheScoreRestsOn() {
        #expect(compare("Mr Aslam Khan", "aslam khan").match == .exact)
        #expect(compare("Aslam Khan", "Khan Aslam").match == .sameWords)
        #expect(compare("Abdul Rehman", "AbdulRehman").match == .sameWords)
        #expect(compare("Aslam Khan", "اسلم خان").match == .otherScript)
        #expect(compare("Hasan", "Hassan").match == .sameSkeleton)
        #expect(compare("Aslam", "Zubaida").match == .different)
        #expect(compare("Aslam", "Aslam").score == 100)
        #expect(compare("", "Aslam").score == 0)
    }

    @Test func anUnreadScriptIsComparedByItsLetters() {
        #expect(compare("ਗੁਰਪ੍ਰੀਤ", "ਗੁਰਪ੍ਰੀਤ").match == .exact)
        #expect(compare("ਗੁਰਪ੍ਰੀਤ", "ਹਰਪ੍ਰੀਤ").score == 0)
    }

    @Test func rankingPutsTheNearestFirst() {
        let list = ["Hussain Ahmad", "Hassan Ahmad", "Hasan Mahmood", "Ahmad Hassan", "Zubaida"]
        let rows = NameRanking(among: list.map(PersonName.init)).rank(PersonName("حسن احمد"), limit: 3)
        #expect(rows.map { list[$0.index] }.prefix(2) == ["Hassan Ahmad", "Ahmad Hassan"])
    }

    @Test(arguments: [
        ("Kasihf", "Kashif", true), ("Usmn", "Usman", true), ("Malhorta", "Malhotra", true),
        ("Kaashif", "Kashif", true),
        ("Jashif", "Kashif", true), ("عثما", "عثمان", true), ("Ali", "Alia", false), ("Kashif", "Kashmir", false),
        ("Kashif", "Kahsfi", false), ("Kashif", "Kashif", false), ("Kashif", "کاشف", false),
    ])
    func aSlipIsOneLetter(_ one: String, _ other: String, _ isOne: Bool) throws {
        let words = try [one, other].map { try #require(PersonName($0).words.first) }
        #expect(Slip.separates(words[0], words[1]) == isOne)
        #expect(Slip.separates(words[1], words[0]) == isOne)
    }
}
