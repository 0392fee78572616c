import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// The JSON Schema that the product prints, in the hands of somebody else's validator: what it lets through is read, and what it
/// refuses is refused.
@Suite("The schema against another validator", .enabled(if: Scanner.python != nil || Tool.areRequired))
struct SchemaTests {
    private static let program = """
        import json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1]))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        for line in open(sys.argv[2]): print("yes" if validator.is_valid(json.loads(line)) else "no")
        """

    /// Which documents the validator lets through.
    private func valid(_ documents: [Data]) throws -> [Bool] {
        try withScratchFolder { folder in
            let (schema, lines) = (folder.appending(path: "schema.json"), folder.appending(path: "documents"))
            try Data(DocumentSchema.text.utf8).write(to: schema)
            try Data(documents.joined(separator: Data("\n".utf8))).write(to: lines)
            let tool = Tool(path: Scanner.python ?? "python3")
            let said = try tool.text(["-c", Self.program, schema.path, lines.path]).split(separator: "\n")
            try #require(said.count == documents.count)
            return said.map { $0 == "yes" }
        }
    }

    @Test("Every shipped document and every test page is valid", arguments: Language.allCases)
    func shipped(language: Language) throws {
        let documents = try ShippedTextTests.names.map {
            try JSONEncoder().encode(try ShippedTextTests.document($0, language))
        }
        #expect(try valid(documents).allSatisfy(\.self))
        for document in documents { _ = try DocumentFile.read([UInt8](document)) }
    }

