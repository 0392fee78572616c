import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

/// Unicode's own test files, as Debian's package unicode-data has them; not kept here. SEHAT_UNICODE_DATA names the folder.
enum UnicodeData {
    static let folder = ProcessInfo.processInfo.environment["SEHAT_UNICODE_DATA"] ?? "/usr/share/unicode"

    static func isThere(_ name: String) -> Bool {
        Tool.areRequired || FileManager.default.fileExists(atPath: folder + "/" + name)
    }

    /// The lines of a file without comments and empty ones.
    static func lines(_ name: String) throws -> [Substring] {
        let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        return text.utf8.split(separator: UInt8(ascii: "\n")).map(Substring.init).filter { !$0.hasPrefix("#") }
    }
}

@Suite("Conformance with Unicode's test files")
struct ConformanceTests {
    private static let characters = "BidiCharacterTest.txt"
    private static let classes = "BidiTest.txt"

    /// One case: what stands in the text, which levels its characters get (nil where the algorithm removes them), and in which
    /// order those with a level stand from left to right.
    private struct Case {
        var scalars: [UInt32]
        var isRightToLeft: Bool
        var levels: [Int8?]
        var order: [Int]
    }

    /// Levels of the whole paragraph, order of the characters, and both once more through the items that are shaped and set.
    private func agrees(_ entry: Case, _ engine: Engine) throws -> Bool {
        let found = Bidi.levels(entry.scalars, isRightToLeft: entry.isRightToLeft)
        guard found.count == entry.levels.count, zip(found, entry.levels).allSatisfy({ $1 == nil || $0 == $1 }) else {
            return false
        }
        // Only what has a level is put in order, as the layout does with its items.
        let shown = found.indices.filter { entry.levels[$0] != nil }
        guard Bidi.visualOrder(shown.map { found[$0] }).map({ shown[$0] }) == entry.order else { return false }
        return try setOrder(entry, found, engine) == entry.order.filter { !isControl(entry.scalars[$0]) }
    }

    /// The order in which the paragraph's items put the characters; marks of direction are in none.
    private func setOrder(_ entry: Case, _ levels: [Int8], _ engine: Engine) throws -> [Int] {
        var view = String.UnicodeScalarView()
        for value in entry.scalars { view.append(Unicode.Scalar(value) ?? "?") }
        let run = InlineRun(text: String(view), kind: .text, language: .en)
        guard let text = ParagraphText.lines(of: [run]).first else { return [] }
        var itemizer = Itemizer(engine, text, isBold: false, urduFace: .nastaliq)
        let items = try itemizer.items(levels: levels)
        let pieces = items.map { (range: $0.range, level: $0.level) }
        return Bidi.visualOrder(pieces, levels: levels, of: text.scalars).flatMap { index in
            let range = items[index].range
            return (items[index].isRightToLeft ? range.reversed() : Array(range)).filter { entry.levels[$0] != nil }
        }
    }

    private func isControl(_ scalar: UInt32) -> Bool { ParagraphText.isBidiControl(scalar) }

    @Test("BidiCharacterTest: every case", .enabled(if: UnicodeData.isThere(characters)))
    func bidiCharacters() throws {
        let (failures, checked) = try EnginePool.use { engine in
            var (failures, checked) = (0, 0)
            for line in try UnicodeData.lines(Self.characters) {
                let fields = line.split(separator: ";", omittingEmptySubsequences: false)
                guard fields.count == 5 else { continue }
                checked += 1
                // Where the direction is to be guessed the file says what comes of it; this product's papers always tell it.
                let entry = Case(
                    scalars: fields[0].split(separator: " ").compactMap { UInt32($0, radix: 16) },
                    isRightToLeft: fields[2] == "1", levels: fields[3].split(separator: " ").map { Int8($0) },
                    order: fields[4].split(separator: " ").compactMap { Int($0) })
                if try !agrees(entry, engine) { failures += 1 }
            }
            return (failures, checked)
        }
        #expect(checked > 91_000)
        #expect(failures == 0, "of \(checked)")
    }

    /// A character of each class.
    private static let sample: [Substring: UInt32] = [
        "L": 0x61, "R": 0x5D0, "AL": 0x627, "EN": 0x31, "ES": 0x2B, "ET": 0x24, "AN": 0x661, "CS": 0x2C, "NSM": 0x300,
        "BN": 0xAD, "B": 0x2029, "S": 0x09, "WS": 0x20, "ON": 0x21, "LRE": 0x202A, "RLE": 0x202B, "PDF": 0x202C,
        "LRO": 0x202D, "RLO": 0x202E, "LRI": 0x2066, "RLI": 0x2067, "FSI": 0x2068, "PDI": 0x2069,
    ]

    /// The direction that a paragraph without one would get: that of the first strong letter outside isolates (P2 and P3).
    private func guessesRightToLeft(_ classes: [Substring]) -> Bool {
        var depth = 0
        for name in classes {
            switch name {
            case "LRI", "RLI", "FSI": depth += 1
            case "PDI": depth = max(depth - 1, 0)
            case "L" where depth == 0: return false
            case "R" where depth == 0, "AL" where depth == 0: return true
            default: continue
            }
        }
        return false
    }

    @Test("BidiTest: every case", .enabled(if: UnicodeData.isThere(classes)))
    func bidiClasses() throws {
        let (failures, checked) = try EnginePool.use { engine in
            var (failures, checked) = (0, 0)
            var (levels, order): ([Int8?], [Int]) = ([], [])
            for line in try UnicodeData.lines(Self.classes) {
                if line.hasPrefix("@Levels:") {
                    levels = line.dropFirst(8).split(whereSeparator: \.isWhitespace).map { Int8($0) }
                } else if line.hasPrefix("@Reorder:") {
                    order = line.dropFirst(9).split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
                } else if let end = line.firstIndex(of: ";") {
                    let names = line[..<end].split(separator: " ")
                    let scalars = names.compactMap { Self.sample[$0] }
                    let directions = Int(line[line.index(after: end)...].trimmingCharacters(in: .whitespaces)) ?? 0
                    let all = [(1, guessesRightToLeft(names)), (2, false), (4, true)]
                    for (bit, isRightToLeft) in all where directions & bit != 0 {
                        checked += 1
                        let entry = Case(scalars: scalars, isRightToLeft: isRightToLeft, levels: levels, order: order)
                        if try !agrees(entry, engine) { failures += 1 }
                    }
                }
            }
            return (failures, checked)
        }
        #expect(checked > 770_000)
        #expect(failures == 0, "of \(checked)")
    }
}
