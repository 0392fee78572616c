public import Foundation
public import SehatCore
public import SehatStore
import Synchronization

/// Ships every commit to one target within a second, as long as the target is there.
///
/// A step gathers what was committed and writes it as one segment. A target that is away harms nobody: what it misses is
/// kept in memory up to a limit, and beyond it the target begins with a new copy of the file when it is back. A new copy is
/// also begun every week, beside the segments that go on. Older segments are merged by the target's rules of retention, and
/// every object is read again in turn; one that is damaged is told and answered with a new copy.
public final class Shipper: Sendable {
    /// What the shipper does not find out by itself.
    public struct Plan: Sendable {
        var product: String
        /// Where the wrapped key is found.
        var dataDirectory: URL
        /// How many of each kind of moment are kept, beside what the target's address says.
        var counts: [Retention.Class: Int]
        /// The most that is kept in memory for a target that is away, in MiB.
        var limitMiB: Int
        /// Bytes of the copy between two segments.
        var piece: Int
        /// Days after which a new copy is begun.
        var copyDays: Int64

        /// - Parameters:
        ///   - keepDays: for which the last moment of every hour stays restorable.
        public init(
            product: String, dataDirectory: URL, keepDays: Int = 14, limitMiB: Int = 64, piece: Int = 16 << 20,
            copyDays: Int64 = 7
        ) {
            self.product = product
            self.dataDirectory = dataDirectory
            counts = Retention.counts(days: keepDays)
            self.limitMiB = limitMiB
            self.piece = piece
            self.copyDays = copyDays
        }
    }

    private struct Work {
        var objects: (any ObjectStore)?
        var shelf: Shelf?
        var stream: PageStream?
        var mark: ShippingMark.Place?
        var current: Generation?
        var coming: Generation?
        /// What the coming generation has got so far.
        var comingNames: [SegmentName] = []
        /// When the target may be written to again, by its limit; probed; tidied.
        var notBefore = Instant(milliseconds: 0)
        var nextProbe = Instant(milliseconds: 0)
        var nextTidy = Instant(milliseconds: 0)
        var nextShipment = Instant(milliseconds: 0)
        /// Whether a step failed since the target was last looked at.
        var isDoubtful = false
        /// Which disk or store is at the address; nil until the first look.
        var identity: TargetIdentity?
        /// Whether this step has made sure that it is the right one.
        var isConfirmed = false
        /// Whether another one was found since the start: what went to the first is not at the second.
        var isOther = false
        /// Whether an administrator has said that another one is meant.
        var isAccepted = false
    }

    private static let day: Int64 = 86_400
    private static let tidySeconds: Int64 = 10
    private let target: BackupTarget
    private let key: ShippingKey
    /// Signed what is still at the target from before the key was changed.
    private let former: [ShippingKey]
    private let plan: Plan
    private let work = Mutex(Work())
    private let known: Mutex<ShippingStatus>
    private let startedAt = Mutex<Instant?>(nil)

    /// Ships to a directory.
    public convenience init(target: URL, key: DatabaseKey, plan: Plan) {
        self.init(target: BackupTarget(directory: target), key: key, plan: plan)
    }

    public init(target: BackupTarget, key: DatabaseKey, plan: Plan) {
        self.target = target
        self.key = ShippingKey(key)
        former = KeyRing(in: plan.dataDirectory, key: key).former.map { ShippingKey($0) }
        var plan = plan
        plan.counts.merge(target.settings.retention) { _, new in new }
        // Under a limit a large piece would keep the segments waiting.
        let rate = Int(target.settings.kibPerSecond) << 10
        if rate > 0 { plan.piece = min(plan.piece, max(rate * 2, 1 << 20)) }
        self.plan = plan
        known = Mutex(
            ShippingStatus(target: target.name, state: .starting, lagMilliseconds: 0, segments: 0, bytes: 0))
    }

    /// How far the target is at `now`. A shipper that does not move at all shows as a growing lag.
    public func status(at now: Instant) -> ShippingStatus {
        var status = known.withLock { $0 }
        if let since = status.safeAt ?? startedAt.withLock({ $0 }) {
            status.lagMilliseconds = max(0, now.milliseconds - since.milliseconds)
        }
        return status
    }

    /// Sees every commit from now on; to be called right after the store was opened, before anything else is done with it.
    ///
    /// - Parameter mark: read before the store was opened; without it a target goes on only where the write-ahead log
    ///   itself proves that nothing was missed, and begins anew otherwise.
    public func attach(_ store: Store, mark: ShippingMark?) {
        work.withLock { work in
            work.mark = mark?.places[target.name]
            if work.stream == nil { work.stream = store.makeStream(limitMiB: plan.limitMiB) }
        }
    }

