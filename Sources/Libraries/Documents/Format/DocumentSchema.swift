import SehatCore

/// The form of a document file as a JSON Schema; `DocumentFile` checks files against this same text.
///
/// What the keywords of `SchemaCheck` do not say stands in others (patterns, choices of members), for editors that check while one
/// types; there the reader finds the same faults by itself. A schema does not say which days a month has, how far a length may go
/// and whether bytes are those of a picture: those the reader alone refuses.
public enum DocumentSchema {
    /// The schema (JSON Schema, draft 2020-12).
    public static let text = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Sehat print document, format 2",
          "description": "A document for Sehat's typesetter. The shortest one: {\\"language\\":\\"ur\\",\\"size\\":12,\\"text\\":\\"…\\"}. \
        Put every number, date, name and identifier into a piece with a type: the type, not the characters, decides how it stands \
        among text of the other direction.",
        \(document),
          "$defs": {
        \([lengths, inline, styles, tables, codes, blocks].joined(separator: ",\n"))
          }
        }
        """

    private static let document = """
          "type": "object", "additionalProperties": false,
          "required": ["language"],
          "allOf": [{"oneOf": [{"required": ["text"]}, {"required": ["blocks"]}]}, {"not": {"required": ["paper", "width"]}}],
          "dependentRequired": {"size": ["text"]},
          "properties": {
            "$schema": {"type": "string"},
            "format": {"type": "integer", "minimum": 1, "maximum": 2, "description": "The version of this format; 2 when left out."},
            "kind": {"type": "string", "description": "What sort of paper it is (receipt, labReport, …); decides the printer."},
            "language": {"$ref": "#/$defs/language"},
            "secondaryLanguage": {"$ref": "#/$defs/language"},
            "digits": {"type": "string", "enum": ["western", "local"], "description": "Digits of values; identifiers are always western."},
            "grouping": {"type": "string", "enum": ["lakh", "thousands"], "description": "By default the habit of the currency."},
            "hijriShift": {"type": "integer", "minimum": -2, "maximum": 2, "description": "Hijri dates stand beside Gregorian ones; 0 is Umm al-Qura, -1 begins months a day later."},
            "urduFace": {"type": "string", "enum": ["nastaliq", "naskh"]},
            "paper": {"$ref": "#/$defs/paper"},
            "width": {"$ref": "#/$defs/length", "description": "Instead of a paper: a roll of this width that grows with its content."},
            "margins": {"$ref": "#/$defs/margins"},
            "title": {"type": "string", "description": "For the print queue and the PDF; never a patient's name."},
            "copyMark": {"$ref": "#/$defs/copyMark"},
            "footer": {"$ref": "#/$defs/footer"},
            "text": {"$ref": "#/$defs/content", "description": "Instead of blocks: one paragraph."},
            "size": {"$ref": "#/$defs/letterSize", "description": "The size of text."},
            "blocks": {"$ref": "#/$defs/blocks"}
          }
        """

    private static let lengths = """
            "language": {"type": "string", "enum": ["en", "ur", "hi", "ar"]},
            "length": {"title": "a length such as \\"3mm\\" or \\"9pt\\"", "anyOf": [
              {"type": "string", "title": "a text such as \\"3mm\\" or \\"9pt\\"", \(length)},
              {"type": "integer", "title": "a number of micrometres", "minimum": -2000000, "maximum": 2000000}]},
            "letterSize": {"title": "a size", "anyOf": [
              {"type": "number", "title": "a number of points", "minimum": 2, "maximum": 2000000},
              {"type": "string", "title": "a text such as \\"9pt\\"", \(length)}]},
            "alignment": {"type": "string", "enum": ["start", "center", "end", "figures"], \
        "description": "figures is the right-hand side in every language."},
            "paper": {"anyOf": [
              {"type": "string", "title": "a4, a5, thermal80 or thermal58", "pattern": "^(a4|a5|thermal80|thermal58)$"},
              {"type": "object", "title": "sizes", "additionalProperties": false, "required": ["width"], "properties": {
                "width": {"$ref": "#/$defs/length"},
                "height": {"$ref": "#/$defs/length", "description": "Left out for a roll."},
                "dotsPerMillimetre": {"type": "integer", "minimum": 1, "maximum": 100, "description": "For label and receipt printers: 8 is 203 dpi, 12 is 300 dpi."}}}]},
            "margins": {"type": "object", "additionalProperties": false, "required": ["top", "bottom", "start", "end"], "properties": {
              "top": {"$ref": "#/$defs/length"}, "bottom": {"$ref": "#/$defs/length"},
              "start": {"$ref": "#/$defs/length"}, "end": {"$ref": "#/$defs/length"}}},
            "copyMark": {"type": "object", "additionalProperties": false, "required": ["reason", "number", "words"], "properties": {
              "reason": {"type": "string", "enum": ["copy", "duplicate"]},
              "number": {"type": "integer", "minimum": 1}, "words": {"type": "string"}}},
            "footer": {"type": "object", "additionalProperties": false, "properties": {
              "lines": {"$ref": "#/$defs/contents"}, "pageLine": {"$ref": "#/$defs/content"}}}
        """

    private static let inline = """
            "content": {"anyOf": [{"type": "array", "title": "a list of pieces", "items": {"$ref": "#/$defs/piece"}}, {"$ref": "#/$defs/piece"}]},
            "contents": {"type": "array", "title": "a list of contents", "items": {"$ref": "#/$defs/content"}},
            "piece": {"title": "a piece", "anyOf": [
              {"type": "string", "title": "a text"},
              \(tagged("text", string, ["language": language])),
              \(tagged("name", string, ["language": language])),
              \(tagged("identifier", string)),
              \(tagged("phone", string)),
              \(tagged("money", money)),
              \(tagged("amount", money)),
              \(tagged("amountInWords", money)),
              \(tagged("date", matching(day))),
              \(tagged("dateTime", matching(day + "T" + clock))),
              \(tagged("time", matching(clock))),
              \(tagged("number", integer, ["scale": scale])),
              \(tagged("quantity", integer, ["scale": scale, "unit": string])),
              \(tagged("basisPoints", integer)),
              \(tagged("result", string, ["unit": string])),
              \(tagged("dose", string, ["unit": string])),
              \(tagged("page", #"{"type": "string", "enum": ["number", "count"]}"#)),
              \(tagged("strong", reference("content")))]},
            "money": {"type": "object", "additionalProperties": false, "required": ["amount", "currency"], "description": "Minor units: 125000 with PKR is 1,250.00.", "properties": {
              "amount": {"type": "integer"}, "currency": \(matching("(" + Currency.known.map(\.code).joined(separator: "|") + ")"))}}
        """

    private static let string = #"{"type": "string"}"#
    private static let integer = #"{"type": "integer"}"#
    private static let scale = #"{"type": "integer", "minimum": 0, "maximum": 18}"#
    private static let language = reference("language")
    private static let money = reference("money")

    private static let day = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
    private static let clock = "([01][0-9]|2[0-3]):[0-5][0-9]"
    /// What a length with its unit is made of.
    static let length = #""maxLength": 16, "pattern": "^([0-9]+[.]?[0-9]*|[.][0-9]+)(mm|pt)$""#

    private static func matching(_ pattern: String) -> String { #"{"type": "string", "pattern": "^\#(pattern)$"}"# }

    static func reference(_ name: String) -> String { ##"{"$ref": "#/$defs/\##(name)"}"## }

    /// An object with one tag and perhaps more fields.
    static func tagged(_ tag: String, _ value: String, _ more: [String: String] = [:]) -> String {
        let properties = ([(tag, value)] + more.sorted { $0.key < $1.key }).map { "\"\($0.0)\": \($0.1)" }
        return """
            {"type": "object", "title": "\(tag)", "x-tagged": true, "required": ["\(tag)"], "additionalProperties": false, "properties": {\(properties.joined(separator: ", "))}}
            """
    }
}
