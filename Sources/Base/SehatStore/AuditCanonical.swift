import Crypto
import Foundation
import SehatCore

/// The bytes that are hashed and signed, simple enough to be written again in any language.
///
/// A field is a tag byte and a value: `0` absent; `1` and an integer as 8 bytes, most significant first; `2`, the
/// length of a text as 4 bytes, most significant first, and its UTF-8 bytes. An entry is the fields seq, at
/// (milliseconds since 1970), user id, username, session id, station id, address, action, entity, entity id, patient
/// id, detail, reason, in this order. Its hash is SHA-256(previous hash || entry).
enum AuditCanonical {
    static let hashLength = 32
    static let genesis = [UInt8](repeating: 0, count: hashLength)
    private static let headPrefix = "sehat-audit-head-1"

    static func append(_ value: Int64?, to bytes: inout [UInt8]) {
        guard let value else { return bytes.append(0) }
        bytes.append(1)
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    static func append(_ text: String?, to bytes: inout [UInt8]) {
        guard let text else { return bytes.append(0) }
        append(utf8: text.utf8, to: &bytes)
    }

    static func append(utf8: some Collection<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(2)
        withUnsafeBytes(of: UInt32(utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: utf8)
    }

    /// The fields of the actor, which many entries share.
    static func actor(_ actor: AuditActor) -> [UInt8] {
        var bytes: [UInt8] = []
        append(actor.userID?.rawValue, to: &bytes)
        append(actor.username, to: &bytes)
        append(actor.sessionID?.rawValue, to: &bytes)
        append(actor.stationID?.rawValue, to: &bytes)
        append(actor.address, to: &bytes)
        return bytes
    }

    /// The fields of the kind of event, which many entries share.
    static func event(_ action: String, _ entity: String) -> [UInt8] {
        var bytes: [UInt8] = []
        append(action, to: &bytes)
        append(entity, to: &bytes)
        return bytes
    }

    static func hash(_ entry: AuditEntry, previous: [UInt8]) -> [UInt8] {
        var bytes = previous
        append(entry.seq, to: &bytes)
        append(entry.at.milliseconds, to: &bytes)
        bytes += actor(entry.actor)
        bytes += event(entry.action, entry.entity)
        append(entry.entityID.flatMap { Int64($0) }, to: &bytes)
        append(entry.patientID?.rawValue, to: &bytes)
        append(entry.detail, to: &bytes)
        append(entry.reason, to: &bytes)
        return Array(SHA256.hash(data: bytes))
    }

    /// What a head's signature covers.
    static func head(seq: Int64, at: Instant, hash: [UInt8]) -> [UInt8] {
        var bytes = Array(headPrefix.utf8)
        append(seq, to: &bytes)
        append(at.milliseconds, to: &bytes)
        return bytes + hash
    }

    /// The detail of an entry as JSON with sorted keys and no white space; empty for none.
    static func detail(_ values: [String: AuditValue]) -> String {
        if values.isEmpty { return "" }
        var result = ""
        for (key, value) in values.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            result += result.isEmpty ? "{" : ","
            result += quoted(key)
            result += ":"
            switch value {
            case .text(let text): result += quoted(text)
            case .number(let number): result += String(number)
            case .flag(let flag): result += flag ? "true" : "false"
            }
        }
        return result + "}"
    }

    private static func quoted(_ text: String) -> String {
        if !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) { return "\"\(text)\"" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..<" ": result += "\\u00" + Hex.text([UInt8(truncatingIfNeeded: scalar.value)])
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