    /// Ships what there is, or copies the next piece. Blocks; to be called twice a second, and again at once while it
    /// answers true.
    ///
    /// - Returns: whether a copy is under way.
    @discardableResult
    public func step(_ store: Store) -> Bool {
        guard known.withLock({ $0.state != .superseded }) else { return false }
        let now = store.now
        startedAt.withLock { $0 = $0 ?? now }
        do {
            return try work.withLock { work in
                do {
                    return try step(store, now, &work)
                } catch {
                    // A target that answers no more is asked on a new connection, and where it stands is looked up again.
                    work.objects?.disconnect()
                    work.nextProbe = now
                    work.isDoubtful = true
                    throw error
                }
            }
        } catch BackupError.targetMissing(let words) {
            note(.missing, words)
        } catch BackupError.targetReplaced(let words) {
            note(.replaced, words)
        } catch {
            note(.failed, "\(error)")
        }
        return false
    }

    /// Says that what stands at the target's address is meant to be there, although it is empty or another one: the next step
    /// begins a copy there. Does nothing where it is the right one.
    public func accept() {
        work.withLock { $0.isAccepted = true }
    }

    /// Ships what was acknowledged before another server took over, and nothing from then on. Blocks as `step` does.
    public func supersede(_ store: Store, words: String) {
        if work.withLock({ $0.current != nil }) { step(store) }
        note(.superseded, words)
        work.withLock { work in
            if let stream = work.stream { store.end(stream) }
            work = Work()
        }
    }

    /// Ships the last commits and lets go of the store; to be called before the store is closed. Does nothing where
    /// nothing was begun, and does not wait for a target that was away.
    ///
    /// - Returns: what the mark of the closed database says of this target; nil when it did not get everything.
    @discardableResult
    public func finish(_ store: Store) -> ShippingMark.Place? {
        guard work.withLock({ $0.stream != nil }) else { return nil }
        let state = known.withLock { $0.state }
        if state == .following || state == .damaged {
            work.withLock { ($0.notBefore, $0.nextShipment, $0.nextProbe) = (store.now, store.now, store.now) }
            step(store)
        }
        let isSafe = known.withLock { $0.state == .following || $0.state == .damaged }
        return work.withLock { work in
            let isBroken = work.stream.map { $0.isBroken || $0.waiting > 0 } ?? true
            if let stream = work.stream { store.end(stream) }
            let place = isSafe && !isBroken ? work.current?.place : nil
            work = Work()
            return place
        }
    }
}

extension Shipper {
    private func step(_ store: Store, _ now: Instant, _ work: inout Work) throws -> Bool {
        let stream = work.stream ?? store.makeStream(limitMiB: plan.limitMiB)
        work.stream = stream
        let objects = try work.objects ?? target.open()
        work.objects = objects
        work.isConfirmed = false
        if now >= work.nextProbe || work.isDoubtful {
            try objects.probe()
            try confirm(objects, &work)
            work.nextProbe = now.adding(seconds: objects.probeSeconds)
        }
        var shelf = try work.shelf ?? Shelf(objects, key: key, former: former)
        if work.shelf == nil, !work.isOther {
            work.current = try resumed(shelf, store, stream, work.mark, objects)
        }
        defer { work.shelf = shelf }
        if stream.isBroken { (work.current, work.coming) = (nil, nil) }
        guard now >= work.notBefore else { return false }
        try beginIfDue(store, stream, now, &work, &shelf, objects)
        if work.coming?.isCopied == false {
            let written = try work.coming?.copyPiece(of: store, bytes: plan.piece) ?? 0
            spend(written, now, &work)
        }
        if now >= work.nextShipment || work.coming != nil {
            try ship(store, stream, &work, &shelf)
            work.nextShipment = now.adding(seconds: target.settings.everySeconds)
        }
        if work.coming?.isCopied == true {
            let manifest = try work.coming?.finish(product: plan.product)
            if let manifest { shelf.add(manifest, work.comingNames) }
            (work.current, work.coming, work.comingNames) = (work.coming, nil, [])
        }
        if work.coming == nil, now >= work.nextTidy { try tidy(store, now, &work, &shelf) }
        settle(work, shelf)
        return work.coming != nil
    }

    /// Makes sure that the target is the one that was shipped to, and still has what it got.
    ///
    /// - Throws: `BackupError.targetReplaced`; where it stands is kept then, for when the right one is back.
    private func confirm(_ objects: any ObjectStore, _ work: inout Work) throws {
        var identity = work.identity ?? TargetIdentity(target.name, in: plan.dataDirectory, keys: [key] + former)
        let isOther = try identity.confirm(objects, isAccepted: work.isAccepted)
        (work.identity, work.isAccepted) = (identity, false)
        if try isOther || !(work.current?.isThere() ?? true) || !(work.coming?.isThere() ?? true) {
            (work.current, work.coming, work.shelf, work.mark, work.comingNames) = (nil, nil, nil, nil, [])
            work.isOther = true
        }
        (work.isDoubtful, work.isConfirmed) = (false, true)
    }

