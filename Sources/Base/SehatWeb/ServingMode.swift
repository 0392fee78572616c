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

    private let current: Mutex<State>

    public init(_ state: State = .normal) {
        current = Mutex(state)
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
