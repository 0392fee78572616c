import Crypto
import Foundation

/// The digest of a token as the cache of sessions takes it.
enum SecretTokenDigest {
    static func of(_ token: String) -> SHA256Digest { SHA256.hash(data: Data(token.utf8)) }
}
