import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Patients

extension TestStore {
    /// An empty patient master with all texts.
    static func patients() throws -> TestStore {
        try make([PatientsModule.module()])
    }

    /// Runs a command as a registration clerk.
    func write<T: Sendable>(_ body: @escaping @Sendable (Tx) throws -> T) async throws -> T {
        try await store.write(as: .clerk, body)
    }

    /// All pages of a search, one after the other.
    func pages(_ text: String, limit: Int) async throws -> [PatientSummary] {
        var all: [PatientSummary] = []
        var after: String?
        repeat {
            let page = try await read { [after] tx in
                try Searching.search(text, limit: limit, after: after, in: tx)
            }
            #expect(page.items.count <= limit)
            all += page.items
            after = page.next
        } while after != nil
        return all
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (ReadTx) throws -> T) async throws -> T {
        try await store.read(as: .clerk, body)
    }

    /// Registers a patient; the reason keeps the search for duplicates out of tests that are not about it.
    @discardableResult
    func register(
        _ name: String, sex: Sex = .male, _ fill: @escaping @Sendable (inout NewPatient) -> Void = { _ in }
    ) async throws -> PatientView {
        try await write { tx in
            var input = NewPatient(name: name, sex: sex)
            input.reasonForNew = "made by a test"
            fill(&input)
            return try Registering.register(input, in: tx)
        }
    }

    /// The record numbers that a search finds, in its order.
    func found(_ text: String, limit: Int = 50) async throws -> [String] {
        try await search(text, limit: limit).map(\.mrn)
    }

    func search(_ text: String, limit: Int = 50) async throws -> [PatientSummary] {
        try await read { tx in try Searching.search(text, limit: limit, after: nil, in: tx).items }
    }

    /// The actions of the audit chain from its beginning, with detail and reason as one text.
    func auditTexts() async throws -> [(action: String, patientID: Int64?, text: String)] {
        try await read { tx in
            try Row.fetchAll(
                tx.db,
                sql: """
                    SELECT e.action, a.patientID, a.detail || ' ' || ifnull(a.reason, '') AS text
                    FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event ORDER BY a.seq
                    """
            ).map { ($0["action"], $0["patientID"], $0["text"]) }
        }
    }
}

extension Principal {
    static let clerk = Principal.user("ayesha", .patientsRead, .patientsRegister, .patientsUpdate)
    static let reader = Principal.user("bilal", id: 8, .patientsRead)
}

/// Numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
