import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Outgoing
import SehatCore

/// Hands one message to a mail server (RFC 5321). A server that offers no TLS where it must gets nothing.
struct MailClient: Sendable {
    let server: MailServer
    /// For the whole conversation.
    var seconds: Int64 = 60

    /// - Throws: `MessageFault` with the server's words, `OutgoingRefusal`.
    func send(_ mail: Mail) async throws {
        try Outgoing.require(.mail, host: server.host, port: server.port)
        guard Mail.isAddress(mail.to) else { throw MessageFault("no address") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await converse(mail) }
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw MessageFault("\(server.host) does not answer in time")
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func converse(_ mail: Mail) async throws {
        let tls = server.protection == .none ? nil : try context()
        let host = server.host
        // An address has no name to be asked for; its certificate is checked against the address.
        let name = NetworkAddress(host) == nil ? host : nil
        let isWrapped = server.protection == .tls
        let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
        do {
            channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(.seconds(10))
                .connect(host: host, port: server.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if isWrapped, let tls {
                            try channel.pipeline.syncOperations.addHandler(
                                NIOSSLClientHandler(context: tls, serverHostname: name))
                        }
                        return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw MessageFault("\(host):\(server.port) cannot be reached: \(error)")
        }
        try await channel.executeThenClose { inbound, outbound in
            var talk = MailTalk(inbound.makeAsyncIterator(), outbound)
            try await talk.expect(220)
            var offers = try await talk.hello()
            if server.protection == .startTLS {
                guard offers.contains("STARTTLS") else { throw MessageFault("\(host) offers no STARTTLS") }
                try await talk.say("STARTTLS", 220)
                guard talk.isEmpty, let tls else { throw MessageFault("\(host) said something before TLS began") }
                let inner = channel.channel
                try await inner.eventLoop.submit {
                    try inner.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: tls, serverHostname: name), position: .first)
                }.get()
                offers = try await talk.hello()
            }
            try await authenticate(&talk, offers)
            try await deliver(mail, &talk)
        }
    }

    private func authenticate(_ talk: inout MailTalk, _ offers: [String]) async throws {
        guard let user = server.user, let file = server.passwordFile else { return }
        let password = try SecretFile.read(file)
        let ways = offers.first { $0.hasPrefix("AUTH ") }?.split(separator: " ").dropFirst() ?? []
        let coded = { (text: String) in Data(text.utf8).base64EncodedString() }
        if ways.contains("PLAIN") {
            try await talk.say("AUTH PLAIN \(coded("\0\(user)\0\(password)"))", 235, as: "AUTH PLAIN")
        } else if ways.contains("LOGIN") {
            try await talk.say("AUTH LOGIN", 334)
            try await talk.say(coded(user), 334, as: "the user")
            try await talk.say(coded(password), 235, as: "the password")
        } else {
            throw MessageFault("\(server.host) offers neither AUTH PLAIN nor LOGIN")
        }
    }

    private func deliver(_ mail: Mail, _ talk: inout MailTalk) async throws {
        try await talk.say("MAIL FROM:<\(server.sender)>", 250)
        try await talk.say("RCPT TO:<\(mail.to)>", 250, 251)
        try await talk.say("DATA", 354)
        // What is base 64 or a head never begins with a dot.
        try await talk.say(mail.bytes(from: server.sender) + ".", 250, as: "the message")
        try? await talk.say("QUIT", 221)
    }

    private func context() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let file = server.authority {
            do {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
            } catch {
                throw MessageFault("the certificate file \(file) cannot be read")
            }
        }
        return try NIOSSLContext(configuration: configuration)
    }
}

/// The lines of a conversation with a mail server.
struct MailTalk {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var buffer = ByteBuffer()
    /// No answer of a mail server is longer.
    private static let longest = 64 << 10

    init(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound
        self.outbound = outbound
    }

    /// Whether nothing more was said than was read.
    var isEmpty: Bool { buffer.readableBytes == 0 }

    /// What the server offers.
    mutating func hello() async throws -> [String] {
        let name = ProcessInfo.processInfo.hostName
        let isName = name.utf8.allSatisfy { $0 == 0x2D || $0 == 0x2E || UInt8(ascii: "0")...UInt8(ascii: "z") ~= $0 }
        try await write("EHLO \(isName && !name.isEmpty ? name : "sehat")")
        return try await expect(250).dropFirst().map { $0.uppercased() }
    }

    /// - Parameter what: what the words of a failure call it, where the line holds a secret.
    mutating func say(_ line: String, _ codes: Int..., as what: String? = nil) async throws {
        try await write(line)
        let (code, lines) = try await answer()
        guard codes.contains(code) else {
            throw MessageFault("\(what ?? line): \(code) \(lines.joined(separator: " ").prefix(200))")
        }
    }

    @discardableResult
    mutating func expect(_ wanted: Int) async throws -> [String] {
        let (code, lines) = try await answer()
        guard code == wanted else { throw MessageFault("\(code) \(lines.joined(separator: " ").prefix(200))") }
        return lines
    }

    private func write(_ line: String) async throws {
        try await outbound.write(ByteBuffer(string: line + "\r\n"))
    }

    private mutating func answer() async throws -> (code: Int, lines: [String]) {
        var lines: [String] = []
        while true {
            let line = try await line()
            guard line.count >= 3, let code = Int(line.prefix(3)) else {
                throw MessageFault("no answer of a mail server")
            }
            lines.append(String(line.dropFirst(4)))
            if line.dropFirst(3).first != "-" { return (code, lines) }
        }
    }

    private mutating func line() async throws -> String {
        while true {
            if let end = buffer.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
                let length = end - buffer.readerIndex + 1
                let text = buffer.readString(length: length) ?? ""
                buffer.discardReadBytes()
                return text.trimmingCharacters(in: .whitespacesAndNewlines)
            }
            guard buffer.readableBytes < Self.longest else { throw MessageFault("an answer without an end") }
            guard var more = try await inbound.next() else {
                throw MessageFault("the mail server closed the connection")
            }
            buffer.writeBuffer(&more)
        }
    }
}
