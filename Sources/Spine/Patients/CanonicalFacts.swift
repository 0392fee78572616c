import SehatCore
import SehatStore

extension PatientFacts {
    /// The facts as JSON with sorted members, none for what is absent, no white space and slashes as they are: what
    /// `JSONEncoder` makes of them with `sortedKeys` and `withoutEscapingSlashes`, whose digests stand in audit chains.
    var canonicalJSON: [UInt8] {
        var json = CanonicalJSON()
        json.member("address", address)
        json.member("birthDate", birthDate?.description)
        json.member("birthDateEstimated", birthDateEstimated)
        if let guardian {
            json.object("guardian") { json in
                json.member("name", guardian.name)
                json.member("relation", guardian.relation.rawValue)
            }
        }
        json.member("hasNoPhone", hasNoPhone)
        json.list("identifiers", identifiers) { json, identifier in
            json.open("{")
            json.member("type", identifier.type.rawValue)
            json.member("value", identifier.value)
            json.close("}")
        }
        json.member("language", language?.rawValue)
        if let languages {
            json.list("languages", languages) { json, language in json.string(language.rawValue) }
        }
        json.object("names") { json in
            json.member("other", names.other)
            json.member("primary", names.primary)
        }
        json.member("occupation", occupation)
        json.member("phone", phone)
        json.member("religion", religion)
        json.member("sex", sex.rawValue)
        return json.finished()
    }
}

/// An object of JSON while it is written, member after member.
private struct CanonicalJSON {
    private var bytes: [UInt8] = Array("{".utf8)
    private var isFirst = true

    init() {
        bytes.reserveCapacity(512)
    }

    mutating func finished() -> [UInt8] {
        close("}")
        return bytes
    }

    mutating func member(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        key(name)
        string(value)
    }

    mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        bytes += value ? Array("true".utf8) : Array("false".utf8)
    }

    mutating func object(_ name: StaticString, _ members: (inout CanonicalJSON) -> Void) {
        key(name)
        open("{")
        members(&self)
        close("}")
    }

    mutating func list<Value>(_ name: StaticString, _ values: [Value], _ write: (inout CanonicalJSON, Value) -> Void) {
        key(name)
        open("[")
        for (place, value) in values.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            write(&self, value)
        }
        close("]")
    }

    mutating func open(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        isFirst = true
    }

    mutating func close(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        isFirst = false
    }

    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 { escaped(byte) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func key(_ name: StaticString) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes += [UInt8(ascii: "\""), UInt8(ascii: ":")]
    }

    private mutating func escaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 0x08: bytes += Array("\\b".utf8)
        case 0x09: bytes += Array("\\t".utf8)
        case 0x0A: bytes += Array("\\n".utf8)
        case 0x0C: bytes += Array("\\f".utf8)
        case 0x0D: bytes += Array("\\r".utf8)
        case 0..<0x20: bytes += Array("\\u00\(Hex.text([byte]))".utf8)
        default: bytes.append(byte)
        }
    }
}
