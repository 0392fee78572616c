import Crypto
import Foundation
public import SehatCore
public import SehatStore

/// What a standby leaves at the target that it follows: who it is, how far its copy is, and when it looked last.
///
/// The server that ships there reads it, so that a standby which nobody looks at any more is told. Signed with the hospital's
/// key, one object for each standby.
public struct StandbyMark: Codable, Sendable, Hashable {
    /// The machine, as it calls itself.
    public let name: String
    /// Everything acknowledged by the other server until this moment is in the copy.
    public let at: Instant
    /// When everything that was at the target was in the copy, by the standby's own clock.
    public let seenAt: Instant
    /// When the whole copy was last checked.
    public let checkedAt: Instant
    /// True when it looked by itself once and did not say that it would come again; absent in marks of older versions.
    public let isSingle: Bool?

    private static let folder = "standby"

    /// The mark of a round.
    public init(name: String, round: StandbyCopy.Round, seenAt: Instant, isSingle: Bool = false) {
        self.name = name
        at = round.at
        self.seenAt = seenAt
        checkedAt = round.checkedAt
        self.isSingle = isSingle
    }

    /// Writes the mark over the one before.
    ///
    /// - Throws: `BackupError.cannotWrite`, `.targetMissing`.
    public func leave(at target: BackupTarget, key: DatabaseKey) throws {
        let objects = try target.open()
        defer { objects.disconnect() }
        try objects.put(Self.path(name, key), ShippingKey(key).signed(self), isDurable: false)
    }

    /// The newest mark of each standby at a target, by name. What none of the hospital's keys has signed is nobody's.
    ///
    /// - Parameter ring: the keys before the present one: a standby that was not told of a change follows no more.
    /// - Throws: `BackupError.targetMissing` when nobody can say.
    public static func all(
        at target: BackupTarget, key: DatabaseKey, ring: KeyRing = KeyRing(former: [])
    ) throws -> [StandbyMark] {
        let objects = try target.open()
        defer { objects.disconnect() }
        try objects.probe()
        let keys = (ring.former + [key]).map { ShippingKey($0) }
        let found = try objects.get(objects.names(folder).filter { $0.hasSuffix(".json") }.map { "\(folder)/\($0)" })
        let marks = found.values.compactMap { data in
            keys.lazy.compactMap { $0.open(StandbyMark.self, data)?.value }.first
        }
        return Dictionary(grouping: marks, by: \.name).compactMap { $1.max { $0.seenAt < $1.seenAt } }
            .sorted { $0.name < $1.name }
    }

    /// Takes a standby's mark away, because it is none any more.
    ///
    /// - Throws: `BackupError.cannotWrite`, `.targetMissing`.
    public static func remove(_ name: String, at target: BackupTarget, key: DatabaseKey) throws {
        let objects = try target.open()
        defer { objects.disconnect() }
        try objects.remove([path(name, key)])
    }

    private static func path(_ name: String, _ key: DatabaseKey) -> String {
        "\(folder)/\(ShippingKey(key).fingerprint)-\(Hex.text(SHA256.hash(data: Data(name.utf8)).prefix(8))).json"
    }
}
