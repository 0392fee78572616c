import Foundation
import SehatCore
import Testing

@testable import Documents

/// What template makers are told that they may write.
@Suite("Fields of templates")
struct TemplateFieldTests {
    /// Every field that is told can be asked for: a template that does makes a document in every language, in which each stands.
    @Test("What is told is there", arguments: ShippedTemplates.all.map(\.name), Language.allCases)
    func told(name: String, language: Language) throws {
        let entry = try #require(ShippedTemplates.named(name))
        let fields = try entry.fields(in: language)
        #expect(fields.count > 3 && Set(fields).count == fields.count)
        let lists = Set(fields.filter { $0.kind == .list }.map(\.path))
        #expect(fields.allSatisfy { $0.list == nil || lists.contains($0.list ?? "") })
        let values = fields.filter { $0.kind != .list && $0.example?.isEmpty != true && $0.example != "false" }
        #expect(values.count > 3)
        let blocks = values.map { field in
            let inside = #"{"$if": "\#(field.path)", "do": [{"paragraph": "found \#(field.path)"}]}"#
            return field.list.map { #"{"$if": "\#($0)", "do": [{"$each": "\#($0)", "do": [\#(inside)]}]}"# } ?? inside
        }
        let text = #"{"template": 1, "document": {"kind": "x", "blocks": [\#(blocks.joined(separator: ",\n"))]}}"#
        let document = try entry.samples(of: try DocumentTemplate(Array(text.utf8)), in: language)[0]
        let said = String(describing: document.blocks)
        for field in values { #expect(said.contains("found \(field.path)\""), "\(field.path)") }
    }

    /// What is put in for a value makes a document as it is, wherever text may stand.
    @Test("What is put in can be set", arguments: ShippedTemplates.all.map(\.name))
    func written(name: String) throws {
        let entry = try #require(ShippedTemplates.named(name))
        for field in try entry.fields(in: .en) where field.kind != .list && field.kind != .piece && field.kind != .truth
        {
            let block = #"{"paragraph": {"content": [\#(field.written)]}}"#
            let inside = field.list.map {
                #"{"$if": "\#($0)", "do": [{"$each": "\#($0)", "do": [{"$if": "\#(field.path)", "do": [\#(block)]}]}]}"#
            }
            let text = #"{"template": 1, "document": {"kind": "x", "blocks": [\#(inside ?? block)]}}"#
            #expect(throws: Never.self, "\(field.written)") {
                try entry.samples(of: try DocumentTemplate(Array(text.utf8)), in: .en)[0]
            }
        }
    }

    @Test("Values are told in the language asked for, with their kinds and what the product's own template shows first")
    func kinds() throws {
        let fields = try #require(ShippedTemplates.named("labReport")).fields(in: .ur)
        let field = { (path: String) in fields.first { $0.path == path } }
        #expect(field("patient.name")?.example == "محمد عثمان چوہدری" && field("patient.name")?.kind == .name)
        #expect(field("patient.name")?.written == #"{"name": {"$": "patient.name"}}"#)
        #expect(field("patient.mrn")?.kind == .identifier && field("patient.birthDate")?.kind == .date)
        #expect(field("lab.reportedAt")?.kind == .dateTime && field("lab.tests")?.kind == .list)
        #expect(fields.contains { $0.path == ".name" && $0.list == "lab.tests" && $0.example == "ہیموگلوبن" })
        #expect(field("visit.fee")?.kind == .money && field("visit.fee")?.example == "PKR 1,500.00")
        let used = try #require(fields.firstIndex { !$0.isUsed })
        #expect(fields[..<used].contains { $0.path == "lab.accession" } && !fields[used...].contains(where: \.isUsed))
        let bill = try #require(ShippedTemplates.named("bill")).fields(in: .en)
        #expect(bill.contains { $0.path == "letterhead" && $0.kind == .piece && $0.example == nil })
        #expect(bill.contains { $0.path == ".service" && $0.list == "lines" && $0.kind == .piece })
        #expect(bill.contains { $0.path == "isCancelled" && $0.kind == .truth })
        #expect(TemplateWord.all(in: .hi).contains { $0.name == "total" && $0.text == "कुल" })
    }
}

/// What is wrong with a file has a code, and the code its sentence.
@Suite("Faults of files")
struct DocumentFaultTests {
    @Test(
        "Faults have codes with what belongs to them",
        arguments: [
            ("{\"a\":", "json.ends", [:]), ("{\"a\": 1 \"b\"}", "json.comma", ["close": "}"]),
            ("{\"a\": 1, \"a\": 2}", "json.twice", ["name": "a"]), ("{} x", "json.behind", [:]),
            ("{\"language\": 5, \"text\": \"\"}", "form.kind", ["expected": "string", "found": "number"]),
            ("{\"language\": \"ur\", \"txet\": \"x\"}", "form.near", ["name": "txet", "list": "text"]),
            ("{\"language\": \"ur\", \"blocks\": [{\"space\": \"3 inches\"}]}", "value.length", [:]),
        ] as [(String, String, [String: String])])
    func codes(text: String, code: String, params: [String: String]) {
        do {
            _ = try DocumentFile.read(Array(text.utf8))
            Issue.record("\(text) was read")
        } catch {
            #expect(error.fault.code == code && error.fault.params == params, "\(error.fault)")
            #expect(!error.words.contains("{") || code == "json.comma", "\(error.words)")
        }
    }
}
