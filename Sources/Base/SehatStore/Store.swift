import GRDB
import Logging
public import SehatCore

/// The hospital's database: one encrypted file, one writer, readers that never wait for it.
public final class Store: Sendable {
    /// Row ids, monotonic across restarts also when the clock was set back.
    public let ids: IDGenerator
    public let clock: WallClock
    public let catalogue: Catalogue
    let configuration: StoreConfiguration
    let pool: DatabasePool
    let shared: SharedState
    let batch: BatchRunner
    let group: GroupCommit
    let upkeep: Checkpointing
    let violations: Violations
    let mainFile: MainFile
    let reserve: DiskReserve?
    private let lock: DirectoryLock

    init(opened: StoreOpening.Opened, lock: DirectoryLock, configuration: StoreConfiguration) {
        self.lock = lock
        mainFile = opened.file
        self.configuration = configuration
        pool = opened.pool
        clock = configuration.clock
        catalogue = configuration.catalogue
        // Ids were made after the time of the newest entry, but never long after it.
        ids = IDGenerator(clock: clock, floor: opened.chain.seq == 0 ? nil : opened.chain.lastAt.adding(seconds: 10))
        violations = Violations(problems: configuration.schema.violations, ids: ids)
        shared = SharedState(
            hospital: opened.hospital, newest: opened.chain.lastAt, logger: configuration.logger)
        upkeep = Checkpointing(tuning: configuration.tuning, logger: configuration.logger)
        reserve =
            configuration.tuning.reserveMiB == 0 || configuration.isReadOnly
            ? nil
            : DiskReserve(
                directory: configuration.directory, mebibytes: configuration.tuning.reserveMiB,
                logger: configuration.logger)
        batch = BatchRunner(
            chain: opened.chain, shared: shared, ids: ids, configuration: configuration, violations: violations,
            reserve: reserve)
        group = GroupCommit(
            pool: pool, batch: batch, upkeep: upkeep, largestBatch: configuration.tuning.largestBatch)
    }

    /// Opens the data directory, makes the database where there is none, and brings its schema up to date.
    ///
    /// - Throws: `StoreOpenError`; nothing is changed then, except for migrations that succeeded before.
    public static func open(_ configuration: StoreConfiguration) throws -> Store {
        try StoreOpening.open(configuration)
    }

    /// The profile of the hospital as of the newest commit.
    public var hospital: HospitalProfile { shared.hospital }

    /// Whether the disk was found full and the reserve (`StoreTuning.reserveMiB`) is in use: people must be told.
    public var isDiskLow: Bool { reserve?.isLow ?? false }

    /// The time as the database sees it: never before the newest audit entry.
    public var now: Instant { shared.monotonic(clock.now) }

    /// Runs one command. What it did is on the disk when this returns; when it throws, nothing of it is kept.
    ///
    /// Commands that arrive together share one flush, each in its own savepoint.
    /// - Parameter name: how a slow or faulty command is called in the log.
    /// - Throws: what `body` throws; `Problem` for refused rows (see `StoreSchema.violations`), a full disk
    ///   (`app.full`) or a closed store (`app.busy`); `CancellationError` when cancelled before its turn.
    public func write<T: Sendable>(
        as principal: Principal, name: String = "command", _ body: @escaping @Sendable (Tx) throws -> T
    ) async throws -> T {
        if configuration.isReadOnly { throw Problem(.busy, "app.readOnly") }
        let promise = Promise<T>()
        let command = Command(
            name: name, principal: principal, run: { tx in promise.keep(try body(tx)) },
            answer: { error in promise.answer(error) }, isCancelled: { promise.isCancelled })
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                promise.wait(continuation)
                group.submit(command)
            }
        } onCancel: {
            promise.cancel()
        }
    }

    /// Runs a query on a snapshot. Records it opened (`viewed`) stand in the audit chain when this returns.
    ///
    /// - Throws: what `body` throws, and `Problem` for faults of the database.
    public func read<T: Sendable>(
        as principal: Principal, _ body: @escaping @Sendable (ReadTx) throws -> T
    ) async throws -> T {
        let now = now
        let (value, views) = try await reading { db in
            let tx = ReadTx(
                db: db, principal: principal, now: now, hospital: self.shared.hospital, catalogue: self.catalogue)
            let value = try body(tx)
            return (value, tx.views)
        }
        if !views.isEmpty, !configuration.isReadOnly {
            try await write(as: principal, name: "viewed") { tx in
                for view in views { tx.viewed(view.patient, view.what) }
            }
        }
        return value
    }

    private func reading<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        do {
            return try await pool.read(body)
        } catch {
            throw violations.problem(for: error, nil, configuration.logger)
        }
    }

    /// What is announced from now on; the oldest is dropped where the reader lags behind by 256.
    public func subscribe() -> AsyncStream<Announcement> {
        shared.hub.subscribe()
    }

    /// Calls `body` for every announcement whose topic begins with `prefix`, after the commit and before the
    /// command's caller is answered. It runs on the writer, so it must be short; it stays for the store's life.
    public func observe(_ prefix: String, _ body: @escaping @Sendable (Announcement) -> Void) {
        shared.hub.observe(prefix, body)
    }

    /// Signs the present end of the audit chain, and keeps the head. Blocks the calling thread for a moment.
    ///
    /// - Throws: `Problem` for faults of the database.
    public func signAuditHead() throws -> AuditHead {
        do {
            return try pool.writeWithoutTransaction { db in try batch.signHead(db) }
        } catch {
            throw violations.problem(for: error, nil, configuration.logger)
        }
    }

    /// Moves everything committed into the main file and empties the write-ahead log; does less where a reader is in
    /// the way, and nothing while a copy is made.
    public func checkpoint() throws {
        try pool.writeWithoutTransaction { db in try upkeep.empty(db) }
    }

    /// Finishes what waits and copies under way, empties the write-ahead log and lets go of the data directory.
    ///
    /// Closing twice does no harm; everything else throws `app.busy` from then on.
    public func close() throws {
        guard group.close() else { return }
        upkeep.close()
        shared.hub.finish()
        if !configuration.isReadOnly { try checkpoint() }
        try pool.close()
        lock.release()
    }
}
