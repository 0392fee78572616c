import Foundation
import TestKit
import Testing

@testable import Typesetting

/// What a printer received, read back by programs that are not ours (zxing-cpp, Pango, Poppler).
enum PaperReading {
    /// A line of Urdu as it must stand on the paper.
    struct Line {
        let text: String
        let isBold: Bool
    }

    /// What was found.
    struct Paper {
        let width: Int64
        let codes: [String]
        /// How much of each line's ink is where an independent renderer puts it, 0 to 1.
        let overlaps: [Double]
    }

    /// The size of the letters of a receipt's and a bill's lines.
    private static let points = 9

    /// Reads the bytes of a thermal printer of 203 dpi.
    static func thermal(_ bytes: Data, _ lines: [Line]) async throws -> Paper {
        try await scratch { folder in
            let file = folder.appending(path: "job.bin")
            try bytes.write(to: file)
            return try await read(file, kind: "escpos", dpi: 203.2, lines, folder)
        }
    }

    /// Reads the first page of a PDF at 300 dpi.
    static func pdf(_ bytes: Data, _ lines: [Line]) async throws -> Paper {
        try await scratch { folder in
            let file = folder.appending(path: "job.pdf")
            try bytes.write(to: file)
            let poppler = try await Binary.run(
                ["-r", "300", "-gray", "-singlefile", file.path, folder.appending(path: "page").path],
                executable: URL(filePath: "/usr/bin/pdftoppm"))
            try #require(poppler.status == 0, "\(poppler.errors)")
            return try await read(folder.appending(path: "page.pgm"), kind: "picture", dpi: 300, lines, folder)
        }
    }

    private static func read(
        _ file: URL, kind: String, dpi: Double, _ lines: [Line], _ folder: URL
    ) async throws -> Paper {
        let wished = try lines.map { line -> JSONValue in
            let font = folder.appending(path: line.isBold ? "bold.ttf" : "regular.ttf")
            try Data(try LoadedFont.bytes(of: FontFace(.nastaliq, isBold: line.isBold))).write(to: font)
            return [
                "text": .text(line.text), "font": .text(font.path), "points": .number(Double(points)),
                "family": line.isBold ? "Noto Nastaliq Urdu Bold" : "Noto Nastaliq Urdu",
            ]
        }
        var wish: [String: JSONValue] = [
            "kind": .text(kind), "file": .text(file.path), "dpi": .number(dpi), "lines": .list(wished),
        ]
        if let pictures = Page.pictures {
            wish["save"] = .text(pictures.appending(path: "paper-\(kind)-\(UUID().uuidString.prefix(4)).png").path)
        }
        let answer = try JSONDecoder().decode(JSONValue.self, from: Data(try await python(.object(wish)).utf8))
        let overlaps = answer["overlaps"].items.map { item in
            if case .number(let value) = item { return value }
            return 0
        }
        return Paper(
            width: answer["width"].number ?? 0, codes: answer["codes"].items.compactMap(\.text), overlaps: overlaps)
    }

    private static func python(_ wish: JSONValue) async throws -> String {
        let python = try #require(
            ProcessInfo.processInfo.environment["SEHAT_PYTHON"],
            "SEHAT_PYTHON must name a Python with zxing-cpp, Pillow and NumPy; Packaging/test makes one")
        let program = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "paper.py")
        let result = try await Binary.run(
            [program.path], input: String(decoding: try JSONEncoder().encode(wish), as: UTF8.self),
            executable: URL(filePath: python))
        try #require(result.status == 0, "\(result.errors)")
        return result.output
    }

    private static func scratch<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
        let folder = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}
