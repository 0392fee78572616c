public import Foundation
public import SehatCore
public import SehatStore

/// Which server may accept work: a number at the target, raised by each promotion and signed with the hospital's key.
///
/// A server whose own number is smaller has been taken over from, and must accept nothing any more.
public struct TargetEpoch: Codable, Sendable, Hashable {
    public let epoch: Int64
    /// When it was raised.
    public let raisedAt: Instant

    static let fileName = "epoch.json"

    /// The epoch at a target; nil where nobody was ever promoted.
    ///
    /// - Throws: `BackupError.targetMissing` when nobody can say; `.damaged` when it is there and not signed with this key: nobody else can fence a server off.
    public static func read(at target: BackupTarget, key: DatabaseKey) throws -> TargetEpoch? {
        let objects = try target.open()
        defer { objects.disconnect() }
        guard let data = try objects.get(fileName) else { return nil }
        guard let epoch = ShippingKey(key).open(TargetEpoch.self, data)?.value else {
            throw BackupError.damaged("\(target.name)/\(fileName) is not signed as it was")
        }
        return epoch
    }

    /// Writes an epoch durably; what is there before must be smaller.
    ///
    /// - Throws: `BackupError.cannotWrite`, and `.damaged` for what `read` throws it.
    public static func raise(to epoch: Int64, at target: BackupTarget, key: DatabaseKey, now: Instant) throws {
        if let present = try read(at: target, key: key), present.epoch >= epoch {
            throw BackupError.cannotWrite("the epoch at \(target.name) is \(present.epoch) already")
        }
        let signed = try ShippingKey(key).signed(TargetEpoch(epoch: epoch, raisedAt: now))
        let objects = try target.open()
        defer { objects.disconnect() }
        try objects.put(fileName, signed)
    }
}
