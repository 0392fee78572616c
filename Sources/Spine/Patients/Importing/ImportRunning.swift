import Crypto
import Foundation
import GRDB
import SehatCore
import SehatStore

/// Carrying imports out: a dry run, the run itself, stopping and throwing away.
enum ImportRunning {
    static let jobKind = "patients.import"
    /// How many faults are kept for the report; all are counted.
    static let faultLimit = 100_000

    /// The payload of the job.
    struct Work: Codable, Sendable {
        let importID: ID<PatientImport>
    }

    /// Goes on where the last committed batch ended, whatever happened since.
    static let handler = JobHandler(jobKind, width: 1) { context in
        let id = try context.payload(Work.self).importID
        var prepared = try await ready(after: nil, of: id, context)
        while let rows = prepared {
            try Task.checkCancellation()
            // The next rows are read and checked while these are stored.
            async let next = ready(after: rows, of: id, context)
            let (goesOn, isTaken) = try await context.store.write(as: context.principal, name: "job.\(jobKind)") { tx in
                let isTaken = rows.batch.isNext(in: try ImportRows.require(id, in: tx))
                return (try take(rows.batch, rows.outcomes, in: tx), isTaken)
            }
            if !goesOn { return }
            prepared = isTaken ? try await next : try await ready(after: nil, of: id, context)
        }
    }

    /// The rows behind those given, or behind those that are stored; nil when there are none or nobody waits for them.
    private static func ready(
        after rows: ImportPrepared?, of id: ID<PatientImport>, _ context: JobContext
    ) async throws -> ImportPrepared? {
        let batch = try await context.store.read(as: context.principal) { tx in
            if let rows { try rows.batch.following(in: tx) } else { try ImportBatch.next(of: id, in: tx) }
        }
        guard let batch else { return nil }
        return try await ImportPreparing(batch.view).prepare(
            batch, after: rows?.twins, context.store, as: context.principal)
    }

    /// Begins a dry run, or the run.
    ///
    /// - Throws: 409 in a state in which that cannot be; 422 for a mapping that does not fit the file.
    static func begin(
        _ id: ID<PatientImport>, mapping: ImportMapping?, isDry: Bool, version: Int64?, in tx: Tx
    ) throws -> ImportView {
        var view = try ImportRows.require(id, in: tx)
        try tx.expect(version: view.version, version)
        if view.state == .stopped && !isDry {
            // What is registered stays; the rest follows by the mapping with which it began.
            view.state = .running
        } else {
            guard [.received, .checked].contains(view.state) else { throw Problem.importState(view.state) }
            view.mapping = mapping ?? view.mapping
            _ = try view.mapping.places(in: view.headings)
            try tx.db.execute(sql: "DELETE FROM patientsImportFault WHERE importID = ?", arguments: [id])
            view.nextOffset = view.firstOffset
            (view.rows, view.registered, view.duplicates, view.faulty) = (0, 0, 0, 0)
            view.state = isDry ? .checking : .running
        }
        view.version += 1
        try view.update(tx.db)
        tx.audit(isDry ? "patients.import.checkBegun" : "patients.import.runBegun", id)
        try tx.enqueue(try Job(jobKind, payload: Work(importID: id)))
        tx.announce("patients.import", id.description)
        return view
    }

    /// Ends a run after the batch at work; it can be taken up again.
    static func stop(_ id: ID<PatientImport>, in tx: Tx) throws -> ImportView {
        var view = try ImportRows.require(id, in: tx)
        guard [.checking, .running].contains(view.state) else { throw Problem.importState(view.state) }
        view.state = view.state == .running ? .stopped : .received
        view.version += 1
        try view.update(tx.db)
        tx.audit("patients.import.stopped", id, ["rows": .number(Int64(view.rows))])
        tx.announce("patients.import", id.description)
        return view
    }

