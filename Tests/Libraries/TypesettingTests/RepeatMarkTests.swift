import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// A repeat of a label that is full to its edges comes out with its mark, and all that stood there stays as it was.
@Suite("The mark on full labels")
struct RepeatMarkTests {
    private static let mark = CopyMark(reason: .duplicate, number: 2, words: "DUPLICATE, attempt")

    /// Every shipped label in every language, with the data of its own sample.
    private static func labels() throws -> [(name: String, language: Language, document: PrintDocument)] {
        try ShippedTemplates.all.flatMap { template in
            try Language.allCases.compactMap { language in
                let document = try template.sample(in: language)
                return document.paper.dotsPerMillimetre != nil && !document.paper.isRoll
                    ? (template.name, language, document) : nil
            }
        }
    }

    @Test(
        "Every shipped label takes the mark, and its codes and words stand where they stood",
        arguments: [180.0, 203.2, 300])
    func shipped(dpi: Double) throws {
        let labels = try Self.labels()
        #expect(labels.count >= 16)
        for (name, language, document) in labels {
            let page = try #require(try DocumentRenderer().raster(document, dpi: dpi).first)
            let marked = try DocumentRenderer().raster(document.marked(Self.mark), dpi: dpi)
            #expect(
                marked.count == 1 && marked.first?.width == page.width && marked.first?.height == page.height,
                "\(name) \(language)")
            #expect(marked.first?.bits != page.bits, "\(name) \(language)")
            let layout = try Typesetter().layout(document.marked(Self.mark))
            #expect(
                layout.lines.contains {
                    $0.visualText.contains("2") && $0.visualText.contains(Self.mark.words)
                        || $0.visualText.contains("×")
                }, "\(name) \(language)")
            #expect(layout.lines.allSatisfy { $0.field.contains($0.ink, tolerance: 0.5) }, "\(name) \(language)")
        }
    }

    /// Black to its edges; only a strip at the end is white.
    private func full(_ strip: Double) -> PrintDocument {
        let columns = Columns(
            [.init(width: .fixed(.mm(50 - strip)), blocks: [.rule(Rule(thickness: .mm(23.7)))])], gap: .zero)
        return Samples.document(
            .en, paper: .label(width: .mm(50), height: .mm(25)),
            margins: Margins(top: .zero, bottom: .zero, start: .zero, end: .zero), [.columns(columns)])
    }

    @Test(
        "The mark shrinks until it fits, then it is its number, then two bars",
        arguments: [(30.0, "DUPLICATE"), (8, "×"), (0, "")])
    func shrinks(strip: Double, words: String) throws {
        let document = full(strip)
        _ = try Typesetter().layout(document)
        let layout = try Typesetter().layout(document.marked(Self.mark))
        #expect(layout.pages.count == 1)
        #expect(layout.lines.map(\.visualText).joined().contains(words) || words.isEmpty)
        #expect(layout.lines.isEmpty == words.isEmpty)
    }
}
