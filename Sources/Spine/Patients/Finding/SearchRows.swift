import GRDB
import Names
import SehatCore
import SehatStore

/// The rows by which a patient is found, kept in step with the names and the birth.
enum SearchRows {
    /// - Parameter mrn: the patient's record number, read here where the caller does not know it.
    static func insert(_ keys: PatientKeys, of id: ID<Patient>, mrn: String? = nil, in tx: Tx) throws {
        var writer = NameIndexWriter(tx)
        if let serial = mrn.flatMap(RecordNumber.serial) {
            try writer.insert(keys.names, at: serial)
        } else {
            try writer.insert(keys.names, of: id)
        }
        try insert(keys.matches.map { ($0, id) }, in: tx)
        try writer.finish()
    }

    /// - Parameter writer: one for all patients of a transaction; finished by who made it.
    static func insert(_ keys: PatientKeys, of id: ID<Patient>, _ writer: inout NameIndexWriter, in tx: Tx) throws {
        try writer.insert(keys.names, of: id)
        try insert(keys.matches.map { ($0, id) }, in: tx)
    }

    /// Adds the rows of a patient of an earlier version; those that are there stay.
    static func addMissing(
        _ facts: PatientFacts, of id: ID<Patient>, _ writer: inout NameIndexWriter, in tx: Tx
    ) throws {
        try insert(PatientKeys(facts), of: id, &writer, in: tx)
    }

    /// Replaces what differs; unchanged names cost nothing.
    static func replace(_ before: PatientFacts, by after: PatientFacts, of id: ID<Patient>, in tx: Tx) throws {
        if before.names != after.names {
            var writer = NameIndexWriter(tx)
            try writer.remove(NameEntry(names: before.names.all), of: id)
            try writer.insert(NameEntry(names: after.names.all), of: id)
            try writer.finish()
        }
        let (old, new) = (MatchKey.keys(before), MatchKey.keys(after))
        if old != new {
            for key in old {
                try tx.db.execute(
                    sql: "DELETE FROM patientsMatchKey WHERE key = ? AND patientID = ?", arguments: [key, id])
            }
            try insert(new.map { ($0, id) }, in: tx)
        }
    }

    /// The rows of `patientsMatchKey`; those that are there stay.
    static func insert(_ keys: [(key: String, patient: ID<Patient>)], in tx: Tx) throws {
        let statement = try tx.db.cachedStatement(
            sql: "INSERT OR IGNORE INTO patientsMatchKey (key, patientID) VALUES (?, ?)")
        for one in keys {
            try statement.run {
                $0.add(one.key)
                $0.add(one.patient)
            }
        }
    }
}

/// Every key of a patient, made of the facts alone and so away from the writer where there are many.
struct PatientKeys: Sendable {
    let names: NameEntry
    /// Of the names, where the birth is known; see `MatchKey`.
    let stems: [String]
    let matches: [String]

    init(_ facts: PatientFacts) {
        names = NameEntry(names: facts.names.all)
        stems = facts.birthDate == nil ? [] : MatchKey.stems(facts.names.all)
        matches = facts.birthDate.map { [stems] birth in stems.map { MatchKey.key($0, year: birth.year) } } ?? []
    }
}

/// The rows of a patient's identifiers.
enum IdentifierRows {
    /// - Parameter rules: the kinds as they are now; read here where the caller has not done so.
    static func insert(
        _ identifiers: [PatientIdentifier], of id: ID<Patient>, _ rules: IdentifierRules? = nil, in tx: Tx
    ) throws {
        if identifiers.isEmpty { return }
        let rules = try rules ?? IdentifierRules.current(in: tx)
        let statement = try tx.db.cachedStatement(
            sql: """
                INSERT INTO patientsIdentifier (id, patientID, type, value, searchKey, uniqueKey) VALUES (?, ?, ?, ?, ?, ?)
                """)
        for identifier in identifiers {
            let row = tx.newID(PatientIdentifier.self)
            try statement.run {
                $0.add(row)
                $0.add(id)
                $0.add(identifier.type.rawValue)
                $0.add(identifier.value)
                $0.add(rules.searchKey(of: identifier))
                $0.add(rules.uniqueKey(of: identifier))
            }
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
        return try statement.first({ $0.add(uniqueKey) }, { $0.id(0) })
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
