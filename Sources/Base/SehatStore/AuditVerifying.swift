import Foundation
import GRDB
import SehatCore

/// Checks that the audit chain is what was written: no entry edited, deleted, swapped or cut off.
public enum AuditVerifier {
    /// Entries read in one snapshot, so that a long walk never holds the write-ahead log back.
    private static let piece = 20_000

    /// Walks the chain of an open store from its first entry to its present last.
    ///
    /// Blocks the calling thread; call it from one that may wait.
    /// - Parameters:
    ///   - head: a head from outside, printed or exported, that must be in the chain; only such a head shows that
    ///     nothing was cut off together with the newer heads.
    ///   - progress: called now and then with the part that is done, 0 to 1.
    /// - Throws: `DatabaseError` when the pages cannot be read.
    public static func verify(
        _ store: Store, against head: AuditHead? = nil, progress: (Double) -> Void = { _ in }
    ) throws -> AuditReport {
        try verify(against: head, progress: progress) { body in try store.pool.read { db in try body(db) } }
    }

    /// - Parameter read: runs its argument on a connection, with a snapshot for each call.
    static func verify(
        against head: AuditHead?, progress: (Double) -> Void = { _ in },
        read: ((Database) throws -> Void) throws -> Void
    ) throws -> AuditReport {
        var heads: [AuditHead] = []
        var last: Int64 = 0
        try read { db in
            heads = try AuditHeads.all(db)
            last = try Int64.fetchOne(db, sql: "SELECT max(seq) FROM storeAudit") ?? 0
        }
        if let head { heads.append(head) }
        var walk = AuditWalk()
        let stops = Set(heads.map(\.seq))
        var hashes: [Int64: String] = [0: Hex.text(AuditCanonical.genesis)]
        var goesOn = true
        while goesOn, walk.fault == nil, walk.seq < last {
            let wanted = min(Int64(piece), last - walk.seq)
            try read { db in
                goesOn = try walk.step(Int(wanted), db, stops: stops) { seq, hash in hashes[seq] = Hex.text(hash) }
            }
            progress(Double(walk.seq) / Double(last))
        }
        return report(walk, heads: heads, hashes: hashes)
    }

    private static func report(_ walk: AuditWalk, heads: [AuditHead], hashes: [Int64: String]) -> AuditReport {
        var fitting: [AuditHead] = []
        var fault = walk.fault
        for head in heads.sorted(by: { $0.seq < $1.seq }) {
            let reason: AuditFault.Reason?
            if !head.hasValidSignature {
                reason = .badSignature
            } else if let hash = hashes[head.seq] {
                reason = hash == head.hash ? nil : .headDiffers
            } else {
                reason = .truncated
            }
            guard let reason else {
                fitting.append(head)
                continue
            }
            // A break earlier in the chain explains every later head that does not fit.
            if fault.map({ head.seq < $0.seq }) ?? true { fault = AuditFault(seq: head.seq, reason: reason) }
        }
        return AuditReport(
            entries: walk.seq, hash: Hex.text(walk.hash), heads: fitting.count, newestHead: fitting.last,
            keys: Set(heads.map(\.publicKey)).sorted(), fault: fault)
    }
}
