public import SehatCore

/// A part of a document that stands below the one before it.
public indirect enum Block: Hashable, Sendable {
    /// A paragraph of typed pieces.
    case paragraph(Paragraph)
    /// A label at the start side and its value at the end side of one line.
    case keyValue(KeyValueRow)
    /// Rows and columns; the head is repeated on every page.
    case table(Table)
    /// Stacks of blocks beside each other.
    case columns(Columns)
    /// A horizontal line over the full width.
    case rule(Rule)
    /// Empty height; dropped at the top of a page.
    case space(Length)
    /// A QR code.
    case qrCode(QRCodeBlock)
    /// A Code 128 bar code.
    case code128(Code128Block)
    /// A DataMatrix code, usually of GS1 element strings.
    case dataMatrix(DataMatrixBlock)
    /// An EAN-13 bar code.
    case ean13(EAN13Block)
    /// A picture in shades, which printers of dots get as a pattern of dots.
    case image(ImageBlock)
    /// Blocks that are kept on one page when they fit on one.
    case group([Block])
    /// Blocks in another language than the document's, with its direction and its way of writing values.
    case section(Section)
    /// The hospital's name, address and telephone at the head of a document.
    case letterhead(Letterhead)

    /// A paragraph of typed pieces: shorthand for `.paragraph(Paragraph(...))`.
    public static func paragraph(_ content: [Inline], _ style: TextStyle = .body) -> Block {
        .paragraph(Paragraph(content, style: style))
    }

    /// A label and its value: shorthand for `.keyValue(KeyValueRow(...))`.
    public static func keyValue(_ label: String, _ value: [Inline], _ style: TextStyle = .body) -> Block {
        .keyValue(KeyValueRow(label: [.text(label)], value: value, style: style))
    }
}

/// Text that runs over as many lines as it needs.
public struct Paragraph: Codable, Hashable, Sendable {
    /// The pieces, in reading order. Put the spaces between pieces into the prose.
    public var content: [Inline]
    /// How the text is set.
    public var style: TextStyle
    /// What stands in its place where the content would have to be cut: for what misleads unless it is whole, such as allergies.
    public var instead: [Inline]?

    /// A paragraph.
    public init(_ content: [Inline], style: TextStyle = .body, instead: [Inline]? = nil) {
        self.content = content
        self.style = style
        self.instead = instead
    }
}

/// A label at the start side and a value at the end side; the value moves to a line of its own when both do not fit.
public struct KeyValueRow: Codable, Hashable, Sendable {
    /// What the value is.
    public var label: [Inline]
    /// The value.
    public var value: [Inline]
    /// How both are set; the alignment is not used.
    public var style: TextStyle

    /// A row.
    public init(label: [Inline], value: [Inline], style: TextStyle = .body) {
        self.label = label
        self.value = value
        self.style = style
    }
}

/// A horizontal line over the full width.
public struct Rule: Codable, Hashable, Sendable {
    /// How thick the line is; at least one dot of the printer is drawn.
    public var thickness: Length
    /// True for a line of dashes.
    public var isDashed: Bool

    /// A line.
    public init(thickness: Length = .pt(0.6), isDashed: Bool = false) {
        self.thickness = thickness
        self.isDashed = isDashed
    }
}

/// Stacks of blocks beside each other, from the start side. Never split across pages, unless their rows are aligned: then
/// between two rows, where they do not fit on one page.
public struct Columns: Codable, Hashable, Sendable {
    /// One stack.
    public struct Column: Codable, Hashable, Sendable {
        /// How wide the stack is. `natural` counts as one share here.
        public var width: ColumnWidth
        /// The blocks, from top to bottom.
        public var blocks: [Block]

        /// A stack.
        public init(width: ColumnWidth = .share(1), blocks: [Block]) {
            self.width = width
            self.blocks = blocks
        }
    }

    /// The stacks, from the start side.
    public var columns: [Column]
    /// The distance between two stacks.
    public var gap: Length
    /// True when the first blocks of all stacks stand on one baseline, the second ones as well, and so on; for facts and
    /// signatures, not for prose, which readers of PDF would copy across.
    public var alignsRows: Bool

    /// Stacks beside each other.
    public init(_ columns: [Column], gap: Length = .mm(3), alignsRows: Bool = false) {
        self.columns = columns
        self.gap = gap
        self.alignsRows = alignsRows
    }
}

/// Blocks in another language than the document's: one side of a bilingual paper.
public struct Section: Codable, Hashable, Sendable {
    /// The language, which sets the direction.
    public var language: Language
    /// The blocks, from top to bottom.
    public var blocks: [Block]

    /// Blocks in a language.
    public init(language: Language, blocks: [Block]) {
        self.language = language
        self.blocks = blocks
    }
}

/// The hospital at the head of a document.
public struct Letterhead: Codable, Hashable, Sendable {
    /// The hospital's name in the document's language.
    public var name: Inline
    /// The hospital's name in the other language, if it has one.
    public var secondName: Inline?
    /// Address lines.
    public var address: [[Inline]]
    /// Telephone numbers.
    public var phones: [String]
    /// A black and white picture above the name.
    public var logo: Bitmap?
    /// A picture in shades above the name.
    public var image: ImageBlock?

    /// A letterhead.
    public init(
        name: Inline, secondName: Inline? = nil, address: [[Inline]] = [], phones: [String] = [], logo: Bitmap? = nil,
        image: ImageBlock? = nil
    ) {
        self.name = name
        self.secondName = secondName
        self.address = address
        self.phones = phones
        self.logo = logo
        self.image = image
    }
}
