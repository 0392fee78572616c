import GRDB
import Names
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

@Suite struct SearchingTests {
    @Test(arguments: [
        // Urdu, typed on other keyboards and in part.
        ("محمد عثمان چوہدری", "عثمان"), ("محمد عثمان چوہدری", "چوہدری محمد"), ("محمد عثمان چوہدری", "محم چوہ"),
        ("فاطمہ زہرا", "فاطمة"), ("فاطمہ زہرا", "فاطمه زهرا"), ("علی رضا", "علي"), ("کاشف کمال", "كاشف كمال"),
        ("احمد", "أَحْمَد"), ("عبدالرحمن", "عبدالرحمٰن"), ("خانزادہ", "خان\u{200C}زادہ"), ("آمنہ", "امنہ"),
        // Arabic.
        ("هدى الهاشمي", "ہدی"), ("عائشة", "عایشہ"), ("مؤمنة", "مومنہ"),
        // Hindi.
        ("फ़ातिमा बेगम", "फातिमा"), ("फातिमा बेगम", "फ़ातिमा"), ("चाँद ख़ान", "चांद खान"), ("राजेश कुमार", "कुमार रा"),
        // Latin.
        ("Muhammad Usman Chaudhry", "usman"), ("Muhammad Usman Chaudhry", "CHAUDHRY MUH"),
        ("José D'Souza", "jose dsouza"),
        ("Abdul-Rahman Khan", "rahman abdul"), ("Mohd Usman", "Muhammad"), ("Muhammad Usman", "Mohd. Usman"),
        ("M. Usman", "muhammad usman"), ("Mohammad Ali", "moha"), ("Ali Raza", "a r"),
    ])
    func namesAreFoundInAnyScriptAndOrder(_ name: String, _ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Somebody Else") { $0.otherName = "کوئی اور" }
        let patient = try await test.register(name)
        let found = try await test.search(text)
        #expect(found.map(\.id) == [patient.id])
        #expect(found.first?.matchedBy == .name)
    }

    @Test func bothNamesOfAPatientAreSearchedTogether() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("محمد عثمان چوہدری") { $0.otherName = "Muhammad Usman Chaudhry" }
        for text in ["عثمان", "usman", "usman چوہدری", "محمد chaudhry"] {
            #expect(try await test.found(text) == [patient.mrn], "\(text)")
        }
        for text in ["usman khan", "عثمان علی", "imran", "عمران"] {
            #expect(try await test.found(text).isEmpty, "\(text)")
        }
    }

    @Test func exactWordsComeBeforeLongerOnes() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let alina = try await test.register("Alina")
        let ali = try await test.register("Ali")
        let aliya = try await test.register("Aliya Ali")
        #expect(try await test.found("ali") == [ali.mrn, aliya.mrn, alina.mrn])
    }

    @Test(arguments: [
        "0300-1234567", "03001234567", "0300 123 4567", "+92 300 1234567", "923001234567", "0092 300 1234567",
        "3001234567", "1234567", "4567", "۰۳۰۰-۱۲۳۴۵۶۷", "٠٣٠٠ ١٢٣٤٥٦٧", "०३००१२३४५६७",
    ])
    func phonesAreFoundInAnyGroupingAndScript(_ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Somebody Else") { $0.phone = "0321-7654321" }
        let patient = try await test.register("Ali Raza") { $0.phone = "0300-1234567" }
        let found = try await test.search(text)
        #expect(found.map(\.id) == [patient.id])
        #expect(found.first?.matchedBy == .phone)
    }

    @Test func numbersAreFoundWithTheirCheckDigit() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Somebody Else")
        let patient = try await test.register("Ali Raza")
        let found = try await test.search(patient.mrn)
        #expect(found.map(\.id) == [patient.id] && found.first?.matchedBy == .mrn)
        #expect(try await test.found("۱۰۰۰۰۰۲۴") == [patient.mrn])
        #expect(try await test.found("10000025").isEmpty, "a wrong check digit")
    }

    @Test(arguments: ["35202-1234567-1", "3520212345671", "35202 1234567 1", "۳۵۲۰۲۱۲۳۴۵۶۷۱"])
    func identifiersAreFoundInAnyGrouping(_ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let patient = try await test.register("Ali Raza") {
            $0.identifiers = [.init(type: .cnic, value: "3520212345671"), .init(type: .passport, value: "AB1234567")]
        }
        try await test.register("Abid Hussain")
        let found = try await test.search(text)
        #expect(found.map(\.id) == [patient.id] && found.first?.matchedBy == .identifier)
        #expect(try await test.search("ab 1234567").map(\.matchedBy) == [.identifier])
    }

    @Test(arguments: ["", "   ", "\u{202E}"]) func withoutATextTheNewestCome(_ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        var numbers: [String] = []
        for name in ["Ali", "Umar", "Zaid"] { numbers.append(try await test.register(name).mrn) }
        #expect(try await test.found(text) == numbers.reversed())
    }

    @Test(arguments: ["12", "%", "_", "' OR 1=1 --", "\"", "(", "😀", "123", "0000000"])
    func strangeTextsFindNobody(_ text: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Ali Raza") { $0.phone = "0300-1234567" }
        #expect(try await test.found(text).isEmpty)
    }

    @Test func aListSaysWhoIsWhoAndIsNotLogged() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        try await test.register("Ahmad Ali") {
            $0.ageYears = 34
            $0.phone = "0300-1234567"
            $0.guardianName = "Raza"
            $0.guardianRelation = .father
        }
        let found = try #require(try await test.search("ahmad").first)
        #expect(found.age?.years == 34 && found.guardian?.name == "Raza" && found.phone == "+923001234567")
        #expect(try await test.auditTexts().map(\.action) == ["patients.patient.registered"])
    }
}

