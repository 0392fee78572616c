import PrintQueue
import SehatCore
import SehatStore
import Synchronization

/// States in which a paper only passes: somebody is about to take it further. Were that one to die, it would stand there
/// for ever and nobody would be asked. At the start, and then once a lease, each of them is looked at:
/// - on its way to another printer: whoever takes it there goes on, at once where the spooler answers again; with nobody
///   left it counts as being where it was;
/// - queued, and nothing to wait for: whoever brings it to its printer is called again;
/// - handed over, and neither its printer nor its attempt is known: nobody can say what became of it;
/// - nobody can say what became of it: the rule for its kind of paper decides.
extension PrintMonitor {
    /// How long a paper may stand in such a state before it is looked at.
    static let leaseSeconds: Int64 = 60

    func resolvePassing(_ store: Store) async throws {
        let now = store.clock.now
        let isDue = lease.withLock { last in
            // A clock that was set back must not put this off.
            if let last, (0..<Self.leaseSeconds).contains(now.seconds(since: last)) { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let found = try await store.read(as: .system("printing.monitor")) { tx in try PassingPapers(in: tx) }
        for job in found.moving { try await resume(job, found.moves[job.id], store) }
        for job in found.idle where age(job, store) >= Self.leaseSeconds && found.calls[job.id] == nil {
            if case .device? = job.printerID.flatMap({ found.printers[$0] })?.destination,
                job.printerID.map(lanes.isBusy) == true || found.turns.contains(where: { $0 == job.printerID })
            {
                continue
            }
            try await write(store, job.id, .queued) { tx in
                guard try PrintQueue.job(job.id, in: tx).reason == nil else { return }
                _ = try PrintQueue.wakeUp(job.id, in: tx)
            }
        }
        for job in found.lost where age(job, store) >= Self.patienceSeconds && !isSending(job.id) {
            try await write(store, job.id, .submitted) { tx in
                try PrintQueue.markUnknown(job.id, reason: "notInSpooler", in: tx)
                try PrintQueue.resolveUnknown(job.id, in: tx)
            }
        }
        for job in found.unknown {
            try await write(store, job.id, .unknown) { tx in _ = try PrintQueue.resolveUnknown(job.id, in: tx) }
        }
    }

    private func resume(_ job: PrintJob, _ mover: JobView?, _ store: Store) async throws {
        guard let mover else {
            return try await write(store, job.id, .submitted) { tx in
                guard try PrintQueue.job(job.id, in: tx).reason == "moving" else { return }
                _ = try PrintQueue.explain(job.id, reason: nil, in: tx)
            }
        }
        // While the spooler is away nobody can take anything out of it.
        guard canReachSpooler, mover.state == .dead || mover.notBefore > store.clock.now else { return }
        try await write(store, job.id, .submitted) { tx in
            do {
                try mover.state == .dead ? JobOutbox.revive(mover.id, in: tx) : JobOutbox.hasten(mover.id, in: tx)
            } catch let problem as Problem where problem.kind == .notFound {
                // It began or ended meanwhile, or has been called already for another paper.
            }
        }
    }
}

/// The papers in passing states, and who is to take them further.
private struct PassingPapers: Sendable {
    let printers: [ID<Printer>: PrinterRecord]
    let moving: [PrintJob]
    let lost: [PrintJob]
    let unknown: [PrintJob]
    let idle: [PrintJob]
    /// Who takes each paper to another printer; one that lives before one that died.
    var moves: [ID<PrintJob>: JobView] = [:]
    /// Who brings each paper to its printer.
    var calls: [ID<PrintJob>: JobView] = [:]
    /// The printers that are spoken to straight and have a turn coming.
    var turns: [ID<Printer>] = []

    init(in tx: ReadTx) throws {
        printers = try Printers.all(in: tx).reduce(into: [:]) { $0[$1.id] = $1 }
        let submitted = try PrintQueue.waiting(.submitted, limit: 1000, in: tx)
        moving = submitted.filter { $0.reason == "moving" }
        lost = submitted.filter { [printers] job in
            job.jobUUID == nil || job.printerID.flatMap { printers[$0] } == nil
        }
        unknown = try PrintQueue.waiting(.unknown, in: tx)
        idle = try PrintQueue.idle(in: tx)
        if !moving.isEmpty {
            for (job, order) in try JobOutbox.open(Moving.jobKind, Moving.Order.self, in: tx) {
                note(job, for: order.job)
            }
            for (job, orders) in try JobOutbox.open(Moving.followKind, [Moving.Order].self, in: tx) {
                for order in orders { note(job, for: order.job) }
            }
        }
        if !idle.isEmpty {
            for (job, call) in try JobOutbox.open(PrintDispatch.jobKind, PrintDispatch.self, in: tx)
            where job.state != .dead { calls[call.jobID] = job }
            turns = try JobOutbox.open(DevicePrinting.jobKind, DevicePrinting.Turn.self, in: tx).filter {
                $0.job.state != .dead
            }.map(\.payload.printer)
        }
    }

    private mutating func note(_ job: JobView, for paper: ID<PrintJob>) {
        if moves[paper].map({ $0.state == .dead }) ?? true { moves[paper] = job }
    }
}
