import GRDB
import SehatCore
public import SehatStore

/// Looking for records that may be of one person: at each registration and change, and through all
/// records when the schedule or a person asks for it.
public enum PairSearch {
    static let jobKind = "patients.pairs.find"
    /// How many records one job looks at, so that none holds anything up.
    static let chunk = 200

    /// The payload of the job: where to go on.
    struct Step: Codable, Sendable {
        var after: Int64
    }

    /// One record and those that may be the same person.
    struct Finding: Sendable {
        let id: ID<Patient>
        let others: [(id: ID<Patient>, score: Int, reason: DuplicateReason)]
    }

    /// Between two parts the machine is left to the counters for as long as a part took: nobody waits for the list.
    static let handler = JobHandler(jobKind, width: 1) { context in
        let step = try context.payload(Step.self)
        let start = ContinuousClock.now
        let findings = try await context.store.read(as: context.principal) { tx in try look(after: step.after, in: tx) }
        let pause = Int64((ContinuousClock.now - start) / .milliseconds(1))
        _ = try await context.finish { tx in try take(findings, step, pause: pause, in: tx) }
    }

    /// Begins to look through all records now; the jobs of the outbox do it, a part at a time.
    public static func begin(in tx: Tx) throws {
        try tx.enqueue(try Job(jobKind, payload: Step(after: 0)))
    }

    /// What is found for the next records.
    private static func look(after: Int64, in tx: ReadTx) throws -> [Finding] {
        let settings = try PairSettings.current(in: tx)
        let rules = try IdentifierRules.current(in: tx)
        let records = try tx.db.cachedStatement(sql: PatientRecord.afterSQL).all(
            {
                $0.add(after)
                $0.add(chunk)
            }, PatientRecord.init)
        return try records.map { record in
            let facts = record.facts(identifiers: try OpeningPatients.identifiers(of: record.id, in: tx))
            return try finding(record.id, DuplicateProbe(facts), rules, settings, in: tx)
        }
    }

    /// - Parameter pause: milliseconds until the next part.
    private static func take(_ findings: [Finding], _ step: Step, pause: Int64, in tx: Tx) throws {
        var changed = 0
        for finding in findings { changed += try store(finding, in: tx) }
        if changed > 0 {
            tx.audit("patients.pairs.found", ["changed": .number(Int64(changed))])
            tx.announce("patients.pair")
        }
        if findings.count == chunk, let last = findings.last {
            let next = Instant(milliseconds: tx.now.milliseconds + pause)
            try tx.enqueue(try Job(jobKind, payload: Step(after: last.id.rawValue), notBefore: next))
        }
    }

    /// Looks for the pairs of one record that was just written; part of the caller's command, which audits itself.
    static func refresh(_ id: ID<Patient>, _ facts: PatientFacts, in tx: Tx) throws {
        let probe = DuplicateProbe(facts)
        _ = try store(try finding(id, probe, nil, try PairSettings.current(in: tx), in: tx), in: tx)
    }

    /// Puts whom somebody just registered was found to be like on the list; part of the caller's command.
    static func note(
        _ found: [DuplicateCandidate], of id: ID<Patient>, _ settings: PairSettings, in tx: Tx
    ) throws {
        for other in try PatientAliases.resolved(found, in: tx) where other.score >= settings.threshold {
            try insert(id, other.patient.id, score: other.score, other.reason, in: tx)
        }
    }

    private static func insert(
        _ one: ID<Patient>, _ other: ID<Patient>, score: Int, _ reason: DuplicateReason, in tx: Tx
    ) throws {
        try PairRecord(
            id: tx.newID(), firstID: min(one, other), secondID: max(one, other), score: score, reason: reason,
            status: .open, foundAt: tx.now
        ).insert(tx.db)
    }

    private static func finding(
        _ id: ID<Patient>, _ probe: DuplicateProbe, _ rules: IdentifierRules?, _ settings: PairSettings, in tx: ReadTx
    ) throws -> Finding {
        guard try PatientAliases.current(id, in: tx) == id else { return Finding(id: id, others: []) }
        var probe = probe
        probe.furtherPhones = try ContactPoints.phones(of: id, in: tx)
        let found = try Duplicates.candidates(probe, rules, settings, in: tx)
        let candidates = try PatientAliases.resolved(found, in: tx)
            .filter { $0.patient.id != id && $0.score >= settings.threshold }
        // Who was noted as a relative is another person.
        let others = try candidates.filter { try !Relations.areRelated(id, $0.patient.id, in: tx) }
        return Finding(id: id, others: others.map { ($0.patient.id, $0.score, $0.reason) })
    }

    /// Puts what was found on the list, with the scores as they are now, and takes off what is no longer alike. Pairs
    /// that somebody has decided about stay as they are.
    ///
    /// - Returns: how many pairs it added, changed or took off.
    private static func store(_ finding: Finding, in tx: Tx) throws -> Int {
        let known = try PairRecord.fetchAll(
            try tx.db.cachedStatement(
                sql:
                    "SELECT * FROM patientsPair WHERE firstID = ?1 UNION SELECT * FROM patientsPair WHERE secondID = ?1"
            ),
            arguments: [finding.id])
        var changed = 0
        for pair in known where pair.status == .open {
            let other = pair.firstID == finding.id ? pair.secondID : pair.firstID
            if finding.others.contains(where: { $0.id == other }) { continue }
            changed += try pair.delete(tx.db) ? 1 : 0
        }
        for other in finding.others {
            let (first, second) = (min(finding.id, other.id), max(finding.id, other.id))
            if var pair = known.first(where: { $0.firstID == first && $0.secondID == second }) {
                guard pair.status == .open, pair.score != other.score || pair.reason != other.reason else { continue }
                (pair.score, pair.reason) = (other.score, other.reason)
                try pair.update(tx.db)
                changed += 1
            } else {
                try insert(first, second, score: other.score, other.reason, in: tx)
                changed += 1
            }
        }
        return changed
    }
}
