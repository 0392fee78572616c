public import Logging
import PrintQueue
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
    /// The jobs that this process is handing to the spooler just now.
    private let sends = Mutex<Set<ID<PrintJob>>>([])
    /// How the spooler began with each attempt that is under way.
    let starts = Mutex<[String: SpoolerStart]>([:])
    /// Which run of the spooler answers.
    let runs: SpoolerRuns
    /// The run in which an attempt was found not to have been begun, where that is not the one that took it.
    let settled = Mutex<[String: String]>([:])
    /// Which queues ended their last paper whole.
    let ends = QueueEnds()
    /// When papers in passing states were looked at last.
    let lease = Mutex<Instant?>(nil)
    /// The jobs that began in what is the future since the clock was set back, and when that was seen.
    private let future = Mutex<[ID<PrintJob>: (version: Int64, since: ContinuousClock.Instant)]>([:])

    /// - Parameter server: the CUPS server, as `Spooler` takes it.
    public init(server: String, logger: Logger) {
        spooler = Spooler(server: server)
        runs = SpoolerRuns(spooler: spooler)
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
            await refreshBoard(store)
            let underWay = Set(submitted.compactMap(\.jobUUID))
            starts.withLock { $0 = $0.filter { underWay.contains($0.key) } }
            settled.withLock { $0 = $0.filter { underWay.contains($0.key) } }
            let looked = Set((submitted + stalled).map(\.id))
            future.withLock { $0 = $0.filter { looked.contains($0.key) } }
            try await resolvePassing(store)
            var listings = QueueListings(spooler: spooler)
            var room: [ID<Printer>: Int] = [:]
            for job in submitted {
                guard let printer = job.printerID.flatMap({ printers[$0] }) else { continue }
                if case .queue(let queue) = printer.destination {
                    room[printer.id, default: Self.mostAtOnce] -= 1
                    guard !isSending(job.id) else { continue }
                    try await follow(job, printer, printers, await listings.jobs(of: queue), store)
                } else if !lanes.isWorking(on: job.id) {
                    try await doubt(job, store)
                }
            }
            for job in stalled {
                guard let printer = job.printerID.flatMap({ printers[$0] }) else { continue }
                let isWoken = try await attend(
                    job, printer, printers, hasRoom: room[printer.id, default: Self.mostAtOnce] > 0, store)
                if isWoken { room[printer.id, default: Self.mostAtOnce] -= 1 }
            }
            return submitted.count + stalled.count
        } catch is CancellationError {
            return 0
        } catch {
            logger.error("print monitor failed", metadata: ["error": "\(error)"])
            return 0
        }
    }

    /// A hand-over to the spooler begins; until `endSending` nobody asks what became of it.
    func beginSending(_ id: ID<PrintJob>) { sends.withLock { _ = $0.insert(id) } }

    func endSending(_ id: ID<PrintJob>) { sends.withLock { _ = $0.remove(id) } }

    func isSending(_ id: ID<PrintJob>) -> Bool { sends.withLock { $0.contains(id) } }

    private func refreshBoard(_ store: Store) async {
        do {
            // First, so that what is found of the jobs afterwards is not older than the run.
            try await runs.ask(store)
            let queues = try await Blocking.run { [spooler] in try spooler.queues() }
            board.withLock { $0 = Dictionary(queues.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }) }
            isReachable.withLock { $0 = true }
        } catch {
            isReachable.withLock { $0 = false }
        }
    }

    /// A job that the spooler holds says what it waits for; after as long as the rule of its printer says, it is moved.
    func watch(
        _ job: PrintJob, _ printer: PrinterRecord, _ printers: [ID<Printer>: PrinterRecord],
        _ status: SpoolerJobStatus, _ store: Store
    ) async throws {
        // A printer that is only being connected to says so as one that is off does.
        guard age(job, store) >= 2, let uuid = job.jobUUID else { return }
        guard job.reason != "moving", job.reason != "twinMove", case .queue(let queue) = printer.destination else {
            return
        }
        let isLong = age(job, store) >= Self.longSeconds
        let (id, reason) = (
            job.id, self.queue(queue).flatMap { PrintReason.of($0, job: status) } ?? (isLong ? "long" : nil)
        )
        if reason != job.reason {
            try await write(store, id, .submitted) { tx in _ = try PrintQueue.explain(id, reason: reason, in: tx) }
        }
        guard reason != nil, let seconds = printer.failoverSeconds, age(job, store) >= Int64(seconds),
            let fallback = try await standIn(for: printer, job, printers, store)
        else { return }
        let move = Moving.Order(job: id, uuid: uuid, to: fallback.id, isByPerson: false)
        try await write(store, id, .submitted) { tx in
            // A person may have sent it elsewhere since we looked.
            guard try PrintQueue.job(id, in: tx).reason != "moving" else { return }
            try tx.enqueue(Job(Moving.jobKind, payload: move, priority: job.priority))
            tx.audit("printing.job.failedOver", id, ["to": .text(fallback.id.description)], reason: reason)
            try PrintQueue.explain(id, reason: "moving", in: tx)
        }
    }

    /// A queued job that waits for its printer: woken when the printer can be had again, moved when the rule says so, and
    /// else it says what it waits for.
    ///
    /// - Parameter hasRoom: whether the printer may be given another job; one that was off for long gets what waited
    ///   for it a few at a time.
    /// - Returns: whether it was woken.
    private func attend(
        _ job: PrintJob, _ printer: PrinterRecord, _ printers: [ID<Printer>: PrinterRecord], hasRoom: Bool,
        _ store: Store
    ) async throws -> Bool {
        let id = job.id
        guard let reason = obstacle(at: printer) else {
            // What is tried again after it went wrong waits longer each time.
            let rest = job.attempt == 0 ? 0 : min(60, Int64(1) << Int64(min(job.attempt, 6)))
            guard hasRoom, age(job, store) >= rest else { return false }
            try await write(store, id, .queued) { tx in _ = try PrintQueue.wakeUp(id, in: tx) }
            return true
        }
        if reason != job.reason {
            try await write(store, id, .queued) { tx in _ = try PrintQueue.explain(id, reason: reason, in: tx) }
        }
        guard reason != "paused", let seconds = printer.failoverSeconds, age(job, store) >= Int64(seconds),
            let fallback = try await standIn(for: printer, job, printers, store)
        else { return false }
        try await write(store, id, .queued) { tx in
            tx.audit("printing.job.failedOver", id, ["to": .text(fallback.id.description)], reason: reason)
            try PrintQueue.redirect(id, to: fallback.id, why: "failover", in: tx)
        }
        return false
    }

    /// Nobody knows of an attempt that should be under way: after a while nobody can say whether it was printed, and the
    /// policy for its kind of paper decides.
    func doubt(_ job: PrintJob, _ store: Store) async throws {
        let id = job.id
        // Who takes it elsewhere looks for it where it was, and says what became of it.
        guard age(job, store) >= Self.patienceSeconds, job.reason != "moving" else { return }
        try await write(store, id, .submitted) { tx in
            try PrintQueue.markUnknown(id, reason: "notInSpooler", in: tx)
            try PrintQueue.resolveUnknown(id, in: tx)
        }
    }

    /// How long an attempt that this process is not making may be missing from the spooler, or be without its document
    /// there, before that means something: what a process wrote just before it died may still lie in a socket.
    static let patienceSeconds: Int64 = 10

    /// How many jobs a queue of the spooler holds of ours at a time; CUPS refuses what is more than its `MaxJobs`, and
    /// what it holds can be lost or repeated when it is killed.
    static let mostAtOnce = 20

    /// After how long at the printer a person is told to look: a printer may take everything and never answer.
    static let longSeconds: Int64 = 180

    /// Seconds in its present state; when the clock was set back behind its beginning, those since that was seen.
    func age(_ job: PrintJob, _ store: Store) -> Int64 {
        let begun = job.state == .submitted ? job.submittedAt ?? job.changedAt : job.changedAt
        let seconds = store.clock.now.seconds(since: begun)
        if seconds >= 0 { return seconds }
        let seen = future.withLock { seen in
            if let known = seen[job.id], known.version == job.version { return known.since }
            let now = ContinuousClock.now
            seen[job.id] = (job.version, now)
            return now
        }
        return seen.duration(to: .now).components.seconds
    }

    /// Does something to a job, unless somebody else has done something to it meanwhile.
    func write(
        _ store: Store, _ id: ID<PrintJob>, _ state: PrintJobState, _ step: @escaping @Sendable (Tx) throws -> Void
    ) async throws {
        try await store.write(as: .system("printing.monitor")) { tx in
            guard try PrintQueue.job(id, in: tx).state == state else { return }
            try step(tx)
        }
    }
}
