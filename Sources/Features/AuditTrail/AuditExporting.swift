import SehatCore
import SehatStore
import SehatWeb

/// Signed copies of the log for people outside: JSON lines, sealed in the last one.
///
/// `sehat audit verify FILE` checks such a file on any machine; its format stands with `Store.exportAudit`.
enum AuditExporting {
    /// The answer that carries the file. Who takes it and what is written down before the first byte leaves; its
    /// length and hash when the last one has.
    static func answer(_ filter: AuditFilter, _ call: RawCall) async throws -> RawAnswer {
        let store = call.store
        let principal = call.principal
        try await store.write(as: principal, name: "auditTrail.export") { tx in
            AuditReading.note("auditTrail.exportBegun", filter, in: tx)
        }
        let name = "sehat-audit-\(store.hospital.businessDay(of: store.now)).jsonl"
        return RawAnswer(
            headers: [
                ("content-type", "application/jsonl"), ("content-disposition", "attachment; filename=\"\(name)\""),
            ],
            body: .stream { writer in
                let pipe = ExportPipe()
                defer { pipe.close() }
                let result = SealBox()
                pipe.start { pipe in
                    result.put(try store.exportAudit(filter, by: principal, write: pipe.put))
                }
                for try await piece in pipe.pieces {
                    try await writer.write(piece)
                    pipe.taken()
                }
                try await note(result.seal, filter, principal, store)
            })
    }

    private static func note(
        _ seal: AuditSeal?, _ filter: AuditFilter, _ principal: Principal, _ store: Store
    ) async throws {
        guard let seal else { return }
        try await store.write(as: principal, name: "auditTrail.export") { tx in
            AuditReading.note(
                "auditTrail.exported", filter, ["entries": .number(seal.entries), "sha256": .text(seal.sha256)], in: tx)
        }
    }
}
