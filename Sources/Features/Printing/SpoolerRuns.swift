import SehatCore
import SehatStore
import Spooler
import Synchronization

/// Which run of CUPS is answering; who asks at the same time as another shares the answer.
///
/// The subscription is kept in the database, so that a run is known again when this process was started anew.
actor SpoolerRuns {
    private static let key = "printing.spoolerSubscription"

    private let spooler: Spooler
    private var isAsking = false
    private var waiting: [CheckedContinuation<SpoolerRun?, any Error>] = []
    private let sightings = Mutex<Sightings>(Sightings())

    init(spooler: Spooler) {
        self.spooler = spooler
    }

    /// The run that answers now; nil where CUPS tells nobody of its starts.
    ///
    /// - Throws: `SpoolerError.unreachable`; what the store throws.
    @discardableResult
    func ask(_ store: Store) async throws -> SpoolerRun? {
        if isAsking { return try await withCheckedThrowingContinuation { waiting.append($0) } }
        isAsking = true
        let result: Result<SpoolerRun?, any Error>
        do {
            result = .success(try await answer(store))
        } catch {
            result = .failure(error)
        }
        let others = waiting
        (isAsking, waiting) = (false, [])
        for other in others { other.resume(with: result) }
        return try result.get()
    }

    private func answer(_ store: Store) async throws -> SpoolerRun? {
        let kept = try await store.read(as: .system("printing.monitor")) { tx in
            try tx.setting(Self.key, as: Int32.self)
        }
        do {
            let (run, now) = try await Blocking.run { [spooler] in try spooler.run(subscription: kept) }
            if run.subscription != kept {
                try await store.write(as: .system("printing.monitor")) { tx in
                    try tx.setSetting(Self.key, run.subscription)
                    tx.audit("printing.spooler.subscribed", ["subscription": .number(Int64(run.subscription))])
                }
            }
            sightings.withLock { $0.see(run, at: now) }
            return run
        } catch let error as SpoolerError {
            if case .unreachable = error { throw error }
            return nil
        }
    }

    /// The start that ended the run in which something was handed over; nil when that run is going on, or is not known.
    nonisolated func restart(since words: String?) -> SpoolerRestart? {
        guard let before = words.flatMap(SpoolerRun.init(words:)) else { return nil }
        return sightings.withLock { $0.restart(since: before) }
    }
}

/// Between which seconds of the server's clock a run of CUPS has ended.
struct SpoolerRestart: Sendable, Hashable {
    /// What ended before this second ended in the earlier run; nil when nobody can say.
    let notBefore: Int?
    /// What happened after this second happened in the later run.
    let notAfter: Int
    /// The run that answers now.
    let run: SpoolerRun
}

/// The runs that were seen, the last two of them.
struct Sightings: Sendable {
    private var current: (run: SpoolerRun, first: Int, last: Int)?
    private var earlier: (run: SpoolerRun, last: Int)?

    mutating func see(_ run: SpoolerRun, at now: Int) {
        if let seen = current, seen.run == run {
            current?.last = max(seen.last, now)
        } else {
            if let seen = current { earlier = (seen.run, seen.last) }
            current = (run, now, now)
        }
    }

    func restart(since before: SpoolerRun) -> SpoolerRestart? {
        guard let current, current.run != before else { return nil }
        let run = current.run
        // With no other start between them the later run tells itself when the earlier one was over.
        let isNext = run.subscription == before.subscription && run.start == before.start + 1
        let seen = earlier.flatMap { $0.run == before ? $0.last : nil }
        return SpoolerRestart(
            notBefore: isNext ? run.startedAt ?? seen : seen, notAfter: run.startedAt ?? current.first, run: run)
    }
}

extension SpoolerRestart {
    /// What the restart means for a job that was handed over before it.
    enum Meaning: Sendable { case none, perhapsBegun }

    /// CUPS works off a queue one job after the other, those of one priority in the order of their numbers, and ours all
    /// have the same. So a job behind another of ours that was not at its end had not begun.
    ///
    /// - Parameter listing: every job of the queue.
    func meaning(for job: SpoolerJobStatus, in listing: [SpoolerJobStatus]) -> Meaning {
        if let ended = job.endedAt, let notBefore, ended < notBefore { return .none }
        let isFirst = listing.allSatisfy { other in
            let isAhead = other.job < job.job && other.name.hasPrefix(PrintMonitor.name(of: ""))
            return !isAhead || other.state == .held || other.isEnded && other.endedAt ?? 0 <= notAfter
        }
        return isFirst ? .perhapsBegun : .none
    }
}
