/// A typed row identifier: a 64-bit, time-ordered integer made by this process.
///
/// `Entity` is a phantom type, so that a bill's id cannot be passed where a patient's is wanted.
/// In JSON an id is a string, because a JavaScript number cannot hold 64 bits.
public struct ID<Entity>: Hashable, Sendable, Comparable, RawRepresentable {
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension ID: LosslessStringConvertible {
    public var description: String { String(rawValue) }

    /// Reads the decimal form; nil when the text is not a positive 64-bit integer.
    public init?(_ description: String) {
        guard let value = Int64(description), value > 0 else { return nil }
        self.init(rawValue: value)
    }
}

extension ID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = ID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an id")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension ID: WireValue {
    public static var wireSchema: WireSchema { .string(format: "int64", pattern: "^[1-9][0-9]{0,18}$") }
    public static var wireExample: Self { Self(rawValue: 1) }
}
