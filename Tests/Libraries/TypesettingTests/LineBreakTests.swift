import Documents
import Foundation
import SehatCore
import Testing

@testable import Typesetting

@Suite("Where lines may end")
struct LineBreakTests {
    private static let file = "auxiliary/LineBreakTest.txt"

    private struct Case {
        var scalars: [UInt32] = []
        var breaks: [Bool] = []

        init(_ line: Substring) {
            for part in line.prefix(while: { $0 != "#" }).split(whereSeparator: \.isWhitespace) {
                switch part {
                case "÷": breaks.append(true)
                case "×": breaks.append(false)
                default: if let scalar = UInt32(part, radix: 16) { scalars.append(scalar) }
                }
            }
        }
    }

    private static func prose(_ scalars: [UInt32]) -> ParagraphText? {
        var view = String.UnicodeScalarView()
        for value in scalars { view.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
        return ParagraphText.lines(of: [InlineRun(text: String(view), kind: .text, language: .en)]).first
    }

    @Test("LineBreakTest: every case by the algorithm alone", .enabled(if: UnicodeData.isThere(file)))
    func conformance() throws {
        let cases = try UnicodeData.lines(Self.file).map(Case.init)
        #expect(cases.count > 7_000 && cases.allSatisfy { $0.breaks.count == $0.scalars.count + 1 })
        let failures = cases.filter { LineBreakRules.opportunities($0.scalars) != $0.breaks }
        #expect(failures.isEmpty, "\(failures.count) of \(cases.count), first \(failures.first?.scalars ?? [])")
    }

    @Test("LineBreakTest: prose differs only where a written rule says so", .enabled(if: UnicodeData.isThere(file)))
    func tailored() throws {
        var (checked, differences): (Int, [LineBreakTailoring: Int]) = (0, [:])
        for entry in try UnicodeData.lines(Self.file).map(Case.init) {
            // A newline divides prose before lines are broken.
            guard !entry.scalars.contains(0x0A), let text = Self.prose(entry.scalars) else { continue }
            checked += 1
            let found = LineBreaks(text)
            for place in 1..<entry.scalars.count where found.allowed[place] != entry.breaks[place] {
                let rule = try #require(found.forbidden[place], "\(entry.scalars) at \(place)")
                #expect(entry.breaks[place] && !found.allowed[place])
                differences[rule, default: 0] += 1
            }
        }
        #expect(checked > 7_000)
        // Hyphens and solidi stand beside characters of every class there, and one number beside a percent sign.
        #expect(differences == [.hyphen: 48, .unit: 1])
    }

    @Test("The table is that of Unicode's files", .enabled(if: UnicodeData.isThere("extracted/DerivedLineBreak.txt")))
    func table() throws {
        var checked = 0
        for line in try UnicodeData.lines("extracted/DerivedLineBreak.txt") {
            let fields = line.prefix { $0 != "#" }.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard fields.count == 2 else { continue }
            let ends = fields[0].split(separator: ".").compactMap { UInt32($0, radix: 16) }
            let name =
                ["AI": "al", "SG": "al", "XX": "al", "CJ": "ns", "B2": "bt"][fields[1]] ?? fields[1].lowercased()
            for scalar in (ends.first ?? 1)...(ends.last ?? 0) {
                checked += 1
                let found = "\(LineBreakClass(scalar))"
                let isSame =
                    found == name || (name == "sa" && (found == "al" || found == "cm"))
                    || (name == "id" && found == "pic")
                    || found == name + "e"
                #expect(isSame, "\(scalar): \(found), not \(name)")
            }
        }
        #expect(checked > 200_000)
    }

    /// `|` marks every place where a line may end.
    @Test(
        "Prose breaks where it may",
        arguments: [
            "Take |625 mg |daily", "13 mg/dL |glucose", "and/|or", "thirty-|four", "12-B", "120 / 80 |now", "4.0–11.0",
            "4.0 - 11.0 |ok",
            "of |-x", "10 % |off", "(a |b) |c", "well |(very) |so", "a, |b; |c: |d! |e", "Rs. |1,250.00 |net", "$ |5",
            "a\u{A0}b", "a\u{2060}b",
            "a\u{200B}|b", "پانی |زیادہ |پئیں۔ |سانس", "متلی، |چکر؛ |بخار", "(دوسری |منزل)", "मि.ग्रा. |भोजन", "रोग। |बाद",
            "تناول |الدواء، |ثم",
            "漢|字", "e\u{301} |f", "क्\u{200D}ष |क",
        ])
    func prose(marked: String) throws {
        let text = try #require(Self.prose(marked.replacing("|", with: "").unicodeScalars.map(\.value)))
        let allowed = LineBreaks(text).allowed
        var shown = String.UnicodeScalarView()
        for (place, value) in text.scalars.enumerated() {
            if allowed[place] { shown.append("|") }
            if let scalar = Unicode.Scalar(value) { shown.append(scalar) }
        }
        #expect(String(shown) == marked)
    }

    @Test("The same prose breaks at the same places inside an isolate, and a value never")
    func isolated() throws {
        let run = { (text: String, kind: InlineKind) in InlineRun(text: text, kind: kind, language: .en) }
        let text = try #require(
            ParagraphText.lines(of: [
                run("see ", .text), run("\u{2068}Ali Khan\u{2069}", .name), run(" at ", .text),
                run("A/B-C", .identifier),
            ]).first)
        let places = LineBreaks(text).allowed.indices.filter { LineBreaks(text).allowed[$0] }
        #expect(places == [4, 9, 15, 18])
        #expect(Set(LineBreaks(text).forbidden.values) == [.value])
    }
}
