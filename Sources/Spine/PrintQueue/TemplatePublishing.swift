import Documents
import GRDB
import SehatCore
public import SehatStore

/// Changing templates. What is published stays for ever; going back publishes an old text once more.
extension PaperTemplates {
    /// The most bytes of a template.
    public static let limit = 512 << 10

    /// Keeps a text as the draft of a template. It may be wrong as yet.
    ///
    /// - Parameter version: of the draft that was changed; nil for none.
    /// - Throws: `printQueue.template.notFound`; `app.stale` when somebody else changed the draft meanwhile;
    ///   422 for a text above `limit`.
    @discardableResult
    public static func save(_ name: String, _ body: String, version: Int64?, in tx: Tx) throws -> TemplateDraft {
        guard ShippedTemplates.named(name) != nil else { throw Problem.templateNotFound }
        try checkSize(body)
        let old = try draft(name, in: tx)
        guard old?.version == version else { throw Problem.stale }
        let new = TemplateDraft(
            id: old?.id ?? tx.newID(), name: name, body: body, changedAt: tx.now, changedBy: tx.principal.userID,
            changedByName: tx.principal.username, version: (old?.version ?? 0) + 1)
        try new.save(tx.db)
        tx.audit(
            "printQueue.template.drafted", new.id, ["name": .text(name), "sha256": .text(DocumentDigest.sha256(body))])
        tx.announce("templates")
        return new
    }

    /// Gives the draft up.
    ///
    /// - Throws: `printQueue.template.notFound` when there is none.
    public static func discard(_ name: String, in tx: Tx) throws {
        guard let old = try draft(name, in: tx) else { throw Problem.templateNotFound }
        try old.delete(tx.db)
        tx.audit(
            "printQueue.template.discarded", old.id,
            ["name": .text(name), "version": .number(old.version), "of": .text(old.changedByName)])
        tx.announce("templates")
    }

    /// Makes a text the version that papers are made from.
    ///
    /// The publisher's own draft has become the version and goes; another's stays, since it may hold more than this.
    ///
    /// - Parameters:
    ///   - text: checked before the transaction, which it would hold up.
    ///   - origin: the version that the text comes from, when it is brought back; drafts stay then.
    ///   - base: the version that the text was made from; nil not to ask.
    /// - Throws: `printQueue.template.notFound`; `app.stale` when another version was published since `base`.
    @discardableResult
    public static func publish(
        _ text: CheckedTemplate, origin: Int64? = nil, base: Int64? = nil, in tx: Tx
    ) throws -> PublishedTemplate {
        let current = try inUse(text.name, in: tx)
        if let base, base != current.number { throw Problem.stale }
        let version = PublishedTemplate(
            id: tx.newID(), name: text.name, number: current.number + 1, origin: origin, body: text.body,
            sha256: DocumentDigest.sha256(text.body), publishedAt: tx.now, publishedBy: tx.principal.userID,
            publishedByName: tx.principal.username)
        try version.insert(tx.db)
        var detail: [String: AuditValue] = [
            "name": .text(text.name), "number": .number(version.number), "from": .number(origin ?? current.number),
            "sha256": .text(version.sha256),
        ]
        if let draft = try draft(text.name, in: tx) {
            let isOwn = draft.changedByName == tx.principal.username
            if origin == nil, isOwn { try draft.delete(tx.db) }
            detail[origin == nil && isOwn ? "draftPublished" : "draftKept"] = .number(draft.version)
        }
        tx.audit(
            origin == nil ? "printQueue.template.published" : "printQueue.template.rolledBack", version.id, detail)
        tx.announce("templates")
        return version
    }

    static func checkSize(_ body: String) throws {
        guard body.utf8.count <= limit else { throw Problem.invalid("text", "printQueue.field.templateTooLong") }
    }
}

/// A text that makes a document of the right kind in every language; the only thing that can be published.
public struct CheckedTemplate: Sendable {
    /// Which paper it makes.
    public let name: String
    /// The template file.
    public let body: String

    /// Checks a text; takes tens of milliseconds, so do it before the transaction.
    ///
    /// - Throws: `printQueue.template.notFound`; `printQueue.template.invalid` with the place; 422 for a text above
    ///   `PaperTemplates.limit`.
    public init(_ name: String, _ body: String) throws {
        guard let shipped = ShippedTemplates.named(name) else { throw Problem.templateNotFound }
        try PaperTemplates.checkSize(body)
        if let fault = shipped.fault(in: body) { throw Problem.templateInvalid(fault) }
        self.name = name
        self.body = body
    }
}
