import Documents
import GRDB
import Patients
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import Spooler
import Typesetting

/// The routes of print jobs and documents.
struct PrintingEndpoints: Sendable {
    let monitor: PrintMonitor
    let spooler: Spooler
    let renderer: DocumentRenderer

    struct JobFilter: Codable, Sendable {
        /// One state, or several with commas between.
        var state: String?
        var printer: ID<Printer>?
        var limit: Int?
        var after: ID<PrintJob>?
    }
    struct JobStep: Codable, Sendable {
        var reason: String?
        var version: Int64?
    }
    struct Redirection: Codable, Sendable {
        var printerID: ID<Printer>
        var reason: String?
        var version: Int64?
    }
    struct Reprint: Codable, Sendable {
        /// Must be said for wristbands and specimen labels, and from the second copy on.
        var reason: String?
        /// Absent for the printer that it came from.
        var printerID: ID<Printer>?
    }
    struct Preview: Codable, Sendable {
        /// Dots per inch of the picture, 72 to 300; by default 110.
        var dpi: Int?
    }
    struct Counts: Codable, Sendable { var counts: [String: Int] }

    var all: [Endpoint] { jobs + steps + documents }

    private var jobs: [Endpoint] {
        [
            .query("/print-jobs", "printing.job.list", .requires(.printingView), "Print jobs, newest first.") {
                (call: Call<JobFilter>, tx) in
                let states = (call.input.state ?? "").split(separator: ",").compactMap {
                    PrintJobState(rawValue: String($0))
                }
                return try PrintQueue.jobs(
                    states: Set(states), printer: call.input.printer, limit: call.input.limit, after: call.input.after,
                    in: tx)
            },
            .query("/print-jobs/{id}", "printing.job.read", .requires(.printingView), "One print job.") {
                (call: Call<NoInput>, tx) in try PrintQueue.job(call.id(), in: tx)
            },
            .query("/print-counts", "printing.job.counts", .requires(.printingView), "How many jobs are in each state.")
            {
                (_: Call<NoInput>, tx) in
                Counts(counts: try PrintQueue.counts(in: tx).reduce(into: [:]) { $0[$1.key.rawValue] = $1.value })
            },
        ]
    }

    private var steps: [Endpoint] {
        [
            .command(
                "/print-jobs/{id}/retry", "printing.job.retry", .requires(.printingOperate), "Print a failed job again."
            ) {
                (call: Call<JobStep>, tx) in
                try PrintQueue.retry(call.id(), why: try why(call.input.reason), version: call.input.version, in: tx)
            },
            .command(
                "/print-jobs/{id}/release", "printing.job.release", .requires(.printingOperate), "Let a held job go on."
            ) {
                (call: Call<JobStep>, tx) in
                try PrintQueue.release(call.id(), why: try why(call.input.reason), version: call.input.version, in: tx)
            },
            .command(
                "/print-jobs/{id}/confirm", "printing.job.confirm", .requires(.printingOperate),
                "Say that a held job is on paper already."
            ) {
                (call: Call<JobStep>, tx) in
                try PrintQueue.confirm(call.id(), why: try why(call.input.reason), version: call.input.version, in: tx)
            },
            .command("/print-jobs/{id}/cancel", "printing.job.cancel", .requires(.printingOperate), "Give a job up.") {
                (call: Call<JobStep>, tx) in
                try Withdrawing.cancel(call.id(), reason: call.input.reason, version: call.input.version, in: tx)
            },
            .command(
                "/print-jobs/{id}/redirect", "printing.job.redirect", .requires(.printingOperate),
                "Send a job to another printer."
            ) {
                (call: Call<Redirection>, tx) in
                _ = try Printers.printer(call.input.printerID, in: tx)
                return try Moving.redirect(
                    call.id(), to: call.input.printerID, why: try why(call.input.reason), version: call.input.version,
                    in: tx)
            },
            .command(
                "/print-jobs/{id}/reprint", "printing.job.reprint", .requires(.printingOperate),
                "Print a paper once more, as a copy.", status: 201
            ) {
                (call: Call<Reprint>, tx) in
                if let printer = call.input.printerID { _ = try Printers.printer(printer, in: tx) }
                try requireOpen(try PrintQueue.job(call.id(), in: tx).documentID, in: tx)
                return try PrintQueue.copy(
                    of: call.id(), why: try why(call.input.reason), printer: call.input.printerID, in: tx)
            },
        ]
    }

    private var documents: [Endpoint] {
        [
            .file(
                "/documents/{id}.pdf", "printing.document.pdf", .requires(.printingPreview),
                "A stored document as PDF, exactly as it was printed.", contentType: "application/pdf"
            ) { (call: Call<NoInput>, tx) in
                let papers = try stored(call.id(), in: tx)
                return { try papers.shown { try renderer.pdf($0, created: papers.created) } }
            },
            .file(
                "/documents/{id}.png", "printing.document.png", .requires(.printingPreview),
                "The first page of a stored document as a picture.", contentType: "image/png"
            ) { (call: Call<Preview>, tx) in
                let papers = try stored(call.id(), in: tx)
                let dpi = min(max(call.input.dpi ?? 110, 72), 300)
                return { try papers.shown { try renderer.png($0, dpi: Double(dpi)) ?? [] } }
            },
        ]
    }

    private func stored(_ id: ID<StoredDocument>, in tx: ReadTx) throws -> PreviewPapers {
        try requireOpen(id, in: tx)
        return try PreviewPapers(id, in: tx)
    }

    /// A paper of a restricted record is seen and copied by those alone who may open the record.
    private func requireOpen(_ id: ID<StoredDocument>, in tx: ReadTx) throws {
        if let patient = try PrintQueue.patient(of: id, in: tx) { try RestrictedPatients.requireOpen(patient, in: tx) }
    }

    /// A person's words for the audit chain.
    private func why(_ words: String?) throws -> String? {
        var checks = FieldChecks()
        let line = checks.optionalLine("reason", words, limit: 200)
        try checks.finish()
        return line
    }
}
