import CCups

/// One run of a CUPS server, from its start until it ends or is killed.
///
/// CUPS has no number for it. It tells subscribers (RFC 3995, 3996) that it has started, also those of the run before,
/// and numbers what it tells; so a subscription and the last such number name the run.
public struct SpoolerRun: Sendable, Hashable {
    /// The subscription that tells of starts; another one means that the server has forgotten the one before.
    public let subscription: Int32
    /// The number of the last start that was told; 0 when the run is older than the subscription.
    public let start: Int32
    /// When that was, in seconds since 1970 by the server's clock; nil when the run is older than the subscription.
    public let startedAt: Int?

    init(subscription: Int32, start: Int32 = 0, startedAt: Int? = nil) {
        self.subscription = subscription
        self.start = start
        self.startedAt = startedAt
    }

    /// Reads what `words` gave; nil for anything else.
    public init?(words: String) {
        let parts = words.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let subscription = Int32(parts[0]), let start = Int32(parts[1]) else { return nil }
        self.init(subscription: subscription, start: start, startedAt: Int(parts[2]))
    }

    /// The run as a word to be kept.
    public var words: String { "\(subscription):\(start):\(startedAt.map(String.init) ?? "")" }
}

extension Spooler {
    /// Which run of the server answers, and what its clock says, in seconds since 1970.
    ///
    /// - Parameter subscription: the one of the run that was known last; nil, or one that the server has forgotten, makes a
    ///   new one.
    /// - Throws: `SpoolerError.unreachable`; `.forbidden`, `.refused` where the server gives nobody subscriptions.
    public func run(subscription: Int32?) throws -> (run: SpoolerRun, now: Int) {
        try withConnection { connection in
            if let subscription {
                do {
                    return try Self.starts(told: subscription, connection)
                } catch SpoolerError.notFound, SpoolerError.forbidden {
                    // Lost when the server was killed, and perhaps somebody else's since.
                }
            }
            return try Self.starts(told: Self.subscribe(connection), connection)
        }
    }

    private static func subscribe(_ connection: borrowing IPPConnection) throws -> Int32 {
        var request = IPPRequest(operation: IPP_OP_CREATE_PRINTER_SUBSCRIPTIONS, uri: "ipp://localhost/")
        request.addUser()
        request.addKeywords("notify-events", ["server-started", "server-restarted"], IPP_TAG_SUBSCRIPTION)
        request.addKeywords("notify-pull-method", ["ippget"], IPP_TAG_SUBSCRIPTION)
        // For ever.
        request.addInteger("notify-lease-duration", 0, IPP_TAG_SUBSCRIPTION)
        return try connection.answer(to: request, resource: "/") { response in
            let made = response.groups(IPP_TAG_SUBSCRIPTION).first?["notify-subscription-id"]?.first
            guard let id = made.flatMap({ Int32($0) }) else {
                throw SpoolerError.refused("CUPS gave the subscription no number.")
            }
            return id
        }
    }

    private static func starts(
        told subscription: Int32, _ connection: borrowing IPPConnection
    ) throws -> (run: SpoolerRun, now: Int) {
        var request = IPPRequest(operation: IPP_OP_GET_NOTIFICATIONS, uri: "ipp://localhost/")
        request.addUser()
        request.addInteger("notify-subscription-ids", subscription)
        return try connection.answer(to: request, resource: "/") { response in
            func number(_ name: String, _ group: [String: [String]]) -> Int? { group[name]?.first.flatMap { Int($0) } }
            let now = response.groups(IPP_TAG_OPERATION).lazy.compactMap { number("printer-up-time", $0) }.first
            let told = response.groups(IPP_TAG_EVENT_NOTIFICATION).compactMap { event in
                number("notify-sequence-number", event).map { ($0, number("printer-up-time", event)) }
            }
            guard let last = told.max(by: { $0.0 < $1.0 }) else {
                return (SpoolerRun(subscription: subscription), now ?? 0)
            }
            let run = SpoolerRun(subscription: subscription, start: Int32(clamping: last.0), startedAt: last.1)
            return (run, now ?? last.1 ?? 0)
        }
    }
}
