import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// Every shipped template with its sample data, in every language.
@Suite("Shipped documents")
struct ShippedDocumentTests {
    static let names = ShippedTemplates.all.map(\.name)

    private func sample(_ name: String, _ language: Language) throws -> PrintDocument {
        try #require(ShippedTemplates.all.first { $0.name == name }).sample(in: language)
    }

    @Test("All ink stays in its field and on the paper, and no glyph is missing", arguments: names, Language.allCases)
    func ink(name: String, language: Language) throws {
        let layout = try Typesetter().layout(try sample(name, language))
        #expect(layout.warnings.isEmpty)
        for page in layout.pages {
            let paper = Box(left: 0, top: 0, right: page.width, bottom: page.height)
            #expect(!page.lines.isEmpty)
            for line in page.lines where line.ink.width > 0 {
                #expect(line.field.contains(line.ink, tolerance: 0.05) && paper.contains(line.ink))
            }
        }
    }

    @Test("Every document leaves in every form", arguments: names)
    func forms(name: String) throws {
        let document = try sample(name, .ur)
        for format in OutputFormat.allCases {
            let files = try DocumentRenderer().render(document, as: format, created: Samples.time)
            #expect(files.allSatisfy { $0.count > 500 }, "\(format)")
        }
    }

    @Test("Copied text is the text", .enabled(if: Tool.pdftotext.isUsable), arguments: Language.allCases)
    func copied(language: Language) throws {
        for name in ["labReport", "dischargeSummary", "prescription"] {
            let document = try sample(name, language)
            let text = try withScratchFolder { folder in
                let file = folder.appending(path: "document.pdf")
                try Data(try DocumentRenderer().pdf(document, created: Samples.time)).write(to: file)
                return try Tool.pdftotext.text([file.path, "-"])
            }
            let plain = String(
                String.UnicodeScalarView(text.unicodeScalars.filter { !ParagraphText.isBidiControl($0.value) }))
            for word in ["042-35761234", "10000016"] { #expect(plain.contains(word), "\(name) \(word)") }
            #expect(plain.contains(Samples.words(language)[4].split(separator: " ")[0]), "\(name)")
        }
    }
}
