/// How a paragraph, cell or row is set.
public struct TextStyle: Codable, Hashable, Sendable {
    /// Where lines stand in their field.
    public enum Alignment: String, Codable, Hashable, Sendable {
        /// The side where reading starts.
        case start
        /// The middle.
        case center
        /// The side where reading ends.
        case end
        /// The right-hand side in every language, so that the units of figures stand under each other.
        case figures
    }

    /// What happens to text that is wider than its field.
    public enum Overflow: Hashable, Sendable {
        /// It goes on in further lines.
        case wrap
        /// After this many lines it is cut at a grapheme boundary with an ellipsis. Identifiers and values are never
        /// cut: layout throws when one does not fit.
        case cut(lines: Int)
    }

    /// The size of the letters.
    public var size: Length
    /// True for bold letters.
    public var isBold: Bool
    /// Where lines stand in their field.
    public var alignment: Alignment
    /// What happens to text that is wider than its field.
    public var overflow: Overflow

    /// A style; by default 9 point, regular, at the start side, wrapped.
    public init(
        size: Length = .pt(9), isBold: Bool = false, alignment: Alignment = .start, overflow: Overflow = .wrap
    ) {
        self.size = size
        self.isBold = isBold
        self.alignment = alignment
        self.overflow = overflow
    }

    /// The style of ordinary text.
    public static let body = TextStyle()
    /// Small print.
    public static let small = TextStyle(size: .pt(7.5))
    /// A bold heading in the middle.
    public static let heading = TextStyle(size: .pt(12), isBold: true, alignment: .center)
    /// The huge number of a token slip.
    public static let display = TextStyle(size: .pt(36), isBold: true, alignment: .center)

    /// The same style in bold.
    public var bold: TextStyle {
        var copy = self
        copy.isBold = true
        return copy
    }

    /// The same style at another size.
    public func sized(_ size: Length) -> TextStyle {
        var copy = self
        copy.size = size
        return copy
    }

    /// The same style at another place in its field.
    public func aligned(_ alignment: Alignment) -> TextStyle {
        var copy = self
        copy.alignment = alignment
        return copy
    }

    /// The same style, cut after some lines.
    public func cut(lines: Int = 1) -> TextStyle {
        var copy = self
        copy.overflow = .cut(lines: lines)
        return copy
    }
}
