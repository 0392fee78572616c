import BenchReference
import Documents
import Foundation
import Glibc
import SehatCore
import TestKit
import Typesetting

/// Every shipped document in Urdu, warm and cold; a thousand receipts in a row; templates; other programs.
enum DocumentRows {
    private static let at = Instant(milliseconds: 1_800_000_000_000)

    static func run(_ setting: Setting) async throws {
        for entry in ShippedTemplates.all { try await document(entry, setting) }
        try receipts(setting)
        try templates(setting)
        try await others(setting)
    }

    /// Warm: processor time of the thread, beside the plain loop over the same words on the same paper. Cold: the time of
    /// `sehat render` from its start to its end, beside a start that sets nothing.
    private static func document(_ entry: ShippedTemplates.Entry, _ setting: Setting) async throws {
        let document = try entry.sample(in: .ur)
        let renderer = DocumentRenderer()
        let plain = PlainPage(document)
        let rounds = setting.rounds(21, quick: 3)
        for format in [OutputFormat.pdf, .pwg] {
            let ours = try Figures.processorTime(rounds: rounds) {
                _ = format == .pdf ? try renderer.pdf(document, created: at).count : try renderer.raster(document).count
            }
            let theirs = Figures.processorTime(rounds: rounds) { plain.set(isPDF: format == .pdf) }
            let name = "document.\(entry.name).\(format == .pdf ? "pdf" : "raster")"
            setting.print(Row(name: name, value: ours, unit: "ms", reference: theirs, goal: .ratioAtMost(1.3)))
        }
        let file = setting.scratch.appending(path: "\(entry.name).json")
        try JSONEncoder().encode(document).write(to: file)
        let (starts, times) = try await cold(file, setting)
        setting.print(
            Row(
                name: "document.\(entry.name).cold", value: Figures.median(times), unit: "ms",
                reference: Figures.median(starts)))
    }

    private static func cold(_ file: URL, _ setting: Setting) async throws -> ([Double], [Double]) {
        var (starts, times): ([Double], [Double]) = ([], [])
        let out = setting.scratch.appending(path: "cold.pdf").path
        for _ in 0..<setting.rounds(7, quick: 2) {
            starts.append(try await wall { try await Binary.run(["--version"], executable: setting.binary).status })
            times.append(
                try await wall {
                    try await Binary.run(
                        ["render", file.path, "--format", "pdf", "--out", out], executable: setting.binary
                    ).status
                })
        }
        return (starts, times)
    }

    private struct Failed: Error { let status: Int32 }

    private static func wall(_ work: () async throws -> Int32) async throws -> Double {
        let start = ContinuousClock.now
        let status = try await work()
        guard status == 0 else { throw Failed(status: status) }
        return (ContinuousClock.now - start).milliseconds
    }

    /// Memory must not grow with the number of receipts: what the process holds after the last one against the hundredth.
    private static func receipts(_ setting: Setting) throws {
        let count = setting.rounds(1_000, quick: 200)
        var document = PaperRows.receipt
        var (settled, last) = (0.0, 0.0)
        let start = Figures.threadTime()
        for number in 0..<count {
            document.blocks[0] = .keyValue("رسید نمبر", [.identifier("R-26-\(1_000_000 + number)")])
            document.blocks[2] = .keyValue("مریض", [.name("محمد عثمان \(number) چوہدری")])
            _ = try DocumentRenderer().escpos(document)
            if number % 10 == 0 { _ = try DocumentRenderer().pdf(document, created: at) }
            if number == 100 { settled = residentMiB() }
        }
        last = residentMiB()
        let each = (Figures.threadTime() - start) / Double(count)
        setting.print(Row(name: "receipts.each", value: each, unit: "ms"))
        setting.print(Row(name: "receipts.growth", value: max(last - settled, 0), unit: "MiB", goal: .valueAtMost(8)))
    }

    /// What the process has in memory, in MiB.
    private static func residentMiB() -> Double {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return Double(fields.dropFirst().first ?? "0").map { $0 * Double(getpagesize()) / 1_048_576 } ?? 0
    }

    /// From a template's text and its data to a document.
    private static func templates(_ setting: Setting) throws {
        for name in ["wristband", "labReport", "dischargeSummary"] {
            guard let entry = ShippedTemplates.all.first(where: { $0.name == name }) else { continue }
            let time = try Figures.processorTime(rounds: setting.rounds(41, quick: 5)) { _ = try entry.sample(in: .ur) }
            setting.print(Row(name: "template.\(name)", value: time, unit: "ms"))
        }
    }