@Suite struct SearchPagingTests {
    private let names = [
        "Ali", "Alia", "Ahmad", "Usman", "Khan", "Mohd", "محمد", "علی", "عثمان", "राम", "Raza", "Rahman",
    ]

    /// 300 patients whose names are drawn from few words, so that everything overlaps.
    private func filled(_ test: TestStore) async throws -> [PatientSummary] {
        let names = names
        return try await test.write { tx in
            var generator = SeededGenerator(seed: 5)
            return try (0..<300).map { number in
                let words = (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in
                    names.randomElement(using: &generator)
                }
                var input = NewPatient(name: words.joined(separator: " "), sex: .male)
                input.reasonForNew = "made by a test"
                input.phone = "0300-12345\(number / 100)\(number % 10)"
                return try Registering.register(input, in: tx).summary
            }
        }
    }

    /// Whatever is typed, all pages together are exactly those patients that a plain look at every one finds.
    @Test func allPagesTogetherAreWhatAScanFinds() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let everyone = try await filled(test)
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<60 {
            let words = (0..<Int.random(in: 1...3, using: &generator)).compactMap { _ in
                names.randomElement(using: &generator).map { $0.prefix(Int.random(in: 1...5, using: &generator)) }
            }
            let text = words.joined(separator: " ")
            let all = try await test.pages(text, limit: Int.random(in: 1...40, using: &generator))
            #expect(Set(all.map(\.id)).count == all.count, "nobody twice: \(text)")
            let wanted = LetterFolding.words(text).map { NameClass.canonical($0.key) ?? $0.key }
            let expected = everyone.filter { patient in
                let keys = NameKeys(names: patient.names.all).keys
                return wanted.allSatisfy { word in keys.contains { $0.utf8.starts(with: word.utf8) } }
            }
            // Behind them come those that only sound alike, or are written as one word.
            let found = all.prefix(expected.count)
            #expect(Set(found.map(\.id)) == Set(expected.map(\.id)), "\(text)")
            #expect(found.allSatisfy { $0.nameFound == .words }, "\(text)")
        }
    }

    @Test func phonesAndNewestAreLeafedThroughToo() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let everyone = try await filled(test)
        let newest = try await test.pages("", limit: 37)
        #expect(newest.map(\.id) == everyone.map(\.id).reversed())
        let byPhone = try await test.pages("123451", limit: 7)
        #expect(byPhone.isEmpty, "digits in the middle are not the last ones")
        let last = try await test.pages("1234517", limit: 3)
        #expect(Set(last.map(\.id)) == Set(everyone.filter { $0.phone?.hasSuffix("1234517") ?? false }.map(\.id)))
        #expect(last.count == 10)
    }

    @Test(arguments: [
        "nonsense", "", "MSBhbGkgeA", "MSB4IHg", "eA==", "////", "MSB+IDkyMjMzNzIwMzY4NTQ3NzU4MDc", "MSB+IC0x",
    ])
    func aForgedCursorIsRefused(_ after: String) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let problem = try await problem {
            _ = try await test.read { tx in try Searching.search("usman", limit: 5, after: after, in: tx) }
        }
        #expect(problem?.kind == .invalid && problem?.fields.first?.field == "after")
    }

    /// A place in no series of record numbers is refused before anything is reckoned with it.
    @Test(arguments: [Int64.max, NameBlock.lastSerial + 1, -1, .min])
    func aCursorOutsideTheSeriesIsRefused(_ serial: Int64) async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        for name in ["محمد عثمان", "Usman Ali", "Usman Khan"] { _ = try await test.register(name) }
        let page = try await test.read { tx in try Searching.search("usman", limit: 1, after: nil, in: tx) }
        var cursor = try SearchCursor(try #require(page.next))
        cursor.key = "\(cursor.key.prefix { $0 != "." }).\(serial)"
        let problem = try await problem { [cursor] in
            _ = try await test.read { tx in try Searching.search("usman", limit: 1, after: cursor.text, in: tx) }
        }
        #expect(problem?.kind == .invalid && problem?.fields.first?.field == "after")
    }
}

