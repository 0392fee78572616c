import Backup
import Foundation
import Logging
import SehatCore
import SehatStore
import SehatWeb

/// Sees to it that of two servers that ship to one target only the one promoted last accepts work.
///
/// The epoch in the database and the one at each target are compared before the first request and each second from then on;
/// with a target on another machine as often as that may be asked.
/// A target that is away says nothing: it must not stop the counters, so fencing reaches a server only while it reaches one
/// of its targets.
struct Fencing: Sendable {
    /// The setting of the database that holds its epoch.
    static let setting = "appliance.epoch"

    let targets: [BackupTarget]
    let key: DatabaseKey
    /// The keys before it.
    let ring: KeyRing
    let mode: ServingMode
    let logger: Logger

    static func own(in tx: ReadTx) throws -> Int64 {
        try tx.setting(setting, as: Int64.self) ?? 0
    }

    /// Compares once; from a newer epoch at any target on nothing is accepted.
    func look(_ store: Store, _ pool: BlockingPool) async {
        guard mode.state == .normal, !targets.isEmpty,
            let own = try? await store.read(as: .system("fencing"), { tx in try Self.own(in: tx) })
        else { return }
        for target in targets {
            do {
                let epoch = try await pool.run { [key] in try TargetEpoch.read(at: target, key: key) }
                let found = epoch?.epoch ?? 0
                if let epoch, found > own {
                    mode.supersede(ServingMode.Takeover(by: epoch.by, since: epoch.raisedAt))
                    logger.critical(
                        "another server has taken over: nothing is accepted any more",
                        metadata: ["target": "\(target.name)", "epoch": "\(found)", "own": "\(own)"])
                }
                // A target that was away or is new learns it too, for an older server that ships there as well.
                if found < own {
                    let now = store.now
                    try await pool.run { [key, ring] in
                        guard try TargetEpoch.isKept(at: target) else { return }
                        try TargetEpoch.raise(
                            to: own, at: target, key: key, ring: ring, now: now, by: StandbyCommand.machine)
                    }
                }
            } catch is CancellationError {
                return
            } catch {
                logger.debug("an epoch cannot be read or written", metadata: ["reason": "\(error)"])
            }
        }
    }

    /// Returns when another server has taken over; never without targets.
    func watch(_ store: Store, _ pool: BlockingPool) async {
        let pause = Duration.seconds(targets.map(\.probeSeconds).max() ?? 1)
        while !Task.isCancelled, mode.state == .normal {
            await look(store, pool)
            try? await Task.sleep(for: pause)
        }
    }
}

/// Taking over from a server that ships to a target.
enum Promotion {
    /// What a promotion came to.
    struct Outcome: Codable, Sendable {
        var epoch: Int64
        /// Everything acknowledged by the other server until this moment is there.
        var at: Instant
    }

    /// Longer than a server needs to notice the epoch and to ship what it has accepted before.
    static let grace = Duration.seconds(4)

    /// Raises the epoch at the target, so that the old server accepts nothing any more, waits until it must have noticed,
    /// brings the newest moment into `directory`, checks it whole, and gives it the new epoch. The copy of a standby gets what
    /// it misses.
    ///
    /// - Throws: `BackupError`; the old server stays fenced off then, and the promotion may be tried again.
    static func run(
        from target: BackupTarget, to directory: DataDirectory, key: DatabaseKey,
        progress: @escaping (String) -> Void = { _ in }
    ) async throws -> Outcome {
        let isStandby = StandbyState.isKept(in: directory.url)
        guard isStandby || !directory.exists else {
            throw CommandFailure(
                "\(directory.path) already holds a hospital. Nothing was changed; choose another directory.",
                exitCode: .data)
        }
        let ring = try KeyRing(at: target, key: key)
        let next = (try TargetEpoch.newest(at: target, key: key, ring: ring)?.epoch ?? 0) + 1
        try TargetEpoch.raise(
            to: next, at: target, key: key, ring: ring, now: WallClock.system.now, by: StandbyCommand.machine)
        progress("Epoch \(next): waiting until the old server has noticed")
        try await Task.sleep(for: grace)
        let at =
            try isStandby
            ? lastRound(of: target, in: directory, key, progress)
            : PointRestoring.restore(from: target, at: nil, to: directory.url, opener: .key(key), progress: progress).at
        let appliance = try await Appliance.open(directory, key: key, logger: Control.quietLogger)
        defer { appliance.close() }
        try await appliance.store.write(as: .system("cli")) { tx in
            try tx.setSetting(Fencing.setting, next)
            tx.audit("appliance.promoted", ["epoch": .number(next), "at": .text(at.description)])
        }
        return Outcome(epoch: next, at: at)
    }

    /// What the copy still misses; from then on it is a hospital of its own.
    private static func lastRound(
        of target: BackupTarget, in directory: DataDirectory, _ key: DatabaseKey, _ progress: (String) -> Void
    ) throws -> Instant {
        let copy = StandbyCopy(of: target, in: directory.url, key: key, checkSeconds: .max)
        let round: StandbyCopy.Round
        do {
            round = try copy.follow()
        } catch let error as BackupError {
            // The target is damaged behind what the copy has: that is the newest state there is.
            guard case .damaged = error, let present = copy.present() else { throw error }
            progress("\(error)")
            round = present
        }
        try StandbyState.end(in: directory.url)
        // No standby any more: nobody is to miss it.
        try? StandbyMark.remove(StandbyCommand.machine, at: target, key: key)
        return round.at
    }
}
