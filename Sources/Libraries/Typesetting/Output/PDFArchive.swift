import SehatCore

/// Makes cairo's PDF files PDF/A-2u (ISO 19005-2, level U), which hospitals may keep for decades.
///
/// Cairo embeds fonts with Unicode maps and uses neither encryption nor anything outside the file. What it leaves out is
/// added: XMP metadata that agree with the document information, an output intent with a profile, a file identifier, and
/// the glyph maps of its CID fonts. The same input gives the same bytes.
struct PDFArchive {
    /// An object of the file: everything from "N 0 obj" to "endobj".
    private typealias Object = [UInt8]

    private static let header = Array("%PDF-1.7\n%\u{B5}\u{ED}\u{AE}\u{FB}\n".unicodeScalars.map { UInt8($0.value) })
    private static let producer = "Sehat (cairo 1.16)"

    private let title: String
    private let created: Instant

    /// The whole file anew from cairo's.
    ///
    /// - Throws: `TypesettingError.drawing` when the file is not laid out as cairo 1.16 does it.
    static func finished(_ file: [UInt8], title: String, created: Instant) throws -> [UInt8] {
        let clean = String(
            String.UnicodeScalarView(title.unicodeScalars.filter { $0.properties.generalCategory != .control }))
        return try PDFArchive(title: clean, created: created).finished(file)
    }

    private func finished(_ file: [UInt8]) throws -> [UInt8] {
        let table = try CrossReferences(file)
        var output = Self.header
        output.reserveCapacity(file.count + 4_096)
        var places = [Int](repeating: 0, count: table.count)
        for (number, range) in table.objects {
            places[number] = output.count
            switch number {
            case table.root: output += Array(catalog(number, first: table.count).utf8)
            case table.info: output += Array(information(number).utf8)
            default: Self.write(file[range], to: &output)
            }
        }
        for object in [metadata(table.count), Self.profile(table.count + 1)] {
            places.append(output.count)
            output += object
        }
        let start = output.count
        output += Array("xref\n0 \(places.count)\n0000000000 65535 f \n".utf8)
        for place in places.dropFirst() {
            let digits = String(place)
            output += Array((String(repeating: "0", count: max(10 - digits.count, 0)) + digits + " 00000 n \n").utf8)
        }
        let identifier = Self.digest(output)
        output += Array(
            """
            trailer
            << /Size \(places.count) /Root \(table.root) 0 R /Info \(table.info) 0 R /ID [ <\(identifier)> <\(identifier)> ] >>
            startxref
            \(start)
            %%EOF

            """.utf8)
        return output
    }

    /// An object as it is, but for what the standard asks for in dictionaries.
    private static func write(_ object: ArraySlice<UInt8>, to output: inout [UInt8]) {
        let head = object.place(of: stream) ?? object.endIndex
        let dictionary = object[..<head]
        if let place = dictionary.place(of: fontType) {
            output += object[..<(place + fontType.count)] + glyphMap + object[(place + fontType.count)...]
        } else if let place = dictionary.place(of: interpolation) {
            output += object[..<place] + noInterpolation + object[(place + interpolation.count)...]
        } else {
            output += object
        }
        if output.last != 10 { output.append(10) }
    }

    private static let stream = Array("stream\n".utf8)
    private static let fontType = Array("/Subtype /CIDFontType2".utf8)
    private static let glyphMap = Array("\n   /CIDToGIDMap /Identity".utf8)
    private static let interpolation = Array("/Interpolate true".utf8)
    private static let noInterpolation = Array("/Interpolate false".utf8)

    private func catalog(_ number: Int, first: Int) -> String {
        """
        \(number) 0 obj
        << /Type /Catalog /Pages 1 0 R /Metadata \(first) 0 R
           /OutputIntents [ << /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB)
              /Info (sRGB IEC61966-2.1) /DestOutputProfile \(first + 1) 0 R >> ]
        >>
        endobj

        """
    }

    /// The time as 2027-01-15T08:00:00Z.
    private var time: String { String(created.description.prefix(19)) + "Z" }

