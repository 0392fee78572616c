public import Logging
import PrintQueue
import PrinterDevices
import SehatCore
public import SehatStore
import Spooler
import Synchronization

/// Follows submitted jobs in the spooler until they are on paper, keeps what the printers say of themselves, and wakes
/// what waited for one of them.
public final class PrintMonitor: Sendable {
    let spooler: Spooler
    let logger: Logger
    let lanes = DeviceLanes()
    private let board = Mutex<[String: SpoolerQueue]>([:])
    private let isReachable = Mutex<Bool>(true)
    private let sleeper = Mutex<AsyncStream<Void>.Continuation?>(nil)
    /// Attempts that are being moved by rule, so that each is moved once.
    private let moves = Mutex<Set<String>>([])

    /// - Parameter server: the CUPS server, as `Spooler` takes it.
    public init(server: String, logger: Logger) {
        spooler = Spooler(server: server)
        self.logger = logger
    }

    /// The name of an attempt in the spooler, by which it is found again.
    static func name(of uuid: String) -> String { "sehat-\(uuid)" }

    /// What CUPS said last of a queue; nil before the first look, or when it has no such queue.
    func queue(_ name: String) -> SpoolerQueue? { board.withLock { $0[name] } }

    /// Whether the spooler answered at the last look.
    var canReachSpooler: Bool { isReachable.withLock { $0 } }

