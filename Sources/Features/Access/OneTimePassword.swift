/// A password that the product makes, shown once, and that must be changed at the first sign-in.
enum OneTimePassword {
    /// 32 characters that nobody mistakes for one another on paper or on the telephone: no i, l, o or u.
    static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
    static let groups = 3
    static let groupLength = 5

    /// A new one, such as `k7mfq-2xd9t-haw4p`: 15 characters of 5 bits each, 75 random bits.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let parts = (0..<groups).map { _ in
            String((0..<groupLength).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
        }
        return parts.joined(separator: "-")
    }
}

/// A one-time password together with its hash, made before the transaction that stores it.
///
/// Hashing takes a tenth of a second and must not hold up the single writer; so the operations that set a password
/// take this value instead of hashing by themselves.
public struct PreparedPassword: Sendable {
    /// What the person types; shown once, stored nowhere.
    public let plain: String
    let hash: String
}
