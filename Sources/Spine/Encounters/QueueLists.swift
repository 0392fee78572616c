public import Directory
import GRDB
public import SehatCore
public import SehatStore

/// A queue of a day with how it stands.
public struct QueueView: Codable, Hashable, Sendable {
    public let id: ID<Queue>
    public let day: CalendarDay
    public let department: NamedPlace<Department>
    public let practitioner: NamedPlace<Practitioner>?
    /// What stands before its numbers.
    public let letters: String
    public let room: String?
    /// How many tokens are in each state.
    public let waiting: Int
    public let called: Int
    public let serving: Int
    public let skipped: Int
    public let done: Int
    public let cancelled: Int
    public let leftUnseen: Int
    /// The numbers on the board: called or in a room, the newest call first.
    public let current: [TokenView]
    /// The number that is called next; absent when nobody waits.
    public let next: String?
    /// About how long somebody who joins now will wait.
    public let waitMinutes: Int
}

/// Reading queues.
public enum QueueLists {
    /// The queues of a day, in the order in which they began.
    public static func list(day: CalendarDay?, in tx: ReadTx) throws -> [QueueView] {
        let queues = try QueueRecord.fetchAll(
            tx.db, sql: "SELECT * FROM encountersQueue WHERE day = ? ORDER BY id", arguments: [day ?? tx.today])
        var names = PlaceNames(tx)
        return try queues.map { try view($0, &names, in: tx) }
    }

    /// One queue.
    ///
    /// - Throws: a 404 problem when there is no such queue.
    public static func queue(_ id: ID<Queue>, in tx: ReadTx) throws -> QueueView {
        var names = PlaceNames(tx)
        return try view(try Queues.find(id, in: tx), &names, in: tx)
    }

    /// The visits of a queue whose patients are still to be seen, in the order in which they will be called; those
    /// called or in a room come first, those skipped last.
    ///
    /// - Throws: a 404 problem when there is no such queue.
    public static func line(_ id: ID<Queue>, in tx: ReadTx) throws -> [EncounterView] {
        let queue = try Queues.find(id, in: tx)
        let order = try QueueLine.load(queue, in: tx).order.map(\.id)
        let tokens = try TokenRecord.fetchAll(
            tx.db,
            sql: """
                SELECT * FROM encountersToken
                WHERE queueID = ? AND state IN ('waiting', 'called', 'serving', 'skipped') ORDER BY position
                """, arguments: [id])
        let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        let sorted = tokens.sorted { left, right in
            (left.state.place, places[left.id] ?? 0, left.id) < (right.state.place, places[right.id] ?? 0, right.id)
        }
        return try EncounterQueries.views(
            sorted.map { try EncounterQueries.record($0.encounterID, in: tx) }, in: tx)
    }

    private static func view(_ queue: QueueRecord, _ names: inout PlaceNames, in tx: ReadTx) throws -> QueueView {
        let line = try QueueLine.load(queue, in: tx)
        let counts = try counts(of: queue.id, in: tx)
        let count = { (state: TokenState) in counts[state] ?? 0 }
        let next = try line.order.first.flatMap { try tx.row(TokenRecord.self, $0.id) }
        let department = try names.department(queue.departmentID)
        let practitioner = try names.practitioner(queue.practitionerID)
        return QueueView(
            id: queue.id, day: queue.day, department: NamedPlace(id: department.id, name: department.name),
            practitioner: practitioner.map { NamedPlace(id: $0.id, name: $0.name) }, letters: queue.letters,
            room: queue.room, waiting: count(.waiting), called: count(.called), serving: count(.serving),
            skipped: count(.skipped), done: count(.done), cancelled: count(.cancelled),
            leftUnseen: count(.leftUnseen), current: try current(of: queue.id, in: tx), next: next?.label,
            waitMinutes: Pace(queue).minutes(for: line.order.count))
    }

    private static func counts(of id: ID<Queue>, in tx: ReadTx) throws -> [TokenState: Int] {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT state, count(*) AS number FROM encountersToken WHERE queueID = ? GROUP BY state")
        var counts: [TokenState: Int] = [:]
        for row in try Row.fetchAll(statement, arguments: [id]) { counts[row["state"]] = row["number"] }
        return counts
    }

    private static func current(of id: ID<Queue>, in tx: ReadTx) throws -> [TokenView] {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT * FROM encountersToken WHERE queueID = ? AND state IN ('called', 'serving')
                ORDER BY calledAt DESC, id DESC
                """)
        return try TokenRecord.fetchAll(statement, arguments: [id]).map(TokenView.init)
    }
}

extension TokenState {
    /// Where a live token stands in the list of its queue.
    fileprivate var place: Int {
        switch self {
        case .serving: 0
        case .called: 1
        case .waiting: 2
        default: 3
        }
    }
}
