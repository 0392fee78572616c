import GRDB
public import Patients
import SehatCore
import SehatStore

/// What visits hold about patients.
public enum EncounterPatientPart {
    /// The tables, the numbers of tokens and visits, the day of the last visit, and an open visit as an obstacle to a merge.
    public static let part = PatientPart(
        tables: [.moving("encountersEncounter"), .moving("encountersToken")], finders: [token, visit],
        lastVisit: lastVisit
    ) { patient, tx in
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT number FROM encountersEncounter WHERE patientID = ? AND status IN ('open', 'inProgress')
                ORDER BY id DESC LIMIT 1
                """)
        guard let number = try String.fetchOne(statement, arguments: [patient.id]) else { return [] }
        return [Problem(.conflict, "encounters.merge.open", params: ["mrn": patient.mrn, "number": number])]
    } history: { query, tx in
        try EncounterHistory.list(query, in: tx)
    }

    /// A token of today, of any queue with these letters: `A-047`, `a47`.
    private static let token = PatientFinder(.token) { number, tx in
        guard !number.letters.isEmpty, let sequence = Int(number.digits) else { return [] }
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT t.patientID FROM encountersQueue q CROSS JOIN encountersToken t ON t.queueID = q.id AND t.sequence = ?3
                WHERE q.day = ?1 AND q.letters = ?2 ORDER BY t.id
                """)
        return try ID<Patient>.fetchAll(statement, arguments: [tx.today, number.letters, sequence])
    }

    private static let visit = PatientFinder(.visit) { number, tx in
        guard number.letters.isEmpty, number.digits.count >= 9, Luhn.isValid(number.digits) else { return [] }
        let statement = try tx.db.cachedStatement(sql: "SELECT patientID FROM encountersEncounter WHERE number = ?")
        return try ID<Patient>.fetchAll(statement, arguments: [number.digits])
    }

    private static let lastVisit = LastVisit { patient, tx in
        let statement = try tx.db.cachedStatement(
            sql: "SELECT day FROM encountersEncounter WHERE patientID = ? ORDER BY id DESC LIMIT 1")
        return try CalendarDay.fetchOne(statement, arguments: [patient])
    }
}
