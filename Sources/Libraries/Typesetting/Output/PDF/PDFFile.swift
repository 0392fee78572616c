import SehatCore

/// The objects of a PDF file, numbered from 1 in the order in which their numbers were asked for.
struct PDFFile {
    private static let header = Array("%PDF-1.7\n%\u{B5}\u{ED}\u{AE}\u{FB}\n".unicodeScalars.map { UInt8($0.value) })

    private var output = PDFBytes()
    private var places: [Int] = []

    init() { output.add(Self.header) }

    /// A number for an object that is written later.
    mutating func number() -> Int {
        places.append(0)
        return places.count
    }

    /// Writes an object whose body is a dictionary or another plain value.
    mutating func write(_ number: Int, _ body: String) {
        start(number)
        output.add(text: body)
        output.add("\nendobj\n")
    }

    /// Writes a stream as it is.
    ///
    /// - Parameter entries: What its dictionary says besides the length.
    mutating func write(_ number: Int, stream: [UInt8], _ entries: String) {
        start(number)
        output.add(text: "<< \(entries) /Length \(stream.count) >>\nstream\n")
        output.add(stream)
        output.add("\nendstream\nendobj\n")
    }

    /// Writes a stream compressed.
    ///
    /// - Throws: `TypesettingError.drawing` when there is no memory.
    mutating func write(_ number: Int, compressed stream: [UInt8], _ entries: String = "") throws {
        write(number, stream: try Deflate.compressed(stream), "\(entries) /Filter /FlateDecode")
    }

    private mutating func start(_ number: Int) {
        places[number - 1] = output.count
        output.add(number)
        output.add(" 0 obj\n")
    }

    /// The whole file: the objects, the table of where they stand and the end.
    consuming func finished(root: Int, information: Int) -> [UInt8] {
        let start = output.count
        output.add(text: "xref\n0 \(places.count + 1)\n0000000000 65535 f \n")
        for place in places {
            let digits = String(place)
            output.add(text: String(repeating: "0", count: max(10 - digits.count, 0)) + digits + " 00000 n \n")
        }
        let identifier = Self.digest(output.bytes)
        output.add(
            text: """
                trailer
                << /Size \(places.count + 1) /Root \(root) 0 R /Info \(information) 0 R /ID [ <\(identifier)> <\(identifier)> ] >>
                startxref
                \(start)
                %%EOF

                """)
        return output.bytes
    }

    /// 128 bits in hexadecimal that differ when the files do: FNV-1a from two starts, eight bytes at a time.
    private static func digest(_ bytes: [UInt8]) -> String {
        var (first, second) = (0xCBF2_9CE4_8422_2325 as UInt64, 0x8422_2325_CBF2_9CE4 as UInt64)
        func add(_ value: UInt64) {
            first = (first ^ value) &* 0x100_0000_01B3
            second = ((second ^ value) &* 0x100_0000_01B3 &+ 1)
            // Multiplication carries upwards only; the high bits must reach the low ones too.
            (first, second) = (first ^ first >> 29, second ^ second >> 31)
        }
        bytes.withUnsafeBytes { bytes in
            let whole = bytes.count / 8 * 8
            for place in stride(from: 0, to: whole, by: 8) {
                add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
            }
            for byte in bytes[whole...] { add(UInt64(byte)) }
        }
        return [first, second].map { value in
            let text = String(value, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
    }
}
