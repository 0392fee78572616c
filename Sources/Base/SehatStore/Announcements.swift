import Synchronization

/// Something changed that pages may want to show: told after the commit.
public struct Announcement: Hashable, Sendable, Codable {
    /// `encounters.queue`, `printing.job`.
    public let topic: String
    /// The row's id, or empty for the topic as a whole.
    public let id: String

    public init(topic: String, id: String = "") {
        self.topic = topic
        self.id = id
    }
}

/// Passes announcements on to subscribers; a slow one loses the oldest, nobody waits.
final class AnnouncementHub: Sendable {
    /// How many announcements wait for a slow subscriber.
    static let bufferSize = 256

    private struct Listeners {
        var nextNumber = 0
        var streams: [Int: AsyncStream<Announcement>.Continuation] = [:]
        var observers: [(prefix: String, body: @Sendable (Announcement) -> Void)] = []
    }

    private let listeners = Mutex(Listeners())

    func subscribe() -> AsyncStream<Announcement> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Announcement.self, bufferingPolicy: .bufferingNewest(Self.bufferSize))
        let number = listeners.withLock { listeners in
            listeners.nextNumber += 1
            listeners.streams[listeners.nextNumber] = continuation
            return listeners.nextNumber
        }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { $0.streams[number] = nil }
        }
        return stream
    }

    func observe(_ prefix: String, _ body: @escaping @Sendable (Announcement) -> Void) {
        listeners.withLock { $0.observers.append((prefix, body)) }
    }

    func publish(_ announcements: [Announcement]) {
        if announcements.isEmpty { return }
        let (observers, streams) = listeners.withLock { ($0.observers, Array($0.streams.values)) }
        for announcement in announcements {
            for observer in observers where announcement.topic.hasPrefix(observer.prefix) {
                observer.body(announcement)
            }
            for stream in streams { stream.yield(announcement) }
        }
    }

    func finish() {
        let streams = listeners.withLock { Array($0.streams.values) }
        for stream in streams { stream.finish() }
    }
}
