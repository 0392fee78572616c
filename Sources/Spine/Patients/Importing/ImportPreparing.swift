import Foundation
import GRDB
import SehatCore
import SehatStore

/// Checks the rows of a batch and makes their keys, on several threads, without holding up the writer.
struct ImportPreparing: Sendable {
    let reading: ImportReading
    let duplicates: ImportDuplicates
    let width: Int

    init(_ view: ImportView) throws {
        reading = ImportReading(
            places: try view.mapping.places(in: view.headings), dateOrder: view.mapping.dateOrder ?? .dayFirst)
        duplicates = view.mapping.duplicates ?? .skip
        width = min(4, max(1, ProcessInfo.processInfo.activeProcessorCount))
    }

    /// The outcome of each row, in their order.
    func outcomes(of batch: ImportBatch, _ store: Store, as principal: Principal) async throws -> [ImportOutcome] {
        try await prepare(batch, after: nil, store, as: principal).outcomes
    }

    /// The outcome of each row, in their order.
    ///
    /// - Parameter before: the rows before these, which may not be stored yet; the same person in both is found.
    func prepare(
        _ batch: ImportBatch, after before: ImportTwins?, _ store: Store, as principal: Principal
    ) async throws -> ImportPrepared {
        let (rules, questions, settings) = try await store.read(as: principal) { tx in
            (
                try IdentifierRules.current(in: tx), try RegistrationQuestions.inUse(in: tx),
                try PairSettings.current(in: tx)
            )
        }
        let share = max(1, (batch.rows.count + width - 1) / width)
        let parts = try await withThrowingTaskGroup(of: (Int, [ImportOutcome]).self) { group in
            for start in stride(from: 0, to: batch.rows.count, by: share) {
                let rows = Array(batch.rows[start..<min(start + share, batch.rows.count)])
                group.addTask {
                    let outcomes = try await store.read(as: principal) { tx in
                        try rows.map { try outcome(of: $0, before, rules, questions, settings, in: tx) }
                    }
                    return (start, outcomes)
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        var all = parts.sorted { $0.key < $1.key }.flatMap(\.value)
        var seen = ImportTwins(checksNames: duplicates == .skip, rules: rules, settings: settings)
        for index in all.indices {
            guard case .patient(let patient) = all[index] else { continue }
            if let row = seen.twin(of: patient) {
                all[index] = Self.twin(patient, row)
            } else {
                seen.add(patient, at: batch.rows[index].number)
            }
        }
        return ImportPrepared(batch: batch, outcomes: all, twins: seen)
    }

    /// The row repeats one that is not registered yet.
    private static func twin(_ patient: PreparedPatient, _ row: Int) -> ImportOutcome {
        .faulty([
            ImportFault(
                field: "row", code: "patients.field.importTwin", params: ["row": String(row)],
                value: patient.facts.names.primary)
        ])
    }

    private func outcome(
        of row: ImportBatch.Row, _ before: ImportTwins?, _ rules: IdentifierRules, _ questions: RegistrationQuestions,
        _ settings: PairSettings, in tx: ReadTx
    ) throws -> ImportOutcome {
        guard let fields = row.fields else {
            return .faulty([ImportFault(field: "row", code: "patients.field.importQuote", params: [:], value: "")])
        }
        if fields.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { return .blank }
        var input = reading.input(of: fields)
        input.patient = input.patient.separatingPhones(home: tx.hospital.currency)
        let facts: PatientFacts
        let points: [NewContactPoint]
        do {
            var checks = FieldChecks()
            questions.check(
                occupation: input.patient.occupation, religion: input.patient.religion, &checks)
            try checks.finish()
            facts = try PatientChecks.facts(input.patient, today: tx.today, home: tx.hospital.currency, rules: rules)
            points = try PatientChecks.contactPoints(input.patient, home: tx.hospital.currency)
        } catch let problem as Problem where !problem.fields.isEmpty {
            input.faults += problem.fields.map {
                ImportFault(field: $0.field, code: $0.code, params: $0.params, value: input.value(of: $0.field))
            }
            return .faulty(input.faults)
        }
        if !input.faults.isEmpty { return .faulty(input.faults) }
        let patient = Self.prepared(facts, points, in: tx)
        // Asked first, since it depends on the moment whether those rows are found in the database.
        if let row = before?.twin(of: patient) { return Self.twin(patient, row) }
        if let owner = try owner(of: facts.identifiers, rules, in: tx) { return .duplicate(mrn: owner) }
        if duplicates == .skip, let owner = try owner(ofFormerNumbers: facts.identifiers, in: tx) {
            return .duplicate(mrn: owner)
        }
        if duplicates == .skip,
            let likely = try Duplicates.candidates(
                DuplicateProbe(facts, patient.keys, points: patient.points), rules, settings, in: tx
            ).first(where: \.isLikely)
        {
            return .duplicate(mrn: likely.patient.mrn)
        }
        return .patient(patient)
    }

    /// The record number of the patient who has one of the identifiers already.
    private func owner(of identifiers: [PatientIdentifier], _ rules: IdentifierRules, in tx: ReadTx) throws -> String? {
        for key in identifiers.compactMap(rules.uniqueKey(of:)) {
            guard let owner = try IdentifierRows.owner(of: key, in: tx) else { continue }
            return try PatientRecord.find(owner, in: tx)?.mrn ?? ""
        }
        return nil
    }

    /// The record number of the patient who came by an import with the same number of the old system, which is as sure
    /// as a match can be. A number that somebody typed at a desk may be of anything.
    private func owner(ofFormerNumbers identifiers: [PatientIdentifier], in tx: ReadTx) throws -> String? {
        for former in identifiers where former.type == .other {
            let statement = try tx.db.cachedStatement(
                sql: """
                    SELECT p.mrn FROM patientsIdentifier i CROSS JOIN patientsPatient p ON p.id = i.patientID
                    WHERE i.searchKey = ? AND i.type = 'other' AND p.withdrawnAt IS NULL
                        AND EXISTS (SELECT 1 FROM patientsImportRow r WHERE r.patientID = p.id)
                    ORDER BY p.id LIMIT 1
                    """)
            if let mrn = try String.fetchOne(statement, arguments: [former.searchKey]) { return mrn }
        }
        return nil
    }

    private static func prepared(_ facts: PatientFacts, _ points: [NewContactPoint], in tx: ReadTx) -> PreparedPatient {
        let record = PatientRecord(facts, id: ID(rawValue: 0), mrn: "", at: tx.now)
        let further = points.filter { $0.value != record.preferred($0.form) }
        return PreparedPatient(facts: facts, record: record, keys: PatientKeys(facts), points: further)
    }
}

/// Rows that are ready to be stored.
struct ImportPrepared: Sendable {
    let batch: ImportBatch
    let outcomes: [ImportOutcome]
    let twins: ImportTwins
}

/// The rows of a batch that are not registered yet, to find the same person in them twice.
struct ImportTwins: Sendable {
    /// How many rows of one key are compared.
    private static let limit = 50

    private let checksNames: Bool
    private let rules: IdentifierRules
    private let settings: PairSettings
    private var owners: [String: Int] = [:]
    private var alike: [String: [(row: Int, record: PatientRecord)]] = [:]

    init(checksNames: Bool, rules: IdentifierRules, settings: PairSettings) {
        self.checksNames = checksNames
        self.rules = rules
        self.settings = settings
    }

    mutating func add(_ patient: PreparedPatient, at row: Int) {
        for key in certain(patient) { owners[key] = row }
        guard checksNames else { return }
        for key in keys(of: patient) { alike[key, default: []].append((row, patient.record)) }
    }

    /// The earlier row of the same person.
    func twin(of patient: PreparedPatient) -> Int? {
        for key in certain(patient) {
            if let row = owners[key] { return row }
        }
        guard checksNames else { return nil }
        let probe = DuplicateProbe(patient.facts, patient.keys, points: patient.points)
        for key in keys(of: patient) {
            for other in (alike[key] ?? []).prefix(Self.limit) where Duplicates.isLikely(probe, other.record, settings)
            {
                return other.row
            }
        }
        return nil
    }

    /// What only one patient has: identifiers of one person and, where people are looked for, the former number.
    private func certain(_ patient: PreparedPatient) -> [String] {
        let former = checksNames ? patient.facts.identifiers.filter { $0.type == .other } : []
        return patient.facts.identifiers.compactMap(rules.uniqueKey(of:)) + former.map { "former \($0.searchKey)" }
    }

    private func keys(of patient: PreparedPatient) -> [String] {
        patient.keys.matches + (patient.record.phoneKey.map { ["phone " + $0] } ?? [])
    }
}
