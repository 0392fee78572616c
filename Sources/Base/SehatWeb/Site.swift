import Dispatch
import HTTPTypes
import Hummingbird
public import Logging
import SehatCore
public import SehatStore

/// Settings of the whole site that are the same for every listener.
public struct SiteConfiguration: Sendable {
    /// Shown in the OpenAPI document.
    public var version: String
    /// How many requests are let through.
    public var limits = RateLimits()
    /// A request that takes longer is logged as slow.
    public var slowRequest: Duration = .milliseconds(500)
    /// Between the signs of life on an event stream.
    public var heartbeat: Duration = .seconds(10)
    /// Whether changes are taken.
    public var mode = ServingMode()
    /// Threads for work that blocks.
    public var blockingThreads = 2
    /// What `/api/health` says besides; short and never blocking, without names: everybody may ask.
    public var health: @Sendable () -> SiteHealth = { SiteHealth() }
    /// Nanoseconds of the clock by which requests are counted; it never goes back.
    public var uptime: @Sendable () -> UInt64 = { DispatchTime.now().uptimeNanoseconds }

    /// The standard settings.
    public init(version: String) {
        self.version = version
    }
}

/// Everything that is served: the endpoints of all modules, the base's own, and the web pages.
///
/// One site may have several listeners (`WebServer`), each with its own idea of who calls.
public struct Site: Sendable {
    /// The database behind every endpoint.
    public let store: Store
    /// The endpoints of all modules and the base's own, in order of path and method.
    public let endpoints: [Endpoint]
    /// As they were given.
    public let modules: [Module]
    /// A service; it belongs before the servers in a service group.
    public let hub: EventHub
    /// What `/metrics` shows; others may register gauges.
    public let metrics: MetricsRegistry
    /// The web pages, nil where there are none.
    public let assets: AssetCatalogue?
    /// The settings it was made with.
    public let configuration: SiteConfiguration
    /// Threads for work that blocks.
    public let pool: BlockingPool
    /// Where requests and faults are logged.
    public let logger: Logger
    let limiter: RateLimiter
    let requestIDs = RequestIDs()

    /// The permissions of all modules and of the base's own endpoints, for Access.
    public static func permissions(of modules: [Module]) -> [PermissionDeclaration] {
        BaseEndpoints.permissions + modules.flatMap(\.permissions)
    }

    /// - Throws: `SiteError` when two endpoints have the same name, or the same method and path.
    public init(
        modules: [Module], store: Store, assets: AssetCatalogue? = nil, configuration: SiteConfiguration,
        logger: Logger
    ) throws {
        ProcessMetrics.begin()
        let hub = EventHub(store: store, heartbeat: configuration.heartbeat)
        let metrics = MetricsRegistry()
        let document = DocumentCache(version: configuration.version)
        let base = BaseEndpoints(
            hub: hub, metrics: metrics, document: document, health: configuration.health)
        endpoints = (modules.flatMap(\.endpoints) + base.endpoints)
            .sorted { ($0.fullPath, $0.method.rawValue) < ($1.fullPath, $1.method.rawValue) }
        document.describe(endpoints)
        try SiteError.check(endpoints)
        self.modules = modules
        self.store = store
        self.assets = assets
        self.configuration = configuration
        self.logger = logger
        self.hub = hub
        self.metrics = metrics
        pool = BlockingPool(size: configuration.blockingThreads)
        limiter = RateLimiter(limits: configuration.limits, now: configuration.uptime)
    }

    /// Does in the background what the first requests need not wait for.
    func warm() {
        guard let assets, assets.beginCompressing() else { return }
        Task { [pool, logger] in
            do {
                try await pool.run { try assets.compress() }
            } catch {
                logger.warning("the pages are served without compression", metadata: ["error": "\(error)"])
            }
        }
    }

    /// The router of one listener.
    func responder(sessions: SessionPort, isTLS: Bool) -> RouterResponder<WebContext> {
        let router = Router(context: WebContext.self, options: [.autoGenerateHeadEndpoints])
        let pipeline = Pipeline(site: self, sessions: sessions, isTLS: isTLS)
        for endpoint in endpoints {
            let served = ServedEndpoint(
                endpoint: endpoint, metrics: metrics.route(endpoint.name, method: endpoint.method.rawValue))
            router.on(RouterPath(RouteTemplate(endpoint.fullPath).pattern), method: endpoint.method.request) {
                request, context in
                try await pipeline.answer(served, request, context)
            }
        }
        // Applies to nothing but what no route has taken: endpoints were added before it.
        router.add(middleware: Fallback(site: self, isTLS: isTLS, metrics: metrics.route("fallback", method: "*")))
        return router.buildResponder()
    }
}

/// Endpoints that cannot be served together.
public enum SiteError: Error, CustomStringConvertible {
    case sameRoute(String)
    case sameName(String)

    /// A sentence for the programmer.
    public var description: String {
        switch self {
        case .sameRoute(let route): "two endpoints are \(route)"
        case .sameName(let name): "two endpoints are named \(name)"
        }
    }

    static func check(_ endpoints: [Endpoint]) throws {
        var routes: Set<String> = []
        var names: Set<String> = []
        for endpoint in endpoints {
            let route = "\(endpoint.method.rawValue) \(RouteTemplate(endpoint.fullPath).pattern)"
            if !routes.insert(route).inserted { throw SiteError.sameRoute(route) }
            if !names.insert(endpoint.name).inserted { throw SiteError.sameName(endpoint.name) }
        }
    }
}

extension Method {
    var request: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .put: .put
        case .patch: .patch
        case .delete: .delete
        }
    }
}
