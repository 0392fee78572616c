import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

/// The index of names, block by block.
@Suite struct NameBlockTests {
    @Test func entriesSayWhoAndComeBackFromStorage() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<500 {
            let serial = Int64.random(in: 1...50_000_000, using: &generator)
            let (name, words) = (Int.random(in: 0...1, using: &generator), Int.random(in: 1...9, using: &generator))
            let entry = NameBlock.entry(serial, name: name, words: words)
            #expect(NameBlock.serial(of: NameBlock.place(entry), in: NameBlock.block(of: serial)) == serial)
            #expect(NameBlock.name(entry) == name && NameBlock.words(entry) == min(words, NameBlock.wordLimit))
            let stored = NameBlock.bytes([entry, .max, 0])
            #expect(stored.count == 6 && stored.withUnsafeBytes { NameBlock.entries($0) } == [entry, .max, 0])
        }
    }

    @Test func rowsOfAWordLieTogether() {
        for word: Int64 in [1, 7, 2_000_000] {
            let rows = NameBlock.rows(of: word)
            for block in [0, 1, 600_000, NameBlock.lastBlock] {
                #expect(rows.contains(NameBlock.row(word, block)))
                #expect(NameBlock.block(ofRow: NameBlock.row(word, block)) == block)
            }
            #expect(NameBlock.rows(of: word + 1).lowerBound == rows.upperBound + 1)
        }
    }

    /// Sets of places answer as sets do.
    @Test func placesAreASet() {
        var generator = SeededGenerator(seed: 5)
        func some() -> Set<Int> {
            Set((0..<200).map { _ in Int.random(in: 0..<NameBlock.size, using: &generator) })
        }
        func places(_ numbers: Set<Int>) -> PlaceSet {
            PlaceSet(numbers.map { NameBlock.entry(Int64($0), name: 0, words: 1) })
        }
        func list(_ places: PlaceSet) -> [Int] {
            var all: [Int] = []
            places.forEach {
                all.append($0)
                return true
            }
            return all
        }
        for _ in 0..<20 {
            let (one, other) = (some(), some().union(some()))
            var both = places(one)
            both.formIntersection(places(other))
            #expect(list(both) == one.intersection(other).sorted() && both.isEmpty == one.isDisjoint(with: other))
            var rest = places(one)
            rest.subtract(places(other))
            #expect(list(rest) == one.subtracting(other).sorted())
        }
        #expect(PlaceSet().isEmpty)
    }

    /// Numbers far apart and next to the border of a block: everybody is found by a word, by two and by a misspelt one, once
    /// and in the order of the numbers, whatever the size of the pages.
    @Test func patientsOfAllBlocksAreFound() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let serials: [Int64] = [1, 2, 8_191, 8_192, 8_193, 16_384, 100_000, 5_000_000, 2_026_000_001]
        try await test.write { tx in
            for serial in serials {
                for (name, extra) in [("Rukhsana Kausar", Int64(0)), ("Rukhsana Bibi", 20), ("Zubaida Kausar", 40)] {
                    var input = NewPatient(name: name, sex: .female)
                    input.reasonForNew = "made by a test"
                    _ = try Registering.register(input, mrn: RecordNumber.format(serial + extra), in: tx)
                }
            }
        }
        let both = serials.map(RecordNumber.format)
        for text in ["rukhsana kausar", "kausar rukhs", "ruk kau"] {
            for limit in [2, 3, 50] {
                #expect(try await test.pages(text, limit: limit).map(\.mrn) == both, "\(text) \(limit)")
            }
        }
        #expect(try await test.pages("rukhsana", limit: 4).count == 2 * serials.count)
        for text in ["رخسانہ کوثر", "Ruksana Kosar", "Rukhsna Kauser"] {
            #expect(Set(try await test.found(text)) == Set(both), "\(text)")
        }
    }

    /// Of so many words that begin with a letter not each is looked at: who has one is read from the patient's row.
    @Test func aLetterOfAWordIsEnough() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let letters = Array("aeiouklmnprst")
        try await test.write { tx in
            var number = 0
            for one in letters {
                for other in letters {
                    for third in letters.prefix(3) {
                        number += 1
                        let family = number % 100 == 0 ? "Rukhsana" : "Zubaida"
                        var input = NewPatient(name: "Z\(one)\(other)\(third)b \(family)", sex: .female)
                        input.reasonForNew = "made by a test"
                        _ = try Registering.register(input, in: tx)
                    }
                }
            }
        }
        for (text, count) in [("rukhsana z", 5), ("z r", 5), ("z rukhs", 5), ("zubaida z", 502)] {
            let found = try await test.pages(text, limit: 3).map(\.mrn)
            #expect(found.count == count && Set(found).count == count, "\(text) \(found.count)")
        }
    }

    /// What is stored is each patient's own: the pages of a search are those that reading every name gives.
    @Test func searchesAnswerAsReadingEveryNameWould() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        var generator = SeededGenerator(seed: 8)
        let words = ["Ali", "Alia", "Aslam", "Usman", "Umar", "Khan", "Khanum", "خان", "علی", "राम"]
        var names: [String: [String]] = [:]
        for _ in 0..<120 {
            let name = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                words.randomElement(using: &generator) ?? ""
            }
            names[try await test.register(name.joined(separator: " ")).mrn] = name.map { $0.lowercased() }
        }
        for _ in 0..<40 {
            let typed = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                String(
                    (words.randomElement(using: &generator) ?? "").lowercased().prefix(
                        Int.random(in: 1...4, using: &generator)))
            }
            let wanted = SearchQuery(typed.joined(separator: " ")).words
            let right = names.filter { _, has in wanted.allSatisfy { word in has.contains { $0.hasPrefix(word) } } }
                .keys
            let shown = try await test.pages(typed.joined(separator: " "), limit: 7)
                .filter { $0.nameFound == .words }.map(\.mrn)
            #expect(Set(right).isSubset(of: shown) && Set(shown).count == shown.count, "\(typed)")
        }
    }
}
