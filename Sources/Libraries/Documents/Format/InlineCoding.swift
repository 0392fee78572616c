import SehatCore

extension Inline: Codable {
    private static let tags: Set<String> = [
        "text", "name", "identifier", "phone", "money", "amount", "date", "dateTime", "time", "number", "quantity",
        "basisPoints", "percent", "result", "dose", "amountInWords", "page", "pageNumber", "pageCount", "strong",
    ]

    /// Reads a piece: a string is prose, an object has one tag that names the type.
    ///
    /// - Throws: `DecodingError` when there is no tag, more than one, or a value of the wrong form.
    public init(from decoder: any Decoder) throws {
        if let whole = decoder.piece(Inline.self) {
            self = whole
            return
        }
        if let text = decoder.wholeText {
            self = .text(text)
            return
        }
        let tagged = try Tagged(
            decoder, Self.tags, wrappedWithoutValue: ["percent", "time", "pageNumber", "pageCount"])
        switch tagged.tag {
        case "text": self = .text(try tagged.value(), language: try tagged.field("language"))
        case "name": self = .name(try tagged.value(), language: try tagged.field("language"))
        case "identifier": self = .identifier(try tagged.value())
        case "phone": self = .phone(try tagged.value())
        case "strong": self = .strong(try tagged.value(Content.self).pieces)
        case "page", "pageNumber", "pageCount": self = try Self.page(tagged)
        case "date", "dateTime", "time": self = try Self.moment(tagged)
        case "money": self = .money(try tagged.value())
        case "amount": self = .amount(try tagged.value())
        case "amountInWords": self = .amountInWords(try tagged.value())
        default: self = try Self.measured(tagged)
        }
    }

    private static func page(_ tagged: Tagged) throws -> Inline {
        if tagged.tag == "pageNumber" { return .pageNumber }
        if tagged.tag == "pageCount" { return .pageCount }
        switch try tagged.value(String.self) {
        case "number": return .pageNumber
        case "count": return .pageCount
        default: throw tagged.error("a page is \"number\" or \"count\"")
        }
    }

    private static func measured(_ tagged: Tagged) throws -> Inline {
        switch tagged.tag {
        case "basisPoints": return .percent(basisPoints: try tagged.value())
        case "percent": return .percent(basisPoints: try tagged.field("basisPoints") ?? 0)
        case "number": return .number(try tagged.value(), scale: try tagged.field("scale") ?? 0)
        case "result": return .result(try tagged.value(), unit: try tagged.field("unit"))
        case "dose": return .dose(try tagged.value(), unit: try tagged.field("unit"))
        default:
            return .quantity(
                try tagged.value(), scale: try tagged.field("scale") ?? 0, unit: try tagged.field("unit") ?? "")
        }
    }

    private static func moment(_ tagged: Tagged) throws -> Inline {
        if tagged.isWrapped {
            let (hour, minute) = (try tagged.field("hour", Int.self) ?? 0, try tagged.field("minute", Int.self) ?? 0)
            switch tagged.tag {
            case "date": return .date(try tagged.value())
            case "dateTime": return .dateTime(try tagged.value(), hour: hour, minute: minute)
            default: return .time(hour: hour, minute: minute)
            }
        }
        if tagged.tag == "date" { return .date(try tagged.value()) }
        let text = try tagged.value(String.self)
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        let clock = (parts.last ?? "").split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 2,
            clock.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(clock[0]), let minute = Int(clock[1]), hour < 24, minute < 60,
            parts.count == (tagged.tag == "time" ? 1 : 2)
        else { throw tagged.error(tagged.tag == "time" ? "not a time as HH:MM" : "not a time as YYYY-MM-DDTHH:MM") }
        if tagged.tag == "time" { return .time(hour: hour, minute: minute) }
        guard let day = CalendarDay(String(parts[0])) else { throw tagged.error("not a day as YYYY-MM-DD") }
        return .dateTime(day, hour: hour, minute: minute)
    }

    /// Writes the piece in the present format.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        if case .text(let text, nil) = self {
            var container = encoder.singleValueContainer()
            return try container.encode(text)
        }
        var container = encoder.container(keyedBy: FieldName.self)
        func put(_ tag: String, _ value: some Encodable, _ more: (String, (any Encodable)?)...) throws {
            try container.encode(value, forKey: FieldName(tag))
            for (name, value) in more { if let value { try container.encode(value, forKey: FieldName(name)) } }
        }
        switch self {
        case .text(let text, let language): try put("text", text, ("language", language))
        case .name(let name, let language): try put("name", name, ("language", language))
        case .identifier(let text): try put("identifier", text)
        case .phone(let text): try put("phone", text)
        case .money(let money): try put("money", money)
        case .amount(let money): try put("amount", money)
        case .amountInWords(let money): try put("amountInWords", money)
        case .date(let day): try put("date", day)
        case .dateTime(let day, let hour, let minute): try put("dateTime", "\(day)T" + Self.clock(hour, minute))
        case .time(let hour, let minute): try put("time", Self.clock(hour, minute))
        case .number(let units, let scale): try put("number", units, ("scale", scale == 0 ? nil : scale))
        case .quantity(let units, let scale, let unit):
            try put("quantity", units, ("scale", scale == 0 ? nil : scale), ("unit", unit))
        case .percent(let basisPoints): try put("basisPoints", basisPoints)
        case .result(let text, let unit): try put("result", text, ("unit", unit))
        case .dose(let text, let unit): try put("dose", text, ("unit", unit))
        case .pageNumber: try put("page", "number")
        case .pageCount: try put("page", "count")
        case .strong(let pieces): try put("strong", pieces)
        }
    }

    private static func clock(_ hour: Int, _ minute: Int) -> String {
        DateFormat.time(hour: hour, minute: minute, NumberFormat(language: .en))
    }
}
