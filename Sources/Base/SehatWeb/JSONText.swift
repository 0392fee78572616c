/// A value read from JSON, before it is known what it should be.
enum JSONValue: Sendable {
    case null
    case flag(Bool)
    /// As it was written; what it is worth depends on who asks.
    case number(String)
    case text(String)
    case list([JSONValue])
    case object(JSONMembers)
}

/// The members of an object in their order; found by walking along, as there are few.
struct JSONMembers: Sendable {
    fileprivate(set) var names: [String] = []
    fileprivate(set) var values: [JSONValue] = []

    subscript(name: String) -> JSONValue? {
        names.firstIndex(of: name).map { values[$0] }
    }
}

/// Where a text stops being JSON.
struct JSONSyntaxError: Error, Hashable {
    /// Bytes before the place.
    let offset: Int

    /// Line and column counted from 1, columns in bytes.
    func place(in bytes: some Collection<UInt8>) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return (line, column)
    }
}

/// Reads JSON strictly (RFC 8259): no trailing commas, no comments, each name once in its object, valid UTF-8.
///
/// Foundation's decoder on Linux neither says where a text is broken nor in which field a number does not fit;
/// people who write programs against the API need both.
struct JSONReader {
    /// Nesting beyond this is refused.
    static let deepest = 64
    /// Members of one object beyond this are refused, since they are found by walking.
    static let widest = 256
    private let bytes: [UInt8]
    private var index = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Throws: `JSONSyntaxError`.
    static func read(_ bytes: [UInt8]) throws -> JSONValue {
        var reader = JSONReader(bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.index == bytes.count else { throw reader.broken }
        return value
    }

    private var broken: JSONSyntaxError { JSONSyntaxError(offset: index) }
    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func expect(_ byte: UInt8) throws {
        guard current == byte else { throw broken }
        index += 1
    }

    private mutating func value(depth: Int) throws -> JSONValue {
        guard depth < Self.deepest else { throw broken }
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .list(try list(depth: depth))
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
        for offset in 0..<word.utf8CodeUnitCount { try expect(word.utf8Start[offset]) }
        return value
    }

    private mutating func object(depth: Int) throws -> JSONMembers {
        var members = JSONMembers()
        index += 1
        skipSpace()
        if current == UInt8(ascii: "}") {
            index += 1
            return members
        }
        while true {
            skipSpace()
            let start = index
            let name = try text()
            guard !members.names.contains(name), members.names.count < Self.widest else {
                throw JSONSyntaxError(offset: start)
            }
            skipSpace()
            try expect(UInt8(ascii: ":"))
            members.names.append(name)
            members.values.append(try value(depth: depth + 1))
            skipSpace()
            if current == UInt8(ascii: ",") {
                index += 1
            } else {
                try expect(UInt8(ascii: "}"))
                return members
            }
        }
    }

    private mutating func list(depth: Int) throws -> [JSONValue] {
        var list: [JSONValue] = []
        index += 1
        skipSpace()
        if current == UInt8(ascii: "]") {
            index += 1
            return list
        }
        while true {
            list.append(try value(depth: depth + 1))
            skipSpace()
            if current == UInt8(ascii: ",") {
                index += 1
            } else {
                try expect(UInt8(ascii: "]"))
                return list
            }
        }
    }

    private mutating func number() throws -> String {
        let start = index
        if current == UInt8(ascii: "-") { index += 1 }
        if current == UInt8(ascii: "0") { index += 1 } else { try digits() }
        if current == UInt8(ascii: ".") {
            index += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            index += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { index += 1 }
            try digits()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func digits() throws {
        let start = index
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        if index == start { throw broken }
    }

    private mutating func text() throws -> String {
        try expect(UInt8(ascii: "\""))
        let start = index
        var unescaped: [UInt8]?
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                let text =
                    unescaped.map { String(validating: $0, as: UTF8.self) }
                    ?? String(validating: bytes[start..<index], as: UTF8.self)
                guard let text else { throw JSONSyntaxError(offset: start) }
                index += 1
                return text
            case UInt8(ascii: "\\"):
                if unescaped == nil { unescaped = Array(bytes[start..<index]) }
                let scalar = try escape()
                unescaped?.append(contentsOf: Array(String(scalar).utf8))
            case 0..<0x20: throw broken
            default:
                if unescaped != nil { unescaped?.append(byte) }
                index += 1
            }
        }
        throw broken
    }

    private mutating func escape() throws -> Unicode.Scalar {
        index += 1
        guard let byte = current else { throw broken }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicode()
        default:
            index -= 1
            throw broken
        }
    }

    /// Four digits, or a pair of surrogates.
    private mutating func unicode() throws -> Unicode.Scalar {
        let high = try hexadecimal()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard high < 0xDC00 else { throw broken }
        try expect(UInt8(ascii: "\\"))
        try expect(UInt8(ascii: "u"))
        let low = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw broken }
        return scalar
    }

    private mutating func hexadecimal() throws -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw broken }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }
}
