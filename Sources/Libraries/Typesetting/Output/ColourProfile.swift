import Glibc

/// The colour profile that archived PDF files carry, made by its definition: ICC version 2.1, three primaries and a curve.
enum ColourProfile {
    /// sRGB (IEC 61966-2-1) adapted to D50.
    static let sRGB: [UInt8] = {
        var tags: [(name: String, data: [UInt8])] = [
            ("desc", description("sRGB IEC61966-2.1")),
            ("cprt", Array("text".utf8) + zeros(4) + Array("No copyright, use freely\0".utf8)),
            ("wtpt", point(0.9642, 1, 0.8249)), ("rXYZ", point(0.4361, 0.2225, 0.0139)),
            ("gXYZ", point(0.3851, 0.7169, 0.0971)),
            ("bXYZ", point(0.1431, 0.0606, 0.7141)),
        ]
        let light = Self.curve()
        tags += ["rTRC", "gTRC", "bTRC"].map { ($0, light) }
        var (table, body): ([UInt8], [UInt8]) = (number(tags.count), [])
        let start = 128 + 4 + tags.count * 12
        var curvePlace: Int?
        for tag in tags {
            // The three curves are one.
            let place = tag.name.hasSuffix("TRC") ? curvePlace ?? start + body.count : start + body.count
            if tag.name.hasSuffix("TRC"), curvePlace != nil {
                table += Array(tag.name.utf8) + number(place) + number(tag.data.count)
                continue
            }
            if tag.name.hasSuffix("TRC") { curvePlace = place }
            table += Array(tag.name.utf8) + number(place) + number(tag.data.count)
            body += tag.data + zeros((4 - tag.data.count % 4) % 4)
        }
        return header(128 + table.count + body.count) + table + body
    }()

    private static func header(_ size: Int) -> [UInt8] {
        let day: [UInt8] = [0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]
        return number(size) + zeros(4) + [2, 0x10, 0, 0] + Array("mntrRGB XYZ ".utf8) + day + Array("acsp".utf8)
            + zeros(28)
            + fixed(0.9642) + fixed(1) + fixed(0.8249) + zeros(48)
    }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    private static func number(_ value: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }

    /// A number as s15Fixed16.
    private static func fixed(_ value: Double) -> [UInt8] { number(Int((value * 65_536).rounded())) }

    private static func point(_ x: Double, _ y: Double, _ z: Double) -> [UInt8] {
        Array("XYZ ".utf8) + zeros(4) + fixed(x) + fixed(y) + fixed(z)
    }

    /// A name in ASCII; its Unicode and Macintosh forms are left empty.
    private static func description(_ name: String) -> [UInt8] {
        Array("desc".utf8) + zeros(4) + number(name.utf8.count + 1) + Array(name.utf8) + zeros(1 + 8 + 3 + 67)
    }

    /// The curve from device values to light in 256 steps.
    private static func curve() -> [UInt8] {
        let values = (0...255).flatMap { step -> [UInt8] in
            let value = Double(step) / 255
            let light = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            let rounded = Int((light * 65_535).rounded())
            return [UInt8(rounded >> 8), UInt8(rounded & 255)]
        }
        return Array("curv".utf8) + zeros(4) + number(256) + values
    }
}
