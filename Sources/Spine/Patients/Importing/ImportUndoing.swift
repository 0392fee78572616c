import GRDB
import SehatCore
import SehatStore

/// Taking the patients of an import back: those to whom nothing has happened since.
///
/// The number of such a patient stays given and leads nowhere; everything that was said about the person is removed.
struct ImportUndoing: Sendable {
    static let jobKind = "patients.import.undo"
    /// How many patients one transaction takes.
    static let batch = 500

    let parts: [PatientPart]

    var handler: JobHandler {
        JobHandler(Self.jobKind, width: 1) { [self] context in
            let id = try context.payload(ImportRunning.Work.self).importID
            while try await context.store.write(
                as: context.principal, name: "job.\(Self.jobKind)",
                { tx in
                    try step(id, in: tx)
                })
            { try Task.checkCancellation() }
        }
    }

    /// - Throws: 409 unless the import is over or stopped.
    static func begin(_ id: ID<PatientImport>, reason: String, in tx: Tx) throws -> ImportView {
        var checks = FieldChecks()
        let reason = checks.line("reason", reason, limit: 200)
        try checks.finish()
        var view = try ImportRows.require(id, in: tx)
        guard [.done, .stopped].contains(view.state) else { throw Problem.importState(view.state) }
        view.state = .undoing
        view.version += 1
        try view.update(tx.db)
        try tx.db.execute(sql: "DELETE FROM patientsImportPiece WHERE importID = ?", arguments: [id])
        tx.audit("patients.import.undoBegun", id, reason: reason)
        try tx.enqueue(try Job(jobKind, payload: ImportRunning.Work(importID: id)))
        tx.announce("patients.import", id.description)
        return view
    }

    /// Takes the next patients back. - Returns: whether there are more.
    private func step(_ id: ID<PatientImport>, in tx: Tx) throws -> Bool {
        var view = try ImportRows.require(id, in: tx)
        guard view.state == .undoing else { return false }
        let rows = try Row.fetchAll(
            tx.db,
            sql: "SELECT row, patientID FROM patientsImportRow WHERE importID = ? AND row > ? ORDER BY row LIMIT ?",
            arguments: [id, view.undoneTo, Self.batch])
        for row in rows {
            let patient: ID<Patient> = row["patientID"]
            if let record = try PatientRecord.find(patient, in: tx), try isUntouched(record, in: tx) {
                try withdraw(record, in: tx)
                view.removed += 1
            } else {
                view.kept += 1
            }
            view.undoneTo = row["row"]
        }
        let isOver = rows.count < Self.batch
        if isOver {
            view.state = .undone
            view.endedAt = tx.now
        }
        try view.update(tx.db)
        tx.audit(
            "patients.import.rowsUndone", id,
            ["removed": .number(Int64(view.removed)), "kept": .number(Int64(view.kept))])
        tx.announce("patients.import", id.description)
        return !isOver
    }

    /// Whether nobody has changed the record and no module holds anything about it. Having been looked at is no change.
    private func isUntouched(_ record: PatientRecord, in tx: ReadTx) throws -> Bool {
        guard record.version == 1, record.withdrawnAt == nil else { return false }
        let statement = try tx.db.cachedStatement(sql: touchedSQL)
        return try Bool.fetchOne(statement, arguments: [record.id]) == false
    }

    /// Tables that every patient stands in by being registered, and logs.
    private static let own: Set<String> = [
        "patientsIdentifier", "patientsMatchKey", "patientsImportRow",
        "patientsPair",
        "patientsEvent", "storeAudit", "patientsContactPoint",
    ]

    private var touchedSQL: String {
        let tables = parts.flatMap(\.tables).filter { !Self.own.contains($0.name) }
        let looks = tables.map { "EXISTS (SELECT 1 FROM \($0.name) WHERE \($0.column) = ?1)" }
        let pairs = ["firstID", "secondID"].map {
            "EXISTS (SELECT 1 FROM patientsPair WHERE \($0) = ?1 AND status <> 'open')"
        }
        return "SELECT " + (looks + pairs).joined(separator: " OR ")
    }

    private func withdraw(_ record: PatientRecord, in tx: Tx) throws {
        let id = record.id
        let before = record.facts(identifiers: try OpeningPatients.identifiers(of: id, in: tx))
        let nothing = PatientFacts(
            names: PatientNames(primary: ""), sex: .unknown, birthDate: nil, birthDateEstimated: false, phone: nil,
            hasNoPhone: false, identifiers: [], guardian: nil, address: nil, language: nil)
        try IdentifierRows.replace(before.identifiers, by: [], of: id, in: tx)
        try SearchRows.replace(before, by: nothing, of: id, in: tx)
        try tx.db.cachedStatement(sql: "DELETE FROM patientsContactPoint WHERE patientID = ?").execute(arguments: [id])
        for column in ["firstID", "secondID"] {
            try tx.db.cachedStatement(sql: "DELETE FROM patientsPair WHERE \(column) = ?").execute(arguments: [id])
        }
        var gone = record
        gone.take(nothing)
        gone.withdrawnAt = tx.now
        gone.updatedAt = tx.now
        gone.version += 1
        try gone.update(tx.db)
        tx.audit("patients.patient.withdrawn", id, patient: id, ["mrn": .text(record.mrn)])
    }
}
