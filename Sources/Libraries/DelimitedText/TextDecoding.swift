/// Turns a file that arrives in pieces into UTF-8, finding out by itself how it is encoded.
///
/// A byte order mark decides; without one, zero bytes at every second place mean UTF-16, and the first letters beyond
/// ASCII tell UTF-8 from Windows-1256, since text of the one is as good as never valid in the other.
public struct TextDecoding: Sendable {
    /// Known once a byte has told; UTF-8 for a file of ASCII.
    public private(set) var encoding: TextEncoding?
    private var kept: [UInt8] = []
    private var offset = 0
    private var hasBegun = false

    /// - Parameter encoding: what a person says it is; nil to find out.
    public init(encoding: TextEncoding? = nil) {
        self.encoding = encoding
    }

    /// The text of the next piece as far as it is whole.
    ///
    /// - Throws: `TextFault`.
    public mutating func take(_ bytes: some Sequence<UInt8>) throws(TextFault) -> [UInt8] {
        kept += bytes
        if !hasBegun && kept.count < FileSign.length { return [] }
        return try drain(isLast: false)
    }

    /// The rest of the text.
    ///
    /// - Throws: `TextFault`.
    public mutating func finish() throws(TextFault) -> [UInt8] {
        let rest = try drain(isLast: true)
        encoding = encoding ?? .utf8
        return rest
    }

    private mutating func drain(isLast: Bool) throws(TextFault) -> [UInt8] {
        if !hasBegun {
            hasBegun = true
            try FileSign.refuse(kept[...])
            takeMark()
            if encoding != .utf16LittleEndian && encoding != .utf16BigEndian {
                try FileSign.refuseControls(kept[...])
            }
        }
        var result: [UInt8] = []
        result.reserveCapacity(kept.count * 2)
        if encoding == nil {
            // ASCII is the same in all that are left, so nothing need be decided until a letter decides it.
            let plain = kept.firstIndex { $0 >= 0x80 } ?? kept.count
            result += kept[..<plain]
            drop(plain)
            if !kept.isEmpty { encoding = isUTF8(kept) ? .utf8 : .windows1256 }
        }
        switch encoding {
        case nil: break
        case .utf8: try utf8(&result, isLast: isLast)
        case .utf16LittleEndian: try utf16(&result, low: 0, isLast: isLast)
        case .utf16BigEndian: try utf16(&result, low: 1, isLast: isLast)
        case .windows1256:
            Windows1256.decode(kept, into: &result)
            drop(kept.count)
        }
        if result.contains(0) { throw .binary }
        return result
    }

    /// Steps over a byte order mark and believes it.
    private mutating func takeMark() {
        if kept.starts(with: [0xEF, 0xBB, 0xBF]) {
            encoding = encoding ?? .utf8
            if encoding == .utf8 { drop(3) }
        } else if kept.starts(with: [0xFF, 0xFE]) {
            encoding = .utf16LittleEndian
            drop(2)
        } else if kept.starts(with: [0xFE, 0xFF]) {
            encoding = .utf16BigEndian
            drop(2)
        } else if encoding == nil {
            let head = kept.prefix(512)
            let zeros = [0, 1].map { side in head.indices.filter { $0 % 2 == side && head[$0] == 0 }.count }
            if zeros[1] > head.count / 8 { encoding = .utf16LittleEndian }
            if zeros[0] > head.count / 8 { encoding = .utf16BigEndian }
        }
    }

    private mutating func drop(_ count: Int) {
        kept.removeFirst(count)
        offset += count
    }

    /// Whether the bytes are UTF-8 but for a letter cut off at their end.
    private func isUTF8(_ bytes: [UInt8]) -> Bool {
        String(validating: bytes.prefix(bytes.count - Self.cut(bytes)), as: UTF8.self) != nil
    }

    /// How many bytes at the end are the beginning of a letter.
    private static func cut(_ bytes: [UInt8]) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte < 0x80 { return 0 }
            if byte >= 0xC0 { return (byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2) > back ? back : 0 }
        }
        return 0
    }

    private mutating func utf8(_ result: inout [UInt8], isLast: Bool) throws(TextFault) {
        let count = kept.count - (isLast ? 0 : Self.cut(kept))
        guard String(validating: kept.prefix(count), as: UTF8.self) != nil else { throw .broken(offset: offset) }
        result += kept.prefix(count)
        drop(count)
    }

    private mutating func utf16(_ result: inout [UInt8], low: Int, isLast: Bool) throws(TextFault) {
        var units: [UInt16] = []
        units.reserveCapacity(kept.count / 2)
        for index in stride(from: 0, to: kept.count - 1, by: 2) {
            units.append(UInt16(kept[index + low]) | UInt16(kept[index + 1 - low]) << 8)
        }
        if !isLast, let last = units.last, UTF16.isLeadSurrogate(last) { units.removeLast() }
        guard let text = String(validating: units, as: UTF16.self), !isLast || kept.count.isMultiple(of: 2) else {
            throw .broken(offset: offset)
        }
        result += text.utf8
        drop(units.count * 2)
    }
}
