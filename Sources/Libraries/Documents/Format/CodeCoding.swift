extension QRCodeBlock {
    /// Reads a QR code; only the payload must be given.
    ///
    /// - Throws: `DecodingError` when a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        let payload: String = try fields.required("payload")
        let standard = QRCodeBlock(payload)
        self.init(
            payload, correction: try fields.value("correction", or: standard.correction),
            moduleSize: try fields.value("moduleSize", or: standard.moduleSize),
            alignment: try fields.value("alignment", or: .center), caption: try fields.content("caption"))
    }
}

extension Code128Block {
    /// Reads a bar code; only the payload must be given.
    ///
    /// - Throws: `DecodingError` when a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        let payload: String = try fields.required("payload")
        let standard = Code128Block(payload)
        self.init(
            payload, moduleWidth: try fields.value("moduleWidth", or: standard.moduleWidth),
            height: try fields.value("height", or: standard.height),
            alignment: try fields.value("alignment", or: .center),
            showsText: try fields.value("showsText", or: true))
    }
}

extension EAN13Block {
    /// Reads a bar code; only the payload must be given.
    ///
    /// - Throws: `DecodingError` when a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        let payload: String = try fields.required("payload")
        let standard = EAN13Block(payload)
        self.init(
            payload, moduleWidth: try fields.value("moduleWidth", or: standard.moduleWidth),
            height: try fields.value("height", or: standard.height),
            alignment: try fields.value("alignment", or: .center),
            showsText: try fields.value("showsText", or: true))
    }
}

extension DataMatrixBlock {
    /// Reads a code; either `gs1` or `payload` must be given.
    ///
    /// - Throws: `DecodingError` when a field has the wrong form.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        let payload: Payload
        if let elements: [GS1Element] = try fields.optional("gs1") {
            if fields.has("payload") { throw fields.error("payload", "a payload cannot stand beside gs1") }
            payload = .gs1(elements)
        } else {
            payload = .text(try fields.required("payload"))
        }
        let standard = DataMatrixBlock(payload)
        self.init(
            payload, moduleSize: try fields.value("moduleSize", or: standard.moduleSize),
            alignment: try fields.value("alignment", or: .center), caption: try fields.content("caption"))
    }

    /// Writes the code.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: FieldName.self)
        switch payload {
        case .gs1(let elements): try container.encode(elements, forKey: FieldName("gs1"))
        case .text(let text): try container.encode(text, forKey: FieldName("payload"))
        }
        try container.encode(moduleSize, forKey: FieldName("moduleSize"))
        try container.encode(alignment, forKey: FieldName("alignment"))
        try container.encode(caption, forKey: FieldName("caption"))
    }
}

extension ImageBlock {
    /// Reads a picture.
    ///
    /// - Throws: `DecodingError` when a field is missing or has the wrong form.
    public init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        let alignment: TextStyle.Alignment = try fields.value("alignment", or: .center)
        guard let picture: String = try fields.optional("picture") else {
            self.init(png: try fields.required("png"), width: try fields.required("width"), alignment: alignment)
            return
        }
        if fields.has("png") { throw fields.error("png", "a file cannot stand beside the name of a picture") }
        self.init(picture: picture, width: try fields.required("width"), alignment: alignment)
    }

    /// Writes a picture; of one that has a name or digest only that.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: FieldName.self)
        if let picture {
            try container.encode(picture, forKey: FieldName("picture"))
        } else {
            try container.encode(png, forKey: FieldName("png"))
        }
        try container.encode(width, forKey: FieldName("width"))
        try container.encode(alignment, forKey: FieldName("alignment"))
    }
}
