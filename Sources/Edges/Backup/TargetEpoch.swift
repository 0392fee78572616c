public import Foundation
public import SehatCore
public import SehatStore

/// Which server may accept work: a number at the target, raised by each promotion and signed with the hospital's key.
///
/// Whoever raises it does so once for each key that the hospital ever had, so that a server from before a change of the key,
/// switched on again, finds it too.
/// A server whose own number is smaller has been taken over from, and must accept nothing any more.
public struct TargetEpoch: Codable, Sendable, Hashable {
    public let epoch: Int64
    /// When it was raised.
    public let raisedAt: Instant
    /// The machine that was promoted, as it calls itself; absent in epochs of older versions.
    public let by: String?

    private static func fileName(_ key: ShippingKey) -> String { "epoch-\(key.fingerprint).json" }

    /// The epoch at a target; nil where nobody was ever promoted.
    ///
    /// - Throws: `BackupError.targetMissing` when nobody can say; `.damaged` when it is there and not signed with this key: nobody else can fence a server off.
    public static func read(at target: BackupTarget, key: DatabaseKey) throws -> TargetEpoch? {
        let objects = try target.open()
        defer { objects.disconnect() }
        let signing = ShippingKey(key)
        let name = fileName(signing)
        guard let data = try objects.get(name) else { return nil }
        guard let epoch = signing.open(TargetEpoch.self, data)?.value else {
            throw BackupError.damaged("\(target.name)/\(name) is not signed as it was")
        }
        return epoch
    }

    /// Writes an epoch durably; what is there before must be smaller.
    ///
    /// - Parameters:
    ///   - ring: the keys before the present one.
    ///   - machine: the one that was promoted.
    /// - Throws: `BackupError.cannotWrite`, and `.damaged` for what `read` throws it.
    public static func raise(
        to epoch: Int64, at target: BackupTarget, key: DatabaseKey, ring: KeyRing = KeyRing(former: []), now: Instant,
        by machine: String? = nil
    ) throws {
        if let present = try newest(at: target, key: key, ring: ring), present.epoch >= epoch {
            throw BackupError.cannotWrite("the epoch at \(target.name) is \(present.epoch) already")
        }
        let objects = try target.open()
        defer { objects.disconnect() }
        for known in ring.former + [key] {
            let signing = ShippingKey(known)
            try objects.put(fileName(signing), signing.signed(TargetEpoch(epoch: epoch, raisedAt: now, by: machine)))
        }
    }

    /// Whether anything was ever shipped to what stands at a target's address: an empty mount point gets no epoch.
    ///
    /// - Throws: `BackupError.targetMissing` when nobody can say.
    public static func isKept(at target: BackupTarget) throws -> Bool {
        let objects = try target.open()
        defer { objects.disconnect() }
        return try TargetMark.read(objects) != nil
    }

    /// The newest epoch that any of the hospital's keys has signed.
    ///
    /// - Throws: as `read` does.
    public static func newest(at target: BackupTarget, key: DatabaseKey, ring: KeyRing) throws -> TargetEpoch? {
        try (ring.former + [key]).compactMap { try read(at: target, key: $0) }.max { $0.epoch < $1.epoch }
    }
}
