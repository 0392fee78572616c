/// A place in a file, both numbers from 1; the column counts bytes.
public struct SourcePlace: Hashable, Sendable {
    /// The line.
    public let line: Int
    /// The byte in the line.
    public let column: Int
}

/// A JSON value that knows where in its file it stands, so that errors can point there.
struct JSONNode: Sendable {
    indirect enum Value: Sendable {
        case object([(name: String, place: SourcePlace, value: JSONNode)])
        case array([JSONNode])
        case string(String)
        case number(String)
        case bool(Bool)
        case null
        /// A piece of a document that stands in the tree whole; `plain` is its form as JSON. Never in a file.
        case piece(any Encodable & Sendable)
    }

    let value: Value
    let place: SourcePlace

    /// A member of an object; nil when there is none.
    func member(_ name: String) -> JSONNode? {
        guard case .object(let members) = plain.value else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The same without whole pieces at its top.
    var plain: JSONNode {
        guard case .piece(let piece) = value else { return self }
        // Pieces are values of this library, whose encoding does not fail.
        let tree = try? JSONNodeEncoder.tree(piece, keepsPieces: false)
        return JSONNode(value: tree?.value ?? .null, place: place)
    }

    /// True for an object with a directive of templates.
    var hasDirective: Bool {
        guard case .object(let members) = value else { return false }
        return members.contains { $0.name.utf8.first == UInt8(ascii: "$") }
    }

    var items: [JSONNode]? { if case .array(let items) = plain.value { items } else { nil } }
    var text: String? { if case .string(let text) = value { text } else { nil } }
    var number: Double? { if case .number(let text) = value { Double(text) } else { nil } }
}

/// Why a file is no JSON.
struct JSONFault: Error {
    let place: SourcePlace
    let fault: DocumentFault
}

/// Reads JSON (RFC 8259) strictly: UTF-8 only, no lone surrogates, no name twice, at most 64 levels deep.
struct JSONSource {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var lineStart = 0
    private static let deepest = 64

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The value that a file holds.
    static func parse(_ bytes: [UInt8]) throws(JSONFault) -> JSONNode {
        var source = JSONSource(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes)
        let node = try source.value(depth: 0)
        source.skipSpace()
        if source.index < source.bytes.count { throw source.fault("json.behind") }
        return node
    }

    private var here: SourcePlace { SourcePlace(line: line, column: index - lineStart + 1) }
    private func fault(_ code: String, _ params: [String: String] = [:]) -> JSONFault {
        JSONFault(place: here, fault: DocumentFault(code, params))
    }
    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B && byte != 0x0C {
            index += 1
            if byte == 0x0A { (line, lineStart) = (line + 1, index) }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONNode {
        skipSpace()
        guard depth < Self.deepest else { throw fault("json.deep", ["limit": String(Self.deepest)]) }
        let place = here
        switch next {
        case UInt8(ascii: "{"): return JSONNode(value: try object(depth), place: place)
        case UInt8(ascii: "["): return JSONNode(value: try array(depth), place: place)
        case UInt8(ascii: "\""): return JSONNode(value: .string(try string()), place: place)
        case nil: throw fault("json.ends")
        default: return JSONNode(value: try word(), place: place)
        }
    }

    private mutating func object(_ depth: Int) throws(JSONFault) -> JSONNode.Value {
        index += 1
        var members: [(name: String, place: SourcePlace, value: JSONNode)] = []
        var names: Set<String> = []
        if take(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipSpace()
            let place = here
            guard next == UInt8(ascii: "\"") else { throw fault("json.name") }
            let name = try string()
            guard names.insert(name).inserted else {
                throw JSONFault(place: place, fault: DocumentFault("json.twice", ["name": name]))
            }
            guard take(UInt8(ascii: ":")) else { throw fault("json.colon") }
            members.append((name, place, try value(depth: depth + 1)))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw fault("json.comma", ["close": "}"]) }
        return .object(members)
    }

    private mutating func array(_ depth: Int) throws(JSONFault) -> JSONNode.Value {
        index += 1
        var items: [JSONNode] = []
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat { items.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw fault("json.comma", ["close": "]"]) }
        return .array(items)
    }

    private mutating func word() throws(JSONFault) -> JSONNode.Value {
        let start = index
        while let byte = next, byte == 0x2B || byte == 0x2D || byte == 0x2E || (0x30...0x7A).contains(byte),
            byte != UInt8(ascii: "]"), byte != UInt8(ascii: "["), byte != UInt8(ascii: ":")
        { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default: break
        }
        guard Self.isNumber(bytes[start..<index]) else {
            index = start
            throw fault("json.value")
        }
        return .number(text)
    }

    /// Whether these bytes are a number (RFC 8259, section 6) of at most 40 bytes. By hand: a regular expression is compiled
    /// anew for each number, and a receipt has dozens.
    private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        func digits() -> Int {
            let count = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let hasZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !hasZero || whole == 1, bytes.count <= 40 else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    private mutating func string() throws(JSONFault) -> String {
        index += 1
        var content: [UInt8] = []
        let start = here
        while let byte = next {
            if byte == UInt8(ascii: "\"") {
                index += 1
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw JSONFault(place: start, fault: DocumentFault("json.encoding"))
                }
                return text
            }
            guard byte >= 0x20 else { throw fault("json.control") }
            if byte == UInt8(ascii: "\\") {
                content += try escape()
            } else {
                content.append(byte)
                index += 1
            }
        }
        throw JSONFault(place: start, fault: DocumentFault("json.quote"))
    }

    private mutating func escape() throws(JSONFault) -> [UInt8] {
        let plain: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
        ]
        guard index + 1 < bytes.count else { throw fault("json.ends") }
        if let byte = plain[bytes[index + 1]] {
            index += 2
            return [byte]
        }
        let first = try unit()
        if !(0xD800...0xDFFF).contains(first) { return Self.utf8(first) }
        let isPair = first < 0xDC00 && index + 1 < bytes.count && bytes[index] == 0x5C && bytes[index + 1] == 0x75
        let second = isPair ? try unit() : 0
        guard (0xDC00...0xDFFF).contains(second) else { throw fault("json.surrogate") }
        return Self.utf8(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func unit() throws(JSONFault) -> UInt32 {
        let digits = bytes[min(index + 2, bytes.count)..<min(index + 6, bytes.count)]
        guard bytes[index + 1] == UInt8(ascii: "u"), digits.count == 4,
            digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("json.escape") }
        index += 6
        return value
    }

    private static func utf8(_ value: UInt32) -> [UInt8] {
        Unicode.Scalar(value).map { Array(String(Character($0)).utf8) } ?? []
    }
}
