import Documents
import Logging
import PrintQueue
import SehatCore
import SehatStore
import Typesetting

/// Sets a paper in the form that its printer takes, by the product's own template where the hospital's cannot be set.
struct PaperSetting: Sendable {
    let form: PrintForm

    /// Nil when it cannot be set at all, which the job then says.
    ///
    /// - Throws: what the store throws.
    func bytes(_ order: PrintForm.Order, _ context: JobContext) async throws -> [UInt8]? {
        let id = order.job.id
        if order.isTooWide {
            context.logger.error("paper is wider than its printer", metadata: ["job": "\(id)"])
            try await fail(id, "tooWide", nil, context)
            return nil
        }
        let words: String
        do {
            return try await Blocking.run { [form] in try form.bytes(order) }
        } catch {
            words = String("\(error)".prefix(200))
        }
        if let bytes = await spare(order, context) {
            context.logger.warning(
                "document cannot be set; printed by the shipped template",
                metadata: ["job": "\(id)", "kind": "\(order.job.documentKind.rawValue)", "error": "\(words)"])
            try await context.store.write(as: context.principal) { tx in
                try PaperFallback.note(id, words: words, in: tx)
            }
            return bytes
        }
        context.logger.error("document cannot be set", metadata: ["job": "\(id)", "error": "\(words)"])
        try await fail(id, "unprintable", words, context)
        return nil
    }

    /// - Parameter words: what a template of the hospital is told of; nil where it is not to blame.
    private func fail(_ id: ID<PrintJob>, _ reason: String, _ words: String?, _ context: JobContext) async throws {
        try await context.store.write(as: context.principal) { tx in
            guard try PrintQueue.job(id, in: tx).state == .queued else { return }
            if let words { try TemplateFaults.noteUnprintable(id, words: words, in: tx) }
            try PrintQueue.markFailed(id, reason: reason, in: tx)
        }
    }

    /// Nil when there is no other template, and when that one cannot be set either.
    private func spare(_ order: PrintForm.Order, _ context: JobContext) async -> [UInt8]? {
        do {
            let document = try await context.store.read(as: context.principal) { tx in
                try PaperFallback.document(order.job.id, in: tx)
            }
            guard let document else { return nil }
            let spare = PrintForm.Order(job: order.job, document: document, printer: order.printer)
            return try await Blocking.run { [form] in try form.bytes(spare) }
        } catch {
            context.logger.error(
                "the shipped template cannot be set either",
                metadata: ["job": "\(order.job.id)", "error": "\(error)"])
            return nil
        }
    }
}
