import GRDB
import SehatCore
import SehatStore

/// A pair of records as the worklist shows it.
struct PairView: Codable, Sendable {
    let id: ID<PatientPair>
    let first: PatientSummary
    let second: PatientSummary
    /// 0 to 100, higher for more likely.
    let score: Int
    let reason: DuplicateReason
    let status: PairStatus
    let foundAt: Instant
    let decidedAt: Instant?
    let decidedBy: String?
    /// Why they are two people.
    let decision: String?
}

/// The worklist of records that may be of one person.
enum Pairs {
    struct Query: Codable, Sendable {
        /// What is still to be decided, unless something else is asked for.
        var status: PairStatus?
        var limit: Int?
        var after: String?
    }

    /// One page, the likeliest first; pairs of which a record was merged since are left out.
    ///
    /// - Throws: 422 when `after` is no cursor of this list.
    static func list(_ query: Query, in tx: ReadTx) throws -> Page<PairView> {
        let limit = PageLimit.clamp(query.limit)
        let (score, id) = try cursor(query.after)
        let records = try PairRecord.fetchAll(
            tx.db,
            sql: """
                SELECT * FROM patientsPair p WHERE status = ? AND (score < ? OR score = ? AND id < ?)
                AND NOT EXISTS (SELECT 1 FROM patientsAlias WHERE patientID IN (p.firstID, p.secondID))
                ORDER BY score DESC, id DESC LIMIT ?
                """, arguments: [query.status ?? .open, score, score, id, limit + 1])
        let shown = Array(records.prefix(limit))
        return Page(
            items: try views(shown, in: tx),
            next: records.count > limit ? shown.last.map { "\($0.score).\($0.id)" } : nil)
    }

    /// Notes that the two are different people; they are not proposed again.
    ///
    /// - Throws: 404; 409 when it was decided already; 422 without a reason.
    static func dismiss(_ id: ID<PatientPair>, reason: String, in tx: Tx) throws -> PairView {
        var checks = FieldChecks()
        let reason = checks.line("reason", reason, limit: 200)
        try checks.finish()
        guard var pair = try PairRecord.fetchOne(tx.db, key: id) else {
            throw Problem(.notFound, "patients.pair.notFound")
        }
        guard pair.status == .open else { throw Problem(.conflict, "patients.pair.decided") }
        decide(&pair, reason, in: tx)
        try pair.update(tx.db)
        audit(pair, reason, in: tx)
        guard let view = try views([pair], in: tx).first else { throw Problem.patientNotFound }
        return view
    }

    /// Two records that were merged by mistake are never proposed again; part of undoing, which audits itself.
    static func separate(_ one: ID<Patient>, _ other: ID<Patient>, reason: String, in tx: Tx) throws {
        let (first, second) = (min(one, other), max(one, other))
        let known = try PairRecord.fetchOne(
            tx.db, sql: "SELECT * FROM patientsPair WHERE firstID = ? AND secondID = ?", arguments: [first, second])
        var pair =
            known
            ?? PairRecord(
                id: tx.newID(), firstID: first, secondID: second, score: 0, reason: .nameAndBirthYear, status: .open,
                foundAt: tx.now)
        decide(&pair, reason, in: tx)
        try pair.save(tx.db)
    }

    private static func decide(_ pair: inout PairRecord, _ reason: String, in tx: Tx) {
        pair.status = .dismissed
        pair.decidedAt = tx.now
        pair.decidedByName = tx.principal.username
        pair.decision = reason
    }

    private static func audit(_ pair: PairRecord, _ reason: String, in tx: Tx) {
        for patient in [pair.firstID, pair.secondID] {
            tx.audit(
                "patients.pair.dismissed", pair.id, patient: patient, ["score": .number(Int64(pair.score))],
                reason: reason)
        }
        tx.announce("patients.pair", pair.id.description)
    }

    private static func views(_ records: [PairRecord], in tx: ReadTx) throws -> [PairView] {
        let patients = try PatientSummaries.of(records.flatMap { [$0.firstID, $0.secondID] }, in: tx)
        return records.compactMap { pair in
            guard let first = patients[pair.firstID], let second = patients[pair.secondID] else { return nil }
            return PairView(
                id: pair.id, first: first, second: second, score: pair.score, reason: pair.reason, status: pair.status,
                foundAt: pair.foundAt, decidedAt: pair.decidedAt, decidedBy: pair.decidedByName, decision: pair.decision
            )
        }
    }

    private static func cursor(_ after: String?) throws -> (score: Int, id: Int64) {
        guard let after else { return (101, 0) }
        let parts = after.split(separator: ".").compactMap { Int64($0) }
        guard parts.count == 2, let score = Int(exactly: parts[0]) else {
            throw Problem.invalid("after", "app.field.type")
        }
        return (score, parts[1])
    }
}
