public import Documents
public import PrintQueue
public import SehatCore
public import SehatStore

/// For whom a downtime pack is made, and in which words.
public struct DowntimeScope: Sendable {
    /// The ward, counter or office whose computer gets the pack.
    public let place: DowntimePlace
    /// The texts in the language of the place.
    public let text: DocumentText
    public let hospital: HospitalProfile

    /// A pack for a place.
    public init(place: DowntimePlace, text: DocumentText, hospital: HospitalProfile) {
        self.place = place
        self.text = text
        self.hospital = hospital
    }
}

/// A list of the pack: searched on the screen, printed on sheets.
public struct DowntimeSection: Sendable {
    /// What the list is: an anchor within the page and a key for tests.
    public let name: String
    public let title: [Inline]
    public let table: Table

    /// A list under a title.
    public init(name: String, title: [Inline], table: Table) {
        self.name = name
        self.title = title
        self.table = table
    }
}

/// The numbers that stand on the blank forms of a place, by what they number, the smallest first.
public typealias FormNumbers = [ReservedKind: [String]]

/// What a module puts into the downtime pack: its lists, its blank forms, and the series from which their numbers come.
///
/// A module that is added later makes one more of these and the composition root lists it; nothing else is to be done.
public struct DowntimePart: Sendable {
    /// Stable and dotted, as in the module: `billing`.
    public let name: String
    /// The series of which numbers are reserved for forms.
    public let series: [ReservedSeries]
    /// The lists as they stand now, in the order in which they are shown.
    public let sections: @Sendable (DowntimeScope, ReadTx) throws -> [DowntimeSection]
    /// The blank forms: each is kept on one sheet, between lines along which it is cut.
    public let forms: @Sendable (DowntimeScope, FormNumbers) -> [[Block]]

    /// A part; what is left out is not there.
    public init(
        _ name: String, series: [ReservedSeries] = [],
        sections: @escaping @Sendable (DowntimeScope, ReadTx) throws -> [DowntimeSection] = { _, _ in [] },
        forms: @escaping @Sendable (DowntimeScope, FormNumbers) -> [[Block]] = { _, _ in [] }
    ) {
        self.name = name
        self.series = series
        self.sections = sections
        self.forms = forms
    }
}

extension DowntimeSection {
    /// A list whose heads are texts of the catalogue; the first column takes what the others leave.
    ///
    /// - Parameter columns: keys of the heads, and how wide each column is.
    public static func list(
        _ name: String, title: [Inline], columns: [(key: String, width: ColumnWidth)], rows: [[[Inline]]],
        _ text: DocumentText
    ) -> DowntimeSection {
        DowntimeSection(
            name: name, title: title,
            table: Table(
                columns: columns.map { Table.Column($0.width) }, head: columns.map { text($0.key) },
                rows: rows.map { Table.Row($0) }, hasRowRules: true))
    }
}
