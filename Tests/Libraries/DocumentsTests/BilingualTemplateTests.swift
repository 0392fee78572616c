import Documents
import SehatCore
import Testing

@Suite("Bilingual templates")
struct BilingualTemplateTests {
    private func fill(_ blocks: String, _ language: Language = .ur, second: Language?) throws -> PrintDocument {
        let text =
            "{\"template\":1,\"words\":{\"own\":{\"en\":\"Own\",\"ur\":\"اپنا\"}},\"document\":{\"blocks\":[\(blocks)]}}"
        let data = #"{"name": {"en": "Usman", "ur": "عثمان"}}"#
        return try DocumentTemplate(Array(text.utf8)).document(in: language, second: second, data: Array(data.utf8))
    }

    private let body = #""do":[{"paragraph":[{"$t":"own"}," ",{"name":{"$":"name"}}]}]}"#
    private let urdu = Block.paragraph([.text("اپنا"), .text(" "), .name("عثمان")])
    private let english = Block.paragraph([.text("Own"), .text(" "), .name("Usman")])

    @Test("Stacked: the second language below, with its own direction")
    func stacked() throws {
        let document = try fill(#"{"$both":"stacked","# + body, second: .en)
        #expect(document.blocks == [urdu, .section(Section(language: .en, blocks: [english]))])
        #expect(document.language == .ur && document.secondaryLanguage == .en)
    }

    @Test("Beside each other, the first language at the side where reading starts")
    func beside() throws {
        let document = try fill(#"{"$both":"beside","gap":"9mm","# + body, second: .en)
        let sides = Columns(
            [.init(blocks: [urdu]), .init(blocks: [.section(Section(language: .en, blocks: [english]))])], gap: .mm(9))
        #expect(document.blocks == [.columns(sides)])
    }

    @Test("In the second language only, and words in pairs")
    func pairs() throws {
        let document = try fill(
            #"{"$in":"second","# + body + #",{"keyValue":{"label":{"$t":"own","with":" / "},"value":["x"]}}"#,
            second: .en)
        let label: [Inline] = [.text("اپنا"), .text(" / "), .text("Own", language: .en)]
        #expect(
            document.blocks == [
                .section(Section(language: .en, blocks: [english])),
                .keyValue(KeyValueRow(label: label, value: [.text("x")])),
            ])
    }

    @Test("A paper in one language has everything once", arguments: [nil, Language.ur])
    func single(second: Language?) throws {
        let both = #"{"$both":"beside","# + body + #",{"$both":"stacked","# + body + #",{"$in":"second","# + body
        let document = try fill(both + #",{"paragraph":[{"$t":"own","with":" / "}]}"#, second: second)
        #expect(document.blocks == [urdu, urdu, .paragraph([.text("اپنا")])])
    }

    @Test("What is not a way of standing is refused, and doubling has an end")
    func faults() throws {
        #expect(throws: DocumentFileError.self) { try fill(#"{"$both":"crossed","# + body, second: .en) }
        #expect(throws: DocumentFileError.self) { try fill(#"{"group":{"$both":"beside","# + body + "}", second: .en) }
        var nested = #"{"rule":{}}"#
        for _ in 1...28 { nested = #"{"$both":"stacked","do":["# + nested + "]}" }
        #expect(throws: DocumentFileError.self) { try fill(nested, second: .en) }
    }
}
