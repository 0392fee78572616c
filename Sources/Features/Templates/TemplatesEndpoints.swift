import Documents
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import Typesetting

/// The routes of templates.
struct TemplatesEndpoints: Sendable {
    let renderer: DocumentRenderer

    var all: [Endpoint] { reading + changing + publishing + [preview] }

    private var reading: [Endpoint] {
        [
            .query(
                "/templates", "templates.template.list", .requires(.templatesRead),
                "Every paper with its version in use."
            ) {
                (_: Call<NoInput>, tx: ReadTx) in try list(tx)
            },
            .query(
                "/templates/{name}", "templates.template.read", .requires(.templatesRead),
                "A template: the text in use, the draft and the history."
            ) { (call: Call<NoInput>, tx: ReadTx) in try view(try call.path("name"), tx) },
            .query(
                "/templates/{name}/versions/{number}", "templates.template.version", .requires(.templatesRead),
                "The text of one version; 1 is the product's own."
            ) { (call: Call<NoInput>, tx: ReadTx) in
                let number = Int64(try call.path("number")) ?? 0
                return TemplateText(text: try PaperTemplates.text(try call.path("name"), number: number, in: tx))
            },
            .query(
                "/templates/{name}/fields", "templates.template.fields", .requires(.templatesRead),
                "What a template may show: the fields of the data with which it is checked, and the product's words."
            ) { (call: Call<MaterialInput>, _: ReadTx) in
                guard let entry = ShippedTemplates.named(try call.path("name")) else {
                    throw Problem(.notFound, "printQueue.template.notFound")
                }
                return try TemplateMaterial(entry, in: call.input.language ?? .en)
            },
        ]
    }

    private var changing: [Endpoint] {
        [
            .command(
                .put, "/templates/{name}/draft", "templates.template.draft", .requires(.templatesManage),
                "Keeps a text that is being worked on."
            ) { (call: Call<DraftInput>, tx: Tx) in
                let name = try call.path("name")
                try PaperTemplates.save(name, call.input.text, version: call.input.version, in: tx)
                return try view(name, tx)
            },
            .command(
                .delete, "/templates/{name}/draft", "templates.template.discard", .requires(.templatesManage),
                "Gives the draft up."
            ) { (call: Call<NoInput>, tx: Tx) in
                try PaperTemplates.discard(try call.path("name"), in: tx)
                return NoOutput()
            },
            .command(
                "/templates/{name}/test", "templates.template.test", .requires(.templatesManage),
                "Prints a text with sample data.", status: 201
            ) { (call: Call<TestPrintInput>, tx: Tx) in try testPrint(call, tx) },
        ]
    }

    /// Texts are set on paper before the transaction, in which everybody else would wait for it.
    private var publishing: [Endpoint] {
        [
            .raw(
                .post, "/templates/{name}/publish", "templates.template.publish", .requires(.templatesManage),
                "Makes a text the version that papers are made from.",
                shape: .json(PublishInput.self, TemplateView.self)
            ) { call in
                let input: PublishInput = try await call.json()
                let text = try await checked(try call.request.path("name"), input.text, call)
                let view = try await call.store.write(as: call.principal) { tx in
                    try PaperTemplates.publish(text, base: input.base, in: tx)
                    return try self.view(text.name, tx)
                }
                return try .json(view)
            },
            .raw(
                .post, "/templates/{name}/rollback", "templates.template.rollBack", .requires(.templatesManage),
                "Publishes an earlier version once more.", shape: .json(RollBackInput.self, TemplateView.self)
            ) { call in
                let (name, input): (String, RollBackInput) = (try call.request.path("name"), try await call.json())
                let body = try await call.store.read(as: call.principal) { tx in
                    try PaperTemplates.text(name, number: input.number, in: tx)
                }
                let text = try await checked(name, body, call)
                let view = try await call.store.write(as: call.principal) { tx in
                    try PaperTemplates.publish(text, origin: input.number, base: input.base, in: tx)
                    return try self.view(name, tx)
                }
                return try .json(view)
            },
        ]
    }

    private func checked(_ name: String, _ body: String, _ call: RawCall) async throws -> CheckedTemplate {
        let maker = try await self.maker(call)
        return try await call.offload {
            let text = try CheckedTemplate(name, body)
            try maker.check(text)
            return text
        }
    }

    /// Papers as the hospital has them now.
    private func maker(_ call: RawCall) async throws -> TemplatePreview {
        try await call.store.read(as: call.principal) { tx in try TemplatePreview(renderer, in: tx) }
    }

    private var preview: Endpoint {
        .raw(
            .post, "/templates/{name}/preview", "templates.template.preview", .requires(.templatesRead),
            "A text with sample data as pictures, or the place of what is wrong; nothing is kept.",
            shape: .json(PreviewInput.self, PreviewView.self)
        ) { call in
            let name = try call.request.path("name")
            let input: PreviewInput = try await call.json()
            let maker = try await self.maker(call)
            return try .json(try await call.offload { try maker.view(name, input) })
        }
    }

    private func list(_ tx: ReadTx) throws -> TemplateList {
        TemplateList(
            items: try ShippedTemplates.all.map { entry in
                let latest = try PaperTemplates.history(entry.name, in: tx).first
                return .init(
                    name: entry.name, number: latest?.number ?? PaperTemplates.shippedNumber,
                    publishedAt: latest?.publishedAt, publishedByName: latest?.publishedByName,
                    draftBy: try PaperTemplates.draft(entry.name, in: tx)?.changedByName,
                    hasFailed: try TemplateFaults.current(entry.name, in: tx) != nil)
            })
    }

    private func view(_ name: String, _ tx: ReadTx) throws -> TemplateView {
        let current = try PaperTemplates.inUse(name, in: tx)
        let draft = try PaperTemplates.draft(name, in: tx)
        return TemplateView(
            name: name, number: current.number, text: current.body,
            draft: draft.map {
                .init(text: $0.body, changedAt: $0.changedAt, changedByName: $0.changedByName, version: $0.version)
            },
            history: try PaperTemplates.history(name, in: tx).map {
                .init(
                    number: $0.number, origin: $0.origin, publishedAt: $0.publishedAt,
                    publishedByName: $0.publishedByName, sha256: $0.sha256)
            },
            failure: try TemplateFaults.current(name, in: tx).map {
                .init(
                    stage: $0.stage, words: $0.words, code: $0.code, params: $0.params, line: $0.line,
                    firstAt: $0.firstAt, lastAt: $0.lastAt, count: $0.count)
            })
    }

    /// A test is a paper of its own each time, so that it never counts as a copy.
    private func testPrint(_ call: Call<TestPrintInput>, _ tx: Tx) throws -> PrintTicket {
        let name = try call.path("name")
        let input = call.input
        let document: PrintDocument
        do {
            let maker = try TemplatePreview(renderer, in: tx)
            document = maker.settings.applied(to: try maker.document(name, input.text, input.language))
        } catch let error as DocumentFileError {
            throw Problem.templateInvalid(error)
        }
        let request = PrintRequest(
            document: document,
            subject: PrintSubject(type: "template", id: tx.newID(PublishedTemplate.self).description))
        return try PrintQueue.submit(request, printer: input.printerID, priority: 1, in: tx)
    }
}
