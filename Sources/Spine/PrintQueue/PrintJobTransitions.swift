import Documents
import GRDB
public import SehatCore
public import SehatStore

/// The steps of a print job; each is refused in the wrong state, raises the version and is audited.
extension PrintQueue {
    /// The spooler has accepted an attempt: queued becomes submitted, and the attempt is counted.
    ///
    /// - Parameters:
    ///   - uuid: the identity given to this attempt, under which the spooler knows it.
    ///   - spoolerJob: the spooler's own name of it, when it gave one.
    ///   - spoolerRun: the run of the spooler that takes it, when it can be told.
    /// - Throws: `printQueue.job.<state>` unless the job is queued; `printQueue.job.notFound`.
    @discardableResult
    public static func markSubmitted(
        _ id: ID<PrintJob>, uuid: String, printer: ID<Printer>, spoolerJob: String? = nil,
        spoolerRun: String? = nil, in tx: Tx
    ) throws -> PrintJob {
        try change(id, to: .submitted, "submitted", nil, in: tx) { job in
            job.attempt += 1
            job.jobUUID = uuid
            job.spoolerJob = spoolerJob
            job.spoolerRun = spoolerRun
            job.printerID = printer
            job.submittedAt = tx.now
        }
    }

    /// The spooler says that the job is on paper.
    ///
    /// - Parameter reason: what a person should know of it all the same, such as that it may be on paper twice.
    /// - Throws: `printQueue.job.<state>` unless the job is submitted or unknown; `printQueue.job.notFound`.
    @discardableResult
    public static func markPrinted(_ id: ID<PrintJob>, reason: String? = nil, in tx: Tx) throws -> PrintJob {
        let current = try job(id, in: tx)
        guard current.state != .held else { throw Problem.printJob(is: current.state) }
        return try change(id, to: .printed, "printed", reason, in: tx) { $0.finishedAt = tx.now }
    }

    /// A person holds the paper of a held job in the hand; it is not printed again.
    ///
    /// - Throws: `printQueue.job.<state>` unless the job is held; `app.stale`; `printQueue.job.notFound`.
    @discardableResult
    public static func confirm(
        _ id: ID<PrintJob>, why: String? = nil, version: Int64? = nil, in tx: Tx
    ) throws -> PrintJob {
        let current = try job(id, in: tx)
        guard current.state == .held else { throw Problem.printJob(is: current.state) }
        return try change(id, to: .printed, "confirmed", nil, why: why, version: version, in: tx) {
            $0.finishedAt = tx.now
        }
    }

    /// Nobody can say what became of the attempt: submitted becomes unknown.
    ///
    /// - Throws: `printQueue.job.<state>` unless the job is submitted; `printQueue.job.notFound`.
    @discardableResult
    public static func markUnknown(_ id: ID<PrintJob>, reason: String, in tx: Tx) throws -> PrintJob {
        try change(id, to: .unknown, "unknown", reason, in: tx) { _ in }
    }

    /// The attempt went wrong, or no printer could be found for it.
    ///
    /// - Throws: `printQueue.job.<state>` when the job is printed, cancelled, held or failed already; `printQueue.job.notFound`.
    @discardableResult
    public static func markFailed(_ id: ID<PrintJob>, reason: String, in tx: Tx) throws -> PrintJob {
        try change(id, to: .failed, "failed", reason, in: tx) { _ in }
    }

    /// The job waits for a person; `reason` says for what.
    ///
    /// - Throws: `printQueue.job.<state>` unless the job is queued, unknown or failed; `printQueue.job.notFound`.
    @discardableResult
    public static func hold(_ id: ID<PrintJob>, reason: String, in tx: Tx) throws -> PrintJob {
        try change(id, to: .held, "held", reason, in: tx) { _ in }
    }

    /// A person lets a held job go on; `why` goes to the audit chain.
    ///
    /// - Throws: `printQueue.job.<state>` unless the job is held; `app.stale`; `printQueue.job.notFound`.
    @discardableResult
    public static func release(
        _ id: ID<PrintJob>, why: String? = nil, version: Int64? = nil, in tx: Tx
    ) throws -> PrintJob {
        let current = try job(id, in: tx)
        guard current.state == .held else { throw Problem.printJob(is: current.state) }
        return try again(id, "released", why: why, version: version, in: tx)
    }

    /// A failed or unknown job is printed again; an attempt that may be on paper already makes the next one a repeat.
    /// `why` goes to the audit chain.
    ///
    /// - Throws: `printQueue.job.<state>` unless the job is failed or unknown; `app.stale`; `printQueue.job.notFound`.
    @discardableResult
    public static func retry(
        _ id: ID<PrintJob>, why: String? = nil, version: Int64? = nil, in tx: Tx
    ) throws -> PrintJob {
        let current = try job(id, in: tx)
        guard current.state == .failed || current.state == .unknown else { throw Problem.printJob(is: current.state) }
        return try again(id, "retried", why: why, version: version, in: tx)
    }

    /// The attempt is known to have ended before its first byte: submitted becomes queued with no mark for the next one,
    /// and `reason` says what it waits for. Who puts it back also wakes it when the wait is over.
    ///
    /// - Throws: `printQueue.job.<state>` unless the job is submitted; `printQueue.job.notFound`.
    @discardableResult
    public static func putBack(_ id: ID<PrintJob>, reason: String, in tx: Tx) throws -> PrintJob {
        let current = try job(id, in: tx)
        guard current.state == .submitted else { throw Problem.printJob(is: current.state) }
        try markFailed(id, reason: reason, in: tx)
        return try change(id, to: .queued, "putBack", reason, in: tx) { _ in }
    }

