public import GRDB
public import SehatCore
import SehatStore

/// How a run stands.
public enum ScheduleRunState: String, WireEnum {
    case running, done, failed
    /// The process ended while it ran.
    case interrupted
}

extension ScheduleRunState: DatabaseValueConvertible {}

/// One run of a task, as it stands in the table and on the wire.
public struct ScheduleRun: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "scheduleRun"

    public let id: ID<ScheduleRun>
    /// The name of the task.
    public let task: String
    public var state: ScheduleRunState
    /// When it should have begun.
    public internal(set) var dueAt: Instant
    public internal(set) var startedAt: Instant
    public var endedAt: Instant?
    /// How many times it was due before and not run, because the server was down.
    public let missed: Int64
    /// What came of it, or why it failed, in English.
    public var words: String
    /// The key of the same in the catalogue; absent where there are only those words.
    public var key: String?
    /// What the words of `key` name.
    public var params: [String: String]?
    /// `schedule`, or the user who asked for it.
    public let startedBy: String

    /// Whether a run ended well and came to the same as this one.
    func isSame(_ state: ScheduleRunState, _ ending: ScheduleEnding) -> Bool {
        self.state == .done && state == .done && key == ending.key && params == ending.params && words == ending.words
    }

    /// This run with the times of the latest one that came to the same and was not noted by itself.
    func with(_ latest: QuietRun?) -> ScheduleRun {
        guard let latest, latest.same == id, latest.startedAt > startedAt else { return self }
        var run = self
        (run.dueAt, run.startedAt, run.endedAt) = (latest.dueAt, latest.startedAt, latest.endedAt)
        return run
    }
}

/// A run that came to the same as one that is noted.
struct QuietRun: Hashable, Sendable {
    let same: ID<ScheduleRun>
    let dueAt: Instant
    let startedAt: Instant
    let endedAt: Instant
}

/// How a run ended, as its row keeps it.
struct ScheduleEnding: Hashable, Sendable {
    let key: String?
    let params: [String: String]?
    let words: String

    /// Words of no catalogue.
    init(words: String) {
        key = nil
        params = nil
        self.words = words
    }

    /// What the catalogue says under `key`.
    init(_ key: String, _ params: [String: String], _ catalogue: Catalogue) {
        self.key = key
        self.params = params
        words = catalogue.text(key, .en, params)
    }
}

/// What the hospital has said about a task, and how far it is.
struct ScheduleTaskRecord: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "scheduleTask"

    let name: String
    /// Nil while the standard holds.
    var timetable: String?
    var isActive: Bool
    /// Every time it was due until then was run, or was caught up.
    var doneUntil: Instant
    /// When it is tried again after a failure.
    var retryAt: Instant?
    var version: Int64
}

/// A task on the wire.
public struct ScheduleTaskView: Codable, Hashable, Sendable {
    public let name: String
    /// The five fields in force; absent for a task that runs by hand only.
    public let timetable: String?
    /// What it would be without the hospital's own word.
    public let standard: String?
    public let isActive: Bool
    /// When it runs next; absent while it rests.
    public let nextAt: Instant?
    /// The newest run; of those that came to the same and are noted once an hour, the latest since the server started.
    public let last: ScheduleRun?
    public let version: Int64
}

/// A change of a task; what is absent stays.
public struct ScheduleTaskChange: Codable, Hashable, Sendable {
    /// Five fields of crontab; an empty text returns to the standard.
    public var timetable: String?
    public var isActive: Bool?
    /// The version that the caller saw.
    public var version: Int64?

    public init() {}
}
