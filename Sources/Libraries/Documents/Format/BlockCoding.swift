import SehatCore

extension Block: Codable {
    private static let tags: Set<String> = [
        "paragraph", "keyValue", "table", "columns", "rule", "space", "qrCode", "code128", "dataMatrix", "ean13",
        "image",
        "group", "section", "letterhead",
    ]

    /// Reads a block: an object with one tag that names its kind.
    ///
    /// - Throws: `DecodingError` when there is no tag, more than one, or a value of the wrong form.
    public init(from decoder: any Decoder) throws {
        let tagged = try Tagged(decoder, Self.tags)
        switch tagged.tag {
        case "paragraph": self = .paragraph(try tagged.value(Paragraph.self))
        case "keyValue": self = .keyValue(try tagged.value())
        case "table": self = .table(try tagged.value())
        case "columns": self = .columns(try tagged.value())
        case "rule": self = .rule(try tagged.value())
        case "space": self = .space(try tagged.value())
        case "qrCode": self = .qrCode(try tagged.value())
        case "code128": self = .code128(try tagged.value())
        case "dataMatrix": self = .dataMatrix(try tagged.value())
        case "ean13": self = .ean13(try tagged.value())
        case "image": self = .image(try tagged.value())
        case "group": self = .group(try tagged.value())
        case "section": self = .section(try tagged.value())
        default: self = .letterhead(try tagged.value())
        }
    }

    /// Writes the block in the present format.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: FieldName.self)
        func put(_ tag: String, _ value: some Encodable) throws { try container.encode(value, forKey: FieldName(tag)) }
        switch self {
        case .paragraph(let paragraph): try put("paragraph", paragraph)
        case .keyValue(let row): try put("keyValue", row)
        case .table(let table): try put("table", table)
        case .columns(let columns): try put("columns", columns)
        case .rule(let rule): try put("rule", rule)
        case .space(let length): try put("space", length)
        case .qrCode(let code): try put("qrCode", code)
        case .code128(let code): try put("code128", code)
        case .dataMatrix(let code): try put("dataMatrix", code)
        case .ean13(let code): try put("ean13", code)
        case .image(let image): try put("image", image)
        case .group(let blocks): try put("group", blocks)
        case .section(let section): try put("section", section)
        case .letterhead(let letterhead): try put("letterhead", letterhead)
        }
    }
}

extension Paragraph {
    /// Reads a paragraph: pieces with a style, or the pieces alone.
    ///
    /// - Throws: `DecodingError` when a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        if let fields = try? Fields(decoder), fields.has("content") {
            self.init(
                try fields.content("content"), style: try fields.value("style", or: .body),
                instead: fields.has("instead") ? try fields.content("instead") : nil)
        } else {
            self.init(try Content(from: decoder).pieces)
        }
    }
}

extension KeyValueRow {
    /// Reads a row.
    ///
    /// - Throws: `DecodingError` when a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        self.init(
            label: try fields.content("label"), value: try fields.content("value"),
            style: try fields.value("style", or: .body))
    }
}

extension Rule {
    /// Reads a line; all fields may be left out.
    ///
    /// - Throws: `DecodingError` when a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        self.init(
            thickness: try fields.value("thickness", or: Rule().thickness),
            isDashed: try fields.value("isDashed", or: false))
    }
}

extension Columns {
    /// Reads stacks: an object, or the list of stacks alone.
    ///
    /// - Throws: `DecodingError` when a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        if decoder.holdsList {
            self.init(try decoder.singleValueContainer().decode([Column].self))
            return
        }
        let fields = try Fields(decoder)
        self.init(
            try fields.required("columns"), gap: try fields.value("gap", or: .mm(3)),
            alignsRows: try fields.value("alignsRows", or: false))
    }
}

extension Columns.Column {
    /// Reads a stack.
    ///
    /// - Throws: `DecodingError` when a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        self.init(width: try fields.value("width", or: .share(1)), blocks: try fields.required("blocks"))
    }
}

extension Table {
    /// Reads a table.
    ///
    /// - Throws: `DecodingError` when a field is missing or has the wrong form.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        self.init(
            columns: try fields.required("columns"), head: try fields.optional("head", [Content].self)?.map(\.pieces),
            rows: try fields.required("rows"), style: try fields.value("style", or: .body),
            gap: try fields.value("gap", or: .mm(2)), hasRowRules: try fields.value("hasRowRules", or: false))
    }
}

extension Table.Column {
    /// Reads a column.
    ///
    /// - Throws: `DecodingError` when a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        self.init(try fields.value("width", or: .natural), try fields.value("alignment", or: .start))
    }
}

extension Table.Row {
    /// Reads a row: an object, or the list of cells alone.
    ///
    /// - Throws: `DecodingError` when a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        if decoder.holdsList {
            var list = try decoder.unkeyedContainer()
            var cells: [[Inline]] = []
            while !list.isAtEnd { cells.append(try list.decode(Content.self).pieces) }
            self.init(cells)
            return
        }
        let fields = try Fields(decoder)
        self.init(
            try fields.required("cells", [Content].self).map(\.pieces),
            isStrong: try fields.value("isStrong", or: false),
            ruleAbove: try fields.optional("ruleAbove"))
    }
}

extension Letterhead {
    /// Reads a letterhead.
    ///
    /// - Throws: `DecodingError` when the name is missing or a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        self.init(
            name: try fields.required("name"), secondName: try fields.optional("secondName"),
            address: try fields.value("address", or: [Content]()).map(\.pieces),
            phones: try fields.value("phones", or: []), logo: try fields.optional("logo"),
            image: try fields.optional("image"))
    }
}
