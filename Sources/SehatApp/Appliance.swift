import Access
import Alarms
import Backup
public import Foundation
public import Logging
import Outgoing
import PrintQueue
import Printing
import Schedule
public import SehatCore
public import SehatStore
public import SehatWeb
import ServiceLifecycle
import UnixSignals

/// An opened hospital: its store, its modules and its site, ready to serve or to work on.
public struct Appliance: Sendable {
    public let directory: DataDirectory
    public let store: Store
    public let composition: Composition
    public let site: Site
    public let sessions: SessionPort
    let configuration: Configuration
    let logger: Logger

    /// Opens a data directory with the whole product on it.
    ///
    /// - Parameters:
    ///   - directory: must hold a hospital unless `isNew`.
    ///   - key: of the database.
    ///   - reserveMiB: room kept on the disk for the day on which it is full; a server keeps some, a command none.
    ///   - isReadOnly: shows a restored copy: changes are refused, nothing is printed, shipped or run by schedule.
    ///   - webRoot: a directory from which the pages are served instead of those embedded; debug builds only.
    /// - Throws: `StoreOpenError` in words, or what the composition throws.
    public static func open(
        _ directory: DataDirectory, key: DatabaseKey, configuration: Configuration = Configuration(),
        clock: WallClock = .system, isNew: Bool = false, reserveMiB: Int = 0, webRoot: String? = nil,
        isReadOnly: Bool = false, logger: Logger = Logger(label: "sehat")
    ) async throws -> Appliance {
        guard isNew || directory.exists else { throw StoreOpenError.directoryMissing(path: directory.database.path) }
        guard !StandbyState.isKept(in: directory.url) else {
            throw CommandFailure(
                "\(directory.path) is the copy that a standby keeps. To take over with it: sehat promote.",
                exitCode: .cannotOpen)
        }
        var options = Composition.Options(
            directory: directory, key: key, backupDirectory: configuration.backupDirectory.map { URL(filePath: $0) },
            backupKeep: configuration.backupKeep, cupsServer: configuration.cupsServer, hosts: configuration.hosts,
            logger: logger)
        options.alarmChannels = try configuration.alarmChannels()
        Outgoing.allow(try configuration.outgoingRules())
        if !isReadOnly { options.shippingTargets = try configuration.shippingTargets.map { try BackupTarget($0) } }
        options.backupTime = configuration.backupTime
        options.drillTimetable = configuration.drillTimetable
        options.drillDays = configuration.drillDays
        options.standbyMinutes = configuration.standbyMinutes
        options.listen = configuration.listen
        options.drillDirectory = configuration.drillDirectory.map { URL(filePath: $0) }
        options.mode = ServingMode(isReadOnly ? .readOnly : .normal)
        options.shippingDays = configuration.shippingDays
        let composition = try Composition(options)
        var tuning = StoreTuning()
        tuning.reserveMiB = reserveMiB
        let mark = ShippingMark.read(beside: directory.database)
        let store = try Store.open(
            StoreConfiguration(
                directory: directory.url, key: key, schema: composition.schema, clock: clock,
                catalogue: try Assets.catalogue(), logger: logger, tuning: tuning))
        for shipper in composition.shippers { shipper.attach(store, mark: mark) }
        do {
            let declared = composition.permissions
            try await store.write(as: .system("start")) { tx in
                try AccessSetup.syncRoles(permissions: declared, in: tx)
            }
            if !isReadOnly { try await composition.scheduler.begin(store) }
            var siteConfiguration = SiteConfiguration(version: Version.current)
            siteConfiguration.mode = composition.mode
            siteConfiguration.health = composition.health(store)
            let site = try Site(
                modules: composition.modules, store: store, assets: assets(webRoot),
                configuration: siteConfiguration, logger: logger)
            composition.registerAlarms(site.metrics)
            composition.metrics.use(site.metrics)
            await composition.fencing.look(store, site.pool)
            return Appliance(
                directory: directory, store: store, composition: composition, site: site,
                sessions: AccessModule.sessionPort(store, composition.access), configuration: configuration,
                logger: logger)
        } catch {
            try? store.close()
            throw error
        }
    }

    private static func assets(_ webRoot: String?) -> AssetCatalogue {
        let files = Assets.pages().map { AssetFile(path: $0.path, contentType: $0.type, bytes: $0.bytes) }
        #if DEBUG
        if let webRoot {
            // The fonts come from the system's packages and lie in no directory of the tree.
            return AssetCatalogue(directory: webRoot, files: files.filter { $0.path.hasPrefix("fonts/") })
        }
        #endif
        return AssetCatalogue(files: files)
    }

    /// Serves until the process is told to stop: pages and API at `listen`, local commands at the socket, jobs, the
    /// print monitor, shipping and the periodic work.
    ///
    /// - Parameter onReady: hears the address when the server takes connections.
    /// - Throws: `WebServerError` when the address cannot be had.
    public func serve(
        listen: ListenAddress, onReady: @escaping @Sendable (BoundAddress) async -> Void
    ) async throws {
        let manager = ServiceManager.current
        await finishUpgrade(manager)
        let credentials = try await credentials(listen)
        let (controlReady, teller) = AsyncStream.makeStream(of: Void.self)
        let web = try WebServer(
            site: site, address: .tcp(host: listen.host, port: listen.port), credentials: credentials,
            sessions: sessions
        ) { [composition] bound in
            // Ready means ready for both: a script that waited for systemd may use a command at once.
            for await _ in controlReady {}
            guard !Task.isCancelled else { return }
            composition.listening.set(bound)
            manager?.tell(.ready("Sehat \(Version.current) serves \(bound.url)"))
            await onReady(bound)
        }
        let watchdog = manager.map { [Watchdog(manager: $0, store: store)] } ?? []
        try await run([site.hub, web, try controlServer { _ in teller.finish() }] + watchdog + background)
    }

