import Foundation

/// The texts for people, by language and key; the same catalogue serves the pages, the problems and the paper.
///
/// It is read from `i18n/<language>/<module>.json`: keys map to a string, or to plural forms by CLDR category.
public struct Catalogue: Sendable {
    private let texts: [Language: [String: Entry]]

    private enum Entry: Sendable {
        case plain(String)
        case plural([String: String])
    }

    /// - Parameter files: the JSON files of each language.
    /// - Throws: when a file is not an object of strings and plural forms.
    public init(files: [(language: Language, bytes: [UInt8])]) throws {
        var texts: [Language: [String: Entry]] = [:]
        for file in files {
            let entries = try JSONDecoder().decode([String: RawEntry].self, from: Data(file.bytes))
            for (key, raw) in entries { texts[file.language, default: [:]][key] = raw.entry }
        }
        self.texts = texts
    }

    /// The text of `key`, in English where `language` lacks it, or the key itself where nothing has it.
    ///
    /// `{name}` is replaced by `params["name"]`; plural forms are chosen by `params["count"]`.
    public func text(_ key: String, _ language: Language, _ params: [String: String] = [:]) -> String {
        guard let entry = texts[language]?[key] ?? texts[.en]?[key] else { return key }
        var text: String
        switch entry {
        case .plain(let plain): text = plain
        case .plural(let forms):
            let category = PluralRule.category(of: params["count"].flatMap(Int.init) ?? 0, in: language)
            text = forms[category] ?? forms["other"] ?? key
        }
        for (name, value) in params where text.contains("{") {
            text = text.replacingOccurrences(of: "{\(name)}", with: value)
        }
        return text
    }

    /// Whether `language` itself has a text for `key`.
    public func has(_ key: String, _ language: Language) -> Bool {
        texts[language]?[key] != nil
    }

    public func keys(_ language: Language) -> Set<String> {
        Set((texts[language] ?? [:]).keys)
    }

    private struct RawEntry: Decodable {
        let entry: Entry

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let plain = try? container.decode(String.self) {
                entry = .plain(plain)
            } else {
                entry = .plural(try container.decode([String: String].self))
            }
        }
    }
}

/// Which plural form a count takes (CLDR 44 cardinal rules for integers).
public enum PluralRule {
    public static func category(of count: Int, in language: Language) -> String {
        switch language {
        case .en, .ur: return count == 1 ? "one" : "other"
        case .hi: return count == 0 || count == 1 ? "one" : "other"
        case .ar:
            switch (count, count % 100) {
            case (0, _): return "zero"
            case (1, _): return "one"
            case (2, _): return "two"
            case (_, 3...10): return "few"
            case (_, 11...99): return "many"
            default: return "other"
            }
        }
    }
}
