import GRDB
import Names
import SehatCore
import SehatStore

/// The rows by which a patient is found, kept in step with the names and the birth.
enum SearchRows {
    static func insert(_ facts: PatientFacts, of id: ID<Patient>, in tx: Tx) throws {
        try insert(PatientKeys(facts), of: id, in: tx)
    }

    static func insert(_ keys: PatientKeys, of id: ID<Patient>, in tx: Tx) throws {
        try insertNames(keys.names, of: id, in: tx)
        try insertSounds(keys.sounds, of: id, in: tx)
        try insertMatches(keys.matches, of: id, in: tx)
    }

    /// Adds the keys made of sounds, where a patient of an earlier version does not have them yet.
    static func addMissing(_ facts: PatientFacts, of id: ID<Patient>, in tx: Tx) throws {
        try insertSounds(SoundKeys(names: facts.names.all), of: id, in: tx)
        try insertMatches(MatchKey.keys(facts), of: id, in: tx)
    }

    /// Replaces what differs; unchanged names cost nothing.
    static func replace(_ before: PatientFacts, by after: PatientFacts, of id: ID<Patient>, in tx: Tx) throws {
        if before.names != after.names {
            for key in NameKeys(names: before.names.all).keys {
                try tx.db.execute(
                    sql: "DELETE FROM patientsNameKey WHERE key = ? AND patientID = ?", arguments: [key, id])
            }
            try insertNames(NameKeys(names: after.names.all), of: id, in: tx)
            for key in SoundKeys(names: before.names.all).keys {
                try tx.db.execute(
                    sql: "DELETE FROM patientsSoundKey WHERE key = ? AND patientID = ?", arguments: [key, id])
            }
            try insertSounds(SoundKeys(names: after.names.all), of: id, in: tx)
        }
        let (old, new) = (MatchKey.keys(before), MatchKey.keys(after))
        if old != new {
            for key in old {
                try tx.db.execute(
                    sql: "DELETE FROM patientsMatchKey WHERE key = ? AND patientID = ?", arguments: [key, id])
            }
            try insertMatches(new, of: id, in: tx)
        }
    }

    private static func insertNames(_ names: NameKeys, of id: ID<Patient>, in tx: Tx) throws {
        let statement = try tx.db.cachedStatement(
            sql: "INSERT INTO patientsNameKey (key, patientID, signature) VALUES (?, ?, ?)")
        for key in names.keys {
            try statement.execute(arguments: [key, id, names.signature])
        }
    }

    private static func insertSounds(_ sounds: SoundKeys, of id: ID<Patient>, in tx: Tx) throws {
        let statement = try tx.db.cachedStatement(
            sql: "INSERT OR IGNORE INTO patientsSoundKey (key, patientID, signature) VALUES (?, ?, ?)")
        for key in sounds.keys { try statement.execute(arguments: [key, id, sounds.signature]) }
    }

    private static func insertMatches(_ keys: [String], of id: ID<Patient>, in tx: Tx) throws {
        let statement = try tx.db.cachedStatement(
            sql: "INSERT OR IGNORE INTO patientsMatchKey (key, patientID) VALUES (?, ?)")
        for key in keys { try statement.execute(arguments: [key, id]) }
    }
}

/// Every key of a patient, made of the facts alone and so away from the writer where there are many.
struct PatientKeys: Sendable {
    let names: NameKeys
    let sounds: SoundKeys
    let matches: [String]

    init(_ facts: PatientFacts) {
        names = NameKeys(names: facts.names.all)
        sounds = SoundKeys(names: facts.names.all)
        matches = MatchKey.keys(facts)
    }
}

/// The rows of a patient's identifiers.
enum IdentifierRows {
    static func insert(_ identifiers: [PatientIdentifier], of id: ID<Patient>, in tx: Tx) throws {
        let rules = try IdentifierRules.needed(for: identifiers, in: tx)
        for identifier in identifiers {
            try IdentifierRecord(
                id: tx.newID(), patientID: id, type: identifier.type, value: identifier.value,
                searchKey: rules.searchKey(of: identifier), uniqueKey: rules.uniqueKey(of: identifier)
            ).insert(tx.db)
        }
    }

    /// Removes and adds what differs; the rows of the others stay as they are, with their ids.
    static func replace(
        _ before: [PatientIdentifier], by after: [PatientIdentifier], of id: ID<Patient>, in tx: Tx
    ) throws {
        for gone in before where !after.contains(gone) {
            try tx.db.execute(
                sql: "DELETE FROM patientsIdentifier WHERE patientID = ? AND type = ? AND value = ?",
                arguments: [id, gone.type, gone.value])
        }
        try insert(after.filter { !before.contains($0) }, of: id, in: tx)
    }

    /// Whose identifier this is; nil when it is nobody's.
    static func owner(of uniqueKey: String, in tx: ReadTx) throws -> ID<Patient>? {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT patientID FROM patientsIdentifier WHERE uniqueKey = ?")
        return try ID<Patient>.fetchOne(statement, arguments: [uniqueKey])
    }
}

/// Keys of "the same name, born in the same year".
enum MatchKey {
    /// The keys under which a patient is kept: one for each name, when the birth is known.
    static func keys(_ facts: PatientFacts) -> [String] {
        guard let birth = facts.birthDate else { return [] }
        return stems(facts.names.all).map { key($0, year: birth.year) }
    }

    /// The skeletons of each name's telling words in alphabetical order: one stem for all its scripts.
    static func stems(_ names: [String]) -> [String] {
        var stems: [String] = []
        for name in names {
            let stem = Skeleton.telling(PersonName(name)).joined(separator: " ")
            if !stem.isEmpty, !stems.contains(stem) { stems.append(stem) }
        }
        return stems
    }

    /// The key of a stem and a year of birth.
    static func key(_ stem: String, year: Int) -> String { "\(year) \(stem)" }
}
