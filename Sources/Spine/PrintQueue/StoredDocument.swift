public import Documents
public import GRDB
public import SehatCore
public import SehatStore

extension DocumentKind: DatabaseValueConvertible {}

/// A document exactly as it was printed, kept for ever.
public struct StoredDocument: Codable, Sendable, FetchableRecord, PersistableRecord {
    /// The table.
    public static let databaseTableName = "printQueueDocument"

    /// The row.
    public let id: ID<StoredDocument>
    /// What sort of paper it is.
    public let kind: DocumentKind
    /// The record that it is about, such as `bill`, and that record's id.
    public let subjectType: String
    /// That record's id.
    public let subjectID: String
    /// 1 for the original, 2 for the first copy and so on.
    public let copyNumber: Int
    /// The patient whose data it shows; nil for none.
    public let patientID: ID<Patient>?
    /// The language of the document.
    public let language: Language
    /// Its title for the print queue; holds no patient's name.
    public let title: String
    /// The version of the stored form.
    public let templateVersion: Int
    /// The version of the template that made it; absent for documents that no template made.
    public let templateNumber: Int64?
    /// The shipped template and the data that it would make this of; absent where the product's own made it.
    public let templateName: String?
    /// The data for that template, as JSON.
    public let templateData: String?
    /// The document as JSON, byte for byte what `sha256` was taken of.
    public let body: String
    /// SHA-256 of `body` in UTF-8, 64 hexadecimal digits.
    public let sha256: String
    /// When it was made.
    public let createdAt: Instant
    /// Who made it; absent for the product itself.
    public let createdBy: ID<User>?
    /// The name of who made it.
    public let createdByName: String

    /// The document itself.
    ///
    /// - Throws: `DocumentFileError` when a newer build wrote it.
    public func document() throws -> PrintDocument {
        try DocumentFile.stored(body)
    }

    /// The document with the hospital's pictures that it was made with.
    ///
    /// - Throws: `DocumentFileError` when a newer build wrote it.
    public func complete(in tx: ReadTx) throws -> PrintDocument {
        try document().withPictures { try PaperPicture.of($0, in: tx)?.png }
    }

    /// Whether `body` is still what was stored.
    public var isIntact: Bool { DocumentDigest.sha256(body) == sha256 }
}
