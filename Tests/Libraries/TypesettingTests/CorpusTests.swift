import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

@Suite("The corpus of lines")
struct CorpusTests {
    private static let paper = Paper(width: .mm(1500), height: nil)
    private static let file = Corpus.folder.appending(path: "corpus.glyphs")

    @Test("Every line of the fixtures is there, with its order")
    func complete() {
        #expect(Corpus.lines.count == 28 && Set(Corpus.lines.map(\.language)) == [.ur, .ar, .hi])
    }

    private func line(_ entry: CorpusLine, isBold: Bool) throws -> TextLine {
        let style = isBold ? TextStyle.body.sized(.pt(10)).bold : .body.sized(.pt(10))
        let content = [Inline.text(entry.text)]
        let layout = try Typesetter().layout(
            Samples.document(entry.document, paper: Self.paper, [.paragraph(content, style)]))
        #expect(layout.lines.count == 1)
        return try #require(layout.lines.first)
    }

    /// A line as one text: for each run its font, direction and glyphs with their places in thousandths of an em.
    private func told(_ line: TextLine) -> String {
        line.runs.map { run in
            let glyphs = run.glyphs.map { glyph in
                let place = { (value: Float) in String(Int((Double(value) / run.size * 1000).rounded())) }
                return "\(glyph.id)/\(glyph.cluster)@\(place(glyph.x)),\(place(glyph.y))"
            }
            return "\(run.face.fileName) \(run.isRightToLeft ? "rtl" : "ltr") " + glyphs.joined(separator: " ")
        }.joined(separator: " | ")
    }

    private func digests() throws -> [String] {
        try FontFace.all.map { face in
            let digest = try LoadedFont.bytes(of: face).reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01B3
            }
            return "\(face.fileName) \(String(digest, radix: 16))"
        }
    }

    @Test("Glyphs and places are the recorded ones, on the recorded fonts")
    func goldens() throws {
        var found = try digests()
        for entry in Corpus.lines {
            found.append("\(entry.id) regular: " + told(try line(entry, isBold: false)))
            found.append("\(entry.id) bold: " + told(try line(entry, isBold: true)))
        }
        if ProcessInfo.processInfo.environment["SEHAT_RECORD"] == "1" {
            try Data((found.joined(separator: "\n") + "\n").utf8).write(to: Self.file)
        }
        let recorded = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n").map(String.init)
        #expect(recorded.count == 8 + Corpus.lines.count * 2)
        for (line, expected) in zip(found, recorded) { #expect(line == expected) }
    }

    @Test("Plain text stands on paper in the order of the reference", arguments: Corpus.lines)
    func order(entry: CorpusLine) throws {
        let controls = { (text: String) in
            String(String.UnicodeScalarView(text.unicodeScalars.filter { !ParagraphText.isBidiControl($0.value) }))
        }
        // Marks are told in reading order behind their letters here, before them in the reference.
        let letters = { (text: String) in
            controls(text).unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }.map(String.init)
        }
        #expect(letters(try line(entry, isBold: false).visualText) == letters(entry.visual))
    }

    @Test("Values by their type keep their order, whatever the document's direction", arguments: Corpus.lines)
    func values(entry: CorpusLine) throws {
        for language in [entry.language, .ur, .en] {
            var (content, rest): ([Inline], Substring) = ([], Substring(entry.text))
            for value in Corpus.values[entry.id] ?? [] {
                let place = try #require(rest.range(of: value.text))
                content += [.text(String(rest[..<place.lowerBound]), language: entry.language), value.value]
                rest = rest[place.upperBound...]
            }
            content.append(.text(String(rest), language: entry.language))
            let document = Samples.document(language, paper: Self.paper, [.paragraph(content)])
            let text = try #require(try Typesetter().layout(document).lines.first).visualText.replacing(
                "\u{A0}", with: " ")
            for value in Corpus.values[entry.id] ?? [] { #expect(text.contains(value.text), "\(language): \(text)") }
        }
    }
}
