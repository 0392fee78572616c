/// The tables of a TrueType font that an embedded one needs. Reading never leaves the font's bytes.
struct OutlineTables {
    let bytes: UnsafeBufferPointer<UInt8>
    let head: Range<Int>
    let hhea: Range<Int>
    let maxp: Range<Int>
    private let hmtx: Range<Int>
    private let loca: Range<Int>
    private let glyf: Range<Int>
    private let isLong: Bool
    private let longMetrics: Int
    /// How many glyphs the font has.
    let glyphCount: Int

    /// - Throws: `TypesettingError.fontUnavailable` when a table is missing or too short.
    init(_ bytes: UnsafeBufferPointer<UInt8>, name: String) throws {
        self.bytes = bytes
        let word = { (place: Int) in
            place + 4 <= bytes.count ? (0..<4).reduce(0) { $0 << 8 | Int(bytes[place + $1]) } : 0
        }
        var tables: [Int: Range<Int>] = [:]
        for index in 0..<(word(4) >> 16) {
            let (start, length) = (word(12 + index * 16 + 8), word(12 + index * 16 + 12))
            if start + length <= bytes.count { tables[word(12 + index * 16)] = start..<(start + length) }
        }
        func table(_ tag: String, atLeast least: Int) throws -> Range<Int> {
            guard let range = tables[tag.utf8.reduce(0) { $0 << 8 | Int($1) }], range.count >= least else {
                throw TypesettingError.fontUnavailable(name)
            }
            return range
        }
        head = try table("head", atLeast: 54)
        hhea = try table("hhea", atLeast: 36)
        maxp = try table("maxp", atLeast: 32)
        (hmtx, loca, glyf) = (
            try table("hmtx", atLeast: 4), try table("loca", atLeast: 4), try table("glyf", atLeast: 1)
        )
        isLong = bytes[head.lowerBound + 51] != 0
        longMetrics = max(Int(bytes[hhea.lowerBound + 34]) << 8 | Int(bytes[hhea.lowerBound + 35]), 1)
        glyphCount = Int(bytes[maxp.lowerBound + 4]) << 8 | Int(bytes[maxp.lowerBound + 5])
    }

    /// Two bytes at a place that lies in a table.
    func number(_ place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }

    func signed(_ place: Int) -> Int { Int(Int16(truncatingIfNeeded: number(place))) }

    /// Where a glyph's outline stands; empty for a glyph without ink.
    func outline(of glyph: UInt32) -> Range<Int> {
        let (first, width) = (Int(glyph), isLong ? 4 : 2)
        guard (first + 2) * width <= loca.count else { return 0..<0 }
        let place = loca.lowerBound + first * width
        let (start, end) =
            isLong
            ? (number(place) << 16 | number(place + 2), number(place + 4) << 16 | number(place + 6))
            : (number(place) * 2, number(place + 2) * 2)
        guard start < end, end <= glyf.count else { return 0..<0 }
        return glyf.lowerBound + start..<glyf.lowerBound + end
    }

    /// A glyph's advance and left bearing as they stand in the font.
    func metrics(of glyph: UInt32) -> [UInt8] {
        let index = Int(glyph)
        let advance = hmtx.lowerBound + min(index, longMetrics - 1) * 4
        let bearing = index < longMetrics ? advance + 2 : hmtx.lowerBound + longMetrics * 4 + (index - longMetrics) * 2
        guard advance + 4 <= hmtx.upperBound, bearing + 2 <= hmtx.upperBound else { return [0, 0, 0, 0] }
        return [bytes[advance], bytes[advance + 1], bytes[bearing], bytes[bearing + 1]]
    }
}
