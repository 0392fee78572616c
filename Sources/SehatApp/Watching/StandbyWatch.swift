import Alarms
import Backup
import SehatCore
import SehatStore
import SehatWeb
import Synchronization

/// Whether the standbys that follow this server's targets still do, by the marks that they leave there.
final class StandbyWatch: Sendable {
    private let targets: [BackupTarget]
    private let key: DatabaseKey
    private let ring: KeyRing
    /// Longer without a sign is an alarm; 0 for none.
    private let limitMinutes: Int
    private let pool = BlockingPool(size: 1)
    private let last = Mutex<(at: Instant, marks: [StandbyMark])?>(nil)

    /// A target on another machine is not asked every minute.
    private static let pauseSeconds: Int64 = 240
    /// Silent for longer, it is a standby no more.
    static let goneDays: Int64 = 30

    init(targets: [BackupTarget], key: DatabaseKey, ring: KeyRing, limitMinutes: Int) {
        self.targets = targets
        self.key = key
        self.ring = ring
        self.limitMinutes = limitMinutes
    }

    /// - Returns: nil while no target can be read: then nobody knows.
    func conditions(at now: Instant) async throws -> [AlarmCondition]? {
        if limitMinutes == 0 || targets.isEmpty { return [] }
        guard let marks = try await marks(at: now) else { return nil }
        return Self.old(marks, limitMinutes: limitMinutes, at: now)
    }

    /// Those that were silent for too long, and not so long that they must be gone. Who looked but once promised nothing.
    static func old(_ marks: [StandbyMark], limitMinutes: Int, at now: Instant) -> [AlarmCondition] {
        marks.compactMap { mark in
            let silent = now.seconds(since: mark.seenAt)
            guard mark.isSingle != true, silent > Int64(limitMinutes) * 60, silent < goneDays * 86_400 else {
                return nil
            }
            return AlarmCondition(
                .standbyOld, subject: mark.name,
                words: "it looked last at \(mark.seenAt); its copy is of \(mark.at)")
        }
    }

    private func marks(at now: Instant) async throws -> [StandbyMark]? {
        if let known = last.withLock({ $0 }), (0..<Self.pauseSeconds).contains(now.seconds(since: known.at)) {
            return known.marks
        }
        // A standby may follow any of the targets; where it was seen last counts.
        let found = try await pool.run { [targets, key, ring] in
            targets.compactMap { try? StandbyMark.all(at: $0, key: key, ring: ring) }
        }
        if found.isEmpty { return nil }
        let newest = Dictionary(grouping: found.joined(), by: \.name).compactMap { $1.max { $0.seenAt < $1.seenAt } }
        let marks = newest.sorted { $0.name < $1.name }
        last.withLock { $0 = (now, marks) }
        return marks
    }
}
