/// Whether a command must carry an `Idempotency-Key`.
public enum Idempotency: String, Sendable, Hashable {
    /// The key is honoured when it is sent.
    case optional
    /// A request without a key is refused: money and stock.
    case required
}
