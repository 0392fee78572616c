import Foundation

/// JSON while it is written: bytes straight into one buffer, members in the order of their encoding.
///
/// Foundation's encoder first builds a tree of every value and then writes that; this one does not, and equal values
/// are equal bytes.
final class JSONWriter {
    private(set) var bytes: [UInt8] = []
    private var open: [Level] = []
    /// The container that each value under encoding has opened, so that a value encoded in parts stays one object.
    private var frames: [Int?] = []

    private struct Level {
        let isObject: Bool
        var isEmpty = true
    }

    init() {
        bytes.reserveCapacity(1024)
    }

    static func write(_ value: some Encodable) throws -> [UInt8] {
        let writer = JSONWriter()
        try writer.value(value)
        return writer.bytes
    }

    // MARK: Values

    /// Encodes one value where the writer stands, and closes what it has opened.
    func value<Value: Encodable>(_ value: Value) throws {
        if Value.self is any SortedMap.Type, let map = value as? any SortedMap {
            try map.write(to: self)
            return
        }
        if Value.self == Data.self, let data = value as? Data {
            string(data.base64EncodedString())
            return
        }
        let depth = open.count
        let start = bytes.count
        frames.append(nil)
        try value.encode(to: JSONValueEncoder(writer: self, frame: frames.count - 1))
        frames.removeLast()
        close(downTo: depth)
        // A value that encodes nothing is an empty object.
        if bytes.count == start { raw("{}") }
    }

    func null() { raw("null") }
    func flag(_ flag: Bool) { raw(flag ? "true" : "false") }

    func integer(_ number: some FixedWidthInteger) { bytes.append(contentsOf: String(number).utf8) }

    func number(_ number: Double) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number, .init(codingPath: [], debugDescription: "not a JSON number"))
        }
        bytes.append(contentsOf: "\(number)".utf8)
    }

    func string(_ text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            var start = 0
            for index in 0..<utf8.count {
                let byte = utf8[index]
                if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
                bytes.append(contentsOf: utf8[start..<index])
                escape(byte)
                start = index + 1
            }
            bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): raw("\\\"")
        case UInt8(ascii: "\\"): raw("\\\\")
        case UInt8(ascii: "\n"): raw("\\n")
        case UInt8(ascii: "\r"): raw("\\r")
        case UInt8(ascii: "\t"): raw("\\t")
        default:
            raw("\\u00")
            raw(byte < 16 ? "0" : "1")
            bytes.append(contentsOf: String(byte & 15, radix: 16).utf8)
        }
    }

    private func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    // MARK: Containers

    /// Opens an object or a list for the value of `frame`, or goes on with the one it has opened.
    ///
    /// - Returns: the container's depth.
    func begin(isObject: Bool, frame: Int?) -> Int {
        if let frame, let depth = frames[frame] {
            close(downTo: depth)
            return depth
        }
        bytes.append(UInt8(ascii: isObject ? "{" : "["))
        open.append(Level(isObject: isObject))
        if let frame { frames[frame] = open.count }
        return open.count
    }

    /// Begins the next member or element of the container at `depth`.
    func next(_ depth: Int, key: String? = nil) throws {
        guard open.count >= depth else {
            throw EncodingError.invalidValue(
                key ?? "", .init(codingPath: [], debugDescription: "the container was closed before"))
        }
        close(downTo: depth)
        if open[depth - 1].isEmpty { open[depth - 1].isEmpty = false } else { bytes.append(UInt8(ascii: ",")) }
        if let key {
            string(key)
            bytes.append(UInt8(ascii: ":"))
        }
    }

    func close(downTo depth: Int) {
        while open.count > depth {
            let level = open.removeLast()
            bytes.append(UInt8(ascii: level.isObject ? "}" : "]"))
        }
    }
}

/// Maps are written by sorted key, since a dictionary's own order differs from run to run.
protocol SortedMap {
    func write(to writer: JSONWriter) throws
}

extension Dictionary: SortedMap where Key == String, Value: Encodable {
    func write(to writer: JSONWriter) throws {
        let depth = writer.begin(isObject: true, frame: nil)
        for (key, value) in sorted(by: { $0.key < $1.key }) {
            try writer.next(depth, key: key)
            try writer.value(value)
        }
        writer.close(downTo: depth - 1)
    }
}