    private func information(_ number: Int) -> String {
        let name = title.utf16.map { String(65_536 + Int($0), radix: 16).dropFirst() }.joined()
        let stamp = "D:" + time.filter(\.isNumber) + "Z"
        return """
            \(number) 0 obj
            << /Title <feff\(name)> /Creator (Sehat) /Producer (\(Self.producer)) /CreationDate (\(stamp)) /ModDate (\(stamp)) >>
            endobj

            """
    }

    private func metadata(_ number: Int) -> [UInt8] {
        let name = title.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        let packet = """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
              xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
            <pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(name)</rdf:li></rdf:Alt></dc:title>
            <xmp:CreatorTool>Sehat</xmp:CreatorTool><xmp:CreateDate>\(time)</xmp:CreateDate><xmp:ModifyDate>\(time)</xmp:ModifyDate>
            <pdf:Producer>\(Self.producer)</pdf:Producer>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """
        return Self.stream(number, "/Type /Metadata /Subtype /XML", Array(packet.utf8))
    }

    private static func profile(_ number: Int) -> [UInt8] { stream(number, "/N 3", ColourProfile.sRGB) }

    private static func stream(_ number: Int, _ entries: String, _ bytes: [UInt8]) -> [UInt8] {
        Array("\(number) 0 obj\n<< \(entries) /Length \(bytes.count) >>\nstream\n".utf8) + bytes
            + Array("\nendstream\nendobj\n".utf8)
    }

    /// 128 bits in hexadecimal that differ when the files do: FNV-1a from two starts.
    private static func digest(_ bytes: [UInt8]) -> String {
        var (first, second) = (0xCBF2_9CE4_8422_2325 as UInt64, 0x8422_2325_CBF2_9CE4 as UInt64)
        for byte in bytes {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
            second = (second ^ UInt64(byte)) &* 0x100_0000_01B3 &+ 1
        }
        return [first, second].map { value in
            let text = String(value, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
    }
}

/// Where the objects of a file stand that has one plain table of cross references.
private struct CrossReferences {
    /// One more than the highest number.
    let count: Int
    let root: Int
    let info: Int
    /// Every object in the order in which it stands in the file.
    let objects: [(number: Int, range: Range<Int>)]

    init(_ file: [UInt8]) throws {
        let fault = TypesettingError.drawing("an unknown form of PDF")
        let tail = String(decoding: file.suffix(256), as: UTF8.self)
        func number(behind word: String, in text: String) throws -> Int {
            guard let place = text.firstRange(of: word),
                let value = Int(text[place.upperBound...].drop { !$0.isNumber }.prefix { $0.isNumber })
            else { throw fault }
            return value
        }
        let start = try number(behind: "startxref", in: tail)
        guard file.indices.contains(start) else { throw fault }
        root = try number(behind: "/Root", in: tail)
        info = try number(behind: "/Info", in: tail)
        let lines = file[start...].split(separator: 10, maxSplits: 2)
        let text = { (line: ArraySlice<UInt8>) in String(decoding: line, as: UTF8.self) }
        // Each entry takes 20 bytes; the first one belongs to no object.
        guard lines.count == 3, text(lines[0]) == "xref", let count = Int(text(lines[1]).dropFirst(2)), count > 1,
            lines[2].count > count * 20
        else { throw fault }
        let first = lines[2].startIndex
        let places = try (1..<count).map { number in
            guard let place = Int(text(file[first + number * 20..<first + number * 20 + 10])), place < start else {
                throw fault
            }
            return place
        }
        let order = places.indices.sorted { places[$0] < places[$1] }
        objects = order.enumerated().map { index, place in
            let end = index + 1 < order.count ? places[order[index + 1]] : start
            return (place + 1, places[place]..<end)
        }
        self.count = count
    }
}

extension ArraySlice<UInt8> {
    /// The first place of some bytes.
    fileprivate func place(of bytes: [UInt8]) -> Int? {
        guard let first = bytes.first, count >= bytes.count else { return nil }
        return withUnsafeBytes { space in
            let place = (0...(space.count - bytes.count)).first { start in
                space[start] == first && bytes.indices.allSatisfy { space[start + $0] == bytes[$0] }
            }
            return place.map { startIndex + $0 }
        }
    }
}
