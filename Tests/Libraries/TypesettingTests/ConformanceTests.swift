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

    /// Whether the levels are those expected, where any are, and the order of those characters is as expected.
    private func agrees(
        _ scalars: [UInt32], isRightToLeft: Bool, _ levels: [Int8?], _ order: [Int]
    ) -> Bool {
        let found = Bidi.levels(scalars, isRightToLeft: isRightToLeft)
        guard found.count == levels.count, zip(found, levels).allSatisfy({ $1 == nil || $0 == $1 }) else {
            return false
        }
        // Only what has a level is put in order, as the layout does with its items.
        let shown = found.indices.filter { levels[$0] != nil }
        return Bidi.visualOrder(shown.map { found[$0] }).map { shown[$0] } == order
    }

    @Test("BidiCharacterTest: every case with a given direction", .enabled(if: UnicodeData.isThere(characters)))
    func bidiCharacters() throws {
        var (failures, checked) = (0, 0)
        for line in try UnicodeData.lines(Self.characters) {
            let fields = line.split(separator: ";", omittingEmptySubsequences: false)
            // Direction 2 is guessed from the first letter, which this product never does.
            guard fields.count == 5, fields[1] != "2" else { continue }
            checked += 1
            let scalars = fields[0].split(separator: " ").compactMap { UInt32($0, radix: 16) }
            let levels = fields[3].split(separator: " ").map { Int8($0) }
            let order = fields[4].split(separator: " ").compactMap { Int($0) }
            if !agrees(scalars, isRightToLeft: fields[1] == "1", levels, order) { failures += 1 }
        }
        #expect(checked > 60_000)
        #expect(failures == 0, "of \(checked)")
    }

    /// A character of each class.
    private static let sample: [Substring: UInt32] = [
        "L": 0x61, "R": 0x5D0, "AL": 0x627, "EN": 0x31, "ES": 0x2B, "ET": 0x24, "AN": 0x661, "CS": 0x2C, "NSM": 0x300,
        "BN": 0xAD, "B": 0x2029, "S": 0x09, "WS": 0x20, "ON": 0x21, "LRE": 0x202A, "RLE": 0x202B, "PDF": 0x202C,
        "LRO": 0x202D, "RLO": 0x202E, "LRI": 0x2066, "RLI": 0x2067, "FSI": 0x2068, "PDI": 0x2069,
    ]

    @Test("BidiTest: every case with a given direction", .enabled(if: UnicodeData.isThere(classes)))
    func bidiClasses() throws {
        var (failures, checked) = (0, 0)
        var (levels, order): ([Int8?], [Int]) = ([], [])
        for line in try UnicodeData.lines(Self.classes) {
            if line.hasPrefix("@Levels:") {
                levels = line.dropFirst(8).split(whereSeparator: \.isWhitespace).map { Int8($0) }
            } else if line.hasPrefix("@Reorder:") {
                order = line.dropFirst(9).split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            } else if let end = line.firstIndex(of: ";") {
                let scalars = line[..<end].split(separator: " ").compactMap { Self.sample[$0] }
                let directions = Int(line[line.index(after: end)...].trimmingCharacters(in: .whitespaces)) ?? 0
                for (bit, isRightToLeft) in [(2, false), (4, true)] where directions & bit != 0 {
                    checked += 1
                    if !agrees(scalars, isRightToLeft: isRightToLeft, levels, order) { failures += 1 }
                }
            }
        }
        #expect(checked > 500_000)
        #expect(failures == 0, "of \(checked)")
    }
}
