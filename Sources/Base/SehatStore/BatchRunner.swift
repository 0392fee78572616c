import GRDB
import Logging
import SehatCore
import Synchronization

/// Runs a batch of commands in one transaction.
final class BatchRunner: Sendable {
    let figures = Mutex(StoreFigures())
    private let chain: Mutex<AuditChain>
    private let shared: SharedState
    private let ids: IDGenerator
    private let clock: WallClock
    private let catalogue: Catalogue
    private let violations: Violations
    private let tuning: StoreTuning
    private let logger: Logger
    private let reserve: DiskReserve?

    init(
        chain: AuditChain, shared: SharedState, ids: IDGenerator, configuration: StoreConfiguration,
        violations: Violations, reserve: DiskReserve?
    ) {
        self.reserve = reserve
        self.chain = Mutex(chain)
        self.shared = shared
        self.ids = ids
        self.violations = violations
        clock = configuration.clock
        catalogue = configuration.catalogue
        tuning = configuration.tuning
        logger = configuration.logger
    }

    /// What a command leaves behind for the time after the commit.
    private struct Effects {
        var announcements: [Announcement] = []
        var hasJobs = false
        var profile: HospitalProfile?
    }

    /// A command that has run, with what it left behind or why it failed.
    private struct Ran {
        let command: Command
        let result: Result<Effects, any Error>

        var error: (any Error)? {
            if case .failure(let error) = result { error } else { nil }
        }
    }

    /// Runs every command and answers it, whatever happens.
    ///
    /// - Parameter isCareful: each command gets a savepoint of its own.
    func run(_ commands: [Command], _ db: Database, isCareful: Bool = false) {
        let live = commands.filter { command in
            guard command.isCancelled() else { return true }
            command.answer(CancellationError())
            return false
        }
        if live.isEmpty { return }
        do {
            finish(try transaction(live, db, isCareful: isCareful))
        } catch is HalfDone {
            // Savepoints cost every page a second copy, so they are kept for the batches that need them.
            run(live, db, isCareful: true)
        } catch DatabaseError.SQLITE_CONSTRAINT where live.count > 1 {
            // A deferred constraint fails at the commit and does not say whose it is: let each stand for itself.
            for command in live { run([command], db) }
        } catch let error where Self.isFull(error) && reserve?.giveUp() ?? false {
            run(live, db)
        } catch {
            let problem = violations.problem(for: error, db, logger)
            count(live.count, failures: live.count)
            for command in live { command.answer(problem) }
        }
    }

    private func transaction(_ commands: [Command], _ db: Database, isCareful: Bool) throws -> [Ran] {
        try chain.withLock { chain in
            do {
                try db.beginTransaction(.immediate)
                var ran: [Ran] = []
                for command in commands {
                    let before = db.totalChangesCount
                    ran.append(Ran(command: command, result: perform(command, &chain, db, isCareful: isCareful)))
                    // A full disk is everyone's concern, and may have made SQLite undo everything already.
                    if let cause = ran.last?.error, Self.isFull(cause) || !db.isInsideTransaction {
                        throw TransactionLost(cause: cause)
                    }
                    if !isCareful, ran.last?.error != nil, db.totalChangesCount != before {
                        if commands.count > 1 { throw HalfDone() }
                        try db.rollback()
                        return ran
                    }
                }
                if chain.seq - chain.signedSeq >= tuning.auditHeadEvery {
                    _ = try chain.sign(at: chain.lastAt, db)
                }
                try db.commit()
                shared.advance(to: chain.lastAt)
                return ran
            } catch {
                if db.isInsideTransaction { try? db.rollback() }
                chain = (try? AuditChain(db)) ?? chain
                throw (error as? TransactionLost)?.cause ?? error
            }
        }
    }

    private static func isFull(_ error: any Error) -> Bool {
        (error as? DatabaseError)?.resultCode == .SQLITE_FULL
    }

    /// One command of several failed after it had changed rows, and there was no savepoint to go back to.
    private struct HalfDone: Error {}

    private struct TransactionLost: Error {
        let cause: any Error
    }

    private func perform(
        _ command: Command, _ chain: inout AuditChain, _ db: Database, isCareful: Bool
    ) -> Result<Effects, any Error> {
        let start = ContinuousClock.now
        defer { report(command, took: ContinuousClock.now - start) }
        let before = chain
        var effects = Effects()
        do {
            guard isCareful else { return .success(try body(command, &chain, db)) }
            try db.inSavepoint {
                effects = try body(command, &chain, db)
                return .commit
            }
            return .success(effects)
        } catch {
            chain = before
            let isOfAll = Self.isFull(error) || !db.isInsideTransaction
            return .failure(isOfAll ? error : violations.problem(for: error, db, logger))
        }
    }

    private func body(_ command: Command, _ chain: inout AuditChain, _ db: Database) throws -> Effects {
        let now = shared.monotonic(clock.now)
        let tx = Tx(
            db: db, principal: command.principal, now: max(now, chain.lastAt), hospital: shared.hospital,
            catalogue: catalogue, ids: ids)
        let changes = db.totalChangesCount
        try command.run(tx)
        if tx.drafts.isEmpty, tx.changedFacts(since: changes) {
            let incident = violations.incident()
            logger.error(
                "a command changed rows without an audit entry and was undone",
                metadata: ["command": "\(command.name)", "incident": "\(incident)"])
            throw Problem.internal(incident: incident)
        }
        try chain.append(tx.drafts + tx.views.map(\.draft), by: tx.principal, at: tx.now, db)
        return Effects(
            announcements: tx.announcements, hasJobs: tx.hasJobs, profile: tx.hasNewProfile ? tx.hospital : nil)
    }

    /// Tells the world what the commit has made true, then answers the callers.
    private func finish(_ ran: [Ran]) {
        for case .success(let effects) in ran.map(\.result) {
            if let profile = effects.profile { shared.hospital = profile }
            shared.hub.publish(effects.announcements)
            if effects.hasJobs { shared.jobs.wake() }
        }
        count(ran.count, failures: ran.count { $0.error != nil })
        for one in ran { one.command.answer(one.error) }
    }

    private func count(_ commands: Int, failures failed: Int) {
        figures.withLock { figures in
            figures.batches += 1
            figures.commands += Int64(commands)
            figures.failures += Int64(failed)
        }
    }

    private func report(_ command: Command, took time: Duration) {
        guard time > tuning.slowCommand else { return }
        figures.withLock { $0.slow += 1 }
        logger.warning(
            "slow command",
            metadata: ["command": "\(command.name)", "milliseconds": "\(time / .milliseconds(1))"])
    }

    /// Signs the end of the chain in a transaction of its own.
    func signHead(_ db: Database) throws -> AuditHead {
        try chain.withLock { chain in
            var next = chain
            try db.beginTransaction(.immediate)
            do {
                let head = try next.sign(at: max(shared.monotonic(clock.now), next.lastAt), db)
                try db.commit()
                chain = next
                return head
            } catch {
                if db.isInsideTransaction { try? db.rollback() }
                throw error
            }
        }
    }

    /// Ed25519 with the audit key; a head must have been signed before.
    func signature(for bytes: [UInt8]) throws -> [UInt8] {
        try chain.withLock { chain in try chain.signature(for: bytes) }
    }
}
