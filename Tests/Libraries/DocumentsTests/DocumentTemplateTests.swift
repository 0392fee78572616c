import Foundation
import SehatCore
import Testing

@testable import Documents

@Suite("Templates")
struct DocumentTemplateTests {
    private func fill(_ document: String, words: String = "{}", data: String = "{}", _ language: Language = .ur) throws
        -> PrintDocument
    {
        let text = "{\"template\":1,\"words\":\(words),\"document\":\(document)}"
        return try DocumentTemplate(Array(text.utf8)).document(in: language, data: Array(data.utf8))
    }

    private func failure(_ document: String, data: String = "{}") -> String {
        do {
            _ = try fill(document, data: data)
            return "filled"
        } catch {
            return "\(error)"
        }
    }

    @Test("Words, values, repeated and conditional items")
    func directives() throws {
        let data = """
            {"patient":{"name":{"en":"Usman","ur":"عثمان"},"note":"say \\"x\\"\\n"},"rows":[{"n":1},{"n":2}],"none":[]}
            """
        let document = try fill(
            """
            {"blocks":[{"paragraph":[{"$t":"own"},{"$t":"patient"},{"name":{"$":"patient.name"}},{"$":"patient.note"}]},
            {"$each":"rows","do":[{"paragraph":{"number":{"$":".n"}}}]},{"$if":"none","do":[{"rule":{}}]},
            {"$if":"rows","do":[{"space":"1mm"}]}]}
            """, words: #"{"own":{"ur":"اپنا"}}"#, data: data)
        #expect(document.language == .ur)
        #expect(
            document.blocks == [
                .paragraph([.text("اپنا"), .text("مریض"), .name("عثمان"), .text("say \"x\"\n")]),
                .paragraph([.number(1)]),
                .paragraph([.number(2)]), .space(.mm(1)),
            ])
    }

    @Test("What is missing is named, at the template's line")
    func missing() {
        #expect(
            failure("{\"blocks\":[\n{\"paragraph\":{\"$t\":\"nothing\"}}]}").contains(
                "line 2, column 14: there is no word nothing"))
        #expect(
            failure("{\"blocks\":[\n\n{\"paragraph\":{\"$\":\"a.b\"}}]}").contains(
                "line 3, column 14: the data have no a.b"))
        #expect(failure(#"{"blocks":[{"$each":"a","do":[]}]}"#, data: #"{"a":5}"#).contains("no list a"))
        #expect(
            failure("{\"blocks\":[\n{\"paragraph\":{\"money\":{\"$\":\"a\"}}}]}", data: #"{"a":5}"#).contains(
                "line 2, column 23"))
        #expect(failure(#"{"blocks":[{"paragraf":{}}]}"#).contains("blocks[0]"))
        #expect(throws: DocumentFileError.self) { try DocumentTemplate(Array(#"{"template":2,"document":{}}"#.utf8)) }
        #expect(throws: DocumentFileError.self) { try DocumentTemplate(Array(#"{"template":1}"#.utf8)) }
    }

    @Test("A template that multiplies itself is stopped")
    func growth() {
        let items = "[" + [String](repeating: "1", count: 300).joined(separator: ",") + "]"
        let body = #"{"blocks":[{"$each":"a","do":[{"$each":"a","do":[{"$each":"a","do":[{"rule":{}}]}]}]}]}"#
        #expect(failure(body, data: "{\"a\":\(items)}").contains("grows too large"))
    }

    @Test("Passes that leave nothing behind are stopped as well")
    func emptyGrowth() {
        var body = #"{"$if":"none","do":[]}"#
        for _ in 1...9 { body = #"{"$each":"a","do":["# + body + "]}" }
        #expect(failure(#"{"blocks":["# + body + "]}", data: #"{"a":[1,2,3,4,5]}"#).contains("grows too large"))
    }

    @Test("Every word is there in four languages, and nobody's word is another's")
    func words() {
        let lines = [TemplateWordTable.people, TemplateWordTable.counter, TemplateWordTable.papers].joined(
            separator: "\n"
        )
        .split(separator: "\n")
        #expect(TemplateWords.names.count == lines.count)
        for line in lines {
            let fields = line.split(separator: "|", omittingEmptySubsequences: false)
            #expect(fields.count == 5 && fields.allSatisfy { !$0.isEmpty }, "\(line)")
        }
        for language in Language.allCases {
            #expect(TemplateWords.word("patient", in: language)?.isEmpty == false)
        }
    }

    @Test("Every shipped template is a document with its sample data in every language", arguments: Language.allCases)
    func shipped(language: Language) throws {
        #expect(ShippedTemplates.all.count == 22)
        for entry in ShippedTemplates.all {
            let document = try entry.sample(in: language)
            #expect(document.language == language && !document.blocks.isEmpty, "\(entry.name)")
            #expect(!document.title.contains("Usman") && !document.title.contains("عثمان"))
        }
    }

    @Test("The test page is titled in its language")
    func testPageTitle() {
        let titles = Language.allCases.map { TestPage.document($0).title }
        #expect(titles == ["Test page", "آزمائشی صفحہ", "परीक्षण पृष्ठ", "صفحة اختبار"])
    }
}
