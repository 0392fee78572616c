public import Documents
import GRDB
public import SehatCore
public import SehatStore

/// The templates that papers are made from: those of the product, and what the hospital has published in their place.
public enum PaperTemplates {
    /// The number of the template that comes with the product.
    public static let shippedNumber: Int64 = 1

    /// How a paper is to be set; what the template does not decide.
    public struct Setting: Sendable {
        var language: Language
        var second: Language?
        var grouping: HospitalProfile.Grouping
        var paper: Paper?

        /// - Parameters:
        ///   - second: the second language of a bilingual paper; nil for none.
        ///   - paper: nil for the template's own.
        public init(language: Language, second: Language? = nil, grouping: HospitalProfile.Grouping, paper: Paper?) {
            self.language = language
            self.second = second
            self.grouping = grouping
            self.paper = paper
        }
    }

    /// What came of filling a template.
    public struct Made: Sendable {
        /// The document.
        public let document: PrintDocument
        /// The version of the template that made it.
        public let number: Int64
        /// What the product's own template would make it of; nil when that has made it.
        public let source: PaperSource?

        /// What came of it.
        public init(document: PrintDocument, number: Int64, source: PaperSource? = nil) {
            self.document = document
            self.number = number
            self.source = source
        }
    }

    /// A document made of the template in use and of data.
    ///
    /// A hospital's template that cannot be filled never stops a counter: then the product's own makes the paper. The
    /// version that made it is told, and belongs into `PrintRequest.templateNumber`; that the hospital's failed is audited
    /// and stands on the page of templates.
    ///
    /// - Parameter data: gets the number of the version, which papers show.
    /// - Throws: `printQueue.template.notFound` for a name that is none; what the product's own template throws, which
    ///   tests rule out.
    public static func make<Data: Encodable>(
        _ name: String, _ setting: Setting, in tx: ReadTx, data: (_ number: Int64) throws -> Data
    ) throws -> Made {
        guard let shipped = ShippedTemplates.named(name) else { throw Problem.templateNotFound }
        if let own = try latest(name, in: tx) {
            let values = try data(own.number)
            do {
                let template = try TemplateCache.template(own.body, sha256: own.sha256)
                let document = try template.document(in: setting.language, second: setting.second, of: values)
                let spare = String(decoding: try TemplateData.bytes(try data(shippedNumber)), as: UTF8.self)
                return Made(
                    document: try set(document, setting, in: tx), number: own.number,
                    source: PaperSource(template: name, data: spare))
            } catch let fault as DocumentFileError {
                try TemplateFaults.note(own.name, own.number, fault, in: tx)
            }
        }
        let template = try TemplateCache.template(shipped.text, sha256: "shipped:" + name)
        let document = try template.document(in: setting.language, second: setting.second, of: try data(shippedNumber))
        return Made(document: try set(document, setting, in: tx), number: shippedNumber)
    }

    /// A document made by the product's own template of data that were kept.
    ///
    /// - Throws: what filling the template throws; `printQueue.template.notFound`.
    static func remake(_ source: PaperSource, _ setting: Setting, in tx: ReadTx) throws -> PrintDocument {
        guard let shipped = ShippedTemplates.named(source.template) else { throw Problem.templateNotFound }
        let template = try TemplateCache.template(shipped.text, sha256: "shipped:" + source.template)
        let document = try template.document(
            in: setting.language, second: setting.second, data: Array(source.data.utf8))
        return try set(document, setting, in: tx)
    }

    private static func set(_ document: PrintDocument, _ setting: Setting, in tx: ReadTx) throws -> PrintDocument {
        var result = try PaperSettings.inUse(in: tx).applied(to: document)
        result.secondaryLanguage = setting.second
        result.grouping = setting.grouping
        if let paper = setting.paper, result.paper != paper {
            result.paper = paper
            result.margins = .standard(for: paper)
        }
        return result
    }

    /// The version of a template that papers are made from.
    ///
    /// - Throws: `printQueue.template.notFound`.
    public static func inUse(_ name: String, in tx: ReadTx) throws -> TemplateInUse {
        guard let shipped = ShippedTemplates.named(name) else { throw Problem.templateNotFound }
        guard let own = try latest(name, in: tx) else {
            return TemplateInUse(name: name, number: shippedNumber, body: shipped.text)
        }
        return TemplateInUse(name: name, number: own.number, body: own.body)
    }

    /// The text of one version.
    ///
    /// - Throws: `printQueue.template.notFound`.
    public static func text(_ name: String, number: Int64, in tx: ReadTx) throws -> String {
        guard let shipped = ShippedTemplates.named(name) else { throw Problem.templateNotFound }
        if number == shippedNumber { return shipped.text }
        let statement = try tx.db.cachedStatement(
            sql: "SELECT body FROM printQueueTemplate WHERE name = ? AND number = ?")
        guard let body = try String.fetchOne(statement, arguments: [name, number]) else {
            throw Problem.templateNotFound
        }
        return body
    }

    /// Every version that the hospital has published of a template, the newest first.
    public static func history(_ name: String, in tx: ReadTx) throws -> [PublishedTemplate] {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM printQueueTemplate WHERE name = ? ORDER BY number DESC")
        return try PublishedTemplate.fetchAll(statement, arguments: [name])
    }

    /// What somebody is working on; nil when nobody is.
    public static func draft(_ name: String, in tx: ReadTx) throws -> TemplateDraft? {
        let statement = try tx.db.cachedStatement(sql: "SELECT * FROM printQueueTemplateDraft WHERE name = ?")
        return try TemplateDraft.fetchOne(statement, arguments: [name])
    }

    static func latest(_ name: String, in tx: ReadTx) throws -> PublishedTemplate? {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM printQueueTemplate WHERE name = ? ORDER BY number DESC LIMIT 1")
        return try PublishedTemplate.fetchOne(statement, arguments: [name])
    }
}
