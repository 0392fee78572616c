public import GRDB
public import SehatCore
public import SehatStore

/// What a reserved number numbers.
public enum ReservedKind: String, WireEnum {
    /// A patient's record number.
    case patient
    /// A visit, on the token slip.
    case visit
    case bill
    case receipt
}

extension ReservedKind: DatabaseValueConvertible {}

/// What became of a reserved number.
public enum ReservedState: String, WireEnum {
    /// Nobody has said yet what became of the paper.
    case open
    /// What stands on the paper was entered.
    case used
    /// The paper was not used, with a reason.
    case void
}

extension ReservedState: DatabaseValueConvertible {}

/// A series that gives numbers to blank forms.
public struct ReservedSeries: Sendable {
    /// A number taken out of its series.
    public struct Taken: Hashable, Sendable {
        /// As it is printed.
        public let number: String
        /// The year in which its series counts; absent for a series that never begins anew.
        public let year: Int?
        public let serial: Int64

        /// A number.
        public init(_ number: String, year: Int? = nil, serial: Int64) {
            self.number = number
            self.year = year
            self.serial = serial
        }
    }

    public let kind: ReservedKind
    /// The year in which its numbers are counted now; nil for a series that never begins anew.
    let year: @Sendable (ReadTx) -> Int?
    let next: @Sendable (Tx) throws -> Taken

    /// - Parameter next: takes the next number from the same series as the work with the server does, so that nothing is
    ///   ever numbered twice.
    public init(
        _ kind: ReservedKind, year: @escaping @Sendable (ReadTx) -> Int? = { _ in nil },
        next: @escaping @Sendable (Tx) throws -> Taken
    ) {
        self.kind = kind
        self.year = year
        self.next = next
    }
}

/// A number that was printed on a blank form, and what became of it.
public struct ReservedNumber: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "downtimeNumber"

    public let id: ID<ReservedNumber>
    public let kind: ReservedKind
    public let number: String
    public let year: Int?
    public let serial: Int64
    public let placeID: ID<DowntimePlace>
    public internal(set) var state: ReservedState
    public let reservedAt: Instant
    /// When the forms of the place were taken into use: new packs have other numbers.
    public internal(set) var handedAt: Instant?
    /// The time that stands on the paper.
    public internal(set) var paperAt: Instant?
    /// When and by whom it was entered or given up.
    public internal(set) var enteredAt: Instant?
    public internal(set) var enteredBy: ID<User>?
    public internal(set) var enteredByName: String?
    /// The row that bears the number; absent unless it is used.
    public internal(set) var entityID: Int64?
    /// Why it is void; absent unless it is.
    public internal(set) var reason: String?
}
