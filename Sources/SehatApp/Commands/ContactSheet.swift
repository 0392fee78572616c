import Documents
import Foundation
import SehatCore
import Typesetting

/// Every shipped document in every language as pictures, for a person to look at: one file for each page, and for each
/// language a sheet with all of them.
struct ContactSheet {
    private let folder: URL
    /// True for the long and the sparse samples as well, on every paper that a document may be printed on.
    private let hasEveryPaper: Bool

    private struct Entry {
        var name: String
        var document: PrintDocument
    }

    init(folder: String, hasEveryPaper: Bool) {
        self.folder = URL(filePath: folder)
        self.hasEveryPaper = hasEveryPaper
    }

    /// Writes the pictures.
    ///
    /// - Throws: `CommandFailure` when a file cannot be written, `TypesettingError` when a document cannot be set.
    func write() throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure("\(folder.path) cannot be made: \(error.localizedDescription)", exitCode: .cannotOpen)
        }
        for language in Language.allCases {
            var board = PictureBoard()
            for entry in try documents(language) {
                let pages = try DocumentRenderer().render(
                    entry.document, as: .png, created: Instant(milliseconds: 0))
                for (index, page) in pages.enumerated() {
                    try save(page, "\(entry.name)-\(language.rawValue)" + (index == 0 ? "" : "-\(index + 1)"))
                }
                if let page = try Typesetter().layout(entry.document).pages.first {
                    board.add(try RasterWriter().grey(page, dotsPerInch: PictureBoard.dotsPerInch))
                }
            }
            try save(try PNGWriter().write(board.page()), "all-\(language.rawValue)")
        }
    }

    private func documents(_ language: Language) throws -> [Entry] {
        var result = [Entry(name: "testPage", document: TestPage.document(language))]
        for entry in ShippedTemplates.all {
            guard hasEveryPaper else {
                result.append(Entry(name: entry.name, document: try entry.sample(in: language)))
                continue
            }
            let template = try DocumentTemplate(Array(entry.text.utf8))
            for (number, sample) in try entry.samples(of: template, in: language).enumerated() {
                for document in entry.onEveryPaper(sample) {
                    let wide = Int(document.paper.width.millimetres.rounded())
                    result.append(Entry(name: "\(entry.name)-\(number + 1)-\(wide)mm", document: document))
                }
            }
        }
        return result
    }

    private func save(_ bytes: [UInt8], _ name: String) throws {
        try Self.save(bytes, to: folder.appending(path: name + ".png"))
        Terminal.line(name + ".png")
    }

    /// Writes a file whole or not at all.
    ///
    /// - Throws: `CommandFailure` when it cannot be written.
    static func save(_ bytes: [UInt8], to url: URL) throws {
        // Atomic writing puts a new file in the place of what is there: of a device or a pipe that would be its end.
        let kind = try? FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
        do {
            try Data(bytes).write(to: url, options: kind.map { $0 == .typeRegular } ?? true ? .atomic : [])
        } catch {
            throw CommandFailure("\(url.path) cannot be written: \(error.localizedDescription)", exitCode: .cannotOpen)
        }
    }
}

/// Small pictures of pages in rows on grey ground, each at the same scale.
struct PictureBoard {
    /// Small, and still to be read.
    static let dotsPerInch = 75.0
    private static let width = 2_400
    private static let gap = 16
    private static let ground: UInt8 = 90

    private var pages: [(picture: GreyPage, x: Int, y: Int)] = []
    private var (x, y, rowHeight) = (gap, gap, 0)

    /// Puts a page behind the others.
    mutating func add(_ picture: GreyPage) {
        if x > Self.gap, x + picture.width + Self.gap > Self.width {
            (x, y, rowHeight) = (Self.gap, y + rowHeight + Self.gap, 0)
        }
        pages.append((picture, x, y))
        x += picture.width + Self.gap
        rowHeight = max(rowHeight, picture.height)
    }

    /// All of them on one page.
    func page() -> GreyPage {
        let width = max(Self.width, pages.map { $0.picture.width + 2 * Self.gap }.max() ?? 0)
        let height = y + rowHeight + Self.gap
        var ink = [UInt8](repeating: Self.ground, count: width * height)
        for (picture, x, y) in pages {
            for row in 0..<picture.height {
                let start = (y + row) * width + x
                let source = row * picture.width
                ink.replaceSubrange(
                    start..<start + picture.width, with: picture.ink[source..<source + picture.width])
            }
        }
        return GreyPage(width: width, height: height, ink: ink)
    }
}
