import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// How long a client may take, and how many there may be.
public struct ConnectionLimits: Sendable, Hashable {
    /// From the opening of a connection to the end of the first request's head, TLS included.
    public var firstRequest: Duration = .seconds(20)
    /// From an answer to the end of the next request's head.
    public var keepAlive: Duration = .seconds(75)
    /// For each 64 KiB of a body.
    public var body: Duration = .seconds(30)
    /// Connections open at once; more wait in the system's queue.
    public var connections = 4096
    /// For what still comes of a body after its request was refused: it is read and dropped, since many clients send all
    /// of it before they look for the answer.
    public var linger: Duration = .seconds(60)
    /// Bytes of all header fields together.
    public var headers = 32 * 1024

    /// The limits above.
    public init() {}
}

/// Closes connections whose client is too slow, however steadily it drips; while an answer is being made nothing is
/// timed here.
final class ConnectionTimeouts: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    static let bodyStep = 64 * 1024
    private let limits: ConnectionLimits
    /// Until when something must have happened; nil while an answer is being made.
    private var deadline: NIODeadline?
    private var timer: (at: NIODeadline, task: Scheduled<Void>)?
    private var unanswered = 0
    /// The head of the answer to the request at work has gone out.
    private var hasBegunAnswer = false
    private var isReadingBody = false
    private var bodyBytes = 0
    /// The request was answered before its body had come: nobody reads the rest.
    private var isLingering = false

    init(limits: ConnectionLimits) {
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        deadline = context.eventLoop.now + TimeAmount(limits.firstRequest)
        arm(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.task.cancel()
        timer = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            unanswered += 1
            if unanswered == 1 { hasBegunAnswer = false }
            isReadingBody = true
            bodyBytes = 0
            deadline = context.eventLoop.now + TimeAmount(limits.body)
        case .body(let buffer):
            bodyBytes += buffer.readableBytes
            if bodyBytes >= Self.bodyStep, !isLingering {
                bodyBytes = 0
                deadline = context.eventLoop.now + TimeAmount(limits.body)
            }
        case .end:
            isReadingBody = false
            isLingering = false
            deadline = unanswered == 0 ? context.eventLoop.now + TimeAmount(limits.keepAlive) : nil
        }
        context.fireChannelRead(data)
    }

    /// Most requests arrive whole, so that no timer is set for their bodies.
    func channelReadComplete(context: ChannelHandlerContext) {
        if isReadingBody { arm(context) }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        if case .head = part { hasBegunAnswer = true }
        if case .end = part {
            unanswered -= 1
            if unanswered == 0 {
                isLingering = isReadingBody
                deadline = context.eventLoop.now + TimeAmount(isLingering ? limits.linger : limits.keepAlive)
                arm(context)
            }
        }
        context.write(data, promise: promise)
    }

    /// Sees to it that a timer fires at the deadline or before; one that fires early sets itself anew.
    private func arm(_ context: ChannelHandlerContext) {
        guard let deadline else { return }
        if let timer {
            if timer.at <= deadline { return }
            timer.task.cancel()
        }
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.timer = nil
            guard let deadline = self.deadline else { return }
            if deadline <= context.eventLoop.now { self.giveUp(context) } else { self.arm(context) }
        }
        timer = (deadline, task)
    }

    /// Closes the connection; whose body was too slow is told so first (RFC 9110, 15.5.9).
    private func giveUp(_ context: ChannelHandlerContext) {
        guard isReadingBody, unanswered == 1, !hasBegunAnswer else { return context.close(promise: nil) }
        hasBegunAnswer = true
        deadline = nil
        let body = context.channel.allocator.buffer(string: Self.tooSlow)
        var head = HTTPResponse(status: .requestTimeout)
        head.headerFields[.contentType] = "application/problem+json"
        head.headerFields[.contentLength] = String(body.readableBytes)
        head.headerFields[.connection] = "close"
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
    }

    /// Written before anything is known of the caller's language.
    private static let tooSlow = """
        {"type":"urn:sehat:problem:app.tooSlow","title":"The rest of the request did not come in time. Send it again.",\
        "status":408,"detail":"The rest of the request did not come in time. Send it again.","instance":"",\
        "code":"app.tooSlow"}
        """
}

@available(*, unavailable)
extension ConnectionTimeouts: Sendable {}
