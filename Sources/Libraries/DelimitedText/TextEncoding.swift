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

    /// Text of one byte a letter holds line ends and tabs, and next to no other controls; a picture or a program does.
    static func refuseControls(_ bytes: ArraySlice<UInt8>) throws(TextFault) {
        let head = bytes.prefix(length)
        // 0x1A ended files of DOS.
        let controls = head.filter { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1A }.count
        if controls >= 2 && controls * 50 > head.count { throw .binary }
    }

    /// InPage writes every letter of Urdu as the byte 4 and a byte from 0x81 on; plain text has no byte 4, and of bytes
    /// that mean something else few stand behind one.
    private static func isInPageText(_ head: [UInt8]) -> Bool {
        let high = head.indices.filter { head[$0] >= 0x81 }
        let pairs = high.filter { $0 > 0 && head[$0 - 1] == 0x04 }.count
        return pairs >= 3 && pairs * 2 >= high.count
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
