import GRDB
public import SehatCore
import SehatStore
public import SehatWeb

extension Permission {
    /// See the alarms.
    public static let alarmsRead = Permission("alarms.read")
    /// Take note of alarms and try whether messages arrive.
    public static let alarmsAcknowledge = Permission("alarms.acknowledge")
}

/// The alarms over the API, and the job that brings messages.
public enum AlarmModule {
    /// The module as the product takes it.
    public static func module(_ watch: AlarmWatch) -> Module {
        Module(
            name: "alarms",
            permissions: [
                PermissionDeclaration(.alarmsRead, roles: ["administrator", "supervisor", "auditor"]),
                PermissionDeclaration(.alarmsAcknowledge, roles: ["administrator"]),
            ],
            migrations: AlarmSchema.migrations, endpoints: endpoints(watch),
            jobs: [AlarmSending(channels: watch.post.channels).handler])
    }

    struct ListInput: Codable, Sendable {
        var limit: Int?
        /// The `next` of the page before.
        var after: String?
    }

    struct Live: Codable, Sendable {
        /// Those that are so now.
        var items: [Alarm]
        /// How many of them nobody has taken note of.
        var loud: Int
        /// To how many people alarms go by e-mail and SMS.
        var mailRecipients: Int
        var smsRecipients: Int
    }

    struct Note: Codable, Sendable {
        /// What is being done about it.
        var note: String?
        var version: Int64?
    }

    struct Messages: Codable, Sendable { var items: [AlarmMessage] }

    private static func endpoints(_ watch: AlarmWatch) -> [Endpoint] {
        let channels = watch.post.channels
        return [
            .query(
                "/alarms", "alarms.alarm.live", .requires(.alarmsRead), "The alarms that are so now, the newest first."
            ) {
                (_: Call<NoInput>, tx: ReadTx) in
                let items = try AlarmBook.live(in: tx)
                return Live(
                    items: items, loud: items.count(where: \.isLoud),
                    mailRecipients: channels.mail == nil ? 0 : channels.mailTo.count,
                    smsRecipients: channels.gateway == nil ? 0 : channels.smsTo.count)
            },
            .query(
                "/alarms/history", "alarms.alarm.list", .requires(.alarmsRead),
                "All alarms there were, the newest first."
            ) { (call: Call<ListInput>, tx: ReadTx) in
                try AlarmBook.list(limit: call.input.limit, after: call.input.after, in: tx)
            },
            .command(
                "/alarms/{id}/acknowledge", "alarms.alarm.acknowledge", .requires(.alarmsAcknowledge),
                "Takes note of an alarm: it is quiet from now on."
            ) { (call: Call<Note>, tx: Tx) in
                try AlarmBook.acknowledge(
                    try call.id(), note: call.input.note, version: call.input.version, in: tx)
            },
            .query(
                "/alarms/messages", "alarms.message.list", .requires(.alarmsRead),
                "The newest messages about alarms, and whether they arrived."
            ) { (_: Call<NoInput>, tx: ReadTx) in
                Messages(
                    items: try AlarmMessage.fetchAll(
                        tx.db, sql: "SELECT * FROM alarmsMessage ORDER BY id DESC LIMIT 100"))
            },
            .command(
                "/alarms/test", "alarms.message.test", .requires(.alarmsAcknowledge),
                "Queues a test message to everybody to whom alarms go."
            ) { (_: Call<NoInput>, tx: Tx) in
                guard channels.mail != nil || channels.gateway != nil else {
                    throw Problem(.conflict, "alarms.noChannel")
                }
                tx.audit("alarms.message.tested")
                try AlarmPost(channels: channels).queue(nil, .test, in: tx)
                return Messages(
                    items: try AlarmMessage.fetchAll(
                        tx.db, sql: "SELECT * FROM alarmsMessage ORDER BY id DESC LIMIT ?",
                        arguments: [channels.mailTo.count + channels.smsTo.count]))
            },
        ]
    }
}
