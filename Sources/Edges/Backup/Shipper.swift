public import Foundation
public import SehatCore
public import SehatStore
import Synchronization

/// How far a target is.
public struct ShippingStatus: Codable, Sendable, Hashable {
    public enum State: String, WireEnum {
        /// Nothing has been tried yet.
        case starting
        /// The first copy is being made; there is nothing to restore of this run yet.
        case copying
        /// Every commit is shipped.
        case following
        /// The directory is not there.
        case missing
        /// The target refuses; see `words`.
        case failed
    }

    /// The directory.
    public var target: String
    public var state: State
    /// What was committed before this moment is at the target.
    public var safeAt: Instant?
    /// Milliseconds between `safeAt` and now; since the server's start when nothing was shipped yet.
    public var lagMilliseconds: Int64
    public var generation: String?
    public var segments: Int64
    public var bytes: Int64
    /// Why it fails, in English, for the administrator.
    public var words: String?
}

/// Ships every commit to one target within a second, as long as the target is there.
///
/// A step gathers what was committed and writes it as one segment. A target that is away harms nobody: what it misses is
/// kept in memory up to a limit, and beyond it the target begins with a new copy of the file when it is back. A new copy is
/// also begun every day, beside the segments that go on, so that no restoring has to lay more than a day's over a copy.
public final class Shipper: Sendable {
    /// What the shipper does not find out by itself.
    public struct Plan: Sendable {
        var product: String
        /// Where the wrapped key is found.
        var dataDirectory: URL
        /// Days for which a generation is kept after its successor was whole.
        var keepDays: Int
        /// The most that is kept in memory for a target that is away, in MiB.
        var limitMiB: Int
        /// Bytes of the copy between two segments.
        var piece: Int

        public init(product: String, dataDirectory: URL, keepDays: Int = 14, limitMiB: Int = 64, piece: Int = 16 << 20) {
            self.product = product
            self.dataDirectory = dataDirectory
            self.keepDays = keepDays
            self.limitMiB = limitMiB
            self.piece = piece
        }
    }

    private struct Work {
        var stream: PageStream?
        var current: Generation?
        var coming: Generation?
    }

    private static let day: Int64 = 86_400
    private let folder: ShippingFolder
    private let key: ShippingKey
    private let plan: Plan
    private let work = Mutex(Work())
    private let known: Mutex<ShippingStatus>
    private let startedAt = Mutex<Instant?>(nil)

    public init(target: URL, key: DatabaseKey, plan: Plan) {
        folder = ShippingFolder(url: target)
        self.key = ShippingKey(key)
        self.plan = plan
        known = Mutex(
            ShippingStatus(target: target.path, state: .starting, lagMilliseconds: 0, segments: 0, bytes: 0))
    }

    /// How far the target is at `now`. A shipper that does not move at all shows as a growing lag.
    public func status(at now: Instant) -> ShippingStatus {
        var status = known.withLock { $0 }
        if let since = status.safeAt ?? startedAt.withLock({ $0 }) {
            status.lagMilliseconds = max(0, now.milliseconds - since.milliseconds)
        }
        return status
    }

    /// Ships what there is, or copies the next piece. Blocks; to be called twice a second, and again at once while it
    /// answers true.
    ///
    /// - Returns: whether a copy is under way.
    @discardableResult
    public func step(_ store: Store) -> Bool {
        let now = store.now
        startedAt.withLock { $0 = $0 ?? now }
        guard folder.isThere else {
            note(.missing, "\(folder.url.path) is not there: is the disk mounted?")
            return false
        }
        do {
            let isCopying = try work.withLock { work in try step(store, now, &work) }
            return isCopying
        } catch {
            note(.failed, "\(error)")
            return false
        }
    }

    /// Ships the last commits and lets go of the store; to be called before the store is closed. Does nothing where
    /// nothing was begun.
    public func finish(_ store: Store) {
        guard work.withLock({ $0.stream != nil }) else { return }
        step(store)
        work.withLock { work in
            if let stream = work.stream { store.end(stream) }
            work = Work()
        }
    }

    private func step(_ store: Store, _ now: Instant, _ work: inout Work) throws -> Bool {
        let stream = work.stream ?? store.makeStream(limitMiB: plan.limitMiB)
        work.stream = stream
        if stream.isBroken { (work.current, work.coming) = (nil, nil) }
        let isDue = work.current.map { now.seconds(since: $0.startedAt) >= Self.day } ?? true
        if work.coming == nil, isDue {
            store.rewind(stream)
            work.coming = try Generation(
                at: now, in: folder, key: key, size: store.ciphertextSize(),
                recovery: KeyRecovery.read(in: plan.dataDirectory))
        }
        if work.coming?.isCopied == false { try work.coming?.copyPiece(of: store, bytes: plan.piece) }
        try ship(store, stream, &work)
        if work.coming?.isCopied == true {
            try work.coming?.finish(product: plan.product)
            (work.current, work.coming) = (work.coming, nil)
            try prune(now)
        }
        settle(work)
        return work.coming != nil
    }

    private func ship(_ store: Store, _ stream: PageStream, _ work: inout Work) throws {
        // Taken before: what is acknowledged until here is in what is gathered now.
        let now = store.now
        guard let committed = try store.committed(stream) else {
            throw BackupError.cannotWrite("more was changed than is kept for a target; it begins anew")
        }
        let mustShip = !committed.pages.isEmpty || work.coming?.isCopied == true
        if mustShip {
            do {
                let written = try (work.current?.ship(committed, at: now) ?? 0) + (work.coming?.ship(committed, at: now) ?? 0)
                known.withLock {
                    $0.segments += 1
                    $0.bytes += Int64(written)
                }
            } catch {
                stream.giveBack(committed.pages)
                throw error
            }
        }
        if work.current != nil || work.coming?.isCopied == true { known.withLock { $0.safeAt = now } }
    }

    private func settle(_ work: Work) {
        known.withLock { status in
            status.state = work.current == nil ? .copying : .following
            status.generation = work.current?.name ?? work.coming?.name
            status.words = nil
        }
    }

    private func note(_ state: ShippingStatus.State, _ words: String) {
        known.withLock { status in
            status.state = state
            status.words = words
        }
    }

    /// Removes generations that were never whole, and those whose successor has been whole for long enough.
    private func prune(_ now: Instant) throws {
        let limit = now.adding(seconds: -Int64(plan.keepDays) * Self.day)
        var successorAt: Instant?
        for name in ShippedGenerations.names(folder).reversed() {
            let data = try? Data(contentsOf: folder.url.appending(path: "\(name)/\(GenerationManifest.fileName)"))
            // What another key signed is somebody else's: it is left alone.
            if let data, key.open(GenerationManifest.self, data) == nil { continue }
            let manifest = data.flatMap { key.open(GenerationManifest.self, $0)?.value }
            let isOld = successorAt.map { $0 < limit } ?? false
            if manifest == nil || isOld { try folder.remove(name) }
            successorAt = manifest?.wholeAt ?? successorAt
        }
    }
}

/// The generations at a target.
enum ShippedGenerations {
    /// Their names, oldest first.
    static func names(_ folder: ShippingFolder) -> [String] {
        folder.names().filter { $0.count == 24 && $0.first?.isNumber == true && $0.hasSuffix("Z") }
    }
}
