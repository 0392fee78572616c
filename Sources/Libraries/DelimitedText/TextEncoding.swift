/// How a text file writes its letters.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    case utf8
    case utf16LittleEndian
    case utf16BigEndian
    /// Windows-1256, Arabic and Urdu.
    case windows1256
}

/// Why a file is no text that can be taken.
public enum TextFault: Error, Hashable, Sendable {
    /// A document of InPage, or text in its own code.
    case inPage
    /// A workbook of Excel or another office document; it can be saved as text.
    case workbook
    /// Something that is no text at all.
    case binary
    /// UTF-8 or UTF-16 that is broken, at this byte of the file.
    case broken(offset: Int)
}

/// What the beginning of a file says about it.
enum FileSign {
    /// How many bytes are looked at.
    static let length = 1 << 16

    /// - Throws: `TextFault` for what is no plain text.
    static func refuse(_ bytes: ArraySlice<UInt8>) throws(TextFault) {
        let head = Array(bytes.prefix(length))
        // Compound files of OLE: InPage 2 and 3, and Excel before 2007.
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw contains(head, "InPage") ? .inPage : .workbook }
        if contains(Array(head.prefix(256)), "InPage") { throw .inPage }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { throw .workbook }
        if head.starts(with: Array("%PDF".utf8)) { throw .binary }
        if isInPageText(head) { throw .inPage }
    }

    /// InPage writes every letter of Urdu as the byte 4 and a byte from 0x81 on; plain text has no byte 4.
    private static func isInPageText(_ head: [UInt8]) -> Bool {
        var pairs = 0
        for (byte, next) in zip(head, head.dropFirst()) where byte == 0x04 && next >= 0x81 { pairs += 1 }
        return pairs >= 3
    }

    /// Whether the bytes hold a word in ASCII or in UTF-16.
    private static func contains(_ bytes: [UInt8], _ word: String) -> Bool {
        let narrow: [UInt8] = Array(word.utf8)
        let wide: [UInt8] = Array(narrow.map { [$0, 0] }.joined())
        for index in bytes.indices where bytes[index] == narrow[0] {
            let rest = bytes[index...]
            if rest.starts(with: narrow) || rest.starts(with: wide) { return true }
        }
        return false
    }
}
