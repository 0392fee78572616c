import NIOCore

/// Sends people who have typed `http://` at the TLS port to `https://`, instead of a page of noise.
///
/// It looks at the first byte of a connection: TLS begins with 22, HTTP with a letter.
final class PlainRedirect: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var isDecided = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        guard !isDecided, let first = buffer.readableBytesView.first else {
            context.fireChannelRead(data)
            return
        }
        isDecided = true
        guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else {
            context.fireChannelRead(data)
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
            return
        }
        let answer = Self.answer(to: String(decoding: buffer.readableBytesView.prefix(4096), as: UTF8.self))
        let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer))).whenComplete { _ in
            loopBound.value.close(promise: nil)
        }
    }

    /// A redirect to the same address where the request names one, otherwise a plain refusal.
    static func answer(to request: String) -> String {
        let lines = request.split(separator: "\r\n")
        let target = lines.first?.split(separator: " ").dropFirst().first ?? "/"
        let host = lines.dropFirst().first { $0.lowercased().hasPrefix("host:") }?.dropFirst(5).drop { $0 == " " }
        guard let host, !host.isEmpty, target.hasPrefix("/"), (host + target).utf8.allSatisfy({ $0 > 32 && $0 < 127 })
        else { return "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" }
        return """
            HTTP/1.1 301 Moved Permanently\r\nLocation: https://\(host)\(target)\r\nConnection: close\r\n\
            Cache-Control: no-store\r\nContent-Length: 0\r\n\r\n
            """
    }
}

@available(*, unavailable)
extension PlainRedirect: Sendable {}
