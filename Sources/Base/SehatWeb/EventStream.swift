/// The stream of `/api/events`.
enum EventStream {
    /// Writes events until the client goes, the hub closes or the session is over.
    ///
    /// - Parameter isLive: asked at every heartbeat, without counting as a use of the session.
    static func write(
        _ hub: EventHub, prefixes: [String], to writer: inout RawWriter,
        isLive: @escaping @Sendable () async -> Bool
    ) async throws {
        let (client, disconnect) = hub.connect(prefixes: prefixes)
        defer { disconnect() }
        try await writer.write("retry: 2000\nevent: hello\ndata: {}\n\n")
        let heartbeat = Task {
            while await isLive() {
                try await Task.sleep(for: hub.heartbeat)
                client.beat()
            }
            client.finish()
        }
        defer { heartbeat.cancel() }
        for await news in client.news { try await writer.write(try text(of: news)) }
    }

    static func text(of news: EventNews) throws -> [UInt8] {
        switch news {
        case .event(let announcement):
            var text = Array("event: change\ndata: ".utf8)
            text += try JSONBody.encode(announcement)
            return text + Array("\n\n".utf8)
        case .lost: return Array("event: resync\ndata: {\"topic\":\"*\"}\n\n".utf8)
        case .heartbeat: return Array(": alive\n\n".utf8)
        }
    }
}
