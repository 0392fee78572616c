public import SehatCore

/// What sort of paper a document is; an open set, so that a feature can add its own.
public struct DocumentKind: RawRepresentable, Hashable, Sendable {
    /// The stable name, as stored and used in printer routing.
    public let rawValue: String

    /// A kind with a stable name.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The receipt for a payment.
    public static let receipt = DocumentKind(rawValue: "receipt")
    /// The slip with a queue token.
    public static let tokenSlip = DocumentKind(rawValue: "tokenSlip")
    /// A bill on a sheet.
    public static let bill = DocumentKind(rawValue: "bill")
    /// The page that shows what a printer can do.
    public static let testPage = DocumentKind(rawValue: "testPage")
    /// A wristband.
    public static let wristband = DocumentKind(rawValue: "wristband")
    /// A specimen label.
    public static let specimenLabel = DocumentKind(rawValue: "specimenLabel")
    /// A prescription.
    public static let prescription = DocumentKind(rawValue: "prescription")
    /// A laboratory report.
    public static let labReport = DocumentKind(rawValue: "labReport")
    /// A day-close sheet.
    public static let dayClose = DocumentKind(rawValue: "dayClose")
}

extension DocumentKind: Codable {
    /// Reads the stable name.
    ///
    /// - Throws: `DecodingError` when it is not a string.
    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the stable name.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// Which digits numbers, money, dates and doses are printed with. Identifiers and telephone numbers are always Western.
public enum DigitStyle: String, Codable, Hashable, Sendable {
    /// 0123456789 in every language.
    case western
    /// The digits of the document's language.
    case local
}

/// Which face Urdu text is set in. Arabic-language text is always set in Naskh.
public enum UrduFace: String, Codable, Hashable, Sendable {
    /// The sloping hand that Urdu readers expect.
    case nastaliq
    /// The flatter hand that needs less height.
    case naskh
}

/// The mark of a second or later print of the same document.
public struct CopyMark: Codable, Hashable, Sendable {
    /// Why there is another print.
    public enum Reason: String, Codable, Hashable, Sendable {
        /// A person asked for a copy.
        case copy
        /// The spooler printed again because the fate of the first attempt is unknown.
        case duplicate
    }

    /// Why there is another print.
    public var reason: Reason
    /// The number of the copy or of the attempt, starting at 2 for the first repeat.
    public var number: Int
    /// The words before the number in the document's language ("COPY", "DUPLICATE, attempt").
    public var words: String

    /// A mark; printed as words and number at the head of every page.
    public init(reason: Reason, number: Int, words: String) {
        self.reason = reason
        self.number = number
        self.words = words
    }
}

/// What stands at the foot of every sheet, or once at the end of a roll.
public struct Footer: Codable, Hashable, Sendable {
    /// Lines of small print: who printed, when, which version of the document.
    public var lines: [[Inline]]
    /// The line with page numbers, for sheets only; nil for none.
    public var pageLine: [Inline]?

    /// A footer.
    public init(lines: [[Inline]] = [], pageLine: [Inline]? = nil) {
        self.lines = lines
        self.pageLine = pageLine
    }

    /// "1 / 3" at the foot of every sheet, behind the word for page in the caller's language.
    public static func pageNumbers(word: String, lines: [[Inline]] = []) -> Footer {
        Footer(lines: lines, pageLine: [.text(word + " "), .pageNumber, .text(" / "), .pageCount])
    }
}

/// A document as features build it: a tree of blocks with typed values, free of any layout or printer.
///
/// It is a value that is stored with the record it prints, so that a reprint years later shows what was printed then.
public struct PrintDocument: Codable, Hashable, Sendable {
    /// The version of the stored form.
    public let format: FormatVersion
    /// What sort of paper it is.
    public var kind: DocumentKind
    /// The language, which sets the base direction of the page.
    public var language: Language
    /// The second language of a bilingual document.
    public var secondaryLanguage: Language?
    /// Which digits values are printed with.
    public var digits: DigitStyle
    /// How digits are grouped; nil for the habit of the currency (lakh and crore for INR, thousands otherwise).
    public var grouping: HospitalProfile.Grouping?
    /// How many days Hijri dates stand beside the tables of Umm al-Qura; nil where dates are Gregorian only.
    public var hijriShift: Int?
    /// Which face Urdu is set in.
    public var urduFace: UrduFace
    /// What it is printed on.
    public var paper: Paper
    /// The unprinted edge.
    public var margins: Margins
    /// The title for the print queue and the PDF's metadata. Never put a patient's name here.
    public var title: String
    /// The mark of a repeated print.
    public var copyMark: CopyMark?
    /// What stands at the foot.
    public var footer: Footer?
    /// The content, from top to bottom.
    public var blocks: [Block]

    /// A document. Margins default to the standard ones of the paper.
    public init(
        kind: DocumentKind, language: Language, secondaryLanguage: Language? = nil, digits: DigitStyle = .western,
        grouping: HospitalProfile.Grouping? = nil, hijriShift: Int? = nil, urduFace: UrduFace = .nastaliq, paper: Paper,
        margins: Margins? = nil, title: String, copyMark: CopyMark? = nil, footer: Footer? = nil, blocks: [Block]
    ) {
        self.format = .current
        self.kind = kind
        self.language = language
        self.secondaryLanguage = secondaryLanguage
        self.digits = digits
        self.grouping = grouping
        self.hijriShift = hijriShift
        self.urduFace = urduFace
        self.paper = paper
        self.margins = margins ?? .standard(for: paper)
        self.title = title
        self.copyMark = copyMark
        self.footer = footer
        self.blocks = blocks
    }

    /// The same document marked as a copy or a repeated attempt; everything else stays as it was printed first.
    public func marked(_ mark: CopyMark?) -> PrintDocument {
        var copy = self
        copy.copyMark = mark
        return copy
    }
}
