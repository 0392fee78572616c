import Foundation
import Testing

@testable import Names

/// A name proposed in another script: common names as people write them, others near enough to be found and corrected.
@Suite struct TransliterationTests {
    @Test(arguments: [
        ("Muhammad Usman Chaudhry", NameScript.arabic, "محمد عثمان چوہدری"), ("Zainab Bibi", .devanagari, "ज़ैनब बीबी"),
        ("محمد عثمان", .latin, "Muhammad Usman"), ("सुनीता शर्मा", .arabic, "سنیتا شرما"),
        ("Rajesh Kumar", .devanagari, "राजेश कुमार"),
        ("Abdul Rehman", .arabic, "عبدالرحمٰن"), ("Saket", .devanagari, "साकेत"),
    ])
    func namesAreWrittenAsPeopleWriteThem(_ name: String, _ script: NameScript, _ expected: String) {
        let proposed = Transliteration.propose(name, in: script) ?? ""
        #expect(proposed.precomposedStringWithCanonicalMapping == expected.precomposedStringWithCanonicalMapping)
    }

    @Test func nothingIsProposedForWhatIsNoNameOfAnotherScript() {
        #expect(Transliteration.propose("Usman", in: .latin) == nil)
        #expect(Transliteration.propose("0300 123", in: .arabic) == nil)
        #expect(Transliteration.propose("Usman عثمان", in: .devanagari) == nil)
        #expect(Transliteration.propose("Usman", in: .other) == nil)
    }

    /// Names that are not on the list of spellings, from the lists with which matching is measured: how many proposals
    /// count as the same name as what people wrote. Urdu leaves vowels out, so there most are guesses.
    @Test(arguments: [
        ("Latn", "Deva", 0.74), ("Deva", "Latn", 0.94), ("Latn", "Arab-ur", 0.42), ("Arab-ur", "Latn", 0.74),
    ])
    func otherNamesAreNearEnough(_ from: String, _ to: String, _ least: Double) throws {
        let scripts: [String: NameScript] = ["Latn": .latin, "Deva": .devanagari, "Arab-ur": .arabic]
        let (source, target) = (try #require(scripts[from]), try #require(scripts[to]))
        var (asked, near) = (0, 0)
        for spellings in try Self.spellings() {
            guard let name = spellings[from]?.first, let wanted = spellings[to], !name.contains(" "),
                SpellingList.shared.find(name, in: source) == nil
            else { continue }
            asked += 1
            let proposed = PersonName(Transliteration.propose(name, in: target) ?? "")
            if wanted.contains(where: { NameComparison(proposed, PersonName($0)).isSame }) { near += 1 }
        }
        #expect(asked > 200)
        #expect(Double(near) / Double(asked) >= least, "\(near) of \(asked)")
    }

    /// The spellings of each name of Packaging/names/data/pairs.tsv by script.
    private static func spellings() throws -> [[String: [String]]] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let text = try String(contentsOf: root.appending(path: "Packaging/names/data/pairs.tsv"), encoding: .utf8)
        var names: [String: [String: [String]]] = [:]
        for line in text.split(separator: "\n").dropFirst() {
            let cells = line.split(separator: "\t").map(String.init)
            if cells.count > 2 { names[cells[0], default: [:]][cells[1], default: []].append(cells[2]) }
        }
        return Array(names.values)
    }
}
