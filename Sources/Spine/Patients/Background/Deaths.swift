import GRDB
public import SehatCore
public import SehatStore

/// A row of `patientsDeath`.
struct DeathRecord: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "patientsDeath"

    let id: ID<DeathRecord>
    let patientID: ID<Patient>
    let diedOn: CalendarDay
    let note: String?
    let recordedAt: Instant
    let recordedByName: String
    var withdrawnAt: Instant?
    var withdrawnByName: String?
    var withdrawReason: String?
}

/// When a patient died, as it was noted.
struct DeathView: Codable, Sendable {
    let diedOn: CalendarDay
    /// How it is known.
    let note: String?
    let recordedAt: Instant
    let recordedBy: String
}

/// A death to be noted.
struct NewDeath: Codable, Sendable {
    var diedOn: CalendarDay
    var note: String?
}

/// Patients who have died.
public enum Deaths {
    /// - Throws: 409 `patients.deceased` when the patient has died: nothing new is begun for the dead.
    public static func requireLiving(_ id: ID<Patient>, in tx: ReadTx) throws {
        guard let death = try current(of: id, in: tx) else { return }
        throw Problem(.conflict, "patients.deceased", params: ["date": death.diedOn.description])
    }

    /// The death of a patient; nil for the living.
    static func current(of id: ID<Patient>, in tx: ReadTx) throws -> DeathView? {
        try record(of: id, in: tx).map {
            DeathView(diedOn: $0.diedOn, note: $0.note, recordedAt: $0.recordedAt, recordedBy: $0.recordedByName)
        }
    }

    /// - Throws: 404; 422 when the day is in the future or before the birth; 409 when a death is noted already.
    static func note(_ id: ID<Patient>, _ input: NewDeath, in tx: Tx) throws -> DeathView? {
        let patient = try PatientSummaries.require(id, in: tx)
        var checks = FieldChecks()
        checks.expect(input.diedOn <= tx.today, "diedOn", "patients.field.deathFuture")
        checks.expect(
            isAfterBirth(input.diedOn, patient.birthDate, isEstimated: patient.birthDateEstimated), "diedOn",
            "patients.field.deathBeforeBirth")
        let note = checks.optionalLine("note", input.note, limit: 200)
        try checks.finish()
        try requireLiving(patient.id, in: tx)
        let record = DeathRecord(
            id: tx.newID(), patientID: patient.id, diedOn: input.diedOn, note: note, recordedAt: tx.now,
            recordedByName: tx.principal.username)
        try record.insert(tx.db)
        try refresh([patient.id], in: tx)
        tx.audit("patients.death.noted", record.id, patient: patient.id, ["diedOn": .text(input.diedOn.description)])
        tx.announce("patients.patient", patient.id.description)
        return try current(of: patient.id, in: tx)
    }

    /// Whether a day of death fits a birth; an estimated birth may lie `Age.estimateYears` away from the real one.
    static func isAfterBirth(_ day: CalendarDay, _ birth: CalendarDay?, isEstimated: Bool) -> Bool {
        guard let birth else { return true }
        return birth <= day || isEstimated && birth.year - day.year <= Age.estimateYears
    }

    /// - Throws: 422 on `birthDate` when a changed birth would lie behind the death that is noted.
    static func requireAfterBirth(_ diedOn: CalendarDay?, _ facts: PatientFacts) throws {
        guard let diedOn, !isAfterBirth(diedOn, facts.birthDate, isEstimated: facts.birthDateEstimated) else { return }
        throw Problem.invalid("birthDate", "patients.field.birthAfterDeath", ["date": diedOn.description])
    }

    /// Takes back a death that was noted by mistake.
    ///
    /// - Throws: 404 when none is noted; 422 without a reason.
    static func withdraw(of id: ID<Patient>, reason: String, in tx: Tx) throws {
        let id = try PatientAliases.current(id, in: tx)
        var checks = FieldChecks()
        let reason = checks.line("reason", reason, limit: 200)
        try checks.finish()
        guard var record = try record(of: id, in: tx) else { throw Problem(.notFound, "patients.death.notFound") }
        record.withdrawnAt = tx.now
        record.withdrawnByName = tx.principal.username
        record.withdrawReason = reason
        try record.update(tx.db)
        try refresh([id], in: tx)
        tx.audit("patients.death.withdrawn", record.id, patient: id, reason: reason)
        tx.announce("patients.patient", id.description)
    }

    /// Writes the day of death that stands into the records, where every list finds it.
    static func refresh(_ ids: [ID<Patient>], in tx: Tx) throws {
        for id in ids {
            try tx.db.cachedStatement(sql: "UPDATE patientsPatient SET diedOn = ? WHERE id = ?")
                .execute(arguments: [try record(of: id, in: tx)?.diedOn, id])
        }
    }

    private static func record(of id: ID<Patient>, in tx: ReadTx) throws -> DeathRecord? {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM patientsDeath WHERE patientID = ? AND withdrawnAt IS NULL ORDER BY id DESC LIMIT 1")
        return try DeathRecord.fetchOne(statement, arguments: [id])
    }
}
