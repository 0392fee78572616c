import GRDB
import SehatCore
import SehatStore

/// Whether messages about alarms reach each person: a mail server that refuses them must not go unnoticed on the page.
enum MessageWatch {
    /// Refused more often than this, a message counts; how long that must last before it is an alarm.
    static let attempts = 3
    private static let patienceSeconds: Int64 = 300
    /// How far back is looked, so that years of a dead mail server cost no more than its last month.
    private static let windowSeconds: Int64 = 30 * 86_400

    static func source(_ channels: AlarmChannels) -> AlarmSource {
        AlarmSource("messages", kinds: [.messagesFailing]) { store in
            try await store.read(as: .system("alarms")) { tx in try conditions(channels, in: tx) }
        }
    }

    /// The people whom nothing reached since the last message that did, of those to whom messages still go.
    private static func conditions(_ channels: AlarmChannels, in tx: ReadTx) throws -> [AlarmCondition] {
        try Row.fetchAll(
            tx.db,
            sql: """
                SELECT m.channel, m.recipient, count(*) AS number, max(m.error) AS error FROM alarmsMessage m
                WHERE m.state IN ('queued', 'failed') AND (m.state = 'failed' OR m.attempts >= ?) AND m.createdAt > ?
                  AND m.createdAt > coalesce((
                    SELECT max(s.sentAt) FROM alarmsMessage s
                    WHERE s.recipient = m.recipient AND s.channel = m.channel AND s.state = 'sent'), 0)
                GROUP BY m.channel, m.recipient ORDER BY m.channel, m.recipient
                """, arguments: [attempts, tx.now.adding(seconds: -windowSeconds)]
        ).compactMap { row in
            let (channel, recipient, number): (AlarmMessage.Channel, String, Int) = (
                row["channel"], row["recipient"], row["number"]
            )
            guard channels.people(channel).contains(recipient) else { return nil }
            let error: String = row["error"] ?? ""
            return AlarmCondition(
                .messagesFailing, subject: "\(channel.rawValue), \(recipient)",
                words: "\(number) did not arrive: \(error)",
                patienceSeconds: patienceSeconds)
        }
    }
}
