import Documents
import Foundation
import SehatCore
import Testing

@Suite("Documents in files")
struct DocumentFileTests {
    private func read(_ text: String) throws -> PrintDocument { try DocumentFile.read(Array(text.utf8)) }

    private func failure(_ text: String) -> String {
        do {
            _ = try DocumentFile.read(Array(text.utf8))
            return "read"
        } catch {
            return error.description
        }
    }

    @Test("A paragraph is as short as it sounds")
    func short() throws {
        let document = try read(#"{"language":"ur","size":12,"text":"محمد عثمان"}"#)
        #expect(document.blocks == [.paragraph([.text("محمد عثمان")], TextStyle(size: .pt(12)))])
        #expect(document.paper == .thermal80 && document.margins == .standard(for: .thermal80))
        let narrow = try read(
            #"{"language":"en","width":"40mm","text":[{"name":"Ali"}," ",{"dose":"500","unit":"mg"}]}"#)
        #expect(narrow.paper == Paper(width: .mm(40), height: nil, dotsPerMillimetre: 8))
        #expect(narrow.blocks == [.paragraph([.name("Ali"), .text(" "), .dose("500", unit: "mg")])])
    }

    static let pieces: [(String, Inline)] = [
        (#""plain""#, .text("plain")), (#"{"text":"x","language":"ar"}"#, .text("x", language: .ar)),
        (#"{"name":"x"}"#, .name("x")), (#"{"identifier":"A-1"}"#, .identifier("A-1")),
        (#"{"phone":"0300"}"#, .phone("0300")),
        (#"{"money":{"amount":5,"currency":"PKR"}}"#, .money(Money(amount: 5, currency: .PKR))),
        (#"{"amount":{"amount":5,"currency":"INR"}}"#, .amount(Money(amount: 5, currency: .INR))),
        (#"{"amountInWords":{"amount":5,"currency":"INR"}}"#, .amountInWords(Money(amount: 5, currency: .INR))),
        (#"{"date":"2024-10-04"}"#, .date(CalendarDay(daysSince1970: 20_000))),
        (#"{"dateTime":"2024-10-04T09:05"}"#, .dateTime(CalendarDay(daysSince1970: 20_000), hour: 9, minute: 5)),
        (#"{"time":"23:59"}"#, .time(hour: 23, minute: 59)), (#"{"number":725,"scale":1}"#, .number(725, scale: 1)),
        (#"{"quantity":725,"scale":1,"unit":"kg"}"#, .quantity(725, scale: 1, unit: "kg")),
        (#"{"basisPoints":1250}"#, .percent(basisPoints: 1250)),
        (#"{"result":"<0.5","unit":"U/L"}"#, .result("<0.5", unit: "U/L")),
        (#"{"dose":"1+0+1"}"#, .dose("1+0+1")), (#"{"page":"number"}"#, .pageNumber),
        (#"{"page":"count"}"#, .pageCount),
        (#"{"strong":["x",{"identifier":"1"}]}"#, .strong([.text("x"), .identifier("1")])),
    ]

    @Test("Every type of piece is read, written and read again", arguments: pieces)
    func inline(text: String, piece: Inline) throws {
        let document = try read(#"{"language":"en","blocks":[{"paragraph":["# + text + "]}]}")
        #expect(document.blocks == [.paragraph([piece])])
        let again = try DocumentFile.read([UInt8](try JSONEncoder().encode(document)))
        #expect(again == document)
    }

    @Test("What the product writes is what the schema describes", arguments: Language.allCases)
    func written(language: Language) throws {
        for paper in [Paper.thermal80, .a4] {
            let document = TestPage.document(language, paper: paper)
            #expect(try DocumentFile.read([UInt8](try JSONEncoder().encode(document))) == document)
        }
    }

    @Test("Documents stored in format 1 are still read")
    func formatOne() throws {
        let text = """
            {"format":1,"kind":"receipt","language":"ur","digits":"western","urduFace":"nastaliq","paper":{"width":72000,
            "dotsPerMillimetre":8},"margins":{"top":1000,"bottom":2000,"start":1000,"end":1000},"title":"R","blocks":[
            {"paragraph":{"_0":{"content":[{"text":{"_0":"a"}},{"name":{"_0":"b","language":"ur"}},{"pageNumber":{}},
            {"time":{"hour":9,"minute":5}},{"percent":{"basisPoints":7}},{"number":{"_0":7,"scale":1}},
            {"dateTime":{"_0":"2024-10-04","hour":1,"minute":2}},{"money":{"_0":{"amount":5,"currency":"PKR"}}}],
            "style":{"size":3175,"isBold":false,"alignment":"start","overflow":{"cut":{"lines":2}}}}}},
            {"table":{"_0":{"columns":[{"width":{"natural":{}},"alignment":"figures"},{"width":{"share":{"_0":2}},
            "alignment":"start"},{"width":{"fixed":{"_0":9000}},"alignment":"end"}],"rows":[{"cells":[[{"identifier":
            {"_0":"7"}}]],"isStrong":true}],"style":{"size":3175,"isBold":false,"alignment":"start","overflow":{"wrap":{}}},
            "gap":2000,"hasRowRules":false}}},{"space":{"_0":500}},{"group":{"_0":[{"rule":{"_0":{"thickness":212,
            "isDashed":false}}}]}}]}
            """
        let document = try JSONDecoder().decode(PrintDocument.self, from: Data(text.utf8))
        let day = CalendarDay(daysSince1970: 20_000)
        #expect(
            document.blocks[0]
                == .paragraph(
                    [
                        .text("a"), .name("b", language: .ur), .pageNumber, .time(hour: 9, minute: 5),
                        .percent(basisPoints: 7),
                        .number(7, scale: 1), .dateTime(day, hour: 1, minute: 2),
                        .money(Money(amount: 5, currency: .PKR)),
                    ], TextStyle().cut(lines: 2)))
        #expect(
            document.blocks[1]
                == .table(
                    Table(
                        columns: [.init(.natural, .figures), .init(.share(2)), .init(.fixed(.mm(9)), .end)],
                        rows: [.init([[.identifier("7")]], isStrong: true)])))
        #expect(document.blocks[2...] == [.space(.mm(0.5)), .group([.rule(Rule(thickness: .pt(0.6)))])])
    }

    static let wrong: [(String, String)] = [
        ("", "line 1, column 1: the file ends in the middle"),
        ("{\n \"language\": \"ur\",\n \"text\": \"a\n\"}", "line 3, column 12: a line break or control character"),
        (#"{"language":"ur","text":"a\ud83d"}"#, "half of a surrogate pair stands by itself"),
        (#"{"language":"ur","text":"a\udc00"}"#, "half of a surrogate pair"),
        (#"{"language":"ur","language":"en","text":""}"#, "column 18: \"language\" stands here twice"),
        (#"{"text":"x"}"#, "\"language\" is missing"), (#"{"language":"ur"}"#, "\"blocks\" is missing"),
        (#"{"language":"fr","text":"x"}"#, "language: one of these is needed here: en, ur, hi, ar"),
        ("{\"language\":\"ur\",\n\"txet\":\"x\"}", "line 2, column 1: there is no \"txet\" here; meant: text"),
        (
            #"{"language":"ur","blocks":[{"space":"1mm"},{"paragraf":"x"}]}"#,
            "blocks[1]: one of these is needed here: paragraph"
        ),
        (
            "{\"language\":\"ur\",\"blocks\":[\n{\"paragraph\":[\n{\"money\":5}]}]}",
            "line 3, column 10: blocks[0].paragraph[0].money: an object"
        ),
        (
            #"{"language":"ur","blocks":[{"paragraph":[{"money":{"amount":1.5,"currency":"PKR"}}]}]}"#,
            "money.amount: a whole number"
        ),
        (
            #"{"language":"ur","blocks":[{"paragraph":[{"money":{"amount":1,"currency":"XXX"}}]}]}"#,
            "money.currency: unknown currency"
        ),
        (
            #"{"language":"ur","blocks":[{"paragraph":[{"date":"2026-02-30"}]}]}"#,
            "paragraph[0].date: not a day as YYYY-MM-DD"
        ),
        (#"{"language":"ur","blocks":[{"paragraph":[{"time":"9:5"}]}]}"#, "paragraph[0].time: not a time as HH:MM"),
        (#"{"language":"ur","blocks":[{"space":"1 inch"}]}"#, "blocks[0].space: not a length"),
        (#"{"language":"ur","text":"x","blocks":[]}"#, "text: text cannot stand beside blocks"),
        (#"{"language":"ur","paper":"a3","text":"x"}"#, "paper: there is no paper of this name"),
        (#"{"language":"ur","format":3,"text":"x"}"#, "format: more than 2"),
        (#"{"language":"ur","text":"x"} {}"#, "nothing may stand behind the document"),
        (#"{"language":"ur","text":"\x"}"#, "this is no escape"),
        (#"{"language":"ur","size":01,"text":""}"#, "this is no JSON value"),
    ]

    @Test("Errors point at the line and the field", arguments: wrong)
    func errors(text: String, expected: String) {
        #expect(failure(text).contains(expected), "\(failure(text))")
    }

    @Test(
        "Numbers are those of RFC 8259 and no others",
        arguments: [
            ("0", true), ("-0", true), ("10", true), ("0.5", true), ("-1.25e+10", true), ("2E5", true), ("3e-1", true),
            ("01", false), ("-", false), ("+1", false), (".5", false), ("1.", false), ("1.e3", false), ("1e", false),
            ("1e+", false), ("1-1", false), ("--1", false), ("0x10", false), ("1.5.5", false), ("NaN", false),
            (String(repeating: "9", count: 40), true), (String(repeating: "9", count: 41), false),
        ])
    func numbers(text: String, isNumber: Bool) throws {
        // A document that is only a number is a number in the wrong place: that is said instead of "no JSON value".
        #expect(failure(text).contains("this is no JSON value") == !isNumber, "\(failure(text))")
    }

    @Test("Bytes that are no text, and nesting without end, are refused and not followed")
    func hostile() {
        #expect(throws: DocumentFileError.self) {
            try DocumentFile.read(Array(#"{"language":"ur","text":""#.utf8) + [0xED, 0xA0, 0x80] + Array(#""}"#.utf8))
        }
        let deep = String(repeating: "[", count: 1_000_000)
        #expect(failure(deep).contains("nested deeper than 64 levels"))
        #expect(failure(String(repeating: #"{"a":"#, count: 200_000)).contains("nested deeper"))
    }

    @Test("The schema is JSON, and every reference in it leads somewhere")
    func schema() throws {
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(DocumentSchema.text.utf8)) as? [String: Any])
        let definitions = try #require(object["$defs"] as? [String: Any])
        let references = DocumentSchema.text.matches(of: /#\/\$defs\/([A-Za-z0-9]+)/).map { String($0.1) }
        #expect(references.count > 50)
        for reference in references { #expect(definitions[reference] != nil, "\(reference)") }
    }

    @Test("Every object of the schema refuses what it does not know")
    func closed() {
        let objects = DocumentSchema.text.matches(of: /"type": "object"/).count
        let closed = DocumentSchema.text.matches(of: /"additionalProperties": false/).count
        #expect(objects == closed)
    }
}
