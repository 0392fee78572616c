public import SehatCore

/// A piece of a line with a type.
///
/// The type, not the characters, decides how a piece behaves among text of the other direction: a value is isolated
/// before the bidirectional algorithm sees it, is never broken across lines, and keeps its unit beside its number.
/// So a sentence is always a list of pieces; nothing joins a number into a string of prose.
public indirect enum Inline: Hashable, Sendable {
    /// Prose in the document's language, or in the given one. A newline starts a new line.
    case text(String, language: Language? = nil)
    /// The name of a person, place or drug in any script: isolated by its own first strong letter, cut with an
    /// ellipsis when it is too long.
    case name(String, language: Language? = nil)
    /// A record number, bill number, token or other identifier: left to right, Western digits, never cut or broken.
    case identifier(String)
    /// A telephone number: left to right, Western digits, never cut or broken.
    case phone(String)
    /// An amount with its currency sign.
    case money(Money)
    /// An amount without currency sign, for columns whose heading names the currency.
    case amount(Money)
    /// A day: 03-Mar-1992, with the month's name in the document's language.
    case date(CalendarDay)
    /// A day and a time of day on the 24-hour clock.
    case dateTime(CalendarDay, hour: Int, minute: Int)
    /// A time of day on the 24-hour clock.
    case time(hour: Int, minute: Int)
    /// A number: `number(725, scale: 1)` is 72.5.
    case number(Int64, scale: Int = 0)
    /// A number with a unit that stays beside it: `quantity(725, scale: 1, unit: "kg")` is 72.5 kg.
    case quantity(Int64, scale: Int = 0, unit: String)
    /// A percentage in hundredths of a percent: `percent(basisPoints: 1250)` is 12.5%.
    case percent(basisPoints: Int)
    /// A measured result as reported ("<0.5", "4.0-11.0", "120/80"), with its unit.
    case result(String, unit: String? = nil)
    /// A dose or its schedule as prescribed ("1+0+1", "500"), with its unit.
    case dose(String, unit: String? = nil)
    /// An amount written out in words in the document's language, as receipts must have it.
    case amountInWords(Money)
    /// The number of the page on which the piece stands; meant for footers.
    case pageNumber
    /// The number of pages of the document; meant for footers.
    case pageCount
    /// The pieces inside in bold.
    case strong([Inline])
}

/// What a piece is, as far as layout cares.
public enum InlineKind: String, Codable, Hashable, Sendable {
    /// Prose; breaks between words.
    case text
    /// A name; isolated, breaks between words, may be cut.
    case name
    /// An identifier or telephone number; isolated, never broken, never cut.
    case identifier
    /// Another value (money, date, number, result, dose); isolated, never broken, never cut.
    case value

    /// True when a line may not break inside the piece.
    public var isUnbreakable: Bool { self == .identifier || self == .value }
}
