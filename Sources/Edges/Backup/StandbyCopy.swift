public import Foundation
import Glibc
public import SehatCore
public import SehatStore

/// A copy of a hospital that follows what its server ships to a target, segment by segment.
///
/// Every page is checked against its code before it is laid, every segment by its signature and its place in the chain, and
/// the end of the audit chain after each round; the whole copy regularly. A new generation at the target, or anything that
/// does not fit, is answered with a whole restore beside the copy, which stays as it is until the new one was found good.
public struct StandbyCopy: Sendable {
    /// What one round brought.
    public struct Round: Codable, Sendable, Hashable {
        /// Everything acknowledged by the other server until this moment is in the copy.
        public var at: Instant
        /// Milliseconds from then until it was in the copy; 0 where nothing was new.
        public var lagMilliseconds: Int64
        /// Shipments that were laid over the copy.
        public var segments: Int
        /// Whether the copy was made anew from the target's.
        public var isWhole: Bool
        public var bytes: Int64
        public var auditEntries: Int64
        /// When the whole copy was last checked.
        public var checkedAt: Instant
        /// Whether the target goes on under another key, so that nothing more comes with this one.
        public var isCut = false

        /// Whether there is anything to tell.
        public var isNew: Bool { isWhole || segments > 0 }
    }

    private let target: BackupTarget
    private let directory: URL
    private let key: DatabaseKey
    private let clock: WallClock
    /// Seconds after which the whole copy is checked again.
    private let checkSeconds: Int64

    public init(
        of target: BackupTarget, in directory: URL, key: DatabaseKey, clock: WallClock = .system,
        checkSeconds: Int64 = 86_400
    ) {
        self.target = target
        self.directory = directory.standardizedFileURL
        self.key = key
        self.clock = clock
        self.checkSeconds = checkSeconds
    }

    /// Brings the copy to the newest moment of the target.
    ///
    /// - Throws: `BackupError`, `StoreOpenError`; the copy is still there then, as of the last thing that could be read, or is
    ///   made anew by the next round.
    public func follow() throws -> Round {
        guard let state = StandbyState.read(in: directory) else {
            if !((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []).isEmpty {
                throw BackupError.targetNotEmpty(directory.path)
            }
            return try renew()
        }
        let lock = try DataDirectoryLock(directory: directory)
        defer { lock.release() }
        let source = try PointSource(target, .key(key))
        let found = try source.generation(before: nil)
        guard state.generation == found.manifest.name else { return try renew() }
        // One from before the key was changed: nothing follows in it any more.
        guard found.key.isSame(as: key) else {
            var last = round(state, segments: 0, isWhole: false)
            last.isCut = true
            return last
        }
        do {
            return try check(follow(state, source, found))
        } catch is Doubt {
            try state.doubted().write(in: directory)
            return try renew()
        }
    }

    /// How far the copy is by itself, where the target gives no more; nil when there is none to be trusted.
    public func present() -> Round? {
        StandbyState.read(in: directory).flatMap {
            $0.generation.isEmpty ? nil : round($0, segments: 0, isWhole: false)
        }
    }

    /// The copy itself is not what it should be.
    private struct Doubt: Error {}

    private func follow(_ state: StandbyState, _ source: PointSource, _ found: PointSource.Found) throws -> Round {
        let names = SegmentChain.following(state.sequence, try source.segmentNames(found.manifest.name))
        if names.isEmpty { return round(state, segments: 0, isWhole: false) }
        let file = directory.appending(path: StoreConfiguration.fileName)
        let pages = try PageLaying(file, key: key)
        var next = state
        // A damaged object ends the round before it: what was laid until then is a whole state.
        var fault: (any Error)?
        for name in names {
            do {
                try lay(source.segment(name, of: found), on: pages, &next)
            } catch let error as BackupError {
                fault = error
                break
            }
        }
        if next.sequence > state.sequence {
            try pages.finish(pageCount: next.pageCount)
            try proveEnd(next, file)
            try next.write(in: directory)
        }
        if let fault { throw fault }
        var outcome = round(next, segments: next.sequence - state.sequence, isWhole: false)
        outcome.lagMilliseconds = max(0, clock.now.milliseconds - next.at.milliseconds)
        return outcome
    }

    private func lay(_ segment: Segment, on pages: PageLaying, _ state: inout StandbyState) throws {
        guard segment.head.previous == state.digest else {
            throw BackupError.damaged("\(segment.head.name.fileName) does not follow the one before it")
        }
        do {
            try segment.eachPage { number, page in try pages.lay(number, page) }
        } catch StoreOpenError.damaged {
            throw Doubt()
        }
        state.take(segment)
    }

    private func proveEnd(_ state: StandbyState, _ file: URL) throws {
        let report = try StoreCheck.verify(file: file, key: key, depth: .end)
        guard report.isGood, report.auditSequence == state.auditSequence, report.auditHash == state.auditHash else {
            throw Doubt()
        }
    }

    /// Checks the whole copy when that was long ago.
    private func check(_ round: Round) throws -> Round {
        let now = clock.now
        guard now.seconds(since: round.checkedAt) >= checkSeconds, var state = StandbyState.read(in: directory) else {
            return round
        }
        let report = try StoreCheck.verify(
            file: directory.appending(path: StoreConfiguration.fileName), key: key)
        guard report.isGood else { throw Doubt() }
        state.checkedAt = now
        try state.write(in: directory)
        var round = round
        round.checkedAt = now
        return round
    }

    private func round(_ state: StandbyState, segments: Int, isWhole: Bool) -> Round {
        Round(
            at: state.at, lagMilliseconds: 0, segments: segments, isWhole: isWhole,
            bytes: Int64(state.pageCount) * 4096, auditEntries: state.auditSequence, checkedAt: state.checkedAt)
    }

    /// Restores the newest moment beside the copy and puts it into its place when it was found good.
    private func renew() throws -> Round {
        let files = FileManager.default
        let folder = directory.deletingLastPathComponent()
        let coming = folder.appending(path: ".\(directory.lastPathComponent).coming")
        let going = folder.appending(path: ".\(directory.lastPathComponent).going")
        // Where a swap was cut off between its two moves, what goes is the only copy.
        if !files.fileExists(atPath: directory.path), files.fileExists(atPath: going.path) {
            try? files.moveItem(at: going, to: directory)
        }
        for leftover in [coming, going] { try? files.removeItem(at: leftover) }
        let restored = try PointRestoring.restored(from: target, at: nil, to: coming, opener: .key(key)) { _ in }
        let state = StandbyState(restored, checkedAt: clock.now)
        do {
            try state.write(in: coming)
            if files.fileExists(atPath: directory.path) { try files.moveItem(at: directory, to: going) }
            try files.moveItem(at: coming, to: directory)
        } catch {
            throw BackupError.cannotWrite(error.localizedDescription)
        }
        try? files.removeItem(at: going)
        var outcome = round(state, segments: restored.head.last, isWhole: true)
        outcome.lagMilliseconds = max(0, clock.now.milliseconds - state.at.milliseconds)
        return outcome
    }
}
