public import Directory
public import Foundation
public import GRDB
public import SehatCore
public import SehatStore

/// A ward, counter or office that can work from paper: where its pack is written, and how the pack is sealed.
public struct DowntimePlace: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "downtimePlace"

    public let id: ID<DowntimePlace>
    public var name: String
    /// Its queues come first; absent for the whole hospital.
    public var departmentID: ID<Department>?
    /// An absolute path on the server: a share of the ward's computer, a disk. It must be there; it is never made.
    public var directory: String
    public var language: Language
    /// Of the passphrase. The passphrase itself is kept nowhere.
    public var salt: Data
    /// What PBKDF2 made of the passphrase; seals the pack.
    public var packKey: Data
    public var rounds: Int
    /// How many blank forms of each sort are kept ready.
    public var forms: Int
    /// After so many minutes without a new pack people are told.
    public var limitMinutes: Int
    public var isActive: Bool
    /// When the newest pack was written; absent before the first.
    public var madeAt: Instant?
    /// Why the newest try failed; absent when it did not.
    public var fault: String?
    public var bytes: Int64?
    public let createdAt: Instant
    public var version: Int64

    /// A place without a pack.
    public init(
        id: ID<DowntimePlace>, name: String, departmentID: ID<Department>?, directory: String, language: Language,
        salt: Data, packKey: Data, rounds: Int, forms: Int, limitMinutes: Int, createdAt: Instant
    ) {
        self.id = id
        self.name = name
        self.departmentID = departmentID
        self.directory = directory
        self.language = language
        self.salt = salt
        self.packKey = packKey
        self.rounds = rounds
        self.forms = forms
        self.limitMinutes = limitMinutes
        self.createdAt = createdAt
        isActive = true
        version = 1
    }
}

extension DowntimePlace {
    /// Whether there should be a newer pack than there is.
    public func isOld(at now: Instant) -> Bool {
        isActive && now.seconds(since: madeAt ?? createdAt) > Int64(limitMinutes) * 60
    }
}

/// The places, and the rows of what became of their packs.
public enum DowntimePlaces {
    /// All places by name, resting ones last.
    public static func list(in tx: ReadTx) throws -> [DowntimePlace] {
        try DowntimePlace.fetchAll(tx.db, sql: "SELECT * FROM downtimePlace ORDER BY isActive DESC, name")
    }

    /// - Throws: a 404 problem when there is no such place.
    public static func find(_ id: ID<DowntimePlace>, in tx: ReadTx) throws -> DowntimePlace {
        guard let place = try tx.row(DowntimePlace.self, id) else { throw Problem.downtimePlaceNotFound }
        return place
    }

    /// Adds a place.
    public static func insert(_ place: DowntimePlace, in tx: Tx) throws {
        try place.insert(tx.db)
        tx.audit("downtime.place.created", place.id, ["name": .text(place.name), "directory": .text(place.directory)])
        tx.announce(topic)
    }

    /// Writes a changed place.
    public static func update(_ place: DowntimePlace, in tx: Tx) throws {
        var place = place
        place.version += 1
        try place.update(tx.db)
        tx.audit(
            "downtime.place.changed", place.id,
            ["name": .text(place.name), "directory": .text(place.directory), "isActive": .flag(place.isActive)])
        tx.announce(topic)
    }

    /// Notes that a pack with patients' names was written there, or that it could not be.
    ///
    /// - Parameter outcome: bytes, lines of lists and SHA-256 of the file, or why it failed in words without names.
    public static func note(
        _ id: ID<DowntimePlace>, _ outcome: Result<(bytes: Int64, lines: Int, digest: String), DowntimeFault>,
        in tx: Tx
    ) throws {
        var place = try find(id, in: tx)
        switch outcome {
        case .success(let made):
            place.madeAt = tx.now
            place.fault = nil
            place.bytes = made.bytes
            tx.audit(
                "downtime.pack.made", id,
                ["bytes": .number(made.bytes), "lines": .number(Int64(made.lines)), "sha256": .text(made.digest)])
        case .failure(let fault):
            // Told once, not every quarter of an hour.
            guard place.fault != fault.description else { return }
            place.fault = fault.description
            tx.audit("downtime.pack.failed", id, ["words": .text(fault.description)])
        }
        try place.update(tx.db)
        tx.announce(topic)
    }

    /// What is announced when a place or a pack changes.
    static let topic = "downtime.place"
}

/// Why a pack could not be made: words for the administrator, without names of patients.
public struct DowntimeFault: Error, CustomStringConvertible, Sendable {
    public let description: String

    /// A fault in words.
    public init(_ description: String) {
        self.description = description
    }
}
