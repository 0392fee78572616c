import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// What ISO 19005-2 (PDF/A-2, level U) asks of a file, as far as our files can break it.
@Suite("PDF for archives")
struct PDFArchiveTests {
    private func pdf(_ name: String, _ language: Language) throws -> [UInt8] {
        try DocumentRenderer().pdf(try ShippedTextTests.document(name, language), created: Samples.time)
    }

    /// The file as text, one character for each byte.
    private func latin(_ bytes: [UInt8]) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    /// The dictionaries of all objects, streams left out.
    private func dictionaries(_ file: String) -> [String] {
        file.components(separatedBy: "endobj").map { $0.components(separatedBy: "stream\n")[0] }
    }

    @Test(
        "Identifier, metadata, output intent and fonts are as the standard wants them",
        arguments: ShippedTextTests.names)
    func structure(name: String) throws {
        for language in [Language.ur, .hi] {
            let bytes = try pdf(name, language)
            let file = latin(bytes)
            let objects = dictionaries(file)
            // 6.1: header with a binary comment, file identifier, nothing encrypted, nothing behind the end.
            #expect(bytes.starts(with: Array("%PDF-1.7\n%".utf8)) && bytes[10...13].allSatisfy { $0 > 127 })
            #expect(file.contains(/\/ID \[ <[0-9a-f]{32}> <[0-9a-f]{32}> \]/) && file.hasSuffix("%%EOF\n"))
            for word in [
                "/Encrypt", "/LZWDecode", "/JavaScript", "/Launch", "/EmbeddedFile", "/Interpolate true", "/SMask",
            ] {
                #expect(!file.contains(word), "\(word)")
            }
            // 6.2: an output intent with an RGB profile; whatever is drawn is opaque.
            #expect(file.contains("/S /GTS_PDFA1") && file.contains("acsp") && file.contains("mntrRGB XYZ "))
            #expect(objects.filter { $0.contains("/CA ") }.allSatisfy { $0.contains("/CA 1 /ca 1") })
            // 6.2.11: fonts embedded, their characters known.
            let fonts = objects.filter { $0.contains("/Type /Font\n") }
            let descriptors = objects.filter { $0.contains("/Type /FontDescriptor") }
            #expect(!descriptors.isEmpty && descriptors.allSatisfy { $0.contains("/FontFile2") })
            for font in fonts where font.contains("CIDFontType2") { #expect(font.contains("/CIDToGIDMap /Identity")) }
            for font in fonts where !font.contains("CIDFontType2") { #expect(font.contains("/ToUnicode")) }
        }
    }

    @Test("The metadata are well-formed, say the level, and agree with the document information")
    func metadata() throws {
        var document = Samples.receipt(.ur)
        document.title = "رسید <R-26> & \u{7}co"
        let bytes = try DocumentRenderer().pdf(document, created: Samples.time)
        let start = try #require(Data(bytes).range(of: Data("<?xpacket begin".utf8))?.lowerBound)
        let end = try #require(Data(bytes).range(of: Data("<?xpacket end=\"r\"?>".utf8))?.upperBound)
        let packet = String(decoding: bytes[start..<end], as: UTF8.self)
        #expect(packet.contains("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>"))
        #expect(
            packet.contains("رسید &lt;R-26&gt; &amp; co")
                && packet.contains("<xmp:CreateDate>2027-01-15T08:00:00Z</xmp:CreateDate>"))
        let file = latin(bytes)
        #expect(file.contains("/CreationDate (D:20270115080000Z)") && file.contains("/Title <feff0631"))
        #expect(!packet.contains("عثمان"))
    }

    @Test("qpdf finds no fault in any document", .enabled(if: Tool.qpdf.isUsable), arguments: ShippedTextTests.names)
    func syntax(name: String) throws {
        for language in Language.allCases {
            try withScratchFolder { folder in
                let file = folder.appending(path: "document.pdf")
                try Data(try pdf(name, language)).write(to: file)
                // A warning is a failure too.
                #expect(try Tool.qpdf.text(["--check", file.path]).contains("No syntax or stream encoding errors"))
            }
        }
    }

    @Test("No map to Unicode names a character that the level forbids", .enabled(if: Tool.qpdf.isUsable))
    func unicode() throws {
        for language in Language.allCases {
            let plain = try withScratchFolder { folder in
                let (file, out) = (folder.appending(path: "document.pdf"), folder.appending(path: "plain.pdf"))
                try Data(try pdf("labReport", language)).write(to: file)
                _ = try Tool.qpdf.run(["--qdf", "--object-streams=disable", file.path, out.path])
                return latin([UInt8](try Data(contentsOf: out)))
            }
            let targets = plain.matches(of: /\n<[0-9a-f]{2,4}> <([0-9a-f]{4,})>/).map { $0.1 }
            #expect(targets.count > 40)
            for target in targets { #expect(!["0000", "feff", "fffe"].contains(target)) }
        }
    }

    /// The clauses of the standard that a program can hold a file against, told by a checker that reads with other libraries.
    private func faults(in files: [[UInt8]]) throws -> String {
        let program = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/archive.py")
        return try withScratchFolder { folder in
            let paths = files.indices.map { folder.appending(path: "document-\($0).pdf") }
            for (file, path) in zip(files, paths) { try Data(file).write(to: path) }
            return try Tool(path: Scanner.python ?? "python3").text([program.path] + paths.map(\.path))
        }
    }

    @Test(
        "Structure, metadata, profile, fonts, widths, characters and content hold to ISO 19005-2, level U",
        .enabled(if: Scanner.python != nil || Tool.areRequired), arguments: ShippedTextTests.names)
    func standard(name: String) throws {
        let faults = try faults(in: try Language.allCases.map { try pdf(name, $0) })
        #expect(faults.isEmpty, "\(faults)")
    }

    @Test(
        "That check finds faults in a file for which nobody claims the level, and in ours without its maps",
        .enabled(if: (Scanner.python != nil && Tool.pangoView.isUsable) || Tool.areRequired))
    func checker() throws {
        let foreign = try withScratchFolder { folder in
            let path = folder.appending(path: "foreign.pdf")
            _ = try Tool.pangoView.run(["-q", "--text=Ali", "-o", path.path])
            return [UInt8](try Data(contentsOf: path))
        }
        let found = try faults(in: [foreign])
        for clause in ["6.1.3: no file identifier", "6.6.2: no metadata", "6.2.3: not one output intent"] {
            #expect(found.contains(clause))
        }
        let ours = latin(try pdf("receipt", .ur)).replacing("/ToUnicode", with: "/ToUnknown")
        let bytes = ours.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        #expect(try faults(in: [bytes]).contains("6.2.11.7"))
    }
}
