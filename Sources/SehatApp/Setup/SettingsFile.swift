import Foundation

/// The configuration file as a person reads it: a setting is changed in its own line, comments and order stay.
struct SettingsFile: Equatable {
    private(set) var text: String

    init(_ text: String) {
        self.text = text
    }

    /// Sets a key: in the line that sets it, else in the line that shows it behind a `#`, else at the end.
    mutating func set(_ key: String, _ value: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let line = "\(key) = \(value)"
        if let index = lines.firstIndex(where: { Self.key(of: $0) == key })
            ?? lines.firstIndex(where: { Self.key(of: $0) == "#\(key)" })
        {
            lines[index] = line
        } else {
            if lines.last == "" { lines.removeLast() }
            lines += [line, ""]
        }
        text = lines.joined(separator: "\n")
    }

    /// A text as TOML writes it: a basic string with its escapes.
    static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: text += "\\u" + hex(scalar.value)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    static func quoted(_ values: [String]) -> String {
        "[" + values.map { quoted($0) }.joined(separator: ", ") + "]"
    }

    private static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// `listen`, or `#listen` for a line that only shows it.
    private static func key(of line: String) -> String? {
        guard let sign = line.firstIndex(of: "=") else { return nil }
        let key = line[..<sign].filter { !$0.isWhitespace }
        return key.isEmpty ? nil : key
    }
}
