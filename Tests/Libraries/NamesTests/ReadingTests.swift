import Testing

@testable import Names

/// How single words are folded, read and reduced.
@Suite struct ReadingTests {
    private func folded(_ text: String) -> [String] { LetterFolding.words(text).map(\.text) }
    private func sounds(_ text: String) -> [String] { LetterFolding.words(text).flatMap { WordSounds($0).letters } }

    @Test(arguments: [
        ("علي", "علی"), ("كمال", "کمال"), ("فاطمه", "فاطمہ"), ("أحمد", "احمد"), ("مُحَمَّد", "محمد"),
        ("ﻣﺤﻤﺪ", "محمد"), ("ماہ\u{200C}نور", "ماہنور"), ("ज़ाहिद", "ज़ाहिद"), ("ＲＡＨＩＭ", "rahim"), ("Rāhīm", "rahim"),
        ("O’Brien", "obrien"), ("\u{648}\u{654}", "ؤ"),
    ])
    func habitsOfTheKeyboardAreFolded(_ written: String, _ expected: String) {
        #expect(
            folded(written).first?.unicodeScalars.elementsEqual((folded(expected).first ?? "").unicodeScalars) == true)
    }

    @Test func wordsAreDividedBySignsAndScripts() {
        #expect(folded("Abdur-Rahman/Khan7محمد") == ["abdur", "rahman", "khan", "محمد"])
        #expect(folded("7 - .") == [])
        #expect(folded(String(repeating: "a", count: 100)).first?.count == LetterFolding.longestWord)
    }

    @Test func digitsOfTheTelephoneAreLetters() {
        #expect(
            folded("3abd 7asan 5alid 6ariq sa3d rabi3 sale7") == [
                "abd", "hasan", "khalid", "tariq", "sad", "rabi", "saleh",
            ])
        #expect(folded("Baby 2, Bed5 Ward33a 0300") == ["baby", "bed", "ward", "a"])
    }

    @Test func lettersBecomeSounds() {
        #expect(sounds("Hassan") == ["h", "a", "s", ":", "a", "n"])
        #expect(sounds("Chhaya") == ["chh", "a", "Y", "a"])
        #expect(sounds("Laxmi") == ["l", "a", "k", "s", "m", "i"])
        #expect(sounds("بھٹی") == ["بھ", "ٹ", "ی"])
        #expect(sounds("مصطفیٰ") == ["م", "ص", "ط", "ف", "یٰ"])
        #expect(sounds("कृष्ण") == ["क", "र", "इ", "ष", "ण", "अ"])
        #expect(sounds("बच्चन") == ["ब", "अ", "च", ":", "अ", "न"])
    }

    @Test func aSkeletonIsSharedByTheScripts() {
        for group in [["Muhammad", "Mohd", "محمد", "मोहम्मद"], ["Fatima", "فاطمہ", "फ़ातिमा"], ["Zahid", "زاہد", "जाहिद"]] {
            let skeletons = Set(group.map { Skeleton.telling(PersonName($0)) })
            #expect(skeletons.count == 1, "\(group): \(skeletons)")
        }
        #expect(!Set(stored("عثمان")).isDisjoint(with: stored("Uthman")))
    }

    private func stored(_ name: String) -> [String] { PersonName.tokens(name).flatMap(Skeleton.stored) }

    /// Every word of a query finds its skeleton among those of the stored name, as it is, joined or divided.
    @Test(arguments: [
        ("AbdulRehman", "Abdul Rahman"), ("Abdur Rahman", "عبدالرحمٰن"), ("عبد الرحمن", "Abdul Rehman"),
        ("رحمن", "عبد الرحمن"), ("Shams ud Din", "شمس الدین"), ("Saifeddine", "سیف الدین"), ("Ansari", "Alansari"),
        ("Ambika", "अंबिका"), ("Amber", "عنبر"), ("Abderrahmane", "عبد الرحمن"),
        ("Noor Jahan", "Noorjahan"), ("نور جہاں", "Noorjahan"), ("Ziauddin", "Zia Uddin"), ("Mohd", "محمد"),
        ("Abdurrahman", "عبد الرحمن"), ("NoorJahanBegum", "نور جہاں بیگم"), ("Noor Jahan Begum", "نورجہانبیگم"),
    ])
    func wordsAreFoundHoweverTheyAreDivided(_ typed: String, _ name: String) {
        let keys = Set(stored(name))
        let query = PersonName(typed)
        let readings = Skeleton.joined(query) + Skeleton.divided(query) + Skeleton.divided(query, into: 3)
        let ways = [Skeleton.wanted(query)] + readings.map { $0.map(\.skeletons) }
        #expect(ways.contains { $0.allSatisfy { !keys.isDisjoint(with: $0) } }, "\(keys) \(ways)")
    }

    @Test func oneLetterApartSharesAShortenedSkeleton() {
        for (one, other) in [("KLSM", "KLM"), ("KLSM", "KSLM"), ("KLSM", "KLTM")] {
            let shared = Set(Skeleton.shortened(one) + [one]).intersection(Skeleton.shortened(other) + [other])
            #expect(!shared.isEmpty, "\(one) \(other)")
        }
        #expect(Skeleton.shortened("KL") == [])
        #expect(Set(Skeleton.shortened("KLSM") + ["KLSM"]).isDisjoint(with: Skeleton.shortened("BDRN") + ["BDRN"]))
    }

    @Test func titlesAndRelationsDoNotCount() {
        let name = PersonName("Mst. Nasreen Bibi d/o Haji Aslam")
        #expect(name.words.filter { $0.role == .telling }.map(\.text) == ["nasreen", "aslam"])
        #expect(name.words.filter { $0.role == .common }.map(\.text) == ["bibi"])
        #expect(PersonName("Haji").words.map(\.role) == [.telling])
        #expect(PersonName("محمد عثمان").words.map(\.role) == [.common, .telling])
        #expect(PersonName("محمد").words.map(\.role) == [.telling])
    }

    @Test func everyTableFitsItsAlphabets() throws {
        for (first, second, _, rows) in LearnedWeights.all {
            let one = try #require(SoundAlphabet.of(first))
            let two = try #require(SoundAlphabet.of(second))
            #expect(SoundWeights.cells(rows).count == one.count * two.count, "\(first) \(second)")
        }
        for script in [NameScript.latin, .arabic, .devanagari] {
            #expect(SoundClass.classes(of: script).count == SoundAlphabet.of(script)?.count)
        }
    }
}
