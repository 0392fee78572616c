extension Length: Codable {
    /// Reads a distance: a string with its unit ("72mm", "9pt") or a whole number of micrometres.
    ///
    /// - Throws: `DecodingError` when it is neither, or longer than 2 m.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let text = try? container.decode(String.self) else {
            self.init(micrometres: try container.decode(Int32.self))
            return
        }
        guard let length = Length(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a length such as \"72mm\" or \"9pt\"")
        }
        self = length
    }

    /// A distance with its unit, "72mm" or "9pt"; nil for anything else, less than nothing and beyond 2 m.
    public init?(_ text: String) {
        guard text.utf8.count <= 16, text.utf8.dropLast(2).allSatisfy({ (48...57).contains($0) || $0 == 46 }),
            let number = Double(text.dropLast(2))
        else { return nil }
        let unit = text.suffix(2)
        guard unit == "mm" || unit == "pt" else { return nil }
        guard (0...(unit == "mm" ? 2000 : 5669)).contains(number) else { return nil }
        self = unit == "mm" ? .mm(number) : .pt(number)
    }

    /// Writes the whole number of micrometres.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(micrometres)
    }
}

/// The size of letters as a template may write it. Sizes from 2 to 400 points are 705 micrometres and more, so a
/// smaller number can only be meant as points.
struct LetterSize: Decodable {
    let length: Length

    init(from decoder: any Decoder) throws {
        if let number = try? decoder.singleValueContainer().decode(Double.self), abs(number) <= 400 {
            length = .pt(number)
        } else {
            length = try Length(from: decoder)
        }
    }
}

extension TextStyle.Overflow: Codable {
    /// Reads "wrap" or `{"cut": lines}`.
    ///
    /// - Throws: `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self), text == "wrap" {
            self = .wrap
            return
        }
        let tagged = try Tagged(decoder, ["wrap", "cut"], wrappedWithoutValue: ["wrap", "cut"])
        if tagged.tag == "wrap" {
            self = .wrap
        } else {
            self = .cut(lines: tagged.isWrapped ? try tagged.field("lines") ?? 1 : try tagged.value())
        }
    }

    /// Writes the present format.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .wrap:
            var container = encoder.singleValueContainer()
            try container.encode("wrap")
        case .cut(let lines):
            var container = encoder.container(keyedBy: FieldName.self)
            try container.encode(lines, forKey: FieldName("cut"))
        }
    }
}

extension TextStyle {
    private static let named: [String: TextStyle] = [
        "body": .body, "small": .small, "heading": .heading, "display": .display,
    ]

    /// Reads a style by its name, or field by field; what is left out is as in `body`.
    ///
    /// - Throws: `DecodingError` for an unknown name or a field of the wrong form.
    public init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            guard let style = Self.named[name] else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "there is no style of this name"))
            }
            self = style
            return
        }
        let fields = try Fields(decoder)
        self.init(
            size: try fields.optional("size", LetterSize.self)?.length ?? TextStyle.body.size,
            isBold: try fields.value("isBold", or: false), alignment: try fields.value("alignment", or: .start),
            overflow: try fields.value("overflow", or: .wrap))
    }
}

extension ColumnWidth: Codable {
    /// Reads "natural", a length, `{"fixed": length}` or `{"share": parts}`.
    ///
    /// - Throws: `DecodingError` for anything else.
    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self = text == "natural" ? .natural : .fixed(try Length(from: decoder))
            return
        }
        let tagged = try Tagged(decoder, ["natural", "fixed", "share"], wrappedWithoutValue: ["natural"])
        switch tagged.tag {
        case "natural": self = .natural
        case "fixed": self = .fixed(try tagged.value())
        default: self = .share(try tagged.value())
        }
    }

    /// Writes the present format.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        if self == .natural {
            var container = encoder.singleValueContainer()
            return try container.encode("natural")
        }
        var container = encoder.container(keyedBy: FieldName.self)
        switch self {
        case .natural: break
        case .fixed(let length): try container.encode(length, forKey: FieldName("fixed"))
        case .share(let parts): try container.encode(parts, forKey: FieldName("share"))
        }
    }
}

extension Paper {
    private static let named: [String: Paper] = [
        "a4": .a4, "a5": .a5, "thermal80": .thermal80, "thermal58": .thermal58,
    ]

    /// Reads a paper by its name, or its sizes; without a height it is a roll.
    ///
    /// - Throws: `DecodingError` for an unknown name or a missing width.
    public init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            guard let paper = Self.named[name] else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "there is no paper of this name"))
            }
            self = paper
            return
        }
        let fields = try Fields(decoder)
        self.init(
            width: try fields.required("width"), height: try fields.optional("height"),
            dotsPerMillimetre: try fields.optional("dotsPerMillimetre"))
    }
}
