import Crypto
import Foundation

/// A digest of a database file by the authentication codes of its pages alone.
///
/// A page's code covers its bytes and its number, so where every code is good the digest stands for every byte: a page of an
/// earlier state, whose own code is good too, changes it. Only a sixty-fourth of the file goes through SHA-256, and pieces
/// can be digested side by side: SHA-256 over the digests of pieces, each SHA-256 over the codes of 256 pages in order.
struct PageCodes {
    /// Pages of a piece; the last one may have fewer.
    static let piece = 256

    private var hasher = SHA256()

    /// The digest of one piece; whole pages follow one another in `pages`.
    static func digest(of pages: UnsafeRawBufferPointer) -> SHA256.Digest {
        var hasher = SHA256()
        for end in stride(from: PageCipher.pageSize, through: pages.count, by: PageCipher.pageSize) {
            hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: pages[(end - PageCipher.macSize)..<end]))
        }
        return hasher.finalize()
    }

    /// Takes the next piece.
    mutating func add(_ piece: SHA256.Digest) {
        piece.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    }

    /// 64 hexadecimal digits.
    func finish() -> String { Hex.text(hasher.finalize()) }
}
