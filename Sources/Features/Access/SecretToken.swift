import Crypto
import Foundation

/// The secret that a session or a program shows with every request: 256 random bits as 43 characters of base64url.
///
/// The database holds its SHA-256 only, so that a copy of the database signs nobody in. A plain hash is enough:
/// nobody can try 2^256 tokens, so there is nothing for a slow hash to slow down.
enum SecretToken {
    /// A new token, never given out before.
    static func make() -> String {
        base64url(SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) })
    }

    /// What the database keeps of a token: 32 bytes.
    static func digest(_ token: String) -> Data {
        Data(SHA256.hash(data: Data(token.utf8)))
    }

    /// The CSRF token that belongs to a session token.
    ///
    /// It is derived and never stored; who knows it cannot go back to the session token.
    static func csrf(of token: String) -> String {
        let key = SymmetricKey(data: Data(token.utf8))
        return base64url(Data(HMAC<SHA256>.authenticationCode(for: Data("sehat.csrf".utf8), using: key)))
    }

    /// Whether a text could be a token at all; anything else costs no hash and no query.
    static func isPlausible(_ token: String) -> Bool {
        token.utf8.count == 43
            && token.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
                default: false
                }
            }
    }

    private static func base64url(_ data: Data) -> String {
        data.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
