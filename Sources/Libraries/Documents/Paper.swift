/// What a document is printed on: a roll whose length follows the content, or a sheet or label of fixed size.
public struct Paper: Codable, Hashable, Sendable {
    /// The printable width of a roll, or the full width of a sheet or label.
    public var width: Length
    /// The full height of a sheet or label; nil for a roll, which grows with its content.
    public var height: Length?
    /// The dots per millimetre of the print head that this paper is meant for; nil for office printers.
    public var dotsPerMillimetre: Int?

    /// Paper of any size.
    public init(width: Length, height: Length?, dotsPerMillimetre: Int? = nil) {
        self.width = width
        self.height = height
        self.dotsPerMillimetre = dotsPerMillimetre
    }

    /// The 80 mm receipt roll: 72 mm printable, 576 dots at 8 dots per millimetre (203 dpi).
    public static let thermal80 = Paper(width: .mm(72), height: nil, dotsPerMillimetre: 8)
    /// The 58 mm receipt roll: 48 mm printable, 384 dots.
    public static let thermal58 = Paper(width: .mm(48), height: nil, dotsPerMillimetre: 8)
    /// A4, portrait.
    public static let a4 = Paper(width: .mm(210), height: .mm(297))
    /// A5, portrait.
    public static let a5 = Paper(width: .mm(148), height: .mm(210))

    /// A label of fixed size for a 203 dpi label printer.
    public static func label(width: Length, height: Length, dotsPerMillimetre: Int = 8) -> Paper {
        Paper(width: width, height: height, dotsPerMillimetre: dotsPerMillimetre)
    }

    /// True when the page grows with its content.
    public var isRoll: Bool { height == nil }

    /// The PWG self-describing media name of a sheet ("iso_a5_148x210mm"), which CUPS must be told so that it does
    /// not fall back to Letter; nil for rolls, whose length is known only after layout.
    public var mediaName: String? {
        guard let height else { return nil }
        switch self {
        case .a4: return "iso_a4_210x297mm"
        case .a5: return "iso_a5_148x210mm"
        default:
            return
                "custom_\(Self.trimmed(width))x\(Self.trimmed(height))mm_\(Self.trimmed(width))x\(Self.trimmed(height))mm"
        }
    }

    private static func trimmed(_ length: Length) -> String {
        let whole = length.micrometres / 1000
        let rest = (length.micrometres % 1000) / 10
        if rest == 0 { return String(whole) }
        let digits = rest < 10 ? "0\(rest)" : (rest % 10 == 0 ? String(rest / 10) : String(rest))
        return "\(whole).\(digits)"
    }
}

/// The unprinted edge round the blocks of a page.
///
/// `start` is the left edge of a left-to-right document and the right edge of a right-to-left one.
public struct Margins: Codable, Hashable, Sendable {
    /// The distance from the top of the page.
    public var top: Length
    /// The distance from the bottom of the page.
    public var bottom: Length
    /// The distance from the side where reading starts.
    public var start: Length
    /// The distance from the side where reading ends.
    public var end: Length

    /// Four margins.
    public init(top: Length, bottom: Length, start: Length, end: Length) {
        self.top = top
        self.bottom = bottom
        self.start = start
        self.end = end
    }

    /// The same margin on all four sides.
    public init(all length: Length) {
        self.init(top: length, bottom: length, start: length, end: length)
    }

    /// The usual margins for a paper: 1 mm at the sides of a roll, 1.5 mm on a label, 10 mm on a sheet.
    public static func standard(for paper: Paper) -> Margins {
        if paper.isRoll {
            return Margins(top: .mm(1), bottom: .mm(2), start: .mm(1), end: .mm(1))
        }
        if paper.dotsPerMillimetre != nil {
            return Margins(all: .mm(1.5))
        }
        return Margins(all: .mm(10))
    }
}
