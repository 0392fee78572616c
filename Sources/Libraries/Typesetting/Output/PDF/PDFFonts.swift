/// The fonts of one document and the letters beneath its text; writes them as objects when all pages are drawn.
struct PDFFonts {
    /// By the number of the face.
    private var uses = [PDFFontUse?](repeating: nil, count: FontFace.all.count)
    private var letters: [SearchLetter: UInt16] = [:]
    /// The letters beneath in the order of their codes, from 1.
    private var orderedLetters: [SearchLetter] = []

    /// Changes what is used of a face, and adds the face when it is new.
    mutating func use<Result>(_ font: LoadedFont, _ body: (inout PDFFontUse) -> Result) -> Result {
        let index = Int(font.face.rawValue)
        var use = uses[index] ?? PDFFontUse(font)
        // The list lets go of its copy, so that the change happens in place.
        uses[index] = nil
        defer { uses[index] = use }
        return body(&use)
    }

    /// The code of a letter beneath.
    mutating func code(of letter: SearchLetter) -> UInt16 {
        if let known = letters[letter] { return known }
        orderedLetters.append(letter)
        let code = UInt16(truncatingIfNeeded: orderedLetters.count)
        letters[letter] = code
        return code
    }

    /// Writes every font.
    ///
    /// - Parameter blank: A font of 1,000 units per em, whose measures the letters beneath take.
    /// - Returns: The names by which pages know them, as the entries of a dictionary.
    /// - Throws: `TypesettingError` when a font's tables cannot be read or memory is short.
    func write(to file: inout PDFFile, blank: LoadedFont) throws -> String {
        var names = ""
        for case let use? in uses where use.isSpeaking || use.isSilent {
            let (tables, count) = (try use.font.tables, use.glyphs.count)
            let name =
                Self.tag(use.glyphs) + "+" + use.font.face.fileName.split(separator: ".")[0].replacing("-", with: "")
            let program = OutlineSubset.file(tables, glyphs: use.glyphs)
            let descendant = try Self.write(&file, name, tables, use.font.unitsPerEm, program, use.widths)
            if use.isSpeaking {
                let number = try Self.write(&file, name, descendant, texts: use.spokenTexts)
                names += "/\(PDFContent.name(use.font.face, isSilent: false)) \(number) 0 R "
            }
            if use.isSilent {
                let spaces = [PDFText](repeating: .space, count: count)
                let number = try Self.write(&file, name, descendant, texts: spaces)
                names += "/\(PDFContent.name(use.font.face, isSilent: true)) \(number) 0 R "
            }
        }
        guard !orderedLetters.isEmpty else { return names }
        let widths = orderedLetters.map(\.width)
        let name = Self.tag(widths.map { UInt32(truncatingIfNeeded: $0) }) + "+SehatText"
        let program = OutlineSubset.blank(try blank.tables, widths: widths)
        let descendant = try Self.write(&file, name, try blank.tables, blank.unitsPerEm, program, widths)
        let number = try Self.write(&file, name, descendant, texts: orderedLetters.map(\.text))
        return names + "/\(PDFContent.lettersName) \(number) 0 R "
    }

    /// Writes the font program and what describes it, and returns the number of the object that names both.
    private static func write(
        _ file: inout PDFFile, _ name: String, _ tables: OutlineTables, _ unitsPerEm: Double, _ program: [UInt8],
        _ widths: [Int]
    ) throws -> Int {
        let (data, descriptor, descendant) = (file.number(), file.number(), file.number())
        try file.write(data, compressed: program, "/Length1 \(program.count)")
        let scaled = { (place: Int) in Int((Double(tables.signed(place)) * 1000 / unitsPerEm).rounded()) }
        let box = [36, 38, 40, 42].map { String(scaled(tables.head.lowerBound + $0)) }.joined(separator: " ")
        let (ascent, descent) = (scaled(tables.hhea.lowerBound + 4), scaled(tables.hhea.lowerBound + 6))
        file.write(
            descriptor,
            """
            << /Type /FontDescriptor /FontName /\(name) /Flags 4 /FontBBox [ \(box) ] /ItalicAngle 0
               /Ascent \(ascent) /Descent \(descent) /CapHeight \(ascent) /StemV 80 /FontFile2 \(data) 0 R
            >>
            """)
        file.write(
            descendant,
            """
            << /Type /Font
               /Subtype /CIDFontType2
               /CIDToGIDMap /Identity
               /BaseFont /\(name)
               /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>
               /FontDescriptor \(descriptor) 0 R
               /W [ 1 [ \(widths.map(String.init).joined(separator: " ")) ] ]
            >>
            """)
        return descendant
    }

    /// Writes a font by which pages show the codes, with what the codes say, and returns its number.
    private static func write(
        _ file: inout PDFFile, _ name: String, _ descendant: Int, texts: [PDFText]
    ) throws -> Int {
        let (map, font) = (file.number(), file.number())
        try file.write(map, compressed: UnicodeMap.bytes(texts))
        file.write(
            font,
            """
            << /Type /Font
               /Subtype /Type0
               /BaseFont /\(name)
               /Encoding /Identity-H
               /DescendantFonts [ \(descendant) 0 R ]
               /ToUnicode \(map) 0 R
            >>
            """)
        return font
    }

    /// The six letters before a cut-down font's name, which differ with what it holds.
    private static func tag(_ values: [UInt32]) -> String {
        var hash = values.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        hash ^= hash >> 32
        return String(
            (0..<6).map { _ -> Character in
                defer { hash /= 26 }
                return Character(Unicode.Scalar(UInt8(65 + hash % 26)))
            })
    }
}

/// The map from codes to text (ISO 32000-1, 9.10.3).
enum UnicodeMap {
    /// - Parameter texts: What the codes from 1 say.
    static func bytes(_ texts: [PDFText]) -> [UInt8] {
        var map = PDFBytes()
        map.add("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n")
        map.add("<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n")
        map.add("/CMapType 2 def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n")
        // At most a hundred in one list.
        for start in stride(from: 0, to: texts.count, by: 100) {
            let end = min(start + 100, texts.count)
            map.add(end - start)
            map.add(" beginbfchar\n")
            for index in start..<end {
                map.add("<")
                map.add(hex: UInt16(truncatingIfNeeded: index + 1))
                map.add("> <")
                texts[index].write(to: &map)
                map.add(">\n")
            }
            map.add("endbfchar\n")
        }
        map.add("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
        return map.bytes
    }
}
