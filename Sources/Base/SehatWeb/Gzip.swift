import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPCompression

/// Compression of whole files, done once, away from the event loops.
enum Gzip {
    /// Media types that gain from it; pictures and fonts are compressed already.
    static func gains(_ contentType: String) -> Bool {
        contentType.hasPrefix("text/") || contentType.hasPrefix("application/j") || contentType.hasPrefix("image/svg")
            || contentType.hasPrefix("application/manifest")
    }

    /// The bytes as a gzip file, or nil where that saves less than a tenth.
    static func compress(_ bytes: ByteBuffer) throws -> ByteBuffer? {
        let channel = EmbeddedChannel(handler: NIOHTTPRequestCompressor(encoding: .gzip))
        let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: "/")
        try channel.writeOutbound(HTTPClientRequestPart.head(head))
        try channel.writeOutbound(HTTPClientRequestPart.body(.byteBuffer(bytes)))
        try channel.writeOutbound(HTTPClientRequestPart.end(nil))
        var compressed = ByteBuffer()
        while let part = try channel.readOutbound(as: HTTPClientRequestPart.self) {
            if case .body(.byteBuffer(var piece)) = part { compressed.writeBuffer(&piece) }
        }
        _ = try channel.finish(acceptAlreadyClosed: true)
        return compressed.readableBytes * 10 < bytes.readableBytes * 9 ? compressed : nil
    }
}
