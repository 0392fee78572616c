import Documents
import SehatCore

/// A document as lines of text in reading order, isolates shown as ⟨…⟩: what a snapshot compares.
enum DocumentOutline {
    static func lines(_ document: PrintDocument) -> [String] {
        let context = document.context()
        var lines = document.copyMark.map { ["[\($0.words) \($0.number)]"] } ?? []
        lines += document.blocks.flatMap { block($0, context) }
        for line in document.footer?.lines ?? [] { lines.append(text(line, context)) }
        if let page = document.footer?.pageLine { lines.append(text(page, context)) }
        return lines
    }

    private static func block(_ block: Block, _ context: InlineContext) -> [String] {
        switch block {
        case .paragraph(let paragraph): [text(paragraph.content, context)]
        case .keyValue(let row): [text(row.label, context) + " : " + text(row.value, context)]
        case .table(let table):
            (table.head.map { [cells($0, context)] } ?? []) + table.rows.map { cells($0.cells, context) }
        case .columns(let columns): columns.columns.flatMap { $0.blocks.flatMap { self.block($0, context) } }
        case .rule: ["----"]
        case .space: []
        case .qrCode(let code): ["[QR \(code.payload)] " + text(code.caption, context)]
        case .code128(let code): ["[128 \(code.payload)]"]
        case .dataMatrix(let code): ["[DM \(code.payload)] " + text(code.caption, context)]
        case .ean13(let code): ["[EAN \(code.payload)]"]
        case .image: ["[image]"]
        case .group(let blocks): blocks.flatMap { self.block($0, context) }
        case .section(let section): section.blocks.flatMap { self.block($0, context) }
        case .letterhead(let head):
            [text([head.name], context)] + (head.secondName.map { [text([$0], context)] } ?? [])
                + head.address.map { text($0, context) } + head.phones
        }
    }

    private static func cells(_ cells: [[Inline]], _ context: InlineContext) -> String {
        cells.map { $0.isEmpty ? "–" : text($0, context) }.joined(separator: " | ")
    }

    private static func text(_ pieces: [Inline], _ context: InlineContext) -> String {
        var result = ""
        for scalar in pieces.flatMap({ $0.runs(in: context) }).map(\.text).joined().unicodeScalars {
            switch scalar.value {
            case 0x2066...0x2068: result += "⟨"
            case 0x2069: result += "⟩"
            case 0xA0: result += "·"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
