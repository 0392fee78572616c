import Foundation
import GRDB
import SehatCore
import SehatStore

/// Takes out of free text whatever could be about a person: numbers, addresses, other scripts, quoted words, and every word that
/// stands in a patient's name.
struct Scrubber: Sendable {
    static let mask = "•"

    /// Words of patients' names, in lower case.
    private let names: Set<String>

    /// - Parameter names: in lower case.
    init(names: Set<String>) {
        self.names = names
    }

    /// A scrubber that knows which words of `texts` stand in the name or address of a patient of this hospital.
    ///
    /// - Throws: what the database throws.
    static func knowing(_ texts: [String], in tx: ReadTx) throws -> Scrubber {
        let candidates = Set(texts.flatMap(words))
        if candidates.isEmpty { return Scrubber(names: []) }
        var found: Set<String> = []
        let rows = try Row.fetchCursor(
            tx.db, sql: "SELECT name, otherName, guardianName, address FROM patientsPatient")
        while let row = try rows.next() {
            for column in 0..<4 {
                guard let text = row[column] as String? else { continue }
                for word in words(text) where candidates.contains(word) { found.insert(word) }
            }
        }
        return Scrubber(names: found)
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter }.map(String.init).filter { $0.count > 1 }
    }

    /// The text with masks in place of what it must not say.
    func clean(_ text: String) -> String {
        var text = text
        // From the widest to the narrowest, so that a mask never leaves a half of something.
        text = text.replacing(/"[^"]*"|'[^']*'|«[^»]*»/) { _ in Self.mask }
        text = text.replacing(/[^\s@<>]+@[^\s@<>]+/) { _ in Self.mask }
        text = text.replacing(/\+?\d[\d\- ]{4,}\d/) { match in
            // A time of the day and a date stay: a log without them is of no use.
            match.output.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil ? String(match.output) : Self.mask
        }
        text = text.replacing(/[^\x00-\x7F]+/) { match in match.output == "•" ? "•" : Self.mask }
        guard !names.isEmpty else { return text }
        return text.replacing(/[A-Za-z]{2,}/) { match in
            names.contains(match.output.lowercased()) ? Self.mask : String(match.output)
        }
    }
}
