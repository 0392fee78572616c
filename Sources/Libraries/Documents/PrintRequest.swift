public import SehatCore

/// The record that a print is about, by names rather than by types, so that any feature can print.
public struct PrintSubject: Codable, Hashable, Sendable {
    /// The sort of record ("bill", "encounter").
    public let type: String
    /// The record's id as a string.
    public let id: String

    /// A subject.
    public init(type: String, id: String) {
        self.type = type
        self.id = id
    }
}

/// A wish to print one document once, as a feature hands it to the print outbox.
public struct PrintRequest: Codable, Hashable, Sendable {
    /// What sort of paper it is; with the counter it decides the printer.
    public var kind: DocumentKind
    /// The document.
    public var document: PrintDocument
    /// The record that it is about.
    public var subject: PrintSubject
    /// The patient whose data it shows, for the access log; nil for none.
    public var patientID: Int64?
    /// 1 for the first print, 2 for the first copy and so on.
    public var copyNumber: Int
    /// The version of the template that made it; nil when none did.
    public var templateNumber: Int64?
    /// What it was made of, so that another template can make it; nil where none could.
    public var source: PaperSource?
    /// The language of the document.
    public var language: Language

    /// A request; kind and language are those of the document.
    public init(
        document: PrintDocument, subject: PrintSubject, patientID: Int64? = nil, copyNumber: Int = 1,
        templateNumber: Int64? = nil, source: PaperSource? = nil
    ) {
        self.kind = document.kind
        self.document = document
        self.subject = subject
        self.patientID = patientID
        self.copyNumber = copyNumber
        self.templateNumber = templateNumber
        self.source = source
        self.language = document.language
    }
}

/// What a paper was made of: data, and the template that the product has for them.
public struct PaperSource: Codable, Hashable, Sendable {
    /// The name of a shipped template.
    public var template: String
    /// The data as JSON, as that template shows them.
    public var data: String

    /// Data for a shipped template.
    public init(template: String, data: String) {
        self.template = template
        self.data = data
    }
}
