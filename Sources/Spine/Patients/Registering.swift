import Crypto
import Foundation
import GRDB
public import SehatCore
public import SehatStore

/// Making and changing patients.
public enum Registering {
    /// The series from which record numbers are taken.
    static let series = "patients.mrn"

    /// Registers a patient under a new record number.
    ///
    /// - Parameter mrn: a number that was taken from the series before, for a form on paper; the next one where nil.
    /// - Throws: 422 with every wrong field; 409 `patients.identifier.takenBy` when an identifier is another patient's;
    ///   409 `patients.duplicate.likely` when the person is likely there already and `reasonForNew` is missing.
    public static func register(_ input: NewPatient, mrn: String? = nil, in tx: Tx) throws -> PatientView {
        let rules = try IdentifierRules.needed(for: input.identifiers, in: tx)
        var input = input
        input.identifiers = try rules.numbered(input.identifiers, in: tx)
        let facts = try PatientChecks.facts(input, today: tx.today, home: tx.hospital.currency, rules: rules)
        try RegistrationQuestions.check(occupation: input.occupation, religion: input.religion, in: tx)
        let points = try PatientChecks.contactPoints(input, home: tx.hospital.currency)
        let reason = try reason(input)
        try refuseTaken(facts.identifiers, rules, except: nil, in: tx)
        let keys = PatientKeys(facts)
        let settings = try PairSettings.current(in: tx)
        let found = try Duplicates.candidates(DuplicateProbe(facts, keys, points: points), rules, settings, in: tx)
        if reason == nil {
            let likely = found.filter(\.isLikely)
            guard likely.isEmpty else {
                throw Problem.likelyDuplicate(try PatientAliases.resolved(likely, in: tx))
            }
        }
        let record = PatientRecord(
            facts, id: tx.newID(), mrn: try mrn ?? RecordNumber.format(try tx.nextNumber(series)), at: tx.now,
            reasonForNew: reason)
        try record.insert(in: tx)
        try IdentifierRows.insert(facts.identifiers, of: record.id, rules, in: tx)
        try SearchRows.insert(keys, of: record.id, mrn: record.mrn, in: tx)
        if !points.isEmpty {
            try ContactPoints.insert(points.filter { $0.value != record.preferred($0.form) }, of: record.id, in: tx)
        }
        if reason != nil { try PairSearch.note(found, of: record.id, settings, in: tx) }
        tx.audit(
            "patients.patient.registered", record.id, patient: record.id,
            ["mrn": .text(record.mrn), "digest": .text(digest(facts))], reason: reason)
        tx.announce("patients.patient", record.id.description)
        return PatientView(record, identifiers: facts.identifiers, today: tx.today)
    }

    /// Changes what is known about a patient; a change that changes nothing leaves the version as it is.
    ///
    /// - Parameter version: the version that the caller has seen.
    /// - Throws: 404; 409 `app.stale` when the record was changed since; 422 with every wrong field; 409
    ///   `patients.identifier.takenBy` when an identifier is another patient's; 409 `patients.merged.into` when the record
    ///   was merged into another.
    public static func update(
        _ id: ID<Patient>, _ change: PatientChange, version: Int64, in tx: Tx
    ) throws -> PatientView {
        var record = try PatientSummaries.record(id, in: tx)
        let current = try PatientAliases.current(id, in: tx)
        if current != id {
            throw Problem.merged(into: try PatientSummaries.record(current, in: tx).mrn, id: current)
        }
        try RestrictedPatients.requireOpen(record, in: tx)
        try tx.expect(version: record.version, version)
        try RegistrationQuestions.check(occupation: change.occupation, religion: change.religion, in: tx)
        let before = record.facts(identifiers: try OpeningPatients.identifiers(of: id, in: tx))
        let rules = try IdentifierRules.needed(for: change.identifiers, in: tx)
        var input = change.applied(to: before)
        input.identifiers = try rules.numbered(input.identifiers, in: tx)
        let after = try PatientChecks.facts(
            input, today: tx.today, home: tx.hospital.currency, rules: rules, known: before.identifiers)
        if after == before { return PatientView(record, identifiers: after.identifiers, today: tx.today) }
        try refuseTaken(after.identifiers.filter { !before.identifiers.contains($0) }, rules, except: id, in: tx)
        if after.identifiers != before.identifiers {
            try IdentifierRows.replace(before.identifiers, by: after.identifiers, of: id, in: tx)
        }
        try SearchRows.replace(before, by: after, of: id, in: tx)
        record.take(after)
        record.updatedAt = tx.now
        record.version += 1
        try record.update(tx.db)
        if after.phone != before.phone || after.address != before.address {
            try ContactPoints.dropDoubles(of: record, in: tx)
        }
        try PairSearch.refresh(id, after, in: tx)
        tx.audit(
            "patients.patient.updated", id, patient: id,
            [
                "fields": .text(after.fields(changedFrom: before).joined(separator: " ")),
                "before": .text(digest(before)), "after": .text(digest(after)),
            ])
        tx.announce("patients.patient", id.description)
        return PatientView(record, identifiers: after.identifiers, today: tx.today)
    }

    private static func reason(_ input: NewPatient) throws -> String? {
        var checks = FieldChecks()
        let reason = checks.optionalLine("reasonForNew", input.reasonForNew, limit: 200)
        try checks.finish()
        return reason
    }

    private static func refuseTaken(
        _ identifiers: [PatientIdentifier], _ rules: IdentifierRules, except id: ID<Patient>?, in tx: ReadTx
    ) throws {
        for (index, identifier) in identifiers.enumerated() {
            guard let key = rules.uniqueKey(of: identifier), let owner = try IdentifierRows.owner(of: key, in: tx),
                owner != id
            else { continue }
            let patient = try PatientSummaries.record(owner, in: tx)
            throw Problem.identifierTaken(
                identifier.type, field: "identifiers.\(index).value", by: patient.mrn, id: owner)
        }
    }

    /// SHA-256 of the facts in canonical JSON: shows that a record is, or is not, what it was, without saying it.
    private static func digest(_ facts: PatientFacts) -> String {
        Hex.text(SHA256.hash(data: facts.canonicalJSON))
    }
}

extension PatientFacts {
    /// The names of the fields in which the two differ.
    func fields(changedFrom before: PatientFacts) -> [String] {
        let checks: [(String, Bool)] = [
            ("names", names == before.names), ("sex", sex == before.sex),
            ("birthDate", birthDate == before.birthDate && birthDateEstimated == before.birthDateEstimated),
            ("phone", phone == before.phone && hasNoPhone == before.hasNoPhone),
            ("identifiers", identifiers == before.identifiers), ("guardian", guardian == before.guardian),
            ("address", address == before.address), ("language", language == before.language),
            ("languages", languages == before.languages), ("occupation", occupation == before.occupation),
            ("religion", religion == before.religion),
        ]
        return checks.filter { !$0.1 }.map(\.0)
    }
}
