import Documents
import Foundation
import SehatCore
import Testing
import Typesetting

/// The typesetter by itself, as the article about it says.
@Suite("The typesetter as a library")
struct LibraryTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../..").standardizedFileURL

    /// The article's example, between the two marks.
    private func example() throws -> (pdf: [UInt8], dots: [UInt8]) {
        // Example
        let receipt = PrintDocument(
            kind: .receipt, language: .ur, paper: .thermal80, title: "Receipt",
            blocks: [
                .keyValue("مریض", [.name("محمد عثمان چوہدری")]),
                .keyValue("کل رقم", [.money(Money(amount: 416_745, currency: .PKR))]),
                .qrCode(QRCodeBlock("R-26-0001234")),
            ])
        let renderer = DocumentRenderer()
        let pdf = try renderer.pdf(receipt, created: Instant(milliseconds: 0))
        let dots = try renderer.escpos(receipt)
        // End
        return (pdf, dots)
    }

    private func lines(_ text: Substring) -> [String] {
        text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    @Test("The article's example is this one, and sets a receipt")
    func article() throws {
        let (pdf, dots) = try example()
        #expect(pdf.starts(with: Array("%PDF-".utf8)) && dots.starts(with: [0x1B, 0x40]))
        let article = try String(
            contentsOf: Self.root.appending(path: "Sources/Base/SehatCore/SehatCore.docc/SettingPaper.md"),
            encoding: .utf8)
        let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
        let shown = try #require(article.firstMatch(of: /```swift\n([\s\S]*?)```/)?.1)
        let run = try #require(source.firstMatch(of: /\/\/ Example\n([\s\S]*?)\/\/ End/)?.1)
        #expect(lines(shown) == lines(run) && lines(shown).count <= 10)
    }

    /// Whoever uses it takes nothing of a hospital, a server or a database with it.
    @Test("The library's modules import one another, their native libraries and Foundation only")
    func imports() throws {
        let own: Set<String> = ["SehatCore", "Documents", "Pictures", "Typesetting"]
        let allowed = own.union(["CText", "CFonts", "CPictures", "Foundation", "Glibc", "Synchronization"])
        var seen: Set<String> = []
        for folder in ["Base/SehatCore", "Libraries/Documents", "Libraries/Pictures", "Libraries/Typesetting"] {
            let files = FileManager.default.enumerator(
                at: Self.root.appending(path: "Sources/\(folder)"), includingPropertiesForKeys: nil)
            while let file = files?.nextObject() as? URL {
                guard file.pathExtension == "swift" else { continue }
                for match in try String(contentsOf: file, encoding: .utf8).matches(
                    of:
                        /(?m)^(?:(?:public|internal|package|private|fileprivate) )?import (?:struct |func |class )?(\w+)/
                ) { seen.insert(String(match.1)) }
            }
        }
        #expect(seen.isSuperset(of: ["Documents", "CText", "CPictures"]))
        #expect(seen.subtracting(allowed).isEmpty, "\(seen.subtracting(allowed).sorted())")
    }
}
