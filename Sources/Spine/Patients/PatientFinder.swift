public import SehatCore
public import SehatStore

/// How a module finds patients by numbers that it gives out.
public struct PatientFinder: Sendable {
    /// What the number is.
    public let matchedBy: PatientMatch
    /// The patients whom the number means; none where the text is no such number. It must go through an index.
    public let find: @Sendable (PaperNumber, ReadTx) throws -> [ID<Patient>]

    /// A way to find patients, asked with everything typed into the search that looks like a number on a paper.
    public init(
        _ matchedBy: PatientMatch, find: @escaping @Sendable (PaperNumber, ReadTx) throws -> [ID<Patient>]
    ) {
        self.matchedBy = matchedBy
        self.find = find
    }
}

/// How a module knows when a patient was here last.
public struct LastVisit: Sendable {
    /// The day; nil for somebody who was never here. It must go through an index.
    public let day: @Sendable (ID<Patient>, ReadTx) throws -> CalendarDay?

    /// A way to look the day up.
    public init(_ day: @escaping @Sendable (ID<Patient>, ReadTx) throws -> CalendarDay?) {
        self.day = day
    }
}

/// A number as it stands on a paper, letters first: `A-047`, `OP-2026-000123`, `260000018`.
public struct PaperNumber: Hashable, Sendable {
    /// The letters before the digits, upper case; empty where there are none.
    public let letters: String
    /// The digits, 0 to 9, without what groups them.
    public let digits: String

    /// Reads what was typed or scanned, with digits of any script and any grouping; nil for anything else.
    public init?(_ text: String) {
        let folded = InputText.foldDigits(InputText.line(String(text.prefix(40)))).uppercased()
        let letters = folded.prefix { $0.isLetter }
        let rest = folded.dropFirst(letters.count)
        guard rest.allSatisfy({ $0.isASCII && $0.isNumber || " -/.".contains($0) }) else { return nil }
        let digits = rest.filter(\.isNumber)
        guard (1...18).contains(digits.count) else { return nil }
        self.letters = String(letters)
        self.digits = digits
    }
}
