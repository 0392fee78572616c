import Foundation
import GRDB
public import SehatCore
import SehatStore

/// To whom alarms go, and by what; from the configuration.
public struct AlarmChannels: Sendable {
    public var mail: MailServer?
    public var mailTo: [String] = []
    public var gateway: SMSGateway?
    public var smsTo: [String] = []
    /// The hospital's where nil.
    public var language: Language?
    /// No more than so many messages an hour to one person.
    public var perHour = 10

    /// Alarms on the page alone.
    public init() {}

    /// To whom a way of bringing messages goes; nobody where it is not set up.
    func people(_ channel: AlarmMessage.Channel) -> [String] {
        switch channel {
        case .email: mail == nil ? [] : mailTo
        case .sms: gateway == nil ? [] : smsTo
        }
    }
}

/// Writing messages into the outbox, in the transaction of the alarm that they tell of.
struct AlarmPost: Sendable {
    enum Event: String { case raised, cleared, test }

    static let jobKind = "alarms.send"

    let channels: AlarmChannels

    struct Payload: Codable, Sendable { let message: ID<AlarmMessage> }

    /// Queues a message to everybody; the kind and the place of the trouble, the hospital and the time, never a patient.
    func queue(_ alarm: Alarm?, _ event: Event, in tx: Tx) throws {
        let language = channels.language ?? tx.hospital.language
        let word = { (key: String, values: [String: String]) in tx.catalogue.text(key, language, values) }
        let what = alarm.map { alarm in
            word("alarms.kind.\(alarm.kind.rawValue)", [:]) + (alarm.subject.isEmpty ? "" : " (\(alarm.subject))")
        }
        let subject = word(
            "alarms.mail.\(event.rawValue)", ["what": what ?? "", "hospital": tx.hospital.name[language]])
        let lines = [subject, Self.time(tx.now, tx.hospital), alarm?.words ?? "", word("alarms.mail.page", [:])]
        let text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
        for person in channels.people(.email) { try put(alarm, .email, person, subject, text, in: tx) }
        // One part of an SMS in any script has 70 characters; three are enough.
        let short = String(subject.prefix(200))
        for person in channels.people(.sms) { try put(alarm, .sms, person, subject, short, in: tx) }
    }

    private func put(
        _ alarm: Alarm?, _ channel: AlarmMessage.Channel, _ recipient: String, _ subject: String, _ text: String,
        in tx: Tx
    ) throws {
        let recent =
            try Int.fetchOne(
                tx.db,
                sql: """
                    SELECT count(*) FROM alarmsMessage
                    WHERE recipient = ? AND createdAt > ? AND state <> 'withheld'
                    """, arguments: [recipient, tx.now.adding(seconds: -3600)]) ?? 0
        let message = AlarmMessage(
            id: tx.newID(), alarmID: alarm?.id, channel: channel, recipient: recipient, subject: subject, text: text,
            state: recent < channels.perHour ? .queued : .withheld, createdAt: tx.now, attempts: 0)
        try message.insert(tx.db)
        tx.audit(
            "alarms.message.queued", message.id,
            ["channel": .text(channel.rawValue), "state": .text(message.state.rawValue)])
        if message.state == .queued {
            try tx.enqueue(try Job(Self.jobKind, payload: Payload(message: message.id)))
        }
    }

    /// On the hospital's clock, with its distance from UTC.
    private static func time(_ now: Instant, _ hospital: HospitalProfile) -> String {
        let offset = Int64(hospital.timeZone.secondsFromGMT(for: now.date))
        let local = now.adding(seconds: offset).description.prefix(16).replacing("T", with: " ")
        let minutes = abs(offset) / 60
        let pad = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(local) \(offset < 0 ? "-" : "+")\(pad(minutes / 60)):\(pad(minutes % 60))"
    }
}
