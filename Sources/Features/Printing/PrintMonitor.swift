public import Logging
import PrintQueue
import SehatCore
public import SehatStore
import Spooler
import Synchronization

/// Follows submitted jobs in the spooler until they are on paper, and keeps what the printers say of themselves.
public final class PrintMonitor: Sendable {
    private let spooler: Spooler
    private let logger: Logger
    private let board = Mutex<[String: SpoolerQueue]>([:])
    private let isReachable = Mutex<Bool>(true)

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

    /// Looks again and again until the task is cancelled: often while jobs are under way, seldom otherwise.
    public func run(_ store: Store) async {
        var idle = 0
        while !Task.isCancelled {
            let open = await look(store)
            idle = open == 0 ? min(idle + 1, 20) : 0
            try? await Task.sleep(for: .milliseconds(open > 0 ? 250 : 250 * (idle + 1)))
        }
    }

    /// One look at every submitted job; returns how many are still under way.
    @discardableResult
    func look(_ store: Store) async -> Int {
        do {
            let jobs = try await store.read(as: .system("printing.monitor")) { tx in
                let names = try Printers.all(in: tx).reduce(into: [:]) { $0[$1.id] = $1 }
                return try PrintQueue.waiting(.submitted, limit: 1000, in: tx).compactMap { job in
                    job.printerID.flatMap { names[$0] }.map { (job: job, printer: $0) }
                }
            }
            await refreshBoard()
            for (job, printer) in jobs where printer.kind != .folder {
                try await follow(job, printer, store)
            }
            for (job, printer) in jobs where printer.kind == .folder { try await doubt(job, printer, store) }
            return jobs.count
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

    private func follow(_ job: PrintJob, _ printer: PrinterRecord, _ store: Store) async throws {
        guard let uuid = job.jobUUID else { return }
        let name = Self.name(of: uuid)
        let found: SpoolerJobStatus?
        do {
            found = try await Blocking.run { [spooler] in
                try spooler.jobs(namedLike: name, in: printer.target).first
            }
        } catch SpoolerError.noQueue {
            // Whoever took the queue away took its jobs with it.
            return try await doubt(job, printer, store)
        } catch {
            return
        }
        guard let status = found else { return try await doubt(job, printer, store) }
        guard status.isEnded else { return }
        let id = job.id
        try await store.write(as: .system("printing.monitor")) { tx in
            switch status.state {
            case .completed: _ = try PrintQueue.markPrinted(id, in: tx)
            case .cancelled: _ = try PrintQueue.markFailed(id, reason: "cancelledAtPrinter: \(status.message)", in: tx)
            default: _ = try PrintQueue.markFailed(id, reason: "aborted: \(status.message)", in: tx)
            }
        }
    }

    /// The spooler does not know an attempt that should have reached it: after a while nobody can say whether it was
    /// printed, and the policy for its kind of paper decides.
    private func doubt(_ job: PrintJob, _ printer: PrinterRecord, _ store: Store) async throws {
        let id = job.id
        guard let since = job.submittedAt, store.clock.now.seconds(since: since) >= Self.patienceSeconds else { return }
        try await store.write(as: .system("printing.monitor")) { tx in
            _ = try PrintQueue.markUnknown(id, reason: "notInSpooler", in: tx)
            _ = try PrintQueue.resolveUnknown(id, in: tx)
        }
    }

    /// How long a hand-over may take before its absence from the spooler means something.
    static let patienceSeconds: Int64 = 30
}
