/// Why a document cannot be set.
///
/// No case carries text of the document: errors are logged, and documents hold patients' data.
public enum TypesettingError: Error, Hashable, Sendable {
    /// What did not fit.
    public enum Field: String, Hashable, Sendable {
        /// An identifier, telephone number or other value, none of which may ever be cut or broken.
        case value
        /// A QR code or bar code with its quiet zone.
        case code
        /// The columns of a table.
        case table
        /// A picture.
        case picture
        /// A block that is higher than a page, or than its label.
        case block
    }

    /// Something does not fit its field; both widths (or heights, for a block) are in points.
    case doesNotFit(Field, needed: Double, available: Double)
    /// A code's payload is longer than the symbology allows.
    case codeTooLong
    /// A code's payload is empty or holds characters that the symbology does not know.
    case codeNotEncodable
    /// A GS1 element of this application identifier is not valid: unknown, of the wrong length, or with a wrong check
    /// digit or character.
    case codeElement(String)
    /// A picture cannot be read.
    case badImage(String)
    /// A paper, margin or text size leaves no room to print on.
    case badGeometry
    /// The document nests blocks deeper than 16 levels.
    case tooDeep
    /// A font of the text stack could not be loaded.
    case fontUnavailable(String)
    /// The drawing library failed; the text is its own description of the state.
    case drawing(String)
}

/// Something that a reader of the paper may miss, though the document was set.
public enum TypesettingWarning: Hashable, Sendable {
    /// No font has this character; a replacement sign stands in its place.
    case missingGlyph(Unicode.Scalar)
}