    /// Removes the file and the faults; what was registered stays and can still be undone.
    static func discard(_ id: ID<PatientImport>, in tx: Tx) throws {
        var view = try ImportRows.require(id, in: tx)
        guard ![.checking, .running, .undoing, .discarded].contains(view.state) else {
            throw Problem.importState(view.state)
        }
        try tx.db.execute(sql: "DELETE FROM patientsImportPiece WHERE importID = ?", arguments: [id])
        try tx.db.execute(sql: "DELETE FROM patientsImportFault WHERE importID = ?", arguments: [id])
        view.sample = []
        if view.registered == 0 || ![.done, .undone, .stopped].contains(view.state) { view.state = .discarded }
        if view.state == .stopped { view.state = .done }
        view.version += 1
        try view.update(tx.db)
        tx.audit("patients.import.discarded", id)
        tx.announce("patients.import", id.description)
    }

    /// Stores what came of a batch together with how far the import is, so that neither can be without the other.
    ///
    /// - Returns: whether there is more to do.
    static func take(_ batch: ImportBatch, _ outcomes: [ImportOutcome], in tx: Tx) throws -> Bool {
        var view = try ImportRows.require(batch.view.id, in: tx)
        guard batch.isNext(in: view) else {
            return view.state == .checking || view.state == .running
        }
        var patients: [(row: Int, patient: PreparedPatient)] = []
        for (row, outcome) in zip(batch.rows, outcomes) {
            switch outcome {
            case .blank: break
            case .patient(let patient): patients.append((row.number, patient))
            case .faulty(let faults):
                try keep(faults, of: row.number, view, in: tx)
                view.faulty += 1
            case .duplicate(let mrn):
                let fault = ImportFault(
                    field: "row", code: "patients.field.importDuplicate", params: ["mrn": mrn], value: mrn)
                try keep([fault], of: row.number, view, in: tx)
                view.duplicates += 1
            }
        }
        view.registered += patients.count
        view.rows += batch.rows.count
        view.nextOffset = batch.nextOffset
        let digest = view.state == .running ? try ImportWriting.insert(patients, of: view.id, in: tx) : ""
        if batch.isLast {
            view.state = view.state == .running ? .done : .checked
            view.endedAt = tx.now
        }
        if batch.view.state == .running { try dropRead(view, in: tx) }
        try view.update(tx.db)
        tx.audit(
            batch.view.state == .running ? "patients.import.rows" : "patients.import.rowsChecked", view.id,
            [
                "last": .number(Int64(view.rows + 1)), "registered": .number(Int64(view.registered)),
                "duplicates": .number(Int64(view.duplicates)), "faulty": .number(Int64(view.faulty)),
                "digest": .text(digest),
            ])
        tx.announce("patients.import", view.id.description)
        return !batch.isLast
    }

    private static func keep(_ faults: [ImportFault], of row: Int, _ view: ImportView, in tx: Tx) throws {
        guard view.faulty + view.duplicates < faultLimit else { return }
        let statement = try tx.db.cachedStatement(
            sql: "INSERT INTO patientsImportFault (importID, row, position, fault) VALUES (?, ?, ?, ?)")
        for (position, fault) in faults.enumerated() {
            let text = String(decoding: try JSONEncoder().encode(fault), as: UTF8.self)
            try statement.execute(arguments: [view.id, row, position, text])
        }
    }

    /// Pieces whose rows are patients are no longer needed.
    private static func dropRead(_ view: ImportView, in tx: Tx) throws {
        let done = view.state == .done ? Int.max : view.nextOffset / ImportReceiving.pieceLength
        try tx.db.execute(
            sql: "DELETE FROM patientsImportPiece WHERE importID = ? AND number < ?", arguments: [view.id, done])
    }
}

extension Problem {
    /// The import is in a state in which this cannot be done.
    static func importState(_ state: ImportState) -> Problem {
        Problem(.conflict, "patients.import.state", params: ["state": state.rawValue])
    }
}
