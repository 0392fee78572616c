/// One of the eight font files that the product carries.
public struct FontFace: RawRepresentable, Hashable, Sendable {
    /// A design.
    public enum Family: UInt8, CaseIterable, Hashable, Sendable {
        /// Latin, Greek, Cyrillic, digits and signs.
        case sans = 0
        /// Urdu in its sloping hand.
        case nastaliq = 1
        /// Arabic, and Urdu where a template asks for the flatter hand.
        case naskh = 2
        /// Hindi.
        case devanagari = 3
    }

    /// Twice the family's number, plus one for bold.
    public let rawValue: UInt8

    /// A face by its number, 0 to 7.
    public init?(rawValue: UInt8) {
        guard rawValue < 8 else { return nil }
        self.rawValue = rawValue
    }

    /// A face by family and weight.
    public init(_ family: Family, isBold: Bool) {
        rawValue = family.rawValue * 2 + (isBold ? 1 : 0)
    }

    /// The family.
    public var family: Family { Family(rawValue: rawValue / 2) ?? .sans }
    /// True for the bold weight.
    public var isBold: Bool { rawValue % 2 == 1 }

    /// The name of the font file.
    public var fileName: String {
        let base =
            switch family {
            case .sans: "NotoSans"
            case .nastaliq: "NotoNastaliqUrdu"
            case .naskh: "NotoNaskhArabic"
            case .devanagari: "NotoSansDevanagari"
            }
        return base + (isBold ? "-Bold.ttf" : "-Regular.ttf")
    }

    static let all: [FontFace] = (0..<8).compactMap(FontFace.init(rawValue:))
}
