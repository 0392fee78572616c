import Names
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

/// A word is proposed as this hospital mostly wrote it.
@Suite struct RegisteredSpellingTests {
    private func known(_ name: String, _ script: NameScript, _ test: TestStore) async throws -> [String: String] {
        try await test.read { tx in
            try RegisteredSpellings(tx).spellings(of: Transliteration.words(of: name), in: script)
        }
    }

    @Test func aWordThatNoListHasComesFromThoseRegistered() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        #expect(try await known("Gulzameena Khan", .arabic, test).isEmpty)
        try await test.register("Gulzameena Bibi") { $0.otherName = "گلزمینہ بیبی" }
        #expect(try await known("Gulzameena Khan", .arabic, test) == ["Gulzameena": "گلزمینہ"])
        #expect(try await known("گلزمینہ", .latin, test) == ["گلزمینہ": "Gulzameena"])
    }

    @Test func manyOverruleTheListsAndOneDoesNot() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        for number in 1...RegisteredSpellings.fewest {
            #expect(try await known("Sana", .arabic, test)["Sana"] == nil, "\(number)")
            try await test.register("Sana Gul") { $0.otherName = "صنا گل" }
        }
        #expect(try await known("Sana", .arabic, test) == ["Sana": "صنا"])
    }
}
