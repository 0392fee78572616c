public import Documents
import Foundation
public import SehatCore

/// The catalogue's texts as pieces of a document, with typed values put into phrases.
///
/// A phrase of the catalogue names its places, `{who} at {when}`; each place takes pieces with their types, so that the
/// order of words belongs to the translator and no value is ever joined into a string.
public struct DocumentText: Sendable {
    private let catalogue: Catalogue
    /// The language of the texts.
    public let language: Language

    /// The texts of a catalogue in one language.
    public init(_ catalogue: Catalogue, _ language: Language) {
        self.catalogue = catalogue
        self.language = language
    }

    /// The text of a key without places.
    public func string(_ key: String) -> String {
        catalogue.text(key, language)
    }

    /// The text of a key as one piece.
    public func callAsFunction(_ key: String) -> [Inline] {
        [.text(string(key))]
    }

    /// The text of a key, with pieces in its places; a place without a value stays empty.
    public func phrase(_ key: String, _ values: [String: [Inline]]) -> [Inline] {
        var result: [Inline] = []
        var rest = Substring(string(key))
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { result.append(.text(String(rest[..<open]))) }
            result += values[String(rest[rest.index(after: open)..<close])] ?? []
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { result.append(.text(String(rest))) }
        return result
    }
}

extension HospitalProfile {
    /// A moment as day and time of day on the hospital's clock.
    ///
    /// The day is the calendar's, not the business day, since it is read beside the time.
    public func inline(_ instant: Instant) -> Inline {
        let offset = Int64(timeZone.secondsFromGMT(for: instant.date)) * 1000
        let local = instant.milliseconds + offset
        let minutes = Int(((local % 86_400_000) + 86_400_000) % 86_400_000 / 60_000)
        return .dateTime(CalendarDay(instant, in: timeZone), hour: minutes / 60, minute: minutes % 60)
    }
}
