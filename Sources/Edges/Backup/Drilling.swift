public import Foundation
import GRDB
public import SehatCore
public import SehatStore
import Synchronization

/// Proves by restoring that what was saved comes back.
///
/// A drill brings the newest state of a source into a scratch directory with every check of a restore, and compares the end
/// of its audit chain with the running hospital's: a copy of another hospital, or of a history that was rewritten, is not
/// good. The scratch directory is removed in every case.
public final class Drilling: Sendable {
    let sources: [DrillSource]
    let scratch: URL
    let key: DatabaseKey
    private let isRunning = Mutex(false)

    /// - Parameters:
    ///   - scratch: a folder for restored copies, made when it is missing; it must have room for one database.
    ///   - key: of the running hospital.
    public init(_ sources: [DrillSource], scratch: URL, key: DatabaseKey) {
        self.sources = sources
        self.scratch = scratch
        self.key = key
    }

    /// Drills every source, one after another, and keeps the outcome; each stands in the audit chain.
    ///
    /// - Returns: what came of each.
    /// - Throws: 409 while another drill runs, and faults of the running database: a source that does not come back is
    ///   an outcome.
    public func run(
        in store: Store, as principal: Principal,
        offload: @Sendable (@escaping @Sendable () -> Outcome) async throws -> Outcome
    ) async throws -> [Drill] {
        let isFirst = isRunning.withLock { running in
            defer { running = true }
            return !running
        }
        guard isFirst else { throw Problem(.conflict, "drill.running") }
        defer { isRunning.withLock { $0 = false } }
        var drills: [Drill] = []
        for source in sources {
            let startedAt = store.now
            let begun = ContinuousClock.now
            guard try source.hasAny() else { continue }
            var outcome = try await offload { self.restore(source) }
            if outcome.words.isEmpty, try await !isOwn(outcome, in: store) {
                outcome.words = "its audit chain is not a part of the running hospital's"
            }
            let took = (ContinuousClock.now - begun) / .milliseconds(1)
            let found = outcome
            let drill = try await store.write(as: principal, name: "backup.drill") { tx in
                try Self.keep(found, source.place, startedAt, Int64(took), in: tx)
            }
            drills.append(drill)
        }
        return drills
    }

    /// What a restore came to.
    public struct Outcome: Sendable {
        var words = ""
        var restoredTo: Instant?
        var bytes: Int64 = 0
        var auditSequence: Int64 = 0
        var auditHash = ""
    }

    private func restore(_ source: DrillSource) -> Outcome {
        let files = FileManager.default
        let folder = scratch.appending(path: "restored")
        var outcome = Outcome()
        defer { try? files.removeItem(at: folder) }
        do {
            try? files.removeItem(at: folder)
            try files.createDirectory(
                at: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            outcome.restoredTo = try source.restore(folder)
            let file = folder.appending(path: StoreConfiguration.fileName)
            outcome.bytes = try Int64(files.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0)
            let report = try StoreCheck.verify(file: file, key: key, depth: .pages)
            outcome.words = report.faults.joined(separator: "; ")
            outcome.auditSequence = report.auditSequence
            outcome.auditHash = report.auditHash
        } catch let error as BackupError {
            outcome.words = error.description
        } catch let error as StoreOpenError {
            outcome.words = error.description
        } catch {
            outcome.words = error.localizedDescription
        }
        return outcome
    }

    private func isOwn(_ outcome: Outcome, in store: Store) async throws -> Bool {
        try await store.read(as: .system("drill")) { tx in
            let hash = try Data.fetchOne(
                tx.db, sql: "SELECT hash FROM storeAudit WHERE seq = ?", arguments: [outcome.auditSequence])
            return hash.map { Hex.text($0) } == outcome.auditHash
        }
    }

    private static func keep(
        _ outcome: Outcome, _ place: String, _ startedAt: Instant, _ milliseconds: Int64, in tx: Tx
    ) throws -> Drill {
        let drill = Drill(
            id: tx.newID(), place: place, startedAt: startedAt, milliseconds: milliseconds,
            isGood: outcome.words.isEmpty, words: String(outcome.words.prefix(500)), restoredTo: outcome.restoredTo,
            bytes: outcome.bytes, auditEntries: outcome.auditSequence)
        try drill.insert(tx.db)
        tx.audit("backup.drill.made", drill.id, ["isGood": .flag(drill.isGood), "milliseconds": .number(milliseconds)])
        tx.announce("backup.drill")
        return drill
    }
}
