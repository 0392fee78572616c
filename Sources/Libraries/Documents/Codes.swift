public import Foundation

/// How much of a QR code may be lost before it cannot be read.
public enum QRCorrection: String, Codable, Hashable, CaseIterable, Sendable {
    /// About 7 %.
    case low
    /// About 15 %.
    case medium
    /// About 25 %.
    case quartile
    /// About 30 %.
    case high
}

/// A QR code, printed with its quiet zone on whole dots.
public struct QRCodeBlock: Codable, Hashable, Sendable {
    /// What the code says.
    public var payload: String
    /// How much damage it survives.
    public var correction: QRCorrection
    /// The wished size of one module; rounded to whole dots of the printer, at least one.
    public var moduleSize: Length
    /// Where it stands; `figures` counts as the end side of a left-to-right page.
    public var alignment: TextStyle.Alignment
    /// Text under the code, usually the identifier that it carries.
    public var caption: [Inline]

    /// A QR code. Layout throws when it does not fit its field.
    public init(
        _ payload: String, correction: QRCorrection = .medium, moduleSize: Length = .mm(0.5),
        alignment: TextStyle.Alignment = .center, caption: [Inline] = []
    ) {
        self.payload = payload
        self.correction = correction
        self.moduleSize = moduleSize
        self.alignment = alignment
        self.caption = caption
    }
}

/// A Code 128 bar code, printed with its quiet zones on whole dots.
public struct Code128Block: Codable, Hashable, Sendable {
    /// What the code says: ASCII characters only.
    public var payload: String
    /// The wished width of the narrowest bar; rounded to whole dots of the printer, at least one.
    public var moduleWidth: Length
    /// The height of the bars.
    public var height: Length
    /// Where it stands.
    public var alignment: TextStyle.Alignment
    /// True to print the payload under the bars.
    public var showsText: Bool

    /// A bar code. Layout throws when it does not fit its field or when the payload is not ASCII.
    public init(
        _ payload: String, moduleWidth: Length = .mm(0.25), height: Length = .mm(10),
        alignment: TextStyle.Alignment = .center, showsText: Bool = true
    ) {
        self.payload = payload
        self.moduleWidth = moduleWidth
        self.height = height
        self.alignment = alignment
        self.showsText = showsText
    }
}

/// A small black and white picture, such as a logo.
public struct Bitmap: Codable, Hashable, Sendable {
    /// Pixels per row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// The rows from the top, each padded to whole bytes; the highest bit is the leftmost pixel, 1 is black.
    public let bits: Data
    /// How wide the picture is printed.
    public let printedWidth: Length

    /// A picture, or nil when the sizes are not positive, exceed 4096, or do not match the number of bytes.
    public init?(width: Int, height: Int, bits: Data, printedWidth: Length) {
        guard (1...4096).contains(width), (1...4096).contains(height), bits.count == (width + 7) / 8 * height,
            printedWidth > .zero
        else { return nil }
        self.width = width
        self.height = height
        self.bits = bits
        self.printedWidth = printedWidth
    }
}

/// One GS1 element: an application identifier and its value.
public struct GS1Element: Codable, Hashable, Sendable {
    /// The application identifier: 01, 11, 17, 10, 21, 8018, 8019, 90 to 99.
    public var ai: String
    /// The value without brackets or separators; checked when the code is made.
    public var value: String

    /// An element.
    public init(_ ai: String, _ value: String) {
        self.ai = ai
        self.value = value
    }
}

/// A DataMatrix code (ECC 200), printed with its quiet zone on whole dots.
public struct DataMatrixBlock: Codable, Hashable, Sendable {
    /// What the code says, as GS1 elements or as plain text.
    public enum Payload: Hashable, Sendable {
        /// GS1 elements, checked for their lengths, characters and check digits.
        case gs1([GS1Element])
        /// Plain text in ISO 8859-1.
        case text(String)
    }

    /// What the code says.
    public var payload: Payload
    /// The wished size of one module; rounded to whole dots of the printer, at least one.
    public var moduleSize: Length
    /// Where it stands.
    public var alignment: TextStyle.Alignment
    /// Text under the code.
    public var caption: [Inline]

    /// A DataMatrix code. Layout throws when it does not fit its field or an element is not valid.
    public init(
        _ payload: Payload, moduleSize: Length = .mm(0.375), alignment: TextStyle.Alignment = .center,
        caption: [Inline] = []
    ) {
        self.payload = payload
        self.moduleSize = moduleSize
        self.alignment = alignment
        self.caption = caption
    }
}

/// An EAN-13 bar code, printed with its quiet zones on whole dots.
public struct EAN13Block: Codable, Hashable, Sendable {
    /// Thirteen digits, the last being the check digit, or twelve without it.
    public var payload: String
    /// The wished width of the narrowest bar; rounded to whole dots of the printer, at least one.
    public var moduleWidth: Length
    /// The height of the bars.
    public var height: Length
    /// Where it stands.
    public var alignment: TextStyle.Alignment
    /// True to print the digits under the bars.
    public var showsText: Bool

    /// A bar code. Layout throws when the check digit is wrong or it does not fit its field.
    public init(
        _ payload: String, moduleWidth: Length = .mm(0.375), height: Length = .mm(15),
        alignment: TextStyle.Alignment = .center, showsText: Bool = true
    ) {
        self.payload = payload
        self.moduleWidth = moduleWidth
        self.height = height
        self.alignment = alignment
        self.showsText = showsText
    }
}

/// A picture in shades: a logo, a photograph, a signature.
public struct ImageBlock: Codable, Hashable, Sendable {
    /// The picture as a PNG file; empty where `picture` is to be looked up.
    public var png: Data
    /// A picture of the hospital: in a template its name, such as `logo`; in a stored document the SHA-256 of its file, so
    /// that old papers keep the picture that they were printed with. Nil where the bytes are given.
    public var picture: String?
    /// How wide it is printed.
    public var width: Length
    /// Where it stands.
    public var alignment: TextStyle.Alignment

    /// A picture. Layout throws when it is no PNG file, has more than 40 million pixels, or does not fit its field.
    public init(png: Data, width: Length, alignment: TextStyle.Alignment = .center) {
        self.png = png
        picture = nil
        self.width = width
        self.alignment = alignment
    }

    /// A picture of the hospital by its name or digest. Until its bytes are there it takes no room.
    public init(picture: String, width: Length, alignment: TextStyle.Alignment = .center) {
        png = Data()
        self.picture = picture
        self.width = width
        self.alignment = alignment
    }
}
