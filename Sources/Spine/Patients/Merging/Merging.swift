import GRDB
import SehatCore
import SehatStore

/// Bringing two records of one person together, and taking them apart again.
struct Merging: Sendable {
    /// Every module that holds rows of patients.
    let parts: [PatientPart]

    /// Merges a record into the survivor: fields as chosen, identifiers of both, every row; all of it or nothing.
    ///
    /// - Throws: 404; 409 `app.stale` when one of them was changed since they were compared; 409 with the first obstacle;
    ///   422 without a reason.
    func merge(into survivorID: ID<Patient>, _ input: MergeInput, in tx: Tx) throws -> MergeView {
        let reason = try Self.reason(input.reason)
        var survivor = try PatientSummaries.record(survivorID, in: tx)
        var loser = try PatientSummaries.record(input.loserID, in: tx)
        try tx.expect(version: survivor.version, input.version)
        try tx.expect(version: loser.version, input.loserVersion)
        if let obstacle = try MergeObstacles.of(survivor, loser, parts, in: tx).first { throw obstacle }

        let before = survivor.facts(identifiers: [])
        let other = loser.facts(identifiers: [])
        var after = before
        let taken = MergeField.allCases.filter { field in
            input.take?.contains(field) == true && !before.agrees(with: other, in: field)
        }
        for field in taken { after.take(field, from: other) }
        let merge = MergeRecord(
            id: tx.newID(), survivorID: survivor.id, loserID: loser.id, taken: taken, factsBefore: before,
            factsAfter: after, reason: reason, mergedAt: tx.now, mergedByName: tx.principal.username)
        try merge.insert(tx.db)
        try ContactPoints.keepBoth(survivor, loser, after: after, in: tx)
        let moved = try MergeRows.move(merge, parts, in: tx)
        try AliasRecord(patientID: loser.id, survivorID: survivor.id, mergeID: merge.id).insert(tx.db)
        try Self.store(after, in: &survivor, tx)
        try Self.store(other, in: &loser, tx)
        try ContactPoints.dropDoubles(of: survivor, in: tx)
        try Deaths.refresh([survivor.id, loser.id], in: tx)
        try Self.note("patients.patient.merged", .merged, merge, survivor, loser, reason, moved, in: tx)
        return try MergeView(merge, in: tx)
    }

    /// Undoes a merge: exactly the rows that went over come back, and the survivor's fields that it changed are as they
    /// were before, unless they were changed again since. What came after the merge stays with the survivor.
    ///
    /// - Throws: 404; 409 `patients.unmerge.undone`, or `patients.unmerge.merged` while the survivor itself is merged
    ///   into another record; 422 without a reason.
    func unmerge(_ id: ID<Merge>, _ input: UnmergeInput, in tx: Tx) throws -> MergeView {
        let reason = try Self.reason(input.reason)
        guard var merge = try MergeRecord.fetchOne(tx.db, key: id) else { throw Problem.mergeNotFound }
        guard merge.undoneAt == nil else { throw Problem(.conflict, "patients.unmerge.undone") }
        var survivor = try PatientSummaries.record(merge.survivorID, in: tx)
        var loser = try PatientSummaries.record(merge.loserID, in: tx)
        guard try PatientAliases.current(survivor.id, in: tx) == survivor.id else {
            throw Problem(.conflict, "patients.unmerge.merged", params: ["mrn": survivor.mrn])
        }
        merge.undoneAt = tx.now
        merge.undoneByName = tx.principal.username
        merge.undoReason = reason
        try merge.update(tx.db)
        _ = try AliasRecord.deleteOne(tx.db, key: loser.id)
        let moved = try MergeRows.moveBack(merge, parts, in: tx)
        var facts = survivor.facts(identifiers: [])
        for field in merge.taken where facts.agrees(with: merge.factsAfter, in: field) {
            facts.take(field, from: merge.factsBefore)
        }
        try Self.store(facts, in: &survivor, tx)
        try Self.store(loser.facts(identifiers: []), in: &loser, tx)
        for record in [survivor, loser] { try ContactPoints.dropDoubles(of: record, in: tx) }
        try Deaths.refresh([survivor.id, loser.id], in: tx)
        try Pairs.separate(survivor.id, loser.id, reason: reason, in: tx)
        try Self.note(
            "patients.patient.unmerged", .unmerged, merge, survivor, loser, reason, ["all": moved], in: tx)
        return try MergeView(merge, in: tx)
    }

    private static func reason(_ text: String) throws -> String {
        var checks = FieldChecks()
        let reason = checks.line("reason", text, limit: 200)
        try checks.finish()
        return reason
    }

    /// The record with these facts and a new version, so that nobody goes on with what they saw before.
    private static func store(_ facts: PatientFacts, in record: inout PatientRecord, _ tx: Tx) throws {
        try SearchRows.replace(record.facts(identifiers: []), by: facts, of: record.id, in: tx)
        record.take(facts)
        record.updatedAt = tx.now
        record.version += 1
        try record.update(tx.db)
    }

    /// The audit entries of both records, the event for other systems, and the news for open pages.
    private static func note(
        _ action: String, _ code: PatientEvent.Code, _ merge: MergeRecord, _ survivor: PatientRecord,
        _ loser: PatientRecord, _ reason: String, _ rows: [String: Int], in tx: Tx
    ) throws {
        var detail: [String: AuditValue] = [
            "survivor": .text(survivor.mrn), "loser": .text(loser.mrn),
            "fields": .text(merge.taken.map(\.rawValue).joined(separator: " ")),
        ]
        for (table, count) in rows { detail["rows.\(table)"] = .number(Int64(count)) }
        for patient in [survivor, loser] {
            tx.audit(action, merge.id, patient: patient.id, detail, reason: reason)
            tx.announce("patients.patient", patient.id.description)
        }
        try PatientEvent(
            id: tx.newID(), code: code, patientID: survivor.id, at: tx.now,
            body: .init(
                recordNumber: survivor.mrn, names: survivor.names, priorRecordNumber: loser.mrn, reason: reason,
                by: tx.principal.username)
        ).insert(tx.db)
    }
}