    /// A document with every block, piece and field of the format.
    private static let everything = #"""
        {"language": "ur", "secondaryLanguage": "en", "digits": "local", "grouping": "lakh", "hijriShift": 0, "urduFace": "naskh",
        "kind": "receipt", "title": "x", "format": 2, "paper": {"width": "72mm", "dotsPerMillimetre": 8},
        "margins": {"top": "1mm", "bottom": ".5mm", "start": "1.5mm", "end": 1000},
        "copyMark": {"reason": "copy", "number": 2, "words": "نقل"},
        "footer": {"lines": [["a", {"date": "2026-11-21"}]], "pageLine": [{"page": "number"}, " / ", {"page": "count"}]},
        "blocks": [
        {"paragraph": "x"}, {"paragraph": ["a", {"name": "b", "language": "ur"}, {"text": "t", "language": "en"}]},
        {"paragraph": {"content": [{"identifier": "A-1"}, {"phone": "0300-1234567"}, {"money": {"amount": 1, "currency": "PKR"}},
          {"amount": {"amount": 1, "currency": "KWD"}}, {"amountInWords": {"amount": 1, "currency": "INR"}},
          {"dateTime": "2026-11-21T10:30"}, {"time": "09:05"}, {"number": 5, "scale": 1}, {"quantity": 3, "unit": "ml", "scale": 0},
          {"basisPoints": 1000}, {"result": "<0.5", "unit": "g"}, {"dose": "1+0+1"}, {"strong": ["x", {"number": 1}]}],
          "style": {"size": 9, "isBold": true, "alignment": "center", "overflow": {"cut": 2}}}},
        {"paragraph": {"content": "y", "style": "small", "instead": ["z", {"number": 2}]}},
        {"keyValue": {"label": "l", "value": [{"number": 1}], "style": {"size": "9pt", "overflow": "wrap"}}},
        {"table": {"columns": [{"width": {"share": 1}}, {"width": "natural", "alignment": "figures"}, {"width": {"fixed": "9mm"}}],
          "head": ["a", "b"], "rows": [["a", ["b"], {"number": 2}],
          {"cells": ["x"], "isStrong": true, "ruleAbove": {"thickness": "1pt", "isDashed": true}}], "gap": "2mm", "hasRowRules": true}},
        {"columns": [{"blocks": [{"rule": {}}]}, {"width": "9mm", "blocks": [{"space": "2mm"}]}]},
        {"columns": {"columns": [{"blocks": []}], "gap": "1mm", "alignsRows": true}},
        {"qrCode": {"payload": "A", "correction": "low", "moduleSize": "0.5mm", "alignment": "start", "caption": "c"}},
        {"code128": {"payload": "123", "moduleWidth": "0.25mm", "height": "5mm", "alignment": "end", "showsText": false}},
        {"ean13": {"payload": "5901234123457", "moduleWidth": "0.33mm"}}, {"dataMatrix": {"payload": "x"}},
        {"dataMatrix": {"gs1": [{"ai": "01", "value": "09501101530003"}], "moduleSize": "0.5mm"}},
        {"group": [{"paragraph": "x"}]}, {"section": {"language": "en", "blocks": [{"paragraph": "x"}]}},
        {"letterhead": {"name": {"name": "H"}, "secondName": "S", "address": ["a", ["b"]], "phones": ["042"],
          "logo": {"width": 8, "height": 1, "bits": "8A==", "printedWidth": "2mm"}}},
        {"image": {"picture": "logo", "width": "20mm", "alignment": "center"}}]}
        """#

    /// What a change puts in place of a value.
    private static let others: [String] = [
        "null", "true", "5", "-1", "0", "1.5", "\"x\"", "\"3mm\"", "\"\"", "[]", "{}", "[\"x\"]", "{\"text\": \"x\"}",
        "99999999999",
        "\"9\"", "\"-3mm\"", "\"2026-13-40\"", "\"1e3mm\"", "\"3 mm\"", "\"a4\"", "\"09:61\"", "\"small\"", "\"PKR\"",
    ]

    /// A change in one place of a tree: a member taken away, one too many, or another value.
    private func changed(_ value: Any, _ generator: inout SeededGenerator) throws -> Any {
        func other() throws -> Any {
            let text = Self.others[Int.random(in: 0..<Self.others.count, using: &generator)]
            return try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        }
        if var list = value as? [Any], !list.isEmpty, Int.random(in: 0..<6, using: &generator) > 0 {
            let place = Int.random(in: 0..<list.count, using: &generator)
            list[place] = try changed(list[place], &generator)
            return list
        }
        guard var object = value as? [String: Any], !object.isEmpty, Int.random(in: 0..<6, using: &generator) > 0 else {
            return try other()
        }
        let name = object.keys.sorted()[Int.random(in: 0..<object.count, using: &generator)]
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: object[name] = nil
        case 1: object["strange"] = 1
        default: object[name] = try changed(object[name] ?? NSNull(), &generator)
        }
        return object
    }

    /// What the reader alone can find, since no schema says it.
    private static let beyond = [
        "not a day as YYYY-MM-DD", "Base64", "sizes do not match the number of bytes", "not a length such as",
    ]

    @Test("Two thousand documents with one mistake each: both say the same")
    func changes() throws {
        let whole = try #require(
            try JSONSerialization.jsonObject(with: Data(Self.everything.utf8)) as? [String: Any])
        var generator = SeededGenerator(seed: 20)
        var documents: [Data] = [Data(Self.everything.replacing("\n", with: " ").utf8)]
        let blocks = try #require(whole["blocks"] as? [Any])
        while documents.count < 2_000 {
            // One block at a time, now and then the head of the document: so a change meets every field.
            var part: [String: Any] = ["language": "ur"]
            if documents.count % 5 == 0 { part = whole }
            part["blocks"] = [blocks[Int.random(in: 0..<blocks.count, using: &generator)]]
            documents.append(
                try JSONSerialization.data(withJSONObject: try changed(part, &generator), options: .fragmentsAllowed))
        }
        let verdicts = try valid(documents)
        #expect(verdicts[0] && verdicts.count(where: { !$0 }) > 800 && verdicts.count(where: \.self) > 20)
        for (document, isValid) in zip(documents, verdicts) {
            let text = String(decoding: document, as: UTF8.self)
            do throws(DocumentFileError) {
                _ = try DocumentFile.read([UInt8](document))
                #expect(isValid, "read, though the schema refuses it: \(text)")
            } catch {
                let isBeyond = Self.beyond.contains { error.words.contains($0) }
                #expect(!isValid || isBeyond, "refused, though the schema allows it: \(error) \(text)")
            }
        }
    }
}
