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
        tx.audit("printQueue.template.drafted", new.id, ["name": .text(name), "sha256": .text(DocumentDigest.sha256(body))])
        tx.announce("templates")
        return new
    }

    /// Gives the draft up.
    ///
    /// - Throws: `printQueue.template.notFound` when there is none.
    public static func discard(_ name: String, in tx: Tx) throws {
        guard let old = try draft(name, in: tx) else { throw Problem.templateNotFound }
        try old.delete(tx.db)
        tx.audit("printQueue.template.discarded", old.id, ["name": .text(name)])
        tx.announce("templates")
    }

    /// Makes a text the version that papers are made from. The caller has checked that it can be set; that it makes a
    /// document of the right kind in every language is checked here again.
    ///
    /// - Parameters:
    ///   - origin: the version that the text comes from, when it is brought back.
    ///   - base: the version that the text was made from; nil not to ask.
    /// - Throws: `printQueue.template.notFound`; `app.stale` when another version was published since `base`;
    ///   `printQueue.template.invalid` for a text that is no template.
    @discardableResult
    public static func publish(
        _ name: String, _ body: String, origin: Int64? = nil, base: Int64? = nil, in tx: Tx
    ) throws -> PublishedTemplate {
        let current = try inUse(name, in: tx)
        if let base, base != current.number { throw Problem.stale }
        try checkSize(body)
        if let fault = ShippedTemplates.named(name)?.fault(in: body) { throw Problem.templateInvalid(fault) }
        let version = PublishedTemplate(
            id: tx.newID(), name: name, number: current.number + 1, origin: origin, body: body,
            sha256: DocumentDigest.sha256(body), publishedAt: tx.now, publishedBy: tx.principal.userID,
            publishedByName: tx.principal.username)
        try version.insert(tx.db)
        try draft(name, in: tx)?.delete(tx.db)
        tx.audit(
            origin == nil ? "printQueue.template.published" : "printQueue.template.rolledBack", version.id,
            [
                "name": .text(name), "number": .number(version.number), "from": .number(origin ?? current.number),
                "sha256": .text(version.sha256),
            ])
        tx.announce("templates")
        return version
    }

    /// Publishes an earlier version once more.
    ///
    /// - Throws: `printQueue.template.notFound`; `app.stale` when another version than `base` is in use.
    @discardableResult
    public static func rollBack(_ name: String, to number: Int64, base: Int64? = nil, in tx: Tx) throws -> PublishedTemplate {
        try publish(name, try text(name, number: number, in: tx), origin: number, base: base, in: tx)
    }

    private static func checkSize(_ body: String) throws {
        guard body.utf8.count <= limit else { throw Problem.invalid("text", "printQueue.field.templateTooLong") }
    }
}
