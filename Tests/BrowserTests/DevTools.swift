import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import TestKit

/// The Chrome DevTools Protocol over its web socket: numbered commands, their answers, and events.
actor DevTools {
    /// What the browser said about a command, or that it is gone.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>
    private var number = 0
    private var waiting: [Int: CheckedContinuation<JSONValue, any Error>] = [:]
    private var ending: String?
    /// Errors that scripts and the browser reported, in words; what is in the console belongs to the test.
    private(set) var complaints: [String] = []

    private init(_ outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>) {
        self.outbound = outbound
    }

    /// Connects to `ws://127.0.0.1:PORT/devtools/browser/ID` while `body` runs.
    static func with<Value: Sendable>(
        _ address: String, _ body: @escaping @Sendable (DevTools) async throws -> Value
    ) async throws -> Value {
        guard let url = URL(string: address), let host = url.host, let port = url.port else {
            throw Failure(description: "no address: \(address)")
        }
        let channel = try await upgraded(host: host, port: port, path: url.path)
        return try await channel.executeThenClose { inbound, outbound in
            let tools = DevTools(outbound)
            return try await withThrowingTaskGroup(of: Value?.self) { group in
                group.addTask {
                    try await tools.receive(inbound)
                    return nil
                }
                group.addTask { try await body(tools) }
                defer { group.cancelAll() }
                while let value = try await group.next() {
                    if let value { return value }
                }
                throw Failure(description: "the browser has gone")
            }
        }
    }

    /// Asks and waits for the answer.
    ///
    /// - Parameter session: of the page; nil for the browser itself.
    @discardableResult
    func command(_ method: String, _ parameters: JSONValue = [:], session: String? = nil) async throws -> JSONValue {
        if let ending { throw Failure(description: ending) }
        number += 1
        let id = number
        var message: [String: JSONValue] = [
            "id": .number(Double(id)), "method": .text(method), "params": parameters,
        ]
        if let session { message["sessionId"] = .text(session) }
        let bytes = try JSONEncoder().encode(JSONValue.object(message))
        let frame = WebSocketFrame(
            fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(bytes: bytes))
        return try await withCheckedThrowingContinuation { continuation in
            waiting[id] = continuation
            Task {
                do { try await outbound.write(frame) } catch { self.answer(id, .failure(error)) }
            }
        }
    }

    private func answer(_ id: Int, _ result: Result<JSONValue, any Error>) {
        waiting.removeValue(forKey: id)?.resume(with: result)
    }

    private func receive(_ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>) async throws {
        defer { end("the browser has gone") }
        var text = ByteBuffer()
        for try await frame in inbound {
            switch frame.opcode {
            case .text, .continuation:
                var data = frame.unmaskedData
                text.writeBuffer(&data)
                guard frame.fin else { continue }
                try take(JSONDecoder().decode(JSONValue.self, from: Data(text.readableBytesView)))
                text.clear()
            case .ping:
                try await outbound.write(
                    WebSocketFrame(fin: true, opcode: .pong, maskKey: .random(), data: frame.unmaskedData))
            case .connectionClose: return
            default: break
            }
        }
    }

    private func take(_ message: JSONValue) throws {
        if let id = message["id"].number.map(Int.init) {
            if message["error"] == .null {
                answer(id, .success(message["result"]))
            } else {
                answer(id, .failure(Failure(description: message["error"]["message"].text ?? "refused")))
            }
            return
        }
        switch message["method"].text {
        case "Runtime.exceptionThrown":
            let details = message["params"]["exceptionDetails"]
            complaints.append(details["exception"]["description"].text ?? details["text"].text ?? "exception")
        case "Runtime.consoleAPICalled" where message["params"]["type"].text == "error":
            complaints.append(
                message["params"]["args"].items.compactMap { $0["value"].text ?? $0["description"].text }.joined(
                    separator: " "))
        default: break
        }
    }

    private func end(_ words: String) {
        ending = words
        for continuation in waiting.values { continuation.resume(throwing: Failure(description: words)) }
        waiting = [:]
    }

    private static func upgraded(
        host: String, port: Int, path: String
    ) async throws -> NIOAsyncChannel<WebSocketFrame, WebSocketFrame> {
        let upgrade = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let upgrader = NIOTypedWebSocketClientUpgrader<NIOAsyncChannel<WebSocketFrame, WebSocketFrame>>(
                        maxFrameSize: 64 << 20
                    ) { channel, _ in
                        channel.eventLoop.makeCompletedFuture {
                            try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                        }
                    }
                    let head = HTTPRequestHead(
                        version: .http1_1, method: .GET, uri: path,
                        headers: ["Host": "\(host):\(port)", "Content-Length": "0"])
                    return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
                        configuration: .init(
                            upgradeConfiguration: .init(upgradeRequestHead: head, upgraders: [upgrader]) { channel in
                                channel.eventLoop.makeFailedFuture(
                                    Failure(description: "the browser speaks no web socket"))
                            }))
                }
            }
        return try await upgrade.get()
    }
}
