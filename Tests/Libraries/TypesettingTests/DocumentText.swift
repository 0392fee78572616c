import Documents
import SehatCore

@testable import Typesetting

/// The words that a document says, found without setting it.
struct DocumentText {
    /// Each piece of text that stands by itself (a paragraph, a cell, a caption), white space as single spaces.
    private(set) var fields: [String] = []
    private var context: InlineContext

    /// - Parameter pages: How many pages the footers count.
    init(_ document: PrintDocument, pages: Int) {
        context = document.context()
        add(document.blocks)
        for page in 1...max(pages, 1) {
            let context = document.context(pageNumber: page, pageCount: pages)
            for line in document.footer?.lines ?? [] where page == 1 || !document.paper.isRoll { add(line, context) }
            if !document.paper.isRoll, let line = document.footer?.pageLine { add(line, context) }
        }
    }

    /// Text without marks of direction, with every white space a single space and none inside brackets: between a bracket
    /// that runs from right to left and the Latin word in it pdftotext sees a gap.
    static func plain(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { !ParagraphText.isBidiControl($0.value) }
        return String(String.UnicodeScalarView(kept)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .replacing("( ", with: "(").replacing(" )", with: ")")
    }

    private mutating func add(_ content: [Inline], _ context: InlineContext? = nil) {
        let text = Self.plain(content.flatMap { $0.runs(in: context ?? self.context) }.map(\.text).joined())
        if !text.isEmpty { fields.append(text) }
    }

    private mutating func add(_ blocks: [Block]) {
        let context = context
        for block in blocks {
            switch block {
            case .paragraph(let paragraph): add(paragraph.content)
            case .keyValue(let row):
                add(row.label)
                add(row.value)
            case .table(let table):
                for cells in (table.head.map { [$0] } ?? []) + table.rows.map(\.cells) {
                    for cell in cells { add(cell) }
                }
            case .columns(let columns): for column in columns.columns { add(column.blocks) }
            case .qrCode(let code): add(code.caption)
            case .dataMatrix(let code): add(code.caption)
            case .code128(let code): if code.showsText { add([.identifier(code.payload)]) }
            case .ean13(let code): if code.showsText { add([.identifier(code.payload)]) }
            case .group(let blocks): add(blocks)
            case .section(let section):
                self.context.language = section.language
                add(section.blocks)
                self.context = context
            case .letterhead(let letterhead):
                add([letterhead.name])
                let plain = { (name: Inline) in Self.plain(name.runs(in: context).map(\.text).joined()) }
                if let second = letterhead.secondName, plain(second) != plain(letterhead.name) { add([second]) }
                for line in letterhead.address { add(line) }
                for (index, phone) in letterhead.phones.enumerated() {
                    add((index > 0 ? [.text("· ")] : []) + [.phone(phone)])
                }
            case .rule, .space, .image: continue
            }
        }
    }
}
