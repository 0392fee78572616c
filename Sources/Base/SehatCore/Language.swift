/// A language of the pages and of the paper.
public enum Language: String, Codable, CaseIterable, Sendable {
    case en, ur, hi, ar

    /// Whether the language is written from right to left, which sets the base direction of pages and documents.
    public var isRightToLeft: Bool { self == .ur || self == .ar }

    /// The best supported language for an `Accept-Language` header, in the order given there; nil when none fits.
    public init?(acceptLanguage header: String) {
        for part in header.split(separator: ",") {
            let tag = part.prefix { $0 != ";" && $0 != "-" }.filter { $0 != " " }.lowercased()
            if let language = Language(rawValue: tag) {
                self = language
                return
            }
        }
        return nil
    }
}

extension Language: WireEnum {}

/// The same short text in several languages; English is always there.
public struct LocalizedText: Codable, Hashable, Sendable {
    public var en: String
    public var ur: String?
    public var hi: String?
    public var ar: String?

    public init(en: String, ur: String? = nil, hi: String? = nil, ar: String? = nil) {
        self.en = en
        self.ur = ur
        self.hi = hi
        self.ar = ar
    }

    /// The text in `language`, or in English where there is none.
    public subscript(language: Language) -> String {
        switch language {
        case .en: en
        case .ur: ur ?? en
        case .hi: hi ?? en
        case .ar: ar ?? en
        }
    }
}
