import Documents
import Foundation
import SehatCore
import Testing

/// Every text exists in every language, and every code that the sources name has a text.
@Suite struct CatalogueTests {
    private static let languages = ["en", "ur", "hi", "ar"]

    @Test func everyKeyStandsInAllFourLanguages() throws {
        let english = try Self.keys("en")
        #expect(english.count > 200)
        for language in Self.languages {
            let keys = try Self.keys(language)
            #expect(english.subtracting(keys).sorted() == [], "missing in \(language)")
            #expect(keys.subtracting(english).sorted() == [], "only in \(language)")
        }
    }

    @Test func everyFileIsThereInEveryLanguage() throws {
        let names = try Self.languages.map { language in
            try Repository.files(below: "Sources/WebInterface/i18n/\(language)", endingIn: ["json"]).map {
                URL(filePath: $0.path).lastPathComponent
            }
        }
        for other in names.dropFirst() { #expect(other == names[0]) }
    }

    @Test func everyProblemCodeHasAText() throws {
        let keys = try Self.keys("en")
        let problem = /Problem\(\s*\.\w+,\s*"([a-z]\w*(?:\.\w+)+)"/
        var codes: Set<String> = []
        for file in try Repository.files(below: "Sources", endingIn: ["swift"]) {
            for match in file.text.matches(of: problem) { codes.insert(String(match.1)) }
        }
        #expect(codes.count > 20)
        for code in codes.sorted() {
            #expect(keys.contains("problem.\(code)"), "no text for problem.\(code)")
        }
    }

    @Test func everyFieldCodeHasAText() throws {
        let keys = try Self.keys("en")
        let field = /"([a-z]\w*\.field\.\w+)"/
        var codes: Set<String> = []
        for file in try Repository.files(below: "Sources", endingIn: ["swift"]) {
            for match in file.text.matches(of: field) { codes.insert(String(match.1)) }
        }
        #expect(codes.count > 20)
        for code in codes.sorted() {
            #expect(keys.contains("field.\(code)"), "no text for field.\(code)")
        }
    }

    @Test func everyPermissionHasATitle() throws {
        let keys = try Self.keys("en")
        let permission = /Permission\("([a-z]\w*\.\w+)"\)/
        var codes: Set<String> = []
        for file in try Repository.files(below: "Sources", endingIn: ["swift"]) {
            for match in file.text.matches(of: permission) { codes.insert(String(match.1)) }
        }
        #expect(codes.count > 10)
        for code in codes.sorted() {
            #expect(keys.contains("permission.\(code)"), "no text for permission.\(code)")
        }
    }

    @Test func everyKeyThatAPageNamesHasAText() throws {
        let keys = try Self.keys("en")
        let call = /\bt\('([a-z]\w*(?:\.\w+)+)'/
        for file in try Repository.files(below: "Sources/WebInterface", endingIn: ["js"])
        where !file.path.contains("/test/") && !file.path.hasSuffix(".test.js") {
            for match in file.text.matches(of: call) {
                let key = String(match.1)
                #expect(keys.contains(key), "\(file) names \(key)")
            }
        }
    }

    /// The log and the history of a patient are read by people.
    @Test func everyActionOfTheLogHasWords() throws {
        let keys = try Self.keys("en")
        let call = /(?:audit|viewed)\([^"()]{0,160}"([a-z]\w*(?:\.\w+)+)"/
        let chosen = /"([a-z]\w*(?:\.\w+)+)"/
        let choosing = /var \w*Action: String \{(.*?)\n    \}/.dotMatchesNewlines()
        let pieced = /\baudit\([^",]{0,80}"[a-z][^",]*\\\(/
        var actions: Set<String> = []
        for file in try Repository.files(below: "Sources", endingIn: ["swift"]) {
            for match in file.text.matches(of: call) { actions.insert(String(match.1)) }
            for match in file.text.matches(of: choosing) {
                for word in match.1.matches(of: chosen) { actions.insert(String(word.1)) }
            }
            #expect(
                file.text.firstMatch(of: pieced) == nil,
                "\(file.path) pieces an action together; nobody finds its words")
        }
        #expect(actions.count > 130)
        for action in actions.sorted() {
            #expect(keys.contains("auditTrail.action.\(action)"), "no text for auditTrail.action.\(action)")
        }
    }

    @Test func everyOutcomeOfPeriodicWorkHasWords() throws {
        let keys = try Self.keys("en")
        let outcome = /ScheduleOutcome\([^)\n]*/
        let code = /"([a-z]\w*(?:\.\w+)?)"/
        var codes: Set<String> = []
        for file in try Repository.files(below: "Sources", endingIn: ["swift"]) {
            for match in file.text.matches(of: outcome) {
                // The parameters follow the code, in brackets.
                for found in match.output.prefix(while: { $0 != "[" }).matches(of: code) {
                    codes.insert(String(found.1))
                }
            }
        }
        #expect(codes.count >= 6, "\(codes)")
        for code in codes.sorted() {
            #expect(keys.contains("schedule.outcome.\(code)"), "no text for schedule.outcome.\(code)")
        }
    }

    /// The English words of the command line and of the pages are the same, and every part of a field's name is explained.
    @Test func everyFaultAndFieldOfTemplatesHasWords() throws {
        let english = try Self.entries("en")
        let source = try #require(
            try Repository.files(below: "Sources/Libraries/Documents/Format", endingIn: ["swift"]).first {
                $0.path.hasSuffix("/DocumentFault.swift")
            })
        let faults = source.text.matches(of: /\n {8}([a-z]+\.\w+)\|(.+)/)
        #expect(faults.count > 45)
        for fault in faults {
            #expect(english["templates.fault.\(fault.1)"] == String(fault.2), "templates.fault.\(fault.1)")
        }
        var codes: Set<String> = []
        for file in try Repository.files(below: "Sources/Libraries/Documents", endingIn: ["swift"]) {
            for match in file.text.matches(of: /(?:DocumentFault|fault)\((?:node, )?"([a-z]+\.\w+)"/) {
                codes.insert(String(match.1))
            }
        }
        #expect(codes.count > 25)
        for code in codes.sorted() { #expect(english["templates.fault.\(code)"] != nil, "templates.fault.\(code)") }
        for entry in ShippedTemplates.all {
            for field in try entry.fields(in: .en) {
                #expect(english["templates.kind.\(field.kind.rawValue)"] != nil, "\(field.kind)")
                for part in field.parts { #expect(english["templates.data.\(part)"] != nil, "\(field.path): \(part)") }
            }
        }
    }

    @Test func everyFileOfThePagesIsEmbedded() throws {
        let answer = try Repository.run("Packaging/assets", ["--check"])
        #expect(answer.status == 0, "\(answer.output)")
    }

    private static func keys(_ language: String) throws -> Set<String> { Set(try entries(language).keys) }

    /// The texts by key; plural forms are left empty.
    private static func entries(_ language: String) throws -> [String: String] {
        var all: [String: String] = [:]
        for file in try Repository.files(below: "Sources/WebInterface/i18n/\(language)", endingIn: ["json"]) {
            let object = try JSONSerialization.jsonObject(with: Data(file.text.utf8))
            let entries = try #require(object as? [String: Any], "\(file) is not an object")
            for (key, value) in entries { all[key] = value as? String ?? "" }
        }
        return all
    }
}
