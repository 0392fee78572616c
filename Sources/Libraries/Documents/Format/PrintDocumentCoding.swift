import SehatCore

extension PrintDocument {
    /// Reads a document.
    ///
    /// Only the language and either `blocks` or `text` must be given: `{"language": "ur", "size": 12, "text": "…"}` is
    /// a document of one paragraph. Without a paper it is a receipt roll; `width` alone makes a roll of that width.
    /// - Throws: `DecodingError` with the path of the field that is missing or wrong.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        _ = try fields.value("format", or: FormatVersion.current)
        let paper = try Self.paper(fields)
        self.init(
            kind: try fields.value("kind", or: DocumentKind(rawValue: "document")),
            language: try fields.required("language"), secondaryLanguage: try fields.optional("secondaryLanguage"),
            digits: try fields.value("digits", or: .western), grouping: try fields.optional("grouping"),
            hijriShift: try fields.optional("hijriShift"), urduFace: try fields.value("urduFace", or: .nastaliq),
            paper: paper, margins: try fields.optional("margins"),
            title: try fields.value("title", or: "Document"), copyMark: try fields.optional("copyMark"),
            footer: try fields.optional("footer"), blocks: try Self.blocks(fields))
    }

    private static func paper(_ fields: Fields) throws -> Paper {
        if let paper: Paper = try fields.optional("paper") {
            if fields.has("width") { throw fields.error("width", "a width cannot stand beside a paper") }
            return paper
        }
        guard let width: Length = try fields.optional("width") else { return .thermal80 }
        return Paper(width: width, height: nil, dotsPerMillimetre: 8)
    }

    private static func blocks(_ fields: Fields) throws -> [Block] {
        guard fields.has("text") else {
            if fields.has("size") { throw fields.error("size", "a size belongs to text; blocks have styles") }
            return try fields.required("blocks")
        }
        if fields.has("blocks") { throw fields.error("text", "text cannot stand beside blocks") }
        let size = try fields.optional("size", LetterSize.self)?.length ?? TextStyle.body.size
        return [.paragraph(try fields.content("text"), TextStyle(size: size))]
    }
}

extension Footer {
    /// Reads a footer.
    ///
    /// - Throws: `DecodingError` when a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        self.init(
            lines: try fields.value("lines", or: [Content]()).map(\.pieces),
            pageLine: try fields.optional("pageLine", Content.self)?.pieces)
    }
}

extension Bitmap {
    /// Reads a picture and checks its sizes.
    ///
    /// - Throws: `DecodingError` when the sizes do not match the number of bytes.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        let bitmap = Bitmap(
            width: try fields.required("width"), height: try fields.required("height"),
            bits: try fields.required("bits"),
            printedWidth: try fields.required("printedWidth"))
        guard let bitmap else { throw fields.error("bits", "the sizes do not match the number of bytes") }
        self = bitmap
    }
}
