public import SehatCore
import SehatStore
import Synchronization

extension Permission {
    /// Reading the process's numbers at `/metrics`. Programs need a token with it; the machine's administrator reads
    /// them over the local socket.
    public static let metrics = Permission("app.metrics")
}

/// The endpoints that belong to no module: health, numbers, the API's own description, and events.
struct BaseEndpoints {
    let endpoints: [Endpoint]

    /// The permissions that these endpoints check.
    static let permissions = [PermissionDeclaration(.metrics, roles: ["administrator"])]

    init(
        hub: EventHub, metrics: MetricsRegistry, document: DocumentCache, health: @escaping @Sendable () -> SiteHealth
    ) {
        endpoints = [Self.health(health), Self.metricsText(metrics), Self.events(hub), Self.openAPI(document)]
    }

    private static func openAPI(_ document: DocumentCache) -> Endpoint {
        .raw(
            .get, "/openapi.json", "app.openapi.read", .anonymous, "This document.",
            shape: RawShape(contentType: "application/json")
        ) { call in
            let bytes = try await document.bytes(call)
            return .bytes(bytes, contentType: "application/json").header("cache-control", "no-cache")
        }
    }

    private struct Health: Codable, Sendable {
        let status: String
        let time: Instant
        /// Whether the disk is nearly full: the server lives on its reserve.
        let isDiskLow: Bool
        /// How many alarms nobody has taken note of.
        let alarms: Int
        /// Each target of continuous shipping.
        let targets: [SiteHealth.Target]
    }

    private static func health(_ health: @escaping @Sendable () -> SiteHealth) -> Endpoint {
        .raw(
            .get, "/health", "app.health.read", .anonymous, "Whether the server and its database answer.",
            shape: .json(NoInput.self, Health.self)
        ) { call in
            let time = try await call.store.read(as: call.principal) { tx in
                // A setting is read, so that an answer means that the database has given a page.
                _ = try tx.setting("app.health", as: String.self)
                return tx.now
            }
            let more = health()
            return try .json(
                Health(
                    status: "ok", time: time, isDiskLow: call.store.isDiskLow, alarms: more.alarms,
                    targets: more.targets))
        }
    }

    private static func metricsText(_ metrics: MetricsRegistry) -> Endpoint {
        var endpoint = Endpoint.raw(
            .get, "/metrics", "app.metrics.read", .requires(.metrics), "Numbers in the text format of Prometheus.",
            shape: RawShape(contentType: "text/plain")
        ) { call in
            // What the database cannot tell just now is left out: the other numbers are wanted then more than ever.
            let jobs = try? await call.store.read(as: call.principal) { tx in try JobOutbox.counts(in: tx) }
            var text = metrics.text()
            text += StoreMetrics.text(call.store.figures, jobs: jobs, isDiskLow: call.store.isDiskLow)
            return .bytes(Array(text.utf8), contentType: "text/plain; version=0.0.4; charset=utf-8")
        }
        endpoint.isOutsideAPI = true
        return endpoint
    }

    private static func events(_ hub: EventHub) -> Endpoint {
        .raw(
            .get, "/events", "app.events.read", .signedIn,
            "Server-sent events: which topics have changed. `topics` names the prefixes wanted, separated by commas.",
            shape: RawShape(contentType: "text/event-stream")
        ) { call in
            let query = try call.query(EventQuery.self)
            let prefixes = (query.topics ?? "").split(separator: ",").map(String.init)
            let isLive = call.isLive
            return RawAnswer(
                headers: [
                    ("content-type", "text/event-stream"), ("cache-control", "no-store"), ("x-accel-buffering", "no"),
                ],
                body: .stream { writer in
                    try await EventStream.write(hub, prefixes: prefixes, to: &writer, isLive: isLive)
                })
        }
        .explained(
            """
            An event holds a topic and at most a row's id, never data: ask for the row. After a `resync` event some were \
            lost; read anew. A comment line comes at least every ten seconds.
            """)
    }

    private struct EventQuery: Codable, Sendable {
        let topics: String?
    }
}

/// What the health of a site holds besides that it answers.
public struct SiteHealth: Sendable {
    /// How far a target of continuous shipping is.
    public struct Target: Codable, Hashable, Sendable {
        /// A word such as `following`.
        public let state: String
        /// Whether every commit arrives there.
        public let isGood: Bool
        /// Seconds that it is behind.
        public let lagSeconds: Int64

        /// A target without its name.
        public init(state: String, isGood: Bool, lagSeconds: Int64) {
            self.state = state
            self.isGood = isGood
            self.lagSeconds = lagSeconds
        }
    }

    /// How many alarms nobody has taken note of.
    public var alarms: Int
    /// Each target, in the order of the configuration.
    public var targets: [Target]

    /// Nothing to tell, unless given.
    public init(alarms: Int = 0, targets: [Target] = []) {
        self.alarms = alarms
        self.targets = targets
    }
}

/// The OpenAPI document, made at its first reading: start-up does not wait for it.
final class DocumentCache: Sendable {
    private struct State {
        var endpoints: [Endpoint] = []
        var bytes: [UInt8]?
    }

    private let version: String
    private let state = Mutex(State())

    init(version: String) {
        self.version = version
    }

    /// What the document is about; known only when the endpoint that serves it has been made.
    func describe(_ endpoints: [Endpoint]) {
        state.withLock { $0 = State(endpoints: endpoints) }
    }

    func bytes(_ call: RawCall) async throws -> [UInt8] {
        let (endpoints, bytes) = state.withLock { ($0.endpoints, $0.bytes) }
        if let bytes { return bytes }
        let made = try await call.offload { [version] in try OpenAPI.document(of: endpoints, version: version) }
        state.withLock { $0.bytes = made }
        return made
    }
}
