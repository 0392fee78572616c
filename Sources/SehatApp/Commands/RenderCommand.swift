public import ArgumentParser
import Documents
import Foundation
import SehatCore
public import Typesetting

struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Set a document from a file; no server is needed.",
        discussion: """
            DOCUMENT is a JSON file, or - for standard input. The shortest one is a paragraph: \
            {"language": "ur", "size": 12, "text": "محمد عثمان"}. Print the whole format with --schema.

            Example: sehat render document.json --format pdf --out document.pdf
            """)

    @Argument(help: "The document file, or - for standard input.") var document: String?
    @Option(help: "pdf, png, escpos, zpl, tspl or pwg. Default: the ending of --out, else pdf.") var format:
        OutputFormat?
    @Option(help: "Dots per inch: 180, 203, 300 or any from 20 to 1200. Default: those of the paper.") var dpi: Double?
    @Option(help: "The file; a PNG of several pages becomes NAME-2.png and so on. Default: standard output.") var out:
        String?
    @Flag(help: "Print the JSON Schema of documents.") var schema = false
    @Flag(help: "Print the shaped runs as JSON: font, glyphs, clusters, positions.") var glyphs = false
    @Flag(help: "Fail when a character has no glyph instead of warning.") var strict = false
    @Option(
        help:
            "Write every shipped document in every language as PNG into this directory, and all-LANGUAGE.png with all."
    )
    var contactSheet: String?
    @Flag(help: "With --contact-sheet: long and sparse samples too, on every paper that they may be printed on.")
    var everyPaper = false

    func validate() throws {
        let wishes = [schema, contactSheet != nil, document != nil].filter { $0 }.count
        guard wishes == 1 else { throw ValidationError("Give a document, --schema or --contact-sheet.") }
        if everyPaper, contactSheet == nil { throw ValidationError("--every-paper goes with --contact-sheet.") }
        if let dpi, !(20...1200).contains(dpi) { throw ValidationError("--dpi must be from 20 to 1200.") }
    }

    func run() async throws {
        let wish = self
        try await running {
            if wish.schema { return Terminal.line(DocumentSchema.text) }
            if let folder = wish.contactSheet {
                return try ContactSheet(folder: folder, hasEveryPaper: wish.everyPaper).write()
            }
            try wish.render()
        }
    }

    private func render() throws {
        let bytes = try read()
        let document = try parse(bytes)
        let renderer = DocumentRenderer()
        do {
            let layout = try renderer.layout(document, dotsPerInch: dpi)
            try report(layout.warnings)
            if glyphs { return try Terminal.json(GlyphReport(layout)) }
            let format = try chosenFormat()
            // The same document gives the same bytes, whenever it is made.
            let files = try renderer.render(document, as: format, dotsPerInch: dpi, created: Instant(milliseconds: 0))
            try write(files)
        } catch let error as TypesettingError {
            let block = place(of: document, bytes, renderer)
            throw CommandFailure("the document cannot be set: \(block)\(error.words)", exitCode: .data)
        }
    }

    /// Where the block stands that cannot be set; nothing when it is all of them together.
    private func place(of document: PrintDocument, _ bytes: [UInt8], _ renderer: DocumentRenderer) -> String {
        guard let places = try? DocumentFile.places(bytes), places.count == document.blocks.count,
            let index = renderer.faultyBlock(of: document)
        else { return "" }
        return "line \(places[index].line), column \(places[index].column): blocks[\(index)]: "
    }

    private func read() throws -> [UInt8] {
        let path = document ?? "-"
        do {
            return path == "-"
                ? [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())
                : [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw CommandFailure("\(path) cannot be read: \(error.localizedDescription)", exitCode: .cannotOpen)
        }
    }

    private func parse(_ bytes: [UInt8]) throws -> PrintDocument {
        do {
            return try DocumentFile.read(bytes)
        } catch {
            throw CommandFailure("\(document ?? "-"): \(error)", exitCode: .data)
        }
    }

    private func report(_ warnings: [TypesettingWarning]) throws {
        for warning in warnings {
            switch warning {
            case .missingGlyph(let scalar):
                let words = "no font has U+" + String(scalar.value, radix: 16, uppercase: true)
                if strict { throw CommandFailure(words, exitCode: .data) }
                Terminal.note("sehat: " + words)
            }
        }
    }

    private func chosenFormat() throws -> OutputFormat {
        if let format { return format }
        guard let out else { return .pdf }
        guard let format = OutputFormat(rawValue: URL(filePath: out).pathExtension.lowercased()) else {
            throw CommandFailure("the ending of \(out) names no format; give --format", exitCode: .usage)
        }
        return format
    }

    private func write(_ files: [[UInt8]]) throws {
        guard let out else {
            guard files.count == 1 else { throw CommandFailure("several pages need --out", exitCode: .usage) }
            return FileHandle.standardOutput.write(Data(files[0]))
        }
        let first = URL(filePath: out)
        for (index, file) in files.enumerated() {
            let name = first.deletingPathExtension().lastPathComponent + "-\(index + 1)." + first.pathExtension
            let url = index == 0 ? first : first.deletingLastPathComponent().appending(path: name)
            try ContactSheet.save(file, to: url)
        }
    }
}

extension OutputFormat: ExpressibleByArgument {}

extension TypesettingError {
    /// What is wrong, for the person at the command line.
    var words: String {
        switch self {
        case .doesNotFit(let field, let needed, let available):
            "a \(field.rawValue) needs \(Int(needed.rounded(.up))) pt and has \(Int(available)) pt"
        case .codeTooLong: "a code's payload is too long"
        case .codeNotEncodable:
            "a code's payload is empty, holds characters that the code does not know, or has a wrong check digit"
        case .codeElement(let ai): "the GS1 element (\(ai)) is not valid"
        case .badImage(let what): "a picture cannot be read: \(what)"
        case .badGeometry: "the paper, margins, sizes or resolution leave no room to print on"
        case .tooDeep: "blocks are nested deeper than 16 levels"
        case .fontUnavailable(let name): "the font \(name) is missing"
        case .drawing(let state): "drawing failed: \(state)"
        }
    }
}