@Suite struct SearchPlanTests {
    /// Every statement of the search and of the look for duplicates walks an index; none scans a table.
    @Test func everyStatementIsCoveredByAnIndex() async throws {
        let test = try TestStore.patients()
        defer { test.remove() }
        let statements: [(sql: String, arguments: StatementArguments, plan: [String])] = [
            (SearchSQL.newest, [1, 1], ["SEARCH p USING INTEGER PRIMARY KEY (rowid<?)"]),
            (SearchSQL.recordNumber, ["1"], ["SEARCH p USING INDEX patientsPatientMRN (mrn=?)"]),
            (
                SearchSQL.identifier, ["1", 1],
                [
                    "SEARCH i USING COVERING INDEX patientsIdentifierSearchKey (searchKey=?)",
                    "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)",
                ]
            ),
            (
                SearchSQL.phone, ["1", "2", "", 0, 1],
                [
                    "SEARCH patientsPatient USING COVERING INDEX patientsPatientPhoneKey (phoneKey>? AND phoneKey<?)",
                    "SEARCH patientsContactPoint USING COVERING INDEX patientsContactPointPhoneKey (phoneKey>? AND phoneKey<?)",
                    "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)",
                ]
            ),
            (
                NameIndexSQL.beginnings, [0, "a", "b"],
                ["SEARCH patientsWordKey USING PRIMARY KEY (kind=? AND key>? AND key<?)"]
            ),
            (
                NameIndexSQL.words, [1, "a", 1],
                [
                    "SEARCH k USING PRIMARY KEY (kind=? AND key=?)", "SEARCH w USING INTEGER PRIMARY KEY (rowid=?)",
                ]
            ),
            (NameIndexSQL.rows, [1, 2], ["SEARCH patientsNameBlock USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"]),
            (
                NameIndexSQL.first, [1, 2, 1],
                ["SEARCH patientsNameBlock USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"]
            ),
            (NameIndexSQL.row, [1], ["SEARCH patientsNameBlock USING INTEGER PRIMARY KEY (rowid=?)"]),
            (NameIndexSQL.keys, ["1"], ["SEARCH patientsPatient USING INDEX patientsPatientMRN (mrn=?)"]),
            (NameIndexSQL.names, ["1"], ["SEARCH patientsPatient USING INDEX patientsPatientMRN (mrn=?)"]),
            (
                Duplicates.samePhoneSQL, ["1", 1],
                [
                    "SEARCH patientsPatient USING COVERING INDEX patientsPatientPhoneKey (phoneKey=?)",
                    "SEARCH patientsContactPoint USING COVERING INDEX patientsContactPointPhoneKey (phoneKey=?)",
                    "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)",
                ]
            ),
            (
                Duplicates.sameNameSQL, ["1", true, 1],
                ["SEARCH m USING PRIMARY KEY (key=?)", "SEARCH p USING INTEGER PRIMARY KEY (rowid=?)"]
            ),
        ]
        for (sql, arguments, plan) in statements {
            let lines = try await test.read { tx in
                try String.fetchAll(
                    tx.db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments,
                    adapter: SuffixRowAdapter(fromIndex: 3))
            }
            #expect(lines.filter { $0.hasPrefix("SEARCH ") || $0.hasPrefix("SCAN patients") } == plan, "\(sql)")
        }
    }
}