    /// What a migration has left to do and the product answers wrongly without: done while the service manager waits.
    private func finishUpgrade(_ manager: ServiceManager?) async {
        if composition.mode.state == .readOnly { return }
        let runner = JobRunner(store: store, handlers: composition.modules.flatMap(\.jobs), logger: logger)
        do {
            let steps = try await runner.runFirst { [logger] done in
                manager?.tell(.status("Sehat \(Version.current) finishes an upgrade, step \(done + 1)"))
                if done % 25 == 0 { logger.notice("an upgrade is being finished", metadata: ["steps": "\(done)"]) }
            }
            if steps > 0 { logger.notice("the upgrade is finished", metadata: ["steps": "\(steps)"]) }
        } catch {
            // Everything else works, and the job runner goes on with it.
            logger.error("the upgrade is not finished", metadata: ["error": "\(error)"])
        }
    }

    /// Serves local commands only, while `body` runs: how a command works when no server is running.
    func serveLocally<Result: Sendable>(_ body: @escaping @Sendable (ControlClient) async throws -> Result) async throws
        -> Result
    {
        let ready = AsyncStream<Void>.makeStream()
        let control = try controlServer { _ in ready.continuation.finish() }
        let group = ServiceGroup(services: [control], logger: logger)
        return try await withThrowingTaskGroup(of: Swift.Result<Result, any Error>?.self) { tasks in
            tasks.addTask {
                try await group.run()
                return nil
            }
            tasks.addTask { [directory] in
                for await _ in ready.stream {}
                do {
                    return .success(try await body(ControlClient(socketPath: directory.socket)))
                } catch {
                    return .failure(error)
                }
            }
            defer { tasks.cancelAll() }
            while let finished = try await tasks.next() {
                guard let outcome = finished else { continue }
                // In order after a refusal, too: a server that is cut off complains of it in the log.
                await group.triggerGracefulShutdown()
                let ending = await tasks.nextResult()
                let result = try outcome.get()
                _ = try ending?.get()
                return result
            }
            throw CommandFailure("The server stopped before it answered.", exitCode: .software)
        }
    }

    /// Lets go of the data directory.
    public func close() {
        // After the last answer was given, so that what was acknowledged is at the targets too.
        var places: [String: ShippingMark.Place] = [:]
        if composition.mode.state == .normal {
            for shipper in composition.shippers { places[shipper.status(at: store.now).target] = shipper.finish(store) }
        }
        do {
            try store.close()
            if composition.mode.state == .normal { ShippingMark.leave(places, beside: directory.database) }
        } catch {
            logger.error("the database could not be closed in order", metadata: ["error": "\(error)"])
        }
        try? FileManager.default.removeItem(atPath: directory.socket)
    }

    private func credentials(_ listen: ListenAddress) async throws -> TLSCredentials? {
        if configuration.plainHTTP { return nil }
        return try await composition.certificates.credentials(
            store, host: listen.host, allowsTLS12: configuration.allowTLS12)
    }

    private func controlServer(
        onReady: @escaping @Sendable (BoundAddress) async -> Void = { _ in }
    ) throws -> WebServer {
        // The data directory's lock is ours, so a socket file that is there belongs to nobody.
        try? FileManager.default.removeItem(atPath: directory.socket)
        return try WebServer(
            site: site, address: .unix(path: directory.socket), credentials: nil,
            sessions: .always(.system("cli")), onReady: onReady)
    }

    private var background: [any Service] {
        // A copy prints nothing again, and ships nothing over what it came from.
        if composition.mode.state == .readOnly { return [] }
        return [Loop { [self] in await work() }]
    }

    /// What the server does by itself, until another one has taken over: nothing is printed, shipped or run twice then.
    private func work() async {
        let runner = JobRunner(store: store, handlers: composition.modules.flatMap(\.jobs), logger: logger)
        let parts: [@Sendable () async -> Void] = [
            { await runner.run() },
            { [composition, store] in await composition.monitor.run(store) },
            { [composition, store] in await composition.scheduler.run(store) },
            { [self] in await Shipping(appliance: self).run() },
        ]
        await withTaskGroup(of: Void.self) { tasks in
            for part in parts {
                tasks.addTask {
                    await part()
                    // One that has nothing to do does not end the others.
                    while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
                }
            }
            tasks.addTask { [composition, store, site] in await composition.fencing.watch(store, site.pool) }
            await tasks.next()
            tasks.cancelAll()
        }
        await handOver()
    }

    /// The last work of a server that was taken over from: what it had accepted goes to the targets, and it says what it is.
    private func handOver() async {
        guard let words = composition.mode.takeover?.words else { return }
        await Shipping(appliance: self).end(words)
        do {
            _ = try await composition.alarms.look(store)
        } catch {
            logger.error("the alarm of a take-over cannot be noted", metadata: ["reason": "\(error)"])
        }
    }

    private func run(_ services: [any Service]) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: Named(service: $0)) },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger))
        try await group.run()
    }
}

/// A part of the product that runs until it is cancelled.
private struct Loop: Service {
    let body: @Sendable () async -> Void

    init(_ body: @escaping @Sendable () async -> Void) {
        self.body = body
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await body()
            // A part with nothing to do waits like the others: one that ends would stop the whole server.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        }
    }
}

/// A service under a short name: the group asks each for its name as text, and that of a server would be all that it holds.
private struct Named: Service, CustomStringConvertible {
    let service: any Service
    var description: String { "\(type(of: service))" }

    func run() async throws { try await service.run() }
}
