import Names
import Testing

@testable import Patients

@Suite struct NameFoldingTests {
    private func keys(_ text: String) -> [String] { LetterFolding.words(text).map(\.key) }

    @Test(arguments: [
        // Arabic and Urdu keyboards.
        ("علي", "علی"), ("على", "علی"), ("كاشف", "کاشف"), ("فاطمة", "فاطمہ"), ("فاطمه", "فاطمہ"), ("فاطمۃ", "فاطمہ"),
        ("أحمد", "احمد"), ("إبراهيم", "ابراہیم"), ("آمنہ", "امنہ"), ("ٱلله", "اللہ"), ("مؤمنہ", "مومنہ"),
        ("عائشہ", "عایشہ"),
        ("خدیجۂ", "خدیجہ"), ("علاء", "علا"),
        // Harakat, tatweel, joiners, presentation forms.
        ("مُحَمَّد", "محمد"), ("محـــمد", "محمد"), ("عبدالرحمٰن", "عبدالرحمن"), ("خان\u{200C}زادہ", "خانزادہ"),
        ("ﻣﺤﻤﺪ", "محمد"),
        // Devanagari: nukta in one or two code points, chandrabindu, joiners.
        ("फ़ातिमा", "फातिमा"), ("\u{095E}ातिमा", "फातिमा"), ("ज़ैनब", "जैनब"), ("ऱ", "र"), ("चाँद", "चांद"),
        ("शक्\u{200D}ति", "शक्ति"),
        // Latin: case, marks, apostrophes, width.
        ("MUHAMMAD", "muhammad"), ("José", "jose"), ("D'Souza", "dsouza"), ("D’Souza", "dsouza"), ("Ｋｈａｎ", "khan"),
        ("ʿAlī", "ali"),
    ])
    func twoSpellingsBecomeOne(_ left: String, _ right: String) {
        #expect(keys(left) == keys(right))
        #expect(keys(left).count == 1)
    }

    @Test(arguments: [
        ("Ali", "Aly"), ("احمد", "حامد"), ("राम", "रमा"), ("कमल", "कमला"), ("محمد", "محمود"), ("के", "का"),
    ])
    func differentNamesStayDifferent(_ left: String, _ right: String) {
        #expect(keys(left) != keys(right))
    }

    @Test func wordsAreDividedBySignsSpacesAndScripts() {
        #expect(keys("  Abdul-Rahman  (s/o Khan) ") == ["abdul", "rahman", "s", "o", "khan"])
        #expect(keys("Usmanعثمان") == ["usman", "عثمان"])
        #expect(keys("محمد عثمان۔ چوہدری") == ["محمد", "عثمان", "چوہدری"])
        #expect(keys("12 34 -- ۱۲") == [])
        #expect(LetterFolding.words("राम Khan علی").map(\.script) == [.devanagari, .latin, .arabic])
    }

    @Test func aKeyHasAnEnd() {
        let long = String(repeating: "a", count: 500)
        #expect(keys(long) == [String(repeating: "a", count: LetterFolding.longestWord)])
    }

    /// Folding what is folded changes nothing, whatever was typed.
    @Test func foldingIsIdempotent() {
        var generator = SeededGenerator(seed: 1)
        let letters = Array("aBçé'مُحﻢيىكهةؤأآٰـ\u{200C}कफ़़ँंक्षा -.१3ʿ".unicodeScalars)
        for _ in 0..<2000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                if let letter = letters.randomElement(using: &generator) { text.append(letter) }
            }
            let once = keys(String(text))
            #expect(keys(once.joined(separator: " ")) == once, "\(String(text).unicodeScalars.map(\.value))")
        }
    }
}

@Suite struct NameKeysTests {
    @Test func everyNameGivesItsWordsOnce() {
        let keys = NameKeys(names: ["محمد عثمان چوہدری", "Muhammad Usman Chaudhry Usman"])
        #expect(keys.text == " chaudhry muhammad usman عثمان محمد چوہدری")
        #expect(NameKeys.keys(inText: keys.text) == keys.keys)
    }

    @Test(arguments: ["Mohd", "Mohammad", "MD.", "Muhammed"])
    func shortFormsOfMuhammadAreKeptUnderTheCommonOneToo(_ form: String) {
        #expect(NameKeys(names: [form + " Usman"]).keys.contains("muhammad"))
    }

    @Test func anInitialStandsForMuhammadOnlyBeforeAName() {
        #expect(NameKeys(names: ["M. Usman"]).text == " m muhammad usman")
        #expect(NameKeys(names: ["Usman M."]).text == " m usman")
        #expect(NameKeys(names: ["M"]).text == " m")
    }
}

@Suite struct NameSimilarityTests {
    @Test(arguments: [
        ("Muhammad Usman Chaudhry", "Usman Chaudhry", true), ("Muhammad Usman", "Mohd. Usman", true),
        ("Muhammad Usman", "Muhammad Ali", false), ("Ahmad Ali", "Usman Ali", false), ("Fatima Bibi", "Fatima", true),
        ("Ayesha Siddiqui", "Aysha Siddiqi", true), ("Ahmad Ali", "Ali Ahmad", true), ("Muhammad", "Mohammad", true),
        ("Zahid Khan", "Shahid Khan", false), ("محمد عثمان", "Muhammad Usman", true), ("राजेश कुमार", "Rajesh Kumar", true),
        ("علي رضا", "علی رضا", true),
        ("कमला देवी", "विमला देवी", false), ("Ali", "Ala", false),
    ])
    func namesOfOnePersonAreSimilar(_ left: String, _ right: String, _ similar: Bool) throws {
        let score = try #require(NameSimilarity.score([left], [right]))
        #expect((score >= NameSimilarity.threshold) == similar, "\(score)")
    }

    @Test func nobodyWithoutANameIsCompared() {
        #expect(NameSimilarity.score([] as [String], ["Muhammad Usman"]) == nil)
        #expect(NameSimilarity.score(["Muhammad Usman"], ["", "7"]) == nil)
    }

    @Test func theBetterOfTwoScriptsCounts() {
        #expect(NameSimilarity.score(["محمد عثمان", "Usman"], ["Usman", "محمد علی"]) == 100)
    }

    @Test func theScoreIsSymmetricAndBounded() {
        var generator = SeededGenerator(seed: 2)
        let words = ["ali", "alia", "ahmad", "ahmed", "usman", "osman", "khan", "muhammad", "siddiqui", "siddiqi"]
        for _ in 0..<1000 {
            let names = (0..<2).map { _ in
                (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in words.randomElement(using: &generator)
                }
                .joined(separator: " ")
            }
            let there = NameSimilarity.score([names[0]], [names[1]])
            #expect(there == NameSimilarity.score([names[1]], [names[0]]), "\(names)")
            #expect((0...100).contains(there ?? -1))
            #expect(NameSimilarity.score([names[0]], [names[0]]) == 100)
        }
    }
}
