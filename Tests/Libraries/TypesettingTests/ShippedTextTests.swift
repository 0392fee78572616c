import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// What a reader copies out of the PDF of every shipped document is what the document says.
///
/// The comparison forgives white space, marks of direction and the order of the lines, nothing else: all words are there
/// as often as the document has them and no others, and within a line the words of a field stand together, in order. Two
/// habits of pdftotext are known: it joins a word that a line's end divides at its own hyphen, and in a page that runs from
/// left to right it turns Arabic round at every comma. So, hyphens aside, the test page, which quotes all scripts, and the consent form in
/// two languages are held against it there comma by comma: the parts between two commas stand whole, in whatever order.
@Suite("Copied text", .enabled(if: Tool.pdftotext.isUsable))
struct ShippedTextTests {
    static let inTwoScripts: Set<String> = ["testPage", "consentFormBilingual"]
    static let names = ShippedTemplates.all.map(\.name) + ["testPage"]

    static func document(_ name: String, _ language: Language) throws -> PrintDocument {
        if name == "testPage" { return TestPage.document(language) }
        return try #require(ShippedTemplates.all.first { $0.name == name }).sample(in: language)
    }

    private func words(_ text: String) -> [String: Int] {
        text.split(separator: " ").reduce(into: [:]) { $0[String($1), default: 0] += 1 }
    }

    @Test("pdftotext gives the words of every document", arguments: names, Language.allCases)
    func words(name: String, language: Language) throws {
        let isTurned = Self.inTwoScripts.contains(name) && !language.isRightToLeft
        let plain = { (text: String) in
            let plain = DocumentText.plain(text)
            guard isTurned else { return plain }
            return DocumentText.plain(
                plain.replacing("،", with: " ").replacing(",", with: " ").replacing("-", with: ""))
        }
        let document = try Self.document(name, language)
        let layout = try Typesetter().layout(document)
        let copied = try withScratchFolder { folder in
            let file = folder.appending(path: "document.pdf")
            try Data(try PDFWriter().write(layout, created: Samples.time)).write(to: file)
            return try Tool.pdftotext.text([file.path, "-"])
        }
        let expected = DocumentText(document, pages: layout.pages.count).fields
        let (found, wanted) = (words(plain(copied)), words(plain(expected.joined(separator: " "))))
        let missing = wanted.filter { found[$0.key, default: 0] < $0.value }.map(\.key).sorted()
        let strange = found.filter { wanted[$0.key, default: 0] < $0.value }.map(\.key).sorted()
        #expect(missing.isEmpty && strange.isEmpty, "missing \(missing), strange \(strange)")
        // Fields that stand on one line stand there whole.
        let lines = copied.split(whereSeparator: \.isNewline).map { " " + plain(String($0)) + " " }
        let whole = " " + lines.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ") + " "
        let parts = isTurned ? expected.flatMap { $0.split { "،,".contains($0) }.map { plain(String($0)) } } : expected
        for part in parts { #expect(whole.contains(" \(part) "), "\(part)") }
    }
}
