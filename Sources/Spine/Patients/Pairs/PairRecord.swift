public import GRDB
public import SehatCore
import SehatStore

/// Two records that may be of one person. The phantom type of pair ids.
public enum PatientPair {}

/// What became of a pair of records.
public enum PairStatus: String, WireEnum {
    /// Somebody has to look at it.
    case open
    /// Somebody has looked: they are two people.
    case dismissed
}

extension PairStatus: DatabaseValueConvertible {}
extension DuplicateReason: DatabaseValueConvertible {}

/// A row of `patientsPair`; the record registered first stands first.
struct PairRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "patientsPair"

    let id: ID<PatientPair>
    let firstID: ID<Patient>
    let secondID: ID<Patient>
    var score: Int
    var reason: DuplicateReason
    var status: PairStatus
    let foundAt: Instant
    var decidedAt: Instant?
    var decidedByName: String?
    var decision: String?
}

enum PairSchema {
    static let migrations = [
        Migration(
            "2026-11-21.21-patients-pair",
            """
            CREATE TABLE patientsPair (
                id INTEGER PRIMARY KEY,
                firstID INTEGER NOT NULL CONSTRAINT patientsPairFirst REFERENCES patientsPatient (id),
                secondID INTEGER NOT NULL CONSTRAINT patientsPairSecond REFERENCES patientsPatient (id),
                score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
                reason TEXT NOT NULL,
                status TEXT NOT NULL CONSTRAINT patientsPairStatus CHECK (status IN ('open', 'dismissed')),
                foundAt INTEGER NOT NULL,
                decidedAt INTEGER,
                decidedByName TEXT,
                decision TEXT,
                CONSTRAINT patientsPairOrder CHECK (firstID < secondID),
                CONSTRAINT patientsPairDecided CHECK ((status = 'dismissed') = (decision IS NOT NULL))
            ) STRICT;
            CREATE UNIQUE INDEX patientsPairOfTwo ON patientsPair (firstID, secondID);
            CREATE INDEX patientsPairSecondID ON patientsPair (secondID);
            CREATE INDEX patientsPairOpen ON patientsPair (status, score, id);
            """)
    ]

    static let tables: [PatientTable] = [
        .staying("patientsPair", column: "firstID"), .staying("patientsPair", column: "secondID"),
    ]
}

/// When two records count as alike.
public struct PairSettings: Codable, Hashable, Sendable {
    /// From which score on, 1 to 100, two records are put on the list of likely pairs.
    public var threshold: Int
    /// From which likeness on, 40 to 100, two names count as similar, at registration, in imports and on the list; 60 when
    /// absent.
    public var nameThreshold: Int?

    /// 60 and 60 unless something else is said: the same name and birth year, the same telephone and a similar name.
    public init(threshold: Int = 60, nameThreshold: Int? = nil) {
        self.threshold = threshold
        self.nameThreshold = nameThreshold
    }

    static let key = "patients.pairs"

    /// From which likeness on two names count as similar.
    var similarNames: Int { nameThreshold ?? NameSimilarity.threshold }

    static func current(in tx: ReadTx) throws -> PairSettings {
        try tx.setting(key) ?? PairSettings()
    }

    /// Stores the settings and looks through all records anew.
    static func set(_ settings: PairSettings, in tx: Tx) throws -> PairSettings {
        var checks = FieldChecks()
        checks.expect(
            (1...100).contains(settings.threshold), "threshold", "app.field.range", ["minimum": "1", "maximum": "100"])
        checks.expect(
            (40...100).contains(settings.similarNames), "nameThreshold", "app.field.range",
            ["minimum": "40", "maximum": "100"])
        try checks.finish()
        try tx.setSetting(key, settings)
        tx.audit(
            "patients.pairs.set",
            ["threshold": .number(Int64(settings.threshold)), "names": .number(Int64(settings.similarNames))])
        try PairSearch.begin(in: tx)
        return settings
    }
}
