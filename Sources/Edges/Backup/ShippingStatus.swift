public import SehatCore
public import SehatWeb

/// How far a target is.
public struct ShippingStatus: Codable, Sendable, Hashable {
    public enum State: String, WireEnum {
        /// Nothing has been tried yet.
        case starting
        /// The first copy is being made; there is nothing to restore of this run yet.
        case copying
        /// Every commit is shipped.
        case following
        /// The target is not there.
        case missing
        /// In its place is another one, or an empty directory: nothing is written there until it is accepted; see `words`.
        case replaced
        /// The target refuses; see `words`.
        case failed
        /// An object that the newest moment needs is not as it was written; see `words`. A new copy is on its way.
        case damaged
        /// Another server has taken over: nothing is shipped from here any more.
        case superseded
    }

    /// The directory or address, without options.
    public var target: String
    public var state: State
    /// What was committed before this moment is at the target.
    public var safeAt: Instant?
    /// Milliseconds between `safeAt` and now; since the server's start when nothing was shipped yet.
    public var lagMilliseconds: Int64
    public var generation: String?
    /// Shipped since the start.
    public var segments: Int64
    public var bytes: Int64
    /// Objects of this hospital at the target.
    public var objects: Int64 = 0
    /// Why it fails, in English, for the administrator.
    public var words: String?
    /// Moments before this one may not come back, because an older copy is damaged; nil where every copy is whole.
    public var damagedUntil: Instant?

    /// Whether commits arrive there and the newest moment comes back.
    public var isGood: Bool { state == .following }
}