    /// Goes on with what the target has, when it is certain that nothing between its last shipment and now is missed.
    private func resumed(
        _ shelf: Shelf, _ store: Store, _ stream: PageStream, _ mark: ShippingMark.Place?, _ objects: any ObjectStore
    ) throws -> Generation? {
        guard let (manifest, last) = try shelf.tail() else { return nil }
        let generation = Generation(going: manifest, last: last, in: objects, key: key)
        let isMarked = mark != nil && mark == generation.place
        guard isMarked || last.head.log != nil else { return nil }
        let isProven = store.continues(
            stream, from: isMarked ? nil : last.head.log, auditSequence: last.head.auditSequence,
            auditHash: last.head.auditHash)
        return isProven ? generation : nil
    }

    private func beginIfDue(
        _ store: Store, _ stream: PageStream, _ now: Instant, _ work: inout Work, _ shelf: inout Shelf,
        _ objects: any ObjectStore
    ) throws {
        guard work.coming == nil else { return }
        let isDamaged = work.current.map { shelf.damage[$0.name] != nil } ?? true
        let isOld = work.current.map { now.seconds(since: $0.startedAt) >= plan.copyDays * Self.day } ?? true
        guard isDamaged || (isOld && mayCopy(at: now, in: store.hospital.timeZone)) else { return }
        store.rewind(stream)
        work.comingNames = []
        let coming = try Generation(
            at: now, after: shelf.newestName, in: objects, key: key, size: store.ciphertextSize(),
            papers: KeyPapers(in: plan.dataDirectory))
        shelf.begin(coming.name)
        work.coming = coming
    }

    /// Whether a copy that is not urgent may begin at this hour.
    private func mayCopy(at now: Instant, in timeZone: TimeZone) -> Bool {
        guard let hours = target.settings.copyHours else { return true }
        let hour = (Int(now.milliseconds / 1000) + timeZone.secondsFromGMT(for: now.date)) / 3600 % 24
        return hours.from <= hours.to ? (hours.from..<hours.to).contains(hour) : hour >= hours.from || hour < hours.to
    }

    private func ship(_ store: Store, _ stream: PageStream, _ work: inout Work, _ shelf: inout Shelf) throws {
        // Taken before: what is acknowledged until here is in what is gathered now.
        let now = store.now
        guard let committed = try store.committed(stream) else {
            throw BackupError.cannotWrite("more was changed than is kept for a target; it begins anew")
        }
        if !committed.pages.isEmpty || work.coming?.isCopied == true {
            do {
                // Between two looks at a target on another machine: never to another one than before.
                if !work.isConfirmed, let objects = work.objects { try confirm(objects, &work) }
                var bytes = 0
                if let name = try work.current?.ship(committed, at: now), let generation = work.current?.name {
                    shelf.add(name, to: generation)
                    bytes += name.bytes
                }
                if let name = try work.coming?.ship(committed, at: now) {
                    work.comingNames.append(name)
                    bytes += name.bytes
                }
                spend(bytes, now, &work)
                known.withLock {
                    $0.segments += 1
                    $0.bytes += Int64(bytes)
                }
            } catch {
                stream.giveBack(committed.pages)
                throw error
            }
        }
        if work.current != nil || work.coming?.isCopied == true { known.withLock { $0.safeAt = now } }
    }

    private func spend(_ bytes: Int, _ now: Instant, _ work: inout Work) {
        let rate = target.settings.kibPerSecond << 10
        guard rate > 0 else { return }
        let from = max(now, work.notBefore)
        work.notBefore = Instant(milliseconds: from.milliseconds + Int64(bytes) * 1000 / rate)
    }

    /// The hospital's days, weeks and months are told apart by its own time.
    private func tidy(_ store: Store, _ now: Instant, _ work: inout Work, _ shelf: inout Shelf) throws {
        let retention = Retention(counts: plan.counts, timeZone: store.hospital.timeZone)
        for _ in 0..<4 where try !shelf.tidy(retention, at: now, sparing: work.current?.name) {
            work.nextTidy = now.adding(seconds: Self.tidySeconds)
            try shelf.lookAtNext()
            return
        }
    }

    private func settle(_ work: Work, _ shelf: Shelf) {
        let damage = shelf.damage.sorted { $0.key > $1.key }
        // A newer copy that is whole brings the newest moment back, whatever an older one has lost.
        let isNewest = damage.contains { $0.key == work.current?.name }
        let until = isNewest ? nil : work.current.flatMap { shelf.damagedUntil(beside: $0.name) }
        let words = damage.map(\.value.words).joined(separator: "; ")
        known.withLock { status in
            status.state = work.current == nil ? .copying : isNewest ? .damaged : .following
            status.generation = work.current?.name ?? work.coming?.name
            status.objects = Int64(shelf.count)
            status.damagedUntil = until
            status.words =
                damage.isEmpty ? nil : (until.map { "older moments up to \($0) are damaged: " } ?? "") + words
        }
    }

    private func note(_ state: ShippingStatus.State, _ words: String) {
        known.withLock { status in
            status.state = state
            status.words = words
        }
    }
}
