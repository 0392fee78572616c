public import SehatCore
public import SehatStore

/// A table with a column that holds a patient's id, and what a merge does with its rows.
public struct PatientTable: Hashable, Sendable {
    /// What becomes of the rows of the record that is given up.
    public enum Handling: Hashable, Sendable {
        /// They go over to the surviving record. The table has an `id INTEGER PRIMARY KEY`.
        case moves
        /// They stay where they are: what was said about the one record, or a log that nothing may change.
        case stays
    }

    public let name: String
    public let column: String
    public let handling: Handling

    /// A table whose rows go over in a merge and come back when it is undone.
    public static func moving(_ name: String, column: String = "patientID") -> PatientTable {
        PatientTable(name: name, column: column, handling: .moves)
    }

    /// A table whose rows stay with the record for which they were written.
    public static func staying(_ name: String, column: String = "patientID") -> PatientTable {
        PatientTable(name: name, column: column, handling: .stays)
    }
}

/// What a module holds about patients: its tables, by which of its numbers they are found, what it tells of their history, and
/// what stands in the way of giving a record up.
public struct PatientPart: Sendable {
    /// Every table of the module with a patient's id in it.
    public let tables: [PatientTable]
    /// Why this patient can take no part in a merge now: an open visit, an open bill. Conflicts with the parameter `mrn`.
    public let obstacles: @Sendable (PatientSummary, ReadTx) throws -> [Problem]
    /// What the module tells in the patient's history, as far as the reader may see it.
    public let history: @Sendable (HistoryQuery, ReadTx) throws -> [HistoryEntry]

    /// How patients are found by numbers of the module: a token, a bill.
    public let finders: [PatientFinder]
    /// The day on which the patient was here last, as far as the module knows.
    public let lastVisit: LastVisit?

    /// A module's part in finding and merging patients.
    public init(
        tables: [PatientTable], finders: [PatientFinder] = [],
        lastVisit: LastVisit? = nil,
        obstacles: @escaping @Sendable (PatientSummary, ReadTx) throws -> [Problem] = { _, _ in [] },
        history: @escaping @Sendable (HistoryQuery, ReadTx) throws -> [HistoryEntry] = { _, _ in [] }
    ) {
        self.tables = tables
        self.finders = finders
        self.lastVisit = lastVisit
        self.obstacles = obstacles
        self.history = history
    }
}

extension PatientPart {
    /// The part of the patient master itself and of the audit chain. Search keys stay with the record that was given up,
    /// so that a patient is still found by the former number, name and telephone.
    static let master = PatientPart(
        tables: [
            .moving("patientsIdentifier"), .staying("patientsMatchKey"),
            .staying("patientsAlias"), .staying("patientsAlias", column: "survivorID"),
            .staying("patientsMerge", column: "survivorID"), .staying("patientsMerge", column: "loserID"),
            .staying("patientsEvent"), .staying("storeAudit"),
        ] + PairSchema.tables + BackgroundSchema.tables + SpecialRecordSchema.tables + ImportSchema.tables
            + FieldsSchema.tables,
        history: MasterHistory.list)
}
