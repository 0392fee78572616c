/// Reading records of delimited text (RFC 4180), a piece at a time, as spreadsheets write them.
///
/// Fields in quotation marks may hold separators, line ends and doubled marks. Lines end in CR LF, LF or CR. What stands
/// behind a closing mark belongs to the field, as spreadsheets read it.
public struct DelimitedText: Sendable, Hashable {
    /// What stands between two fields: a comma, a semicolon, a tab or a bar.
    public let separator: UInt8

    /// The separators that are known, the likeliest first.
    public static let separators: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    /// The longest record in bytes: more is a mark of quotation that nobody closed.
    public static let longestRecord = 1 << 16

    /// A record, and where the next one begins.
    public struct Record: Sendable, Hashable {
        /// The fields as written, without their quotation marks.
        public let fields: [String]
        /// The index behind the record's end of line.
        public let end: Int
    }

    /// Why a record cannot be read.
    public enum Fault: Error, Hashable, Sendable {
        /// A quotation mark is never closed, or the record is longer than `longestRecord`.
        case endless
    }

    /// - Parameter separator: one byte of ASCII.
    public init(separator: UInt8) {
        self.separator = separator
    }

    /// The record that begins at `start`; nil where the bytes end before it does, unless they are the last.
    ///
    /// - Throws: `Fault.endless`.
    public func record(in bytes: [UInt8], from start: Int, isLast: Bool) throws(Fault) -> Record? {
        if start >= bytes.count { return nil }
        var scan = Scan(separator: separator, start: start)
        let found = bytes.withUnsafeBufferPointer { scan.run($0, isLast: isLast) }
        switch found {
        case .whole: return Record(fields: scan.fields, end: scan.index)
        case .partial:
            if isLast || bytes.count - start > Self.longestRecord { throw .endless }
            return nil
        case .tooLong: throw .endless
        }
    }

    /// The separator with which the first lines of a text make a table: the one that divides all of them alike, and the
    /// first into most fields.
    public static func separator(of bytes: [UInt8]) -> UInt8 {
        func score(_ separator: UInt8) -> Int {
            let text = DelimitedText(separator: separator)
            var (index, widths) = (0, [Int]())
            while widths.count < 10, let record = (try? text.record(in: bytes, from: index, isLast: false)) ?? nil {
                widths.append(record.fields.count)
                index = record.end
            }
            if widths.isEmpty, let record = (try? text.record(in: bytes, from: 0, isLast: true)) ?? nil {
                widths = [record.fields.count]
            }
            guard let width = widths.first, width > 1 else { return 0 }
            return widths.filter { $0 == width }.count * 1000 / widths.count * 100 + width
        }
        let scored = separators.map { ($0, score($0)) }
        return scored.reduce(scored[0]) { $1.1 > $0.1 ? $1 : $0 }.0
    }
}

/// One walk through the bytes of a record.
private struct Scan {
    enum Outcome { case whole, partial, tooLong }

    let separator: UInt8
    let start: Int
    var index: Int
    var fields: [String] = []

    init(separator: UInt8, start: Int) {
        self.separator = separator
        self.start = start
        index = start
    }

    mutating func run(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Outcome {
        while true {
            guard let end = field(bytes, isLast: isLast) else { return .partial }
            if index - start > DelimitedText.longestRecord { return .tooLong }
            switch end {
            case separator: continue
            // A carriage return at the end of a piece may be half of a line end.
            case 0x0D where index == bytes.count && !isLast: return .partial
            case 0x0D where index < bytes.count && bytes[index] == 0x0A:
                index += 1
                return .whole
            default: return .whole
            }
        }
    }

    /// Reads one field and steps behind it; the byte that ended it (a line end at the end of the text), nil when it has
    /// no end yet.
    private mutating func field(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> UInt8? {
        var quoted: [UInt8] = []
        if index < bytes.count, bytes[index] == 0x22 {
            index += 1
            guard take(quoted: &quoted, bytes, isLast: isLast) else { return nil }
        }
        let plain = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == separator || byte == 0x0A || byte == 0x0D {
                close(quoted, bytes[plain..<index])
                index += 1
                return byte
            }
            index += 1
        }
        guard isLast else { return nil }
        close(quoted, bytes[plain..<index])
        return 0x0A
    }

    private mutating func take(quoted: inout [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Bool {
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte != 0x22 {
                quoted.append(byte)
            } else if index < bytes.count, bytes[index] == 0x22 {
                quoted.append(0x22)
                index += 1
            } else {
                return index < bytes.count || isLast
            }
        }
        return false
    }

    private mutating func close(_ quoted: [UInt8], _ plain: Slice<UnsafeBufferPointer<UInt8>>) {
        fields.append(
            quoted.isEmpty ? String(decoding: plain, as: UTF8.self) : String(decoding: quoted + plain, as: UTF8.self))
    }
}
