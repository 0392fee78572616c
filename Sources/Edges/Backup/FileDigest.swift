import Crypto
import Foundation
import SehatStore

/// SHA-256 of whole files, read in pieces.
enum FileDigest {
    static func sha256(of file: URL) throws -> String {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        var hasher = SHA256()
        while let piece = try handle.read(upToCount: 4 << 20), !piece.isEmpty { hasher.update(data: piece) }
        return Hex.text(hasher.finalize())
    }
}

/// Making sure that what was written survives a power cut.
enum FileSync {
    /// Flushes the names in a directory and the files in it.
    ///
    /// - Throws: `StoreOpenError` or a `CocoaError` when anything may not be on the disk.
    static func directory(_ url: URL) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: url.path) {
            let file = url.appending(path: name)
            // A server that was killed leaves its socket behind.
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            try handle.synchronize()
        }
        try DurableFile.sync(url)
    }
}
