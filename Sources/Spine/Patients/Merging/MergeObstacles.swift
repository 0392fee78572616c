import SehatCore
import SehatStore

/// What stands in the way of a merge: two people, or business that is not finished.
enum MergeObstacles {
    /// Every obstacle, so that all are named at once; empty when the two may be merged.
    static func of(
        _ survivor: PatientRecord, _ loser: PatientRecord, _ parts: [PatientPart], in tx: ReadTx
    ) throws -> [Problem] {
        if survivor.id == loser.id { return [Problem(.conflict, "patients.merge.same")] }
        var found: [Problem] = []
        for record in [survivor, loser] where try PatientAliases.current(record.id, in: tx) != record.id {
            found.append(Problem(.conflict, "patients.merge.already", params: ["mrn": record.mrn]))
        }
        if !survivor.sex.agrees(with: loser.sex) { found.append(Problem(.conflict, "patients.merge.sex")) }
        // The survivor's mark stands for both: a restricted record must not be opened to everybody by a merge.
        if survivor.isRestricted != loser.isRestricted { found.append(Problem(.conflict, "patients.merge.restricted")) }
        found += try identifiers(survivor, loser, in: tx)
        if try Relations.areRelated(survivor.id, loser.id, in: tx) {
            found.append(Problem(.conflict, "patients.merge.related"))
        }
        for record in [survivor, loser] {
            let summary = PatientSummary(record, today: tx.today)
            for part in parts { found += try part.obstacles(summary, tx) }
        }
        return found
    }

    /// Kinds of which a person has one number for life.
    private static let lifelong: [Set<IdentifierType>] = [[.cnic, .bform], [.abha]]

    private static func identifiers(
        _ survivor: PatientRecord, _ loser: PatientRecord, in tx: ReadTx
    ) throws -> [Problem] {
        let ours = try OpeningPatients.identifiers(of: survivor.id, in: tx)
        let theirs = try OpeningPatients.identifiers(of: loser.id, in: tx)
        return lifelong.compactMap { types in
            let mine = ours.filter { types.contains($0.type) }
            let other = theirs.filter { types.contains($0.type) }
            guard let first = other.first, !mine.isEmpty,
                Set(mine.map(\.searchKey)).isDisjoint(with: other.map(\.searchKey))
            else { return nil }
            return Problem(.conflict, "patients.merge.identifiers", params: ["type": first.type.rawValue])
        }
    }
}

extension Problem {
    /// A change was meant for a record that was merged; it has to be made to the one that stands.
    static func merged(into mrn: String, id: ID<Patient>) -> Problem {
        Problem(.conflict, "patients.merged.into", params: ["mrn": mrn, "patientID": id.description])
    }

    /// There is no such merge.
    static let mergeNotFound = Problem(.notFound, "patients.merge.notFound")
}
