import SehatCore
import SehatStore
import SehatWeb

/// Routes of the log. They are raw because reading the log is itself written into it, after the reading.
enum AuditTrailEndpoints {
    static var all: [Endpoint] { [list, visitors, head, verify, export] }

    private static var list: Endpoint {
        .raw(
            .get, "/audit", "auditTrail.list", .requires(.auditRead),
            "Entries of the log by patient, user, action and period, newest first.",
            shape: .json(AuditQuery.self, Page<AuditEntry>.self)
        ) { call in
            let query: AuditQuery = try call.query()
            let page = try await call.store.read(as: call.principal) { tx in try AuditReading.list(query, in: tx) }
            let filter = try query.filter()
            try await call.store.write(as: call.principal, name: "auditTrail.list") { tx in
                AuditReading.note("auditTrail.read", filter, ["entries": .number(Int64(page.items.count))], in: tx)
            }
            return try .json(page)
        }
    }

    private static var visitors: Endpoint {
        .raw(
            .get, "/audit/patients/{id}", "auditTrail.patient", .requires(.auditRead),
            "Everybody who looked at a patient's record or changed it.",
            shape: .json(NoInput.self, PatientVisitors.self)
        ) { call in
            let patient: ID<Patient> = try call.request.id()
            let found = try await call.store.read(as: call.principal) { tx in
                try AuditReading.visitors(of: patient, in: tx)
            }
            try await call.store.write(as: call.principal, name: "auditTrail.patient") { tx in
                AuditReading.note("auditTrail.patientRead", AuditFilter(patientID: patient), in: tx)
            }
            return try .json(found)
        }
    }

    /// Not written into the log: it shows no entry, and would put off the very end that it shows.
    private static var head: Endpoint {
        .raw(
            .get, "/audit/head", "auditTrail.head", .requires(.auditRead), "The present end of the log, signed.",
            shape: .json(NoInput.self, AuditHead.self)
        ) { call in
            let store = call.store
            return try .json(try await call.offload { try store.signAuditHead() })
        }
    }

    private static var verify: Endpoint {
        .raw(
            .get, "/audit/verify", "auditTrail.verify", .requires(.auditRead),
            "Walks the whole chain and says whether it is what was written.",
            shape: .json(NoInput.self, AuditReport.self)
        ) { call in
            let store = call.store
            let report = try await call.offload { try AuditVerifier.verify(store) }
            try await store.write(as: call.principal, name: "auditTrail.verify") { tx in
                tx.audit(
                    "auditTrail.verified",
                    [
                        "entries": .number(report.entries), "whole": .flag(report.isWhole),
                        "fault": .text(report.fault?.description ?? ""),
                    ])
            }
            return try .json(report)
        }
    }

    private static var export: Endpoint {
        .raw(
            .get, "/audit/export", "auditTrail.export", .requires(.auditExport),
            "A signed copy of the log as JSON lines, oldest first; takes the conditions of the list.",
            shape: RawShape(contentType: "application/jsonl")
        ) { call in
            let query: AuditQuery = try call.query()
            return try await AuditExporting.answer(try query.filter(), call)
        }
    }
}
