import GRDB
import SehatCore
import SehatStore

/// Bringing messages to people; tried again with growing pauses until they arrive or a day is over.
struct AlarmSending: Sendable {
    let channels: AlarmChannels

    /// With the outbox's pauses about a day.
    static let attempts = 25

    var handler: JobHandler {
        JobHandler(AlarmPost.jobKind, maxAttempts: Self.attempts, width: 2) { context in
            let payload = try context.payload(AlarmPost.Payload.self)
            let message = try await context.store.read(as: context.principal) { tx in
                try tx.row(AlarmMessage.self, payload.message)
            }
            guard let message, message.state == .queued else { return }
            do {
                try await send(message)
            } catch {
                try await failed(message, "\(error)", context)
                throw JobFailure("\(error)")
            }
            _ = try await context.finish { tx in
                var message = message
                message.state = .sent
                message.sentAt = tx.now
                message.attempts = context.attempt
                message.error = nil
                try message.update(tx.db)
                tx.audit("alarms.message.sent", message.id, ["channel": .text(message.channel.rawValue)])
                tx.announce(AlarmBook.topic)
            }
        }
    }

    private func send(_ message: AlarmMessage) async throws {
        switch message.channel {
        case .email:
            guard let mail = channels.mail else { throw MessageFault("no mail server is set any more") }
            try await MailClient(server: mail).send(
                Mail(
                    to: message.recipient, subject: message.subject, text: message.text, id: message.id.description,
                    at: message.createdAt))
        case .sms:
            guard let gateway = channels.gateway else { throw MessageFault("no SMS gateway is set any more") }
            try await gateway.send(message.text, to: message.recipient)
        }
    }

    private func failed(_ message: AlarmMessage, _ words: String, _ context: JobContext) async throws {
        try await context.store.write(as: context.principal) { tx in
            var message = message
            message.attempts = context.attempt
            message.error = String(words.prefix(300))
            if context.attempt >= Self.attempts { message.state = .failed }
            try message.update(tx.db)
            tx.audit(
                "alarms.message.failed", message.id,
                ["channel": .text(message.channel.rawValue), "attempt": .number(Int64(context.attempt))])
            tx.announce(AlarmBook.topic)
        }
    }
}

/// Why a message was not taken, in words for the administrator: no secrets.
struct MessageFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