    /// Says what a queued or submitted job waits for, and which printer it waits at; a job that says so already stays as
    /// it is. The state, and the version that a person may hold, stay too.
    ///
    /// - Parameter reason: a stable word, after a colon perhaps what the printer says; nil when the wait is over.
    /// - Throws: `printQueue.job.<state>` unless the job is queued or submitted; `printQueue.job.notFound`.
    @discardableResult
    public static func explain(
        _ id: ID<PrintJob>, reason: String?, printer: ID<Printer>? = nil, in tx: Tx
    ) throws -> PrintJob {
        var job = try job(id, in: tx)
        guard job.state == .queued || job.state == .submitted else { throw Problem.printJob(is: job.state) }
        let place = printer ?? job.printerID
        if job.reason == reason, job.printerID == place { return job }
        (job.reason, job.printerID) = (reason, place)
        try job.update(tx.db)
        tx.audit("printQueue.job.explained", id, ["state": .text(job.state.rawValue)], reason: reason)
        tx.announce("printing.job", id.description)
        return job
    }

    /// A queued job that waited for its printer is looked after again.
    ///
    /// - Throws: `printQueue.job.<state>` unless the job is queued; `printQueue.job.notFound`.
    @discardableResult
    public static func wakeUp(_ id: ID<PrintJob>, in tx: Tx) throws -> PrintJob {
        let current = try job(id, in: tx)
        guard current.state == .queued else { throw Problem.printJob(is: current.state) }
        let job = try explain(id, reason: nil, in: tx)
        try wake(job, in: tx)
        return job
    }

    /// How often a paper is printed again without a person: a printer that prints and never says so must not go on for ever.
    static let mostAttempts = 3

    /// Decides what becomes of an unknown job without a person: receipts, slips and sheets are printed again as repeats,
    /// three times at most; wristbands and specimen labels are held, because a twin label is a danger to patients.
    ///
    /// - Throws: `printQueue.job.<state>` unless the job is unknown; `printQueue.job.notFound`.
    @discardableResult
    public static func resolveUnknown(_ id: ID<PrintJob>, in tx: Tx) throws -> PrintJob {
        let current = try job(id, in: tx)
        guard current.state == .unknown else { throw Problem.printJob(is: current.state) }
        if current.documentKind.waitsForPerson { return try hold(id, reason: "twin", in: tx) }
        if current.attempt >= mostAttempts { return try hold(id, reason: "unsure", in: tx) }
        return try again(id, "retried", version: nil, in: tx)
    }

    /// A person gives the job up. The spooler's own job, if there is one, is the caller's to cancel.
    ///
    /// - Throws: `printQueue.job.<state>` when the job is printed or cancelled; `app.stale`; `printQueue.job.notFound`.
    @discardableResult
    public static func cancel(
        _ id: ID<PrintJob>, reason: String? = nil, version: Int64? = nil, in tx: Tx
    ) throws -> PrintJob {
        try change(id, to: .cancelled, "cancelled", reason, version: version, in: tx) { $0.finishedAt = tx.now }
    }

    /// The job goes to another printer and is queued at once, also when it had failed or was held.
    ///
    /// - Throws: `printQueue.job.<state>` when the job is submitted, printed or cancelled; `app.stale`;
    ///   `printQueue.job.notFound`.
    @discardableResult
    public static func redirect(
        _ id: ID<PrintJob>, to printer: ID<Printer>, why: String? = nil, version: Int64? = nil, in tx: Tx
    ) throws -> PrintJob {
        let current = try job(id, in: tx)
        guard current.state == .queued || current.state.next.contains(.queued) else {
            throw Problem.printJob(is: current.state)
        }
        return try again(id, "redirected", why: why, version: version, in: tx) { $0.printerID = printer }
    }

    private static func again(
        _ id: ID<PrintJob>, _ step: String, why: String? = nil, version: Int64?, in tx: Tx,
        _ body: (inout PrintJob) -> Void = { _ in }
    ) throws -> PrintJob {
        let job = try change(id, to: .queued, step, nil, why: why, version: version, in: tx, body)
        try wake(job, in: tx)
        return job
    }

    /// The one place where a job changes its state.
    private static func change(
        _ id: ID<PrintJob>, to state: PrintJobState, _ step: String, _ reason: String?, why: String? = nil,
        version: Int64? = nil, in tx: Tx, _ body: (inout PrintJob) -> Void
    ) throws -> PrintJob {
        var job = try job(id, in: tx)
        if let version, version != job.version { throw Problem.stale }
        let staysQueued = job.state == .queued && state == .queued
        guard staysQueued || job.state.next.contains(state) else { throw Problem.printJob(is: job.state) }
        body(&job)
        let before = job.state
        // A failed attempt is known not to be on paper; an unknown one may be, and all that follows it is a repeat.
        if before == .unknown { job.isRepeat = true }
        job.state = state
        job.reason = reason
        job.changedAt = tx.now
        job.version += 1
        try job.update(tx.db)
        tx.audit(
            "printQueue.job.\(step)", id,
            ["from": .text(before.rawValue), "attempt": .number(Int64(job.attempt))], reason: reason ?? why)
        tx.announce("printing.job", id.description)
        return job
    }
}
