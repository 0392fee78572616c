/// What is wrong with a file: a stable code with what belongs to it, so that pages say it in the reader's language.
public struct DocumentFault: Error, Hashable, Sendable {
    /// Such as `json.comma`; pages have a sentence for each.
    public let code: String
    /// What stands in the sentence. `expected` and `found` name kinds of values, which have words of their own.
    public let params: [String: String]

    /// A fault with a code of `sentences`.
    init(_ code: String, _ params: [String: String] = [:]) {
        self.code = code
        self.params = params
    }

    /// The fault whose English sentence this is; one without a code for any other words.
    init(words: String) {
        if let code = Self.codes[words] { self.init(code) } else { self.init("value.other", ["words": words]) }
    }

    /// The sentence in English.
    public var words: String {
        var text = Self.sentences[code] ?? code
        for (name, value) in params {
            text = text.replacing("{\(name)}", with: Self.sentences["kind.\(value)"] ?? value)
        }
        return text
    }

    private static let codes = Dictionary(sentences.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })

    private static let sentences: [String: String] = {
        var result: [String: String] = [:]
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: "|", maxSplits: 1).map(String.init)
            if parts.count == 2 { result[parts[0]] = parts[1] }
        }
        return result
    }()

    private static let table = #"""
        file.large|the file is larger than {limit} MiB
        json.behind|nothing may stand behind the document
        json.deep|nested deeper than {limit} levels
        json.ends|the file ends in the middle
        json.name|a name in quotes is needed here
        json.twice|"{name}" stands here twice
        json.colon|a colon is needed here
        json.comma|a comma or {close} is needed here
        json.value|this is no JSON value
        json.encoding|the text is not UTF-8
        json.control|a line break or control character stands in a text; write \n
        json.quote|the text has no closing quote
        json.surrogate|half of a surrogate pair stands by itself
        json.escape|this is no escape
        kind.object|an object
        kind.array|a list
        kind.string|a text
        kind.integer|a whole number
        kind.number|a number
        kind.boolean|true or false
        kind.null|null
        form.kind|{expected} is needed here, not {found}
        form.choice|one of these is needed here: {list}
        form.least|less than {number}
        form.most|more than {number}
        form.items|more than {number} items
        form.missing|"{name}" is missing
        form.unknown|there is no "{name}" here; known: {list}
        form.near|there is no "{name}" here; meant: {list}
        template.version|this version knows template 1 only
        template.object|an object is needed here
        template.large|the document grows too large
        template.field|the data have no {path}
        template.list|the data have no list {path}
        template.word|there is no word {name}
        template.both|$both is beside or stacked
        template.place|$both and $in stand in lists of blocks
        template.kind|"{name}" is needed here
        value.payload|a payload cannot stand beside gs1
        value.png|a file cannot stand beside the name of a picture
        value.page|a page is "number" or "count"
        value.time|not a time as HH:MM
        value.dateTime|not a time as YYYY-MM-DDTHH:MM
        value.day|not a day as YYYY-MM-DD
        value.length|not a length such as "72mm" or "9pt"
        value.style|there is no style of this name
        value.paper|there is no paper of this name
        value.width|a width cannot stand beside a paper
        value.size|a size belongs to text; blocks have styles
        value.text|text cannot stand beside blocks
        value.bits|the sizes do not match the number of bytes
        value.other|{words}
        """#
}
