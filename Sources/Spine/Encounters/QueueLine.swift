import GRDB
import SehatCore
import SehatStore

/// Who waits in a queue, and in which order they are called.
struct QueueLine: Sendable {
    /// What the order depends on.
    struct Place: Hashable, Sendable {
        let id: ID<Token>
        let priority: TokenPriority
        let position: Int
    }

    /// Patients with priority take every so manieth call.
    static let everyCall = 3

    /// The waiting tokens in the order in which they will be called, if nobody joins.
    let order: [Place]

    /// - Parameters:
    ///   - waiting: in any order.
    ///   - normalCalls: how many tokens were called in turn since one came before its turn.
    init(waiting: [Place], normalCalls: Int) {
        var before = waiting.filter { $0.priority != .normal }
            .sorted { ($0.priority.rank, $0.position) < ($1.priority.rank, $1.position) }[...]
        var inTurn = waiting.filter { $0.priority == .normal }.sorted { $0.position < $1.position }[...]
        var calls = normalCalls
        var order: [Place] = []
        order.reserveCapacity(waiting.count)
        while true {
            let takesPriority = !before.isEmpty && (calls >= Self.everyCall - 1 || inTurn.isEmpty)
            guard let next = takesPriority ? before.popFirst() : inTurn.popFirst() else { break }
            calls = takesPriority ? 0 : calls + 1
            order.append(next)
        }
        self.order = order
    }

    static func load(_ queue: QueueRecord, in tx: ReadTx) throws -> QueueLine {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT id, priority, position FROM encountersToken
                WHERE queueID = ? AND state = 'waiting' ORDER BY position
                """)
        let places = try Row.fetchAll(statement, arguments: [queue.id]).map { row in
            Place(id: row["id"], priority: row["priority"], position: row["position"])
        }
        return QueueLine(waiting: places, normalCalls: queue.normalCalls)
    }

    /// How many tokens are called before this one; all of them when it does not wait.
    func ahead(of token: ID<Token>) -> Int {
        order.firstIndex { $0.id == token } ?? order.count
    }
}

/// How fast a queue moves, from the calls of its day.
struct Pace: Hashable, Sendable {
    /// Minutes for one patient where too little is known.
    static let usual = 8

    /// Minutes between two calls, 1 to 60.
    let minutesEach: Int

    init(calledTokens: Int, firstCallAt: Instant?, lastCallAt: Instant?) {
        guard calledTokens >= 3, let firstCallAt, let lastCallAt else {
            minutesEach = Self.usual
            return
        }
        let seconds = lastCallAt.seconds(since: firstCallAt) / Int64(calledTokens - 1)
        minutesEach = min(max(Int((seconds + 30) / 60), 1), 60)
    }

    init(_ queue: QueueRecord) {
        self.init(calledTokens: queue.calledTokens, firstCallAt: queue.firstCallAt, lastCallAt: queue.lastCallAt)
    }

    /// About how long it takes until that many patients have been called.
    func minutes(for ahead: Int) -> Int { ahead * minutesEach }
}
