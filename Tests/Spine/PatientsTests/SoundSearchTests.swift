import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

/// Patients are found in scripts and spellings in which nobody wrote their names.
@Suite struct SoundSearchTests {
    @Test(arguments: [
        ("محمد عثمان", "Mohd Usman", NameFound.otherScript), ("محمد عثمان", "osman", .otherScript),
        ("Muhammad Usman", "عثمان", .otherScript),
        ("मोहम्मद उस्मान", "محمد عثمان", .otherScript), ("Muhammad Usman", "मोहम्मद", .otherScript),
        ("फ़ातिमा बेगम", "fatima", .otherScript),
        ("Muhammad Usman Chaudhry", "Choudhary Usmaan", .sound), ("Abdul Rehman Khan", "AbdulRahman", .sound),
        ("عبدالرحمٰن", "Abdur Rahman", .otherScript),
        ("Noorjahan", "Noor Jahan", .words), ("Nasreen", "Mst. Nasreen", .words), ("Hassan Ali", "Hasan", .sound),
        ("Laxmi Devi", "Lakshmi", .sound),
        // Three words typed as one, and stored as one.
        ("Noor Jahan Begum", "NoorJahanBegum", .words), ("Noorjahanbegum", "Noor Jahan Begum", .words),
        ("نور جہاں بیگم", "noorjahanbegum", .otherScript),
    ])
    func aNameIsFoundByItsSound(_ name: String, _ text: String, _ found: NameFound) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Zubaida Perveen") { $0.otherName = "زبیدہ پروین" }
        let patient = try await test.register(name)
        let rows = try await test.search(text)
        #expect(rows.map(\.id) == [patient.id])
        #expect(
            rows.first?.matchedBy == .name && rows.first?.nameFound == found,
            "\(String(describing: rows.first?.nameFound))")
    }

    /// Arabic has no letter for p, ch and g; its article stands before a name or not. Of one name these are only near.
    @Test(arguments: [
        ("Parveen Akhtar", "بروين"), ("بروين", "parveen"), ("पूजा गुप्ता", "غوبتا"), ("Pooja", "بوجا"),
        ("القادر حسين", "قادر"), ("قادر حسین", "القادر"),
    ])
    func anArabicSpellingIsFound(_ name: String, _ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Zubaida Khan") { $0.otherName = "زبیدہ خان" }
        let patient = try await test.register(name)
        #expect(try await test.search(text).map(\.id) == [patient.id])
    }

    @Test(arguments: [("Salman Ali", "Salim"), ("Muhammad Imran", "محمد عثمان"), ("Aslam Butt", "Aslam Khan")])
    func anotherNameIsNotFound(_ name: String, _ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register(name)
        #expect(try await test.search(text).isEmpty)
    }

    /// A consonant too few, too many, exchanged or another one; of two words, either.
    @Test(arguments: [
        ("Muhammad Usman Chaudhry", "Muhamad Usmn Chaudry"), ("Kashif Mehmood", "Kasihf Mehmood"),
        ("Shabnam Perveen", "Shabnam Perven"), ("راجیش کمار", "Rajes Kumar"), ("Rukhsana Kausar", "Rukhsna Kauser"),
        ("Shakuntala Devi", "Shakuntla Devi"), ("Siddharth Malhotra", "Sidharth Malhorta"),
    ])
    func aMisspeltNameIsFound(_ name: String, _ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Zubaida Perveen") { $0.otherName = "زبیدہ پروین" }
        let patient = try await test.register(name)
        #expect(try await test.search(text).map(\.id) == [patient.id])
    }

    /// A word that nobody has any more leaves the index with its last patient.
    @Test func theIndexForgetsWords() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Usman Khan")
        let patient = try await test.register("Zulfiqar Khan")
        try await test.write { tx in
            var change = PatientChange()
            change.name = "Usman Khan"
            _ = try Registering.update(patient.id, change, version: patient.version, in: tx)
        }
        let words = try await test.read { tx in
            try String.fetchAll(tx.db, sql: "SELECT text FROM patientsWord ORDER BY text")
        }
        #expect(words == ["khan", "usman"])
        #expect(try await test.search("Zulfiqar").isEmpty)
        #expect(try await test.search("Usman").count == 2)
    }

    /// Another name that only a vowel tells apart is shown, but last, and said to be only near.
    @Test(arguments: [("حسین", "حسن", "حسن"), ("Hussain", "Hassan", "Hassan")])
    func aNearNameStandsLast(_ near: String, _ name: String, _ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let other = try await test.register(near)
        let patient = try await test.register(name) { $0.reasonForNew = "another one" }
        let rows = try await test.search(text)
        #expect(rows.map(\.id) == [patient.id, other.id])
        #expect(rows.last?.nameFound == .near, "\(String(describing: rows.last?.nameFound))")
    }

    @Test func whatWasTypedComesBeforeWhatSoundsLikeIt() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let urdu = try await test.register("حسن علی")
        let other = try await test.register("Hasan Ali") { $0.reasonForNew = "another one" }
        let typed = try await test.register("Hassan Ali") { $0.reasonForNew = "another one" }
        let rows = try await test.search("hassan")
        #expect(rows.first?.id == typed.id && rows.first?.nameFound == .words)
        #expect(Set(rows.dropFirst().map(\.id)) == [urdu.id, other.id])
    }

    /// Leafing with small pages shows the same patients in the same order as one page.
    @Test func soundsAreLeafedThrough() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        for name in ["Hassan", "Hasan", "حسن", "हसन", "Hasan Khan", "حسن خان"] {
            try await test.register(name) { $0.reasonForNew = "one of several" }
        }
        let whole = try await test.search("hassan").map(\.id)
        #expect(whole.count == 6)
        for limit in 1...4 {
            var all: [ID<Patient>] = []
            var after: String?
            repeat {
                let page = try await test.read { [after] tx in
                    try Searching.search("hassan", limit: limit, after: after, in: tx)
                }
                #expect(page.items.count <= limit)
                all += page.items.map(\.id)
                after = page.next
            } while after != nil
            #expect(all == whole, "\(limit)")
        }
    }

    /// A hospital of an earlier version has patients without these keys; the job of the migration adds them.
    @Test func patientsOfAnEarlierVersionGetTheirKeys() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("محمد عثمان") { $0.birthDate = CalendarDay(year: 1990, month: 1, day: 1) }
        let before = try await keys(test)
        try await test.write { tx in
            try tx.housekeeping {
                try tx.db.execute(sql: "DELETE FROM patientsNameBlock")
                try tx.db.execute(sql: "DELETE FROM patientsMatchKey")
            }
        }
        #expect(try await test.search("Usman").isEmpty)
        for _ in 0..<2 {  // twice does no harm
            try await test.write { tx in try NameRekeying.rekey(after: ID(rawValue: 0), in: tx) }
        }
        #expect(try await keys(test) == before && before.count > 2)
        #expect(try await test.search("Usman").map(\.id) == [patient.id])
    }

    private func keys(_ test: TestStore) async throws -> [String] {
        try await test.read { tx in
            try String.fetchAll(
                tx.db,
                sql:
                    "SELECT hex(entries) || id FROM patientsNameBlock UNION ALL SELECT key FROM patientsMatchKey ORDER BY 1"
            )
        }
    }
}
