public import GRDB
public import SehatCore

/// One published version of a hospital's own template; never changed. Version 1 is the one that comes with the product.
public struct PublishedTemplate: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "printQueueTemplate"

    public let id: ID<PublishedTemplate>
    /// Which paper it makes: the name of a shipped template.
    public let name: String
    /// 2 for the first of the hospital, without gaps.
    public let number: Int64
    /// The version that this one brought back; absent for a new text.
    public let origin: Int64?
    /// The template file.
    public let body: String
    /// SHA-256 of `body` in UTF-8, in lower-case hexadecimal digits.
    public let sha256: String
    public let publishedAt: Instant
    /// Absent for the product itself.
    public let publishedBy: ID<User>?
    public let publishedByName: String
}

/// A template that somebody is working on; nothing is printed from it but tests.
public struct TemplateDraft: Codable, Hashable, Sendable, FetchableRecord, PersistableRecord {
    public static let databaseTableName = "printQueueTemplateDraft"

    public let id: ID<TemplateDraft>
    /// Which paper it is for.
    public let name: String
    /// The text, which may be wrong as yet.
    public internal(set) var body: String
    public internal(set) var changedAt: Instant
    /// Absent for the product itself.
    public internal(set) var changedBy: ID<User>?
    public internal(set) var changedByName: String
    /// Goes up with every change.
    public internal(set) var version: Int64
}

/// The version of a template that papers are made from now.
public struct TemplateInUse: Hashable, Sendable {
    /// The name.
    public let name: String
    /// 1 for the one that comes with the product.
    public let number: Int64
    /// The template file.
    public let body: String
}
