import GRDB
import SehatCore
import SehatStore

/// Two records side by side, before they are merged.
struct PatientComparison: Codable, Sendable {
    let survivor: PatientView
    let loser: PatientView
    /// The fields in which they differ: those that may be taken from the record given up.
    let differing: [MergeField]
    /// Why they cannot be merged now; none when they can.
    let obstacles: [MergeObstacle]
}

/// One reason against a merge; its text is the catalogue's for the problem `code`.
struct MergeObstacle: Codable, Hashable, Sendable {
    let code: String
    let params: [String: String]
}

/// What is to be merged into the patient of the address.
struct MergeInput: Codable, Sendable {
    /// The record that is given up.
    var loserID: ID<Patient>
    /// The fields that are taken from it; all others stay as the survivor has them. Identifiers always come together.
    var take: [MergeField]?
    var reason: String
    /// The versions that the caller has compared.
    var version: Int64
    var loserVersion: Int64
}

/// Why a merge is undone.
struct UnmergeInput: Codable, Sendable {
    var reason: String
}

/// A merge that was made, and undone if it was.
struct MergeView: Codable, Sendable {
    let id: ID<Merge>
    let survivor: PatientSummary
    let loser: PatientSummary
    let taken: [MergeField]
    /// How many rows went over.
    let rows: Int
    let reason: String
    let mergedAt: Instant
    let mergedBy: String
    let undoneAt: Instant?
    let undoneBy: String?
    let undoReason: String?
    /// Whether it can be undone now.
    let canUndo: Bool

    init(_ record: MergeRecord, in tx: ReadTx) throws {
        id = record.id
        survivor = try RestrictedPatients.shown(
            PatientSummary(try PatientSummaries.record(record.survivorID, in: tx), today: tx.today), in: tx)
        loser = try RestrictedPatients.shown(
            PatientSummary(try PatientSummaries.record(record.loserID, in: tx), today: tx.today), in: tx)
        taken = record.taken
        rows = try MergeRows.count(of: record.id, in: tx)
        reason = record.reason
        mergedAt = record.mergedAt
        mergedBy = record.mergedByName
        undoneAt = record.undoneAt
        undoneBy = record.undoneByName
        undoReason = record.undoReason
        canUndo =
            try record.undoneAt == nil && PatientAliases.current(record.survivorID, in: tx) == record.survivorID
    }
}

/// Reading merges and what would be merged.
enum MergeQueries {
    /// Both records are opened for it, and the access log says so.
    ///
    /// - Throws: a 404 problem when one of them is not there.
    static func compare(
        _ survivorID: ID<Patient>, _ loserID: ID<Patient>, _ parts: [PatientPart], in tx: ReadTx
    ) throws -> PatientComparison {
        let survivor = try PatientSummaries.record(survivorID, in: tx)
        let loser = try PatientSummaries.record(loserID, in: tx)
        for record in [survivor, loser] {
            try RestrictedPatients.requireOpen(record, in: tx)
            tx.viewed(record.id, "patients.patient.compared")
        }
        let ours = PatientView(
            survivor, identifiers: try OpeningPatients.identifiers(of: survivor.id, in: tx), today: tx.today)
        let theirs = PatientView(
            loser, identifiers: try OpeningPatients.identifiers(of: loser.id, in: tx), today: tx.today)
        let (mine, other) = (survivor.facts(identifiers: []), loser.facts(identifiers: []))
        return PatientComparison(
            survivor: ours, loser: theirs, differing: MergeField.allCases.filter { !mine.agrees(with: other, in: $0) },
            obstacles: try MergeObstacles.of(survivor, loser, parts, in: tx).map {
                MergeObstacle(code: $0.code, params: $0.params)
            })
    }

    /// The merges in which the patient, or a record merged into the patient, took part; the newest first.
    static func list(of id: ID<Patient>, in tx: ReadTx) throws -> [MergeView] {
        let ids = try PatientAliases.all(of: id, in: tx)
        var found: [ID<Merge>: MergeRecord] = [:]
        let statement = try tx.db.cachedStatement(
            sql:
                "SELECT * FROM patientsMerge WHERE survivorID = ?1 UNION SELECT * FROM patientsMerge WHERE loserID = ?1"
        )
        for id in ids {
            for record in try MergeRecord.fetchAll(statement, arguments: [id]) { found[record.id] = record }
        }
        return try found.values.sorted { $0.id > $1.id }.map { try MergeView($0, in: tx) }
    }
}
