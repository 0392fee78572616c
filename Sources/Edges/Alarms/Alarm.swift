public import GRDB
public import SehatCore

/// An alarm from its raising to its end.
public struct Alarm: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "alarmsAlarm"

    public let id: ID<Alarm>
    public let kind: AlarmKind
    /// Which target, printer or place; empty where there is only one.
    public let subject: String
    /// What was found last, in English, for the administrator.
    public internal(set) var words: String
    public let isEvent: Bool
    public let raisedAt: Instant
    /// When it was no longer so; absent while it is.
    public internal(set) var clearedAt: Instant?
    public internal(set) var acknowledgedAt: Instant?
    public internal(set) var acknowledgedBy: ID<User>?
    public internal(set) var acknowledgedByName: String?
    /// What the person said who took note.
    public internal(set) var note: String?
    /// When people were told last.
    var toldAt: Instant?
    public internal(set) var version: Int64

    /// Whether it is so now and nobody has taken note: what banners show.
    public var isLoud: Bool { clearedAt == nil && acknowledgedAt == nil }
}

/// A message about an alarm on its way to one person.
public struct AlarmMessage: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "alarmsMessage"

    /// How it is brought.
    public enum Channel: String, WireEnum, DatabaseValueConvertible {
        case email, sms
    }

    /// Where it is.
    public enum State: String, WireEnum, DatabaseValueConvertible {
        case queued, sent, failed
        /// Not sent, because too many went to this person within an hour.
        case withheld
    }

    public let id: ID<AlarmMessage>
    /// Absent for a test.
    public let alarmID: ID<Alarm>?
    public let channel: Channel
    public let recipient: String
    public let subject: String
    public let text: String
    public internal(set) var state: State
    public let createdAt: Instant
    public internal(set) var sentAt: Instant?
    public internal(set) var attempts: Int
    /// Why the last attempt failed.
    public internal(set) var error: String?
}
