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
        /// The target refuses; see `words`.
        case failed
        /// An object is not as it was written; see `words`. Commits are shipped, beside a new copy.
        case damaged
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

    /// Whether commits arrive there.
    public var isGood: Bool { state == .following }
}
