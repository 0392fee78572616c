public import Documents
public import SehatCore
public import SehatStore

/// The product's own template in place of a hospital's that makes no paper.
public enum PaperFallback {
    /// The paper of a job as the product's own template makes it of the same data; it says at its foot that it is, and bears
    /// the same marks.
    ///
    /// - Returns: nil when the product's own made it already, or nobody kept the data.
    /// - Throws: what filling the template throws; `printQueue.job.notFound`.
    public static func document(_ job: ID<PrintJob>, in tx: ReadTx) throws -> PrintDocument? {
        let printable = try PrintQueue.printable(job, in: tx)
        let stored = try PrintQueue.stored(printable.job.documentID, in: tx)
        return try document(of: stored, in: tx)?.marked(printable.document.copyMark)
    }

    /// The same of a stored document, to be looked at.
    ///
    /// - Throws: what filling the template throws.
    public static func document(of stored: StoredDocument, in tx: ReadTx) throws -> PrintDocument? {
        guard let name = stored.templateName, let data = stored.templateData else { return nil }
        let original = try stored.document()
        let setting = PaperTemplates.Setting(
            language: original.language, second: original.secondaryLanguage,
            grouping: original.grouping ?? tx.hospital.grouping, paper: original.paper)
        var result = try PaperTemplates.remake(PaperSource(template: name, data: data), setting, in: tx)
        result.title = original.title
        let words = DocumentText(tx.catalogue, original.language)("printQueue.substituted")
        // A copy's last line says who printed it again.
        let again = original.copyMark?.reason == .copy ? original.footer?.lines.last : nil
        result.footer = Footer(
            lines: (result.footer?.lines ?? []) + [again, words].compactMap { $0 }, pageLine: result.footer?.pageLine)
        return try result.marked(original.copyMark).withPictures { try PaperPicture.of($0, in: tx)?.png }
    }

    /// Notes that a job is printed in that form: audited, and shown beside the template until another version is published.
    ///
    /// - Throws: `printQueue.job.notFound`; what the database throws.
    public static func note(_ job: ID<PrintJob>, words: String, in tx: Tx) throws {
        try TemplateFaults.noteUnprintable(job, words: words, in: tx)
        tx.audit("printQueue.document.substituted", try PrintQueue.job(job, in: tx).documentID)
    }
}
