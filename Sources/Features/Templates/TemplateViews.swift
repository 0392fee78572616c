public import Documents
public import PrintQueue
public import SehatCore

/// The templates in a list.
public struct TemplateList: Codable, Sendable {
    /// One template.
    public struct Item: Codable, Sendable {
        /// The name.
        public var name: String
        /// The version in use; 1 is the product's own.
        public var number: Int64
        /// When it was published; absent for the product's own.
        public var publishedAt: Instant?
        /// Who published it.
        public var publishedByName: String?
        /// Who is working on it.
        public var draftBy: String?
        /// Whether the version in use could not make a paper.
        public var hasFailed: Bool
    }

    /// In the order of the product.
    public var items: [Item]
}

/// One template with its draft and its history.
public struct TemplateView: Codable, Sendable {
    /// A text that is being worked on.
    public struct Draft: Codable, Sendable {
        /// It may be wrong as yet.
        public var text: String
        /// When it was changed last.
        public var changedAt: Instant
        /// By whom.
        public var changedByName: String
        /// Goes up with every change.
        public var version: Int64
    }

    /// A version that the hospital has published.
    public struct Version: Codable, Sendable {
        /// 2 for the first one.
        public var number: Int64
        /// The version that this one brought back.
        public var origin: Int64?
        /// When it was published.
        public var publishedAt: Instant
        /// By whom.
        public var publishedByName: String
        /// SHA-256 of the text, in lower-case hexadecimal digits.
        public var sha256: String
    }

    /// What the version in use failed at.
    public struct Failure: Codable, Sendable {
        /// `filling`: the product's own template made the paper instead; `setting`: the paper was not printed.
        public var stage: TemplateFault.Stage
        /// What was wrong, in English.
        public var words: String
        /// The code of what was wrong, for which pages have a sentence; absent where only words are known.
        public var code: String?
        /// What stands in that sentence.
        public var params: [String: String]?
        /// The line of the template; 0 where none is known.
        public var line: Int64
        /// When it failed first.
        public var firstAt: Instant
        /// When it failed last.
        public var lastAt: Instant
        /// How many papers it met.
        public var count: Int64
    }

    /// The name.
    public var name: String
    /// The version in use.
    public var number: Int64
    /// Its text.
    public var text: String
    /// Absent when nobody is working on it.
    public var draft: Draft?
    /// The hospital's own versions, the newest first; the product's own, number 1, is not among them.
    public var history: [Version]
    /// Absent while the version in use has made every paper.
    public var failure: Failure?
}

/// The text of one version.
public struct TemplateText: Codable, Sendable {
    /// The template file.
    public var text: String
}

/// What a template may show.
public struct TemplateMaterial: Codable, Sendable {
    /// The fields of the paper's data.
    public var fields: [TemplateField]
    /// The product's words.
    public var words: [TemplateWord]

    /// What the template of a paper may show, with examples in a language.
    ///
    /// - Throws: `DocumentFileError`, which the tests rule out.
    public init(_ entry: ShippedTemplates.Entry, in language: Language) throws {
        fields = try entry.fields(in: language)
        words = TemplateWord.all(in: language)
    }
}

struct MaterialInput: Codable, Sendable {
    /// Of the examples; English when left out.
    var language: Language?
}

struct DraftInput: Codable, Sendable {
    var text: String
    /// Of the draft that was changed; absent for the first one.
    var version: Int64?
}

struct PublishInput: Codable, Sendable {
    var text: String
    /// The version in use when the work began.
    var base: Int64
}

struct RollBackInput: Codable, Sendable {
    /// The version to bring back; 1 is the product's own.
    var number: Int64
    /// The version in use.
    var base: Int64
}

struct PreviewInput: Codable, Sendable {
    var text: String
    var language: Language
    /// Dots per inch of the pictures, 48 to 300; by default 96.
    var dpi: Int?
    /// True to leave out every value that may be missing.
    var isSparse: Bool?
}

/// The paper as pictures, or what is wrong.
struct PreviewView: Codable, Sendable {
    struct Sheet: Codable, Sendable {
        /// A PNG file in base64.
        var png: String
        /// The size of the paper in millimetres.
        var width: Double
        var height: Double
    }

    struct Fault: Codable, Sendable {
        /// Both from 1; the column counts bytes. 0 where no one block is to blame.
        var line: Int
        var column: Int
        /// The field, as in `blocks[2].table`.
        var path: String
        /// What is wrong with the text, in English; empty where `problem` says it.
        var words: String
        /// The code of what is wrong with the text, for which pages have a sentence.
        var code: String?
        /// The code of the problem when the text is right and the paper cannot be set.
        var problem: String?
        /// What stands in the sentence of either.
        var params: [String: String]?
    }

    var sheets: [Sheet]
    var fault: Fault?
}

struct TestPrintInput: Codable, Sendable {
    var text: String
    var language: Language
    var printerID: ID<Printer>
}
