import Documents
import Foundation
import TestKit
import Testing
import Typesetting

/// `sehat render` as a person types it.
@Suite struct RenderCommandTests {
    private func withFile<Result>(_ text: String, _ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "render-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(text.utf8).write(to: folder.appending(path: "in.json"))
        return try await body(folder)
    }

    @Test(arguments: [
        ("pdf", "%PDF-1."), ("png", "\u{89}PNG"), ("escpos", "\u{1B}@"), ("zpl", "^XA"), ("tspl", "SIZE "),
        ("pwg", "RaS2"),
    ])
    func theShortestDocumentLeavesInEveryForm(format: String, start: String) async throws {
        try await withFile(#"{"language":"ur","size":12,"text":"محمد عثمان"}"#) { folder in
            let out = folder.appending(path: "out.bin")
            let result = try await Binary.run(
                [
                    "render", folder.appending(path: "in.json").path, "--format", format, "--dpi", "203", "--out",
                    out.path,
                ])
            #expect(result.status == 0, "\(result.errors)")
            let head = try Data(contentsOf: out).prefix(start.unicodeScalars.count)
            #expect(head.elementsEqual(start.unicodeScalars.map { UInt8($0.value) }))
        }
    }

    @Test func theGlyphsAreTold() async throws {
        try await withFile(#"{"language":"ur","size":12,"text":"محمد"}"#) { folder in
            let result = try await Binary.run(["render", folder.appending(path: "in.json").path, "--glyphs"])
            #expect(result.status == 0 && result.output.contains("NotoNastaliqUrdu-Regular.ttf"))
            #expect(result.output.contains("\"cluster\"") && result.output.contains("\"rtl\""))
            // The very numbers that the typesetter places.
            let told = try JSONDecoder().decode(GlyphReport.self, from: Data(result.output.utf8))
            let document = try DocumentFile.read(Array(#"{"language":"ur","size":12,"text":"محمد"}"#.utf8))
            #expect(try told == GlyphReport(try DocumentRenderer().layout(document)))
            let run = try #require(told.pages.first?.lines.first?.runs.first)
            #expect(run.text == "محمد" && Set(run.glyphs.map(\.cluster)) == [0, 1, 2, 3])
        }
    }

    /// A bill of a long stay: 5,000 lines in all four scripts, in an address space that would not hold it many times over.
    @Test(.timeLimit(.minutes(2)), arguments: ["pdf", "escpos"])
    func aBillOfFiveThousandLinesIsSetWhole(format: String) async throws {
        let names = ["خون کا مکمل ٹیسٹ", "Blood test (CBC)", "पूर्ण रक्त गणना", "تعداد الدم الكامل"]
        let rows = (1...5_000).map { number in
            let name = "{\"text\":\"\(names[number % 4])\",\"language\":\"\(["ur", "en", "hi", "ar"][number % 4])\"}"
            return
                "[{\"identifier\":\"N\(number)X\"},\(name),{\"amount\":{\"amount\":\(number * 100),\"currency\":\"PKR\"}}]"
        }
        let columns = #"[{}, {"width": {"share": 1}}, {"alignment": "figures"}]"#
        let paper = format == "pdf" ? "a5" : "thermal80"
        let table =
            "{\"table\": {\"columns\": \(columns), \"head\": [\"#\", \"خدمت\", \"رقم\"], \"rows\": [\(rows.joined(separator: ","))]}}"
        try await withFile("{\"language\": \"ur\", \"paper\": \"\(paper)\", \"blocks\": [\(table)]}") { folder in
            let out = folder.appending(path: "out." + format).path
            let result = try await Binary.run(
                [
                    "-c", "ulimit -v 2000000; exec \"$0\" render \"$1\" --out \"$2\"", Binary.url.path,
                    folder.appending(path: "in.json").path, out,
                ], executable: URL(filePath: "/bin/bash"))
            #expect(result.status == 0, "\(result.errors)")
            if format == "escpos" {
                // At least 3 mm of 72 bytes a row of dots for each line.
                return #expect(try Data(contentsOf: URL(filePath: out)).count > 5_000 * 24 * 72)
            }
            let text = try await Binary.run([out, "-"], executable: URL(filePath: "/usr/bin/pdftotext")).output
            let found = Set(text.matches(of: /N(\d+)X/).compactMap { Int($0.1) })
            #expect(found == Set(1...5_000))
        }
    }

    @Test func whatIsWrongIsSaidWithItsLine() async throws {
        try await withFile("{\"language\":\"ur\",\n\"txet\":\"x\"}") { folder in
            let result = try await Binary.run(["render", folder.appending(path: "in.json").path])
            #expect(
                result.status == 65 && result.errors.contains("in.json: line 2, column 1: there is no \"txet\" here"))
        }
        let none = try await Binary.run(["render", "/nowhere/at/all.json"])
        #expect(none.status == 73)
    }

    @Test(arguments: [
        (
            #"{"qrCode": {"payload": "\#(String(repeating: "x", count: 5_000))"}}"#,
            "line 3, column 1: blocks[1]: a code"
        ),
        (
            #"{"image": {"png": "bm8gcGljdHVyZQ==", "width": "20mm"}}"#,
            "line 3, column 1: blocks[1]: a picture cannot be read"
        ),
        (#"{"space": "-5mm"}"#, "line 3, column 11: blocks[1].space: not a length"),
        (
            #"{"paragraph": {"content": "x", "style": {"size": 0}}}"#,
            "line 3, column 50: blocks[1].paragraph.style.size"
        ),
        (#"{"paragraph": {"content": "x", "style": {"size": NaN}}}"#, "line 3, column 50: this is no JSON value"),
        (
            #"{"paragraph": {"content": "x", "style": {"size": 1e999}}}"#,
            "line 3, column 50: blocks[1].paragraph.style.size"
        ),
        (
            #"{"paragraph": [{"number": 10000000000000000000000000}]}"#,
            "line 3, column 27: blocks[1].paragraph[0].number"
        ),
        (String(repeating: #"{"group": ["#, count: 70) + String(repeating: "]}", count: 70), "nested deeper than 64"),
    ])
    func aBlockThatCannotBeSetIsNamedWithItsLine(block: String, words: String) async throws {
        let document = "{\"language\": \"ur\", \"blocks\": [\n{\"rule\": {}},\n\(block)]}"
        try await withFile(document) { folder in
            let result = try await Binary.run(["render", folder.appending(path: "in.json").path])
            #expect(result.status == 65 && result.output.isEmpty)
            #expect(result.errors.contains(words), "\(result.errors)")
        }
    }

    @Test func aPaperWithoutRoomBlamesNoBlock() async throws {
        let paper = #"{"width": "20mm", "height": "20mm", "dotsPerMillimetre": 8}"#
        let margins = #"{"top": "15mm", "bottom": "15mm", "start": "1mm", "end": "1mm"}"#
        try await withFile(
            #"{"language": "en", "paper": \#(paper), "margins": \#(margins), "blocks": [{"paragraph": "x"}]}"#
        ) {
            folder in
            let result = try await Binary.run(["render", folder.appending(path: "in.json").path])
            #expect(
                result.status == 65 && result.errors.contains("cannot be set: the paper, margins"), "\(result.errors)")
        }
    }

    @Test func theSchemaIsJSON() async throws {
        let result = try await Binary.run(["render", "--schema"])
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect(result.status == 0 && object?["$defs"] != nil)
    }

    @Test func aMissingCharacterIsNamedAndStrictRefusesIt() async throws {
        try await withFile(#"{"language":"ur","text":"محمد 😀"}"#) { folder in
            let out = folder.appending(path: "out.png").path
            let arguments = ["render", folder.appending(path: "in.json").path, "--out", out]
            let result = try await Binary.run(arguments)
            #expect(result.status == 0 && result.errors.contains("no font has U+1F600"))
            let strict = try await Binary.run(arguments + ["--strict"])
            #expect(strict.status == 65 && strict.errors.contains("no font has U+1F600"))
        }
    }

    @Test(arguments: [#"\ud83d"#, #"\ude00 x"#, #"\ud83dx"#])
    func halfASurrogatePairIsRefusedWithItsPlace(text: String) async throws {
        try await withFile("{\"language\":\"ur\",\n\"text\":\"\(text)\"}") { folder in
            let result = try await Binary.run(["render", folder.appending(path: "in.json").path])
            #expect(result.status == 65 && result.errors.contains("line 2") && result.errors.contains("surrogate"))
        }
    }

    @Test func theContactSheetHasEveryDocumentInEveryLanguage() async throws {
        try await withFile("{}") { folder in
            let result = try await Binary.run(["render", "--contact-sheet", folder.path])
            #expect(result.status == 0)
            for name in ShippedTemplates.all.map(\.name) + ["testPage", "all"] {
                for language in ["en", "ur", "hi", "ar"] {
                    let file = try Data(contentsOf: folder.appending(path: "\(name)-\(language).png"))
                    #expect(file.count > 1_000)
                }
            }
        }
    }

    private func picture(_ png: Data) -> String {
        #"{"language":"en","paper":"thermal80","blocks":[{"image":{"png":"\#(png.base64EncodedString())","width":"60mm"}}]}"#
    }

    /// The size of the process is limited: the picture must be made smaller as it is read, or the program would stop.
    @Test func aPictureOf40MegapixelsIsMadeSmallerAndALargerOneRefused() async throws {
        try await withFile(picture(StripedPicture.png(8_000, 5_000))) { folder in
            let out = folder.appending(path: "out.escpos").path
            let command = "ulimit -v 1000000; exec \"$0\" render \"$1\" --format escpos --out \"$2\""
            let result = try await Binary.run(
                ["-c", command, Binary.url.path, folder.appending(path: "in.json").path, out],
                executable: URL(filePath: "/bin/bash"))
            #expect(result.status == 0, "\(result.errors)")
            // 60 mm by 37.5 mm of dots, 8 of them to the millimetre, a row of 72 bytes each.
            #expect(try Data(contentsOf: URL(filePath: out)).count > 300 * 72)
        }
        try await withFile(picture(StripedPicture.png(8, 8))) { folder in
            var png = StripedPicture.png(8, 8)
            png.replaceSubrange(16..<24, with: [0, 0, 0x1F, 0x40, 0, 0, 0x13, 0x89])
            try Data(picture(png).utf8).write(to: folder.appending(path: "in.json"))
            let result = try await Binary.run(["render", folder.appending(path: "in.json").path])
            #expect(result.status == 65 && result.errors.contains("8000 × 5001 pixels; at most 40000000"))
        }
    }
}
