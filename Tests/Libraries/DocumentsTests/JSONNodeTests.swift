import Foundation
import SehatCore
import Testing

@testable import Documents

@Suite("Values and trees")
struct JSONNodeTests {
    private struct Odd: Codable, Equatable {
        var flag = true
        var numbers: [Int64] = [.min, 0, .max]
        var small: [UInt8] = [0, 255]
        var half = 0.5
        var nothing: Int?
        var words = ["a": "x\"\n", "ب": "\u{1F600}"]
        var bytes = Data([1, 2, 3])
        var nested: [[String]] = [[], ["y"]]
        var money = Money(amount: -5, currency: .OMR)
        var pieces: [Inline] = [.text(""), .text("a", language: .ur), .strong([.name("b")]), .time(hour: 3, minute: 4)]
        var blocks: [Block] = [.space(.mm(2)), .paragraph([.text("c")])]
    }

    @Test("A tree of a value gives the value back, with whole pieces and without", arguments: [true, false])
    func roundTrip(keepsPieces: Bool) throws {
        let tree = try JSONNodeEncoder.tree(Odd(), keepsPieces: keepsPieces)
        #expect(try Odd(from: JSONNodeDecoder(node: tree)) == Odd())
        var bytes: [UInt8] = []
        tree.write(to: &bytes)
        #expect(try JSONDecoder().decode(Odd.self, from: Data(bytes)) == Odd())
    }

    @Test("A value that is written as a day or a place somewhere else has no tree of its own")
    func unfit() {
        #expect(throws: JSONNodeEncoder.Unfit.self) {
            try JSONNodeEncoder.tree(["when": Date(timeIntervalSince1970: 0)], keepsPieces: true)
        }
        #expect(throws: JSONNodeEncoder.Unfit.self) { try JSONNodeEncoder.tree(["x": Double.nan], keepsPieces: true) }
    }

    @Test("Papers of whole pieces are those of the same data as text", arguments: Language.allCases)
    func samePapers(language: Language) throws {
        func check(_ name: String, _ samples: [some Encodable]) throws {
            let template = try DocumentTemplate(Array(#require(ShippedTemplates.named(name)).text.utf8))
            for sample in samples {
                let whole = try template.document(in: language, second: .en, of: sample)
                let text = try template.document(in: language, second: .en, data: try TemplateData.bytes(sample))
                #expect(whole == text, "\(name)")
            }
        }
        try check("receipt", CounterSamples.receipts(language))
        try check("bill", CounterSamples.bills(language))
        try check("tokenSlip", CounterSamples.slips(language))
    }

    @Test("A stored paper is read as JSONDecoder reads it", arguments: ShippedTemplates.all.map(\.name))
    func stored(name: String) throws {
        let entry = try #require(ShippedTemplates.named(name))
        for language in Language.allCases {
            for document in try entry.samples(of: DocumentTemplate(Array(entry.text.utf8)), in: language) {
                let bytes = try JSONEncoder().encode(document)
                #expect(try DocumentFile.stored(String(decoding: bytes, as: UTF8.self)) == document)
                #expect(try JSONDecoder().decode(PrintDocument.self, from: bytes) == document)
            }
        }
    }

    @Test("A whole piece in the wrong place is named as text would be; what is inside a piece can be asked for")
    func misplaced() throws {
        struct Sample: Encodable {
            var when = Inline.time(hour: 9, minute: 5)
            var price = Money(amount: 100, currency: .PKR)
            var empty = Inline.text("")
        }
        func fill(_ blocks: String) throws -> PrintDocument {
            let text = "{\"template\":1,\"document\":{\"blocks\":[\(blocks)]}}"
            return try DocumentTemplate(Array(text.utf8)).document(in: .en, of: Sample())
        }
        #expect(throws: DocumentFileError.self) { try fill(#"{"paragraph":{"number":{"$":"when"}}}"#) }
        let inside = try fill(#"{"paragraph":[{"identifier":{"$":"price.currency"}},{"amount":{"$":"price"}}]}"#)
        #expect(inside.blocks == [.paragraph([.identifier("PKR"), .amount(Money(amount: 100, currency: .PKR))])])
        #expect(try fill(#"{"$if":"empty","do":[{"space":"1mm"}]}"#).blocks.isEmpty)
        #expect(try fill(#"{"$if":"when","do":[{"space":"1mm"}]}"#).blocks == [.space(.mm(1))])
    }
}
