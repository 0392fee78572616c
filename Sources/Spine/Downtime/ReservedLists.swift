public import GRDB
public import SehatCore
public import SehatStore

/// What a list of reserved numbers is narrowed to.
public struct ReservedQuery: Codable, Sendable {
    public var state: ReservedState?
    public var kind: ReservedKind?
    public var placeID: ID<DowntimePlace>?
    /// Only numbers whose forms were taken into use, or only those that still stand on the newest blank forms.
    public var isHanded: Bool?
    /// One number as typed.
    public var number: String?
    public var limit: Int?
    public var after: String?

    /// All numbers, unless narrowed down.
    public init(state: ReservedState? = nil, kind: ReservedKind? = nil, placeID: ID<DowntimePlace>? = nil) {
        self.state = state
        self.kind = kind
        self.placeID = placeID
    }
}

/// How many numbers of a place are in which state: nothing is ever unaccounted for.
public struct ReservedCount: Codable, Hashable, Sendable, FetchableRecord {
    public let placeID: ID<DowntimePlace>
    public let kind: ReservedKind
    public let open: Int
    /// Of the open ones, those whose forms were taken into use: they wait to be entered or given up.
    public let waiting: Int
    public let used: Int
    public let void: Int
}

extension ReservedNumbers {
    /// One page of numbers, the oldest first.
    ///
    /// - Throws: 422 when `after` is no cursor of this list.
    static func list(_ query: ReservedQuery, in tx: ReadTx) throws -> Page<ReservedNumber> {
        if let number = query.number, !number.isEmpty {
            return Page(items: [try find(query.kind, number, in: tx)], next: nil)
        }
        var first: Int64 = 0
        if let after = query.after {
            guard let id = ID<ReservedNumber>(after) else { throw Problem.invalid("after", "app.field.type") }
            first = id.rawValue
        }
        let wanted = PageLimit.clamp(query.limit)
        let items = try ReservedNumber.fetchAll(
            tx.db,
            sql: """
                SELECT * FROM downtimeNumber WHERE id > ?1 AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR kind = ?3)
                AND (?4 IS NULL OR placeID = ?4) AND (?5 IS NULL OR ?5 = (handedAt IS NOT NULL)) ORDER BY id LIMIT ?6
                """, arguments: [first, query.state, query.kind, query.placeID, query.isHanded, wanted + 1])
        let page = Array(items.prefix(wanted))
        return Page(items: page, next: items.count > wanted ? page.last?.id.description : nil)
    }

    /// The account of every place and kind.
    public static func counts(in tx: ReadTx) throws -> [ReservedCount] {
        try ReservedCount.fetchAll(
            tx.db,
            sql: """
                SELECT placeID, kind, sum(state = 'open') AS open,
                    sum(state = 'open' AND handedAt IS NOT NULL) AS waiting,
                    sum(state = 'used') AS used, sum(state = 'void') AS void
                FROM downtimeNumber GROUP BY placeID, kind ORDER BY placeID, kind
                """)
    }
}