    /// Looks again and again until the task is cancelled: at once when a paper was sent, often while papers are under way,
    /// seldom otherwise.
    public func run(_ store: Store) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.runDevices(store) }
            var idle = 0
            while !Task.isCancelled {
                let (wake, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
                sleeper.withLock { $0 = continuation }
                let open = await look(store)
                idle = open == 0 ? min(idle + 1, 20) : 0
                await Self.sleep(.milliseconds(open > 0 ? 250 : 250 * (idle + 1)), orUntil: wake)
            }
        }
    }

    /// Ends the wait between two looks: a paper has just been sent.
    func nudge() { sleeper.withLock { _ = $0?.yield() } }

    private static func sleep(_ pause: Duration, orUntil wake: AsyncStream<Void>) async {
        await withTaskGroup { group in
            group.addTask { try? await Task.sleep(for: pause) }
            group.addTask { for await _ in wake { return } }
            await group.next()
            group.cancelAll()
        }
    }

    /// One look at every job that is under way; returns how many there are.
    @discardableResult
    func look(_ store: Store) async -> Int {
        do {
            let (submitted, stalled, printers) = try await store.read(as: .system("printing.monitor")) { tx in
                (
                    try PrintQueue.waiting(.submitted, limit: 1000, in: tx), try PrintQueue.stalled(in: tx),
                    try Printers.all(in: tx).reduce(into: [ID<Printer>: PrinterRecord]()) { $0[$1.id] = $1 }
                )
            }
            await refreshBoard()
            for job in submitted {
                guard let printer = job.printerID.flatMap({ printers[$0] }) else { continue }
                if case .queue(let queue) = printer.destination {
                    try await follow(job, printer, queue, store)
                } else if !lanes.isWorking(on: job.id) {
                    try await doubt(job, store)
                }
            }
            for job in stalled {
                guard let printer = job.printerID.flatMap({ printers[$0] }) else { continue }
                try await attend(job, printer, printers, store)
            }
            return submitted.count + stalled.count
        } catch is CancellationError {
            return 0
        } catch {
            logger.error("print monitor failed", metadata: ["error": "\(error)"])
            return 0
        }
    }

    private func refreshBoard() async {
        do {
            let queues = try await Blocking.run { [spooler] in try spooler.queues() }
            board.withLock { $0 = Dictionary(queues.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }) }
            isReachable.withLock { $0 = true }
        } catch {
            isReachable.withLock { $0 = false }
        }
    }

    private func follow(_ job: PrintJob, _ printer: PrinterRecord, _ queue: String, _ store: Store) async throws {
        guard let uuid = job.jobUUID else { return }
        let name = Self.name(of: uuid)
        let found: SpoolerJobStatus?
        do {
            found = try await Blocking.run { [spooler] in try spooler.jobs(namedLike: name, in: queue).first }
        } catch SpoolerError.noQueue {
            // Whoever took the queue away took its jobs with it.
            return try await doubt(job, store)
        } catch {
            return
        }
        guard let status = found else { return try await doubt(job, store) }
        guard status.isEnded else { return try await watch(job, printer, queue, store) }
        let id = job.id
        FailPoint.reach("monitor.seen")
        try await write(store, id, .submitted) { tx in
            switch status.state {
            case .completed: _ = try PrintQueue.markPrinted(id, in: tx)
            case .cancelled: _ = try PrintQueue.markFailed(id, reason: "cancelledAtPrinter: \(status.message)", in: tx)
            default: _ = try PrintQueue.markFailed(id, reason: "aborted: \(status.message)", in: tx)
            }
        }
    }

    /// A job that the spooler holds says what it waits for; after as long as the rule of its printer says, it is moved.
    private func watch(_ job: PrintJob, _ printer: PrinterRecord, _ queue: String, _ store: Store) async throws {
        // A printer that is only being connected to says so as one that is off does.
        guard age(job, store) >= 2, let uuid = job.jobUUID else { return }
        guard job.reason != "moving", job.reason != "twinMove" else { return }
        let (id, reason) = (job.id, self.queue(queue).flatMap(PrintReason.of))
        if reason != job.reason {
            try await write(store, id, .submitted) { tx in _ = try PrintQueue.explain(id, reason: reason, in: tx) }
        }
        guard reason != nil, let fallback = printer.fallbackID, let seconds = printer.failoverSeconds,
            age(job, store) >= Int64(seconds), moves.withLock({ $0.insert(uuid).inserted })
        else { return }
        let move = Moving.Order(job: id, uuid: uuid, to: fallback, isByPerson: false)
        try await write(store, id, .submitted) { tx in
            try tx.enqueue(Job(Moving.jobKind, payload: move, priority: job.priority))
            tx.audit("printing.job.failedOver", id, ["to": .text(fallback.description)], reason: reason)
            try PrintQueue.explain(id, reason: "moving", in: tx)
        }
    }

    /// A queued job that waits for its printer: woken when the printer can be had again, moved when the rule says so, and
    /// else it says what it waits for.
    private func attend(
        _ job: PrintJob, _ printer: PrinterRecord, _ printers: [ID<Printer>: PrinterRecord], _ store: Store
    ) async throws {
        let id = job.id
        guard let reason = obstacle(at: printer) else {
            // What is tried again after it went wrong waits longer each time.
            let rest = job.attempt == 0 ? 0 : min(60, Int64(1) << Int64(min(job.attempt, 6)))
            guard age(job, store) >= rest else { return }
            return try await write(store, id, .queued) { tx in _ = try PrintQueue.wakeUp(id, in: tx) }
        }
        if reason != job.reason {
            try await write(store, id, .queued) { tx in _ = try PrintQueue.explain(id, reason: reason, in: tx) }
        }
        guard reason != "paused", let seconds = printer.failoverSeconds, age(job, store) >= Int64(seconds),
            let fallback = printer.fallbackID.flatMap({ printers[$0] }), obstacle(at: fallback) == nil
        else { return }
        try await write(store, id, .queued) { tx in
            tx.audit("printing.job.failedOver", id, ["to": .text(fallback.id.description)], reason: reason)
            try PrintQueue.redirect(id, to: fallback.id, why: "failover", in: tx)
        }
    }

    /// What keeps a printer from taking a job now; nil when nothing is known to.
    func obstacle(at printer: PrinterRecord) -> String? {
        if printer.isPaused { return "paused" }
        switch printer.destination {
        case .folder: return nil
        case .queue: return canReachSpooler ? nil : "offline"
        case .device:
            switch lanes.said(printer.id) {
            case .failure(let error): return PrintReason.of(error)
            case .success(let status): return status.isReady ? nil : PrintReason.of(status.troubles)
            case nil: return nil
            }
        }
    }

    /// Nobody knows of an attempt that should be under way: after a while nobody can say whether it was printed, and the
    /// policy for its kind of paper decides.
    private func doubt(_ job: PrintJob, _ store: Store) async throws {
        let id = job.id
        guard age(job, store) >= Self.patienceSeconds else { return }
        try await write(store, id, .submitted) { tx in
            try PrintQueue.markUnknown(id, reason: "notInSpooler", in: tx)
            try PrintQueue.resolveUnknown(id, in: tx)
        }
    }

    /// How long a hand-over may take before its absence from the spooler means something.
    static let patienceSeconds: Int64 = 30

    /// Seconds in its present state.
    private func age(_ job: PrintJob, _ store: Store) -> Int64 {
        store.clock.now.seconds(since: job.state == .submitted ? job.submittedAt ?? job.changedAt : job.changedAt)
    }

    /// Does something to a job, unless somebody else has done something to it meanwhile.
    private func write(
        _ store: Store, _ id: ID<PrintJob>, _ state: PrintJobState, _ step: @escaping @Sendable (Tx) throws -> Void
    ) async throws {
        try await store.write(as: .system("printing.monitor")) { tx in
            guard try PrintQueue.job(id, in: tx).state == state else { return }
            try step(tx)
        }
    }
}
