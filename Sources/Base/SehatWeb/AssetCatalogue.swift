import Crypto
import Foundation
import NIOCore
import SehatStore
import Synchronization

/// The web pages: every file under `/a/<hash>/`, where the hash is that of the whole tree, and `index.html` for every
/// other path outside `/api`.
///
/// Since the address of a file changes with the tree, browsers may keep files for ever, and an upgrade never mixes
/// versions. In `index.html` the text `__BASE__` becomes `/a/<hash>/`.
public final class AssetCatalogue: Sendable {
    struct Asset: Sendable {
        let contentType: String
        let plain: ByteBuffer
        var gzip: ByteBuffer?
        let etag: String
    }

    /// The hash of the tree: 16 hexadecimal digits.
    public let treeHash: String
    private let assets: Mutex<[String: Asset]>
    private let directory: URL?
    private let isCompressing = Atomic(false)
    private static let indexName = "index.html"
    static let placeholder = "__BASE__"

    /// - Parameter files: every file, `index.html` among them.
    public init(files: [AssetFile]) {
        let treeHash = Self.hash(of: files)
        self.treeHash = treeHash
        directory = nil
        assets = Mutex(Self.assets(of: files, base: "/a/\(treeHash)/"))
    }

    private static func assets(of files: [AssetFile], base: String) -> [String: Asset] {
        var assets: [String: Asset] = [:]
        for file in files {
            let bytes = file.path == indexName ? index(file.bytes, base: base) : file.bytes
            assets[file.path] = Asset(
                contentType: file.contentType, plain: ByteBuffer(bytes: bytes), etag: etag(bytes))
        }
        return assets
    }

    #if DEBUG
    /// Serves a directory as it stands at each request, for work on the pages; only in debug builds.
    ///
    /// - Parameter files: what is not in the directory, such as the fonts.
    public init(directory path: String, files: [AssetFile] = []) {
        treeHash = "dev"
        assets = Mutex(Self.assets(of: files, base: "/a/dev/"))
        directory = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
    }
    #endif

    /// Whether the caller is the first to ask, and so the one to compress.
    func beginCompressing() -> Bool { !isCompressing.exchange(true, ordering: .relaxed) }

    /// Compresses what gains from it; until this is done files are served as they are.
    func compress() throws {
        for (path, asset) in assets.withLock({ $0 }) where Gzip.gains(asset.contentType) {
            let gzip = try Gzip.compress(asset.plain)
            assets.withLock { $0[path]?.gzip = gzip }
        }
    }

    /// A file, nil where there is none.
    func asset(_ path: String) -> Asset? {
        let embedded = assets.withLock { $0[path] }
        guard let directory else { return embedded }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains(where: { $0.isEmpty || $0.hasPrefix(".") }) else { return nil }
        guard let data = try? Data(contentsOf: directory.appendingPathComponent(path)) else { return embedded }
        let bytes = path == Self.indexName ? Self.index(Array(data), base: "/a/dev/") : Array(data)
        return Asset(
            contentType: AssetFile.contentType(of: path), plain: ByteBuffer(bytes: bytes), etag: Self.etag(bytes))
    }

    var index: Asset? { asset(Self.indexName) }
    var isLive: Bool { directory != nil }

    private static func index(_ bytes: [UInt8], base: String) -> [UInt8] {
        Array(String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: placeholder, with: base).utf8)
    }

    private static func hash(of files: [AssetFile]) -> String {
        var hash = SHA256()
        for file in files.sorted(by: { $0.path < $1.path }) {
            hash.update(data: Array("\(file.path)\n\(file.bytes.count)\n".utf8))
            hash.update(data: file.bytes)
        }
        return String(Hex.text(hash.finalize()).prefix(16))
    }

    private static func etag(_ bytes: [UInt8]) -> String {
        "\"\(Hex.text(SHA256.hash(data: bytes)).prefix(16))\""
    }
}
