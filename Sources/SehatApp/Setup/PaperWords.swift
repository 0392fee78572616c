import Documents
import Typesetting

/// Words for typing and a QR code with the same, as the papers of the key carry them.
enum PaperWords {
    /// Words stand in this many columns.
    private static let columns = 4

    static func qrCode(_ text: String) -> Block {
        .qrCode(QRCodeBlock(text, correction: .medium, moduleSize: .mm(0.8)))
    }

    /// Each with its number, column by column.
    static func table(_ words: [String]) -> Block {
        let height = (words.count + columns - 1) / columns
        let rows = (0..<height).map { row in
            Table.Row(
                (0..<columns).map { column in
                    let index = column * height + row
                    return index < words.count ? [.identifier("\(index + 1) \(words[index])")] : []
                })
        }
        return .table(
            Table(
                columns: Array(repeating: Table.Column(.share(1)), count: columns), rows: rows,
                style: TextStyle(size: .pt(12))))
    }
}
