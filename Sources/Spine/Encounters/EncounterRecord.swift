import Directory
import GRDB
import SehatCore
public import SehatStore

/// A visit of a patient. The phantom type of encounter ids.
public enum Encounter {}
/// A place in a queue. The phantom type of token ids.
public enum Token {}
/// The queue of a department or practitioner on one day. The phantom type of queue ids.
public enum Queue {}

/// A row of `encountersEncounter`.
struct EncounterRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "encountersEncounter"

    let id: ID<Encounter>
    let number: String
    let patientID: ID<Patient>
    let departmentID: ID<Department>
    let practitionerID: ID<Practitioner>?
    let kind: EncounterClass
    var status: EncounterStatus
    let day: CalendarDay
    let startedAt: Instant
    var endedAt: Instant?
    var version: Int64
}

/// A row of `encountersQueue`.
struct QueueRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "encountersQueue"

    let id: ID<Queue>
    let day: CalendarDay
    let departmentID: ID<Department>
    let practitionerID: ID<Practitioner>?
    let letters: String
    let room: String?
    /// The number of the newest token; numbers have no gap.
    var lastSequence: Int
    /// The last place in the line, which a token sent back takes anew.
    var lastPosition: Int
    /// How many tokens were called since one came before its turn.
    var normalCalls: Int
    /// How many tokens were called at least once, and when the first and the newest of these calls was.
    var calledTokens: Int
    var firstCallAt: Instant?
    var lastCallAt: Instant?
}

/// A row of `encountersToken`.
struct TokenRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "encountersToken"

    let id: ID<Token>
    let encounterID: ID<Encounter>
    let queueID: ID<Queue>
    let patientID: ID<Patient>
    let day: CalendarDay
    let sequence: Int
    let label: String
    var state: TokenState
    let priority: TokenPriority
    var position: Int
    /// Where the token was called to.
    var room: String?
    /// The room, while the patient is in it: no room has two.
    var servingRoom: String?
    var calls: Int
    let issuedAt: Instant
    var calledAt: Instant?
    var servedAt: Instant?
    var endedAt: Instant?
    var reason: String?
    var version: Int64
}

/// Numbers of visits: two digits of the year, the number within the year, a Luhn digit; digits only.
public enum EncounterNumber {
    static let series = "encounters.encounter"

    /// Takes the next number of a year out of the series, for a slip on paper; `Opening.enter` is given it later.
    ///
    /// - Throws: what the database throws.
    public static func reserve(year: Int, in tx: Tx) throws -> (number: String, serial: Int64) {
        let serial = try tx.nextNumber(series, year: year)
        return (format(year: year, serial: serial), serial)
    }

    static func format(year: Int, serial: Int64) -> String {
        let text = String(serial)
        let digits = String(year % 100) + String(repeating: "0", count: max(0, 6 - text.count)) + text
        return digits + String(Luhn.digit(for: digits) ?? 0)
    }
}

/// What people call a token: `A-047`.
enum TokenLabel {
    static func format(letters: String, sequence: Int) -> String {
        let text = String(sequence)
        return letters + "-" + String(repeating: "0", count: max(0, 3 - text.count)) + text
    }
}
