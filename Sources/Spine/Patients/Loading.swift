import GRDB
import SehatCore
package import SehatStore

/// Taking over many patients in one command, as from another system.
package enum Loading {
    /// Registers people who are known to be different: checked like any registration and numbered like any, but not
    /// looked for among the patients who are there, and with one audit entry for all of them.
    ///
    /// - Throws: 422 with the wrong fields of the first person who is not in order; nobody is registered then.
    package static func load(_ people: [NewPatient], in tx: Tx) throws {
        let home = tx.hospital.currency
        var writer = NameIndexWriter(tx)
        let rules = try IdentifierRules.current(in: tx)
        var number = try tx.nextNumbers(Registering.series, count: people.count)
        for person in people {
            let facts = try PatientChecks.facts(person, today: tx.today, home: home, rules: rules)
            let record = PatientRecord(facts, id: tx.newID(), mrn: RecordNumber.format(number), at: tx.now)
            number += 1
            try record.insert(in: tx)
            try IdentifierRows.insert(facts.identifiers, of: record.id, rules, in: tx)
            try SearchRows.insert(PatientKeys(facts), of: record.id, &writer, in: tx)
        }
        try writer.finish()
        tx.audit("patients.patient.loaded", ["count": .number(Int64(people.count))])
        tx.announce("patients.patient")
    }
}

extension PatientRecord {
    /// The first version of a patient's row.
    init(_ facts: PatientFacts, id: ID<Patient>, mrn: String, at now: Instant, reasonForNew: String? = nil) {
        self.init(
            id: id, mrn: mrn, name: "", otherName: nil, sex: facts.sex, birthDate: nil, birthDateEstimated: false,
            phone: nil, hasNoPhone: false, phoneKey: nil, guardianRelation: nil, guardianName: nil, address: nil,
            language: nil, nameKeys: "", reasonForNew: reasonForNew, createdAt: now, updatedAt: now, version: 1)
        take(facts)
    }
}

/// How much room finding takes.
package enum SearchSize {
    /// The bytes of the patients' rows, and of everything that is kept beside them to find them by.
    package static func measure(in tx: ReadTx) throws -> (table: Int, index: Int) {
        let sizes = try Row.fetchAll(
            tx.db, sql: "SELECT name, sum(pgsize) AS size FROM dbstat WHERE name LIKE 'patients%' GROUP BY name")
        let bytes: [String: Int] = sizes.reduce(into: [:]) { $0[$1["name"]] = $1["size"] }
        let table = bytes["patientsPatient", default: 0] + bytes["patientsIdentifier", default: 0]
        let index = bytes.filter { $0.key != "patientsPatient" && $0.key != "patientsIdentifier" }.map(\.value).reduce(
            0, +)
        return (table, index)
    }
}
