import Documents
import Foundation
import GRDB
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import TestKit

/// A store with nothing but the print outbox, and documents to put into it.
struct Outbox {
    let test: TestStore
    var store: Store { test.store }

    static let cashier = Principal.user("shazia")
    static let patient = ID<Patient>(rawValue: 4711)

    init() throws {
        test = try TestStore.make([PrintQueueModule.module()])
    }

    static func request(
        _ kind: DocumentKind = .receipt, of subject: String = "1", language: Language = .ur, paper: Paper = .thermal80
    ) -> PrintRequest {
        let document = PrintDocument(
            kind: kind, language: language, paper: paper, title: "R-2026-000001",
            footer: Footer(lines: [[.text("نسخہ "), .number(1)]]),
            blocks: [
                .paragraph([.name("محمد عثمان چوہدری")]),
                .keyValue("رقم", [.amount(Money(amount: 125_000, currency: .PKR))]),
            ])
        return PrintRequest(
            document: document, subject: PrintSubject(type: "payment", id: subject), patientID: patient.rawValue)
    }

    func submit(_ request: PrintRequest = request()) async throws -> PrintTicket {
        try await store.write(as: Self.cashier) { tx in try PrintQueue.submit(request, in: tx) }
    }

    func job(_ id: ID<PrintJob>) async throws -> PrintJob {
        try await store.read(as: Self.cashier) { tx in try PrintQueue.job(id, in: tx) }
    }

    @discardableResult
    func change(_ body: @escaping @Sendable (Tx) throws -> PrintJob) async throws -> PrintJob {
        try await store.write(as: .system("job.printing")) { tx in try body(tx) }
    }

    /// A job in the wanted state, on the shortest way there.
    func job(in state: PrintJobState) async throws -> ID<PrintJob> {
        let id = try await submit(Self.request(of: UUID().uuidString)).jobID
        switch state {
        case .queued: break
        case .submitted: try await change { try Self.hand(id, $0) }
        case .printed:
            try await change { try Self.hand(id, $0) }
            try await change { try PrintQueue.markPrinted(id, in: $0) }
        case .unknown:
            try await change { try Self.hand(id, $0) }
            try await change { try PrintQueue.markUnknown(id, reason: "restart", in: $0) }
        case .failed: try await change { try PrintQueue.markFailed(id, reason: "noPrinter", in: $0) }
        case .held: try await change { try PrintQueue.hold(id, reason: "paper", in: $0) }
        case .cancelled: try await change { try PrintQueue.cancel(id, reason: "not wanted", in: $0) }
        }
        return id
    }

    static func hand(_ id: ID<PrintJob>, _ tx: Tx) throws -> PrintJob {
        try PrintQueue.markSubmitted(id, uuid: "uuid-1", printer: ID(rawValue: 3), spoolerJob: "17", in: tx)
    }

    func actions() async throws -> [String] {
        try await store.read(as: .system()) { tx in
            try String.fetchAll(
                tx.db,
                sql: """
                    SELECT action FROM storeAudit AS entry JOIN storeAuditEvent AS event ON event.id = entry.event
                    ORDER BY seq
                    """)
        }
    }
}