    /// The receipt's words as a page of HTML through the programs that others use, where they are installed: cold.
    private static func others(_ setting: Setting) async throws {
        let page = setting.scratch.appending(path: "receipt.html")
        let out = setting.scratch.appending(path: "other.pdf").path
        let rows = PlainPage(PaperRows.receipt).words.map { "<p>\($0)</p>" }.joined(separator: "\n")
        let style =
            "@page{size:80mm 300mm;margin:4mm}body{font:9pt 'Noto Sans','Noto Nastaliq Urdu','Noto Sans Devanagari'}"
        try Data("<html dir=rtl lang=ur><meta charset=utf-8><style>\(style)</style>\(rows)</html>".utf8).write(to: page)
        let programs: [(String, [String])] = [
            ("weasyprint", [page.path, out]),
            (
                "chromium",
                ["--headless=new", "--no-sandbox", "--disable-gpu", "--print-to-pdf=\(out)", page.absoluteString]
            ),
        ]
        for (name, arguments) in programs {
            guard let path = installed(name) else { continue }
            var times: [Double] = []
            for _ in 0..<setting.rounds(5, quick: 1) {
                times.append(try await wall { try await Binary.run(arguments, executable: URL(filePath: path)).status })
            }
            setting.print(Row(name: "receipt.by.\(name)", value: Figures.median(times), unit: "ms"))
        }
    }
}

extension DocumentRows {
    /// A program in the folders of PATH: Debian's, or one of a Python environment.
    private static func installed(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":").map { "\($0)/\(name)" }
            .first(where: FileManager.default.isExecutableFile)
    }
}

/// The words of a document for the plain loop, on a page of its size, in the sizes and weights of the document, so that
/// both embed the same faces; both compress at zlib's level 6.
///
/// The loop does less in every other way: one line for a paragraph however long, no rules, codes or columns, no text
/// beneath Nastaliq, no metadata, identifier or profile for archives.
struct PlainPage {
    private struct Words {
        var content: [Inline]
        var style: TextStyle
    }

    let words: [String]
    private let styles: [TextStyle]
    private let pictures: [ImageBlock]
    /// Dots of the paper's print head, or of 203.2 per inch, in a point.
    private let dots: Double
    private let width: Int32
    private let height: Int32

    init(_ document: PrintDocument) {
        let context = document.context()
        let lines = Self.lines(document.blocks).map { line in
            (text: line.content.flatMap { $0.runs(in: context) }.map(\.text).joined(), style: line.style)
        }.filter { !$0.text.isEmpty }
        words = lines.map(\.text)
        styles = lines.map(\.style)
        pictures = Self.pictures(document.blocks)
        dots = (document.paper.dotsPerMillimetre.map(Double.init) ?? 8) / 72 * 25.4
        width = Int32(document.paper.width.points * dots)
        height = Int32((document.paper.height?.points ?? 600) * dots)
    }

    private static func lines(_ blocks: [Block]) -> [Words] {
        blocks.flatMap { block -> [Words] in
            switch block {
            case .paragraph(let paragraph): [Words(content: paragraph.content, style: paragraph.style)]
            case .keyValue(let row):
                [Words(content: row.label, style: row.style), Words(content: row.value, style: row.style)]
            case .table(let table): cells(table)
            case .columns(let columns): columns.columns.flatMap { lines($0.blocks) }
            case .group(let blocks): lines(blocks)
            case .letterhead(let letterhead):
                [Words(content: [letterhead.name], style: .heading)]
                    + letterhead.address.map { Words(content: $0, style: .small) }
            case .qrCode(let code): [Words(content: code.caption, style: .small)]
            case .dataMatrix(let code): [Words(content: code.caption, style: .small)]
            case .section(let section): lines(section.blocks)
            case .rule, .space, .code128, .ean13, .image: []
            }
        }
    }

    private static func pictures(_ blocks: [Block]) -> [ImageBlock] {
        blocks.flatMap { block -> [ImageBlock] in
            switch block {
            case .image(let image): [image]
            case .columns(let columns): columns.columns.flatMap { pictures($0.blocks) }
            case .group(let blocks): pictures(blocks)
            case .section(let section): pictures(section.blocks)
            case .letterhead(let letterhead): letterhead.image.map { [$0] } ?? []
            default: []
            }
        }
    }

    private static func cells(_ table: Table) -> [Words] {
        (table.head ?? []).map { Words(content: $0, style: table.style.bold) }
            + table.rows.flatMap { row in
                row.cells.map { Words(content: $0, style: row.isStrong ? table.style.bold : table.style) }
            }
    }

    func set(isPDF: Bool) {
        let copies = words.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        let pieces = zip(copies, styles).map { text, style in
            plain_text(
                text: text.map { UnsafePointer($0) }, size: style.size.points * dots, is_bold: style.isBold ? 1 : 0,
                ends_row: 1)
        }
        let files = pictures.map { $0.png as NSData }
        let images = zip(files, pictures).map {
            plain_picture(bytes: $0.bytes, length: $0.length, width: $1.width.points * dots)
        }
        _ = plain_page(
            pieces, Int32(pieces.count), nil, 0, images, Int32(images.count), width, height, isPDF ? 1 : 0)
    }
}
