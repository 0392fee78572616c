public import SehatStore
public import ServiceLifecycle
import Synchronization

/// Tells the pages what has changed: the store's announcements, passed on as server-sent events.
///
/// An event holds a topic and at most a row id, never data: who may see the row finds out by asking for it. A client
/// that does not keep up loses the oldest events and is told so by a `resync` event, after which it reads anew.
public final class EventHub: Service {
    /// Events that wait for one slow client.
    static let bufferSize = 64
    /// Seconds between the signs of life on an idle stream.
    let heartbeat: Duration
    private let store: Store
    private let clients = Mutex<Clients>(Clients())

    private struct Clients {
        var next = 0
        var isClosed = false
        var streams: [Int: EventClient] = [:]
    }

    /// A hub of this store's announcements; it passes them on while `run` runs.
    public init(store: Store, heartbeat: Duration = .seconds(10)) {
        self.store = store
        self.heartbeat = heartbeat
    }

    /// Passes announcements on until the store closes or the service is shut down.
    public func run() async throws {
        for await announcement in store.subscribe().cancelOnGracefulShutdown() {
            publish(announcement)
        }
        close()
    }

    /// How many streams are open.
    public var count: Int { clients.withLock { $0.streams.count } }

    /// Ends every stream, and refuses new ones.
    public func close() {
        let streams = clients.withLock { clients in
            clients.isClosed = true
            defer { clients.streams = [:] }
            return Array(clients.streams.values)
        }
        for stream in streams { stream.finish() }
    }

    func publish(_ announcement: Announcement) {
        for client in clients.withLock({ Array($0.streams.values) }) { client.offer(announcement) }
    }

    /// A new client of the topics that begin with one of `prefixes`, or of all where there is none.
    func connect(prefixes: [String]) -> (client: EventClient, disconnect: @Sendable () -> Void) {
        let client = EventClient(prefixes: prefixes)
        let number = clients.withLock { clients in
            clients.next += 1
            if clients.isClosed { client.finish() } else { clients.streams[clients.next] = client }
            return clients.next
        }
        return (client, { [weak self] in _ = self?.clients.withLock { $0.streams.removeValue(forKey: number) } })
    }
}

/// What waits for one client, or why there is nothing.
enum EventNews: Sendable, Equatable {
    case event(Announcement)
    /// Events were dropped.
    case lost
    case heartbeat
}

/// One client's queue; bounded, never waited for.
final class EventClient: Sendable {
    private let prefixes: [String]
    private let stream: AsyncStream<EventNews>
    private let continuation: AsyncStream<EventNews>.Continuation
    private let hasLost = Atomic(false)

    init(prefixes: [String]) {
        self.prefixes = prefixes
        (stream, continuation) = AsyncStream.makeStream(
            of: EventNews.self, bufferingPolicy: .bufferingOldest(EventHub.bufferSize))
    }

    func offer(_ announcement: Announcement) {
        guard prefixes.isEmpty || prefixes.contains(where: { announcement.topic.hasPrefix($0) }) else { return }
        if case .dropped = continuation.yield(.event(announcement)) { hasLost.store(true, ordering: .relaxed) }
    }

    func beat() {
        if hasLost.exchange(false, ordering: .relaxed) {
            if case .dropped = continuation.yield(.lost) { hasLost.store(true, ordering: .relaxed) }
        } else {
            continuation.yield(.heartbeat)
        }
    }

    func finish() { continuation.finish() }

    var news: AsyncStream<EventNews> { stream }
}
