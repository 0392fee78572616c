import Foundation
import TestKit
import Testing

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
        ("pdf", "%PDF-1."), ("png", "\u{89}PNG"), ("escpos", "\u{1B}@"), ("zpl", "^XA"), ("tspl", "SIZE "), ("pwg", "RaS2"),
    ])
    func theShortestDocumentLeavesInEveryForm(format: String, start: String) async throws {
        try await withFile(#"{"language":"ur","size":12,"text":"محمد عثمان"}"#) { folder in
            let out = folder.appending(path: "out.bin")
            let result = try await Binary.run(
                ["render", folder.appending(path: "in.json").path, "--format", format, "--dpi", "203", "--out", out.path])
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
        }
    }

    @Test func whatIsWrongIsSaidWithItsLine() async throws {
        try await withFile("{\"language\":\"ur\",\n\"txet\":\"x\"}") { folder in
            let result = try await Binary.run(["render", folder.appending(path: "in.json").path])
            #expect(result.status == 65 && result.errors.contains("in.json: line 2, column 1: there is no \"txet\" here"))
        }
        let none = try await Binary.run(["render", "/nowhere/at/all.json"])
        #expect(none.status == 73)
    }

    @Test func theSchemaIsJSON() async throws {
        let result = try await Binary.run(["render", "--schema"])
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect(result.status == 0 && object?["$defs"] != nil)
    }
}
