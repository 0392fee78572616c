public import SehatCore
import Synchronization

/// Whether a site takes changes; it may change while it serves.
public final class ServingMode: Sendable {
    /// Why changes are refused, or that they are not.
    public enum State: String, Sendable, WireEnum {
        case normal
        /// A restored copy is shown: what would be changed here would be lost.
        case readOnly
        /// Another server has taken over: what would be accepted here would be accepted twice.
        case superseded
    }

    /// Another server's taking over.
    public struct Takeover: Codable, Sendable, Hashable {
        /// The other machine, as it calls itself; nil where it did not say.
        public let by: String?
        public let since: Instant

        /// What the other server has left.
        public init(by: String?, since: Instant) {
            (self.by, self.since) = (by, since)
        }

        /// For the administrator, in English.
        public var words: String {
            "superseded by \(by ?? "another server") since \(since): switch this one off"
        }
    }

    private let current: Mutex<State>
    private let other = Mutex<Takeover?>(nil)

    public init(_ state: State = .normal) {
        current = Mutex(state)
    }

    /// Who has taken over; nil unless the state is `superseded`.
    public var takeover: Takeover? { other.withLock { $0 } }

    /// From the next request on nothing is accepted any more.
    public func supersede(_ takeover: Takeover) {
        other.withLock { $0 = takeover }
        set(.superseded)
    }

    public var state: State { current.withLock { $0 } }

    /// From the next request on.
    public func set(_ state: State) {
        current.withLock { $0 = state }
    }

    /// What a change is refused with; nil when changes are taken.
    var refusal: Problem? {
        switch state {
        case .normal: nil
        case .readOnly: Problem(.busy, "app.readOnlyCopy")
        case .superseded: Problem(.busy, "app.superseded")
        }
    }
}
