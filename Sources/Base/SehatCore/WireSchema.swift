/// The shape of a value on the wire, from which the OpenAPI document is made.
public indirect enum WireSchema: Hashable, Sendable {
    case string(format: String?, pattern: String? = nil, values: [String]? = nil)
    case integer(minimum: Int64? = nil, maximum: Int64? = nil)
    case number
    case boolean
    case array(WireSchema)
    case map(WireSchema)
    case object(name: String, fields: [Field])
    /// Any JSON value.
    case any

    public struct Field: Hashable, Sendable {
        public let name: String
        public let schema: WireSchema
        public let isOptional: Bool

        public init(_ name: String, _ schema: WireSchema, isOptional: Bool) {
            self.name = name
            self.schema = schema
            self.isOptional = isOptional
        }
    }
}

/// A leaf type that says itself how it looks on the wire; structs of such values are described by reflection.
public protocol WireValue: Codable, Sendable {
    static var wireSchema: WireSchema { get }
    /// A valid value, needed to walk through the decoding of types that hold one.
    static var wireExample: Self { get }
}

/// A closed set of words on the wire: conforming costs one empty extension.
public protocol WireEnum: WireValue, CaseIterable, RawRepresentable where RawValue == String {}

extension WireEnum {
    public static var wireSchema: WireSchema { .string(format: nil, values: allCases.map(\.rawValue)) }
    public static var wireExample: Self {
        // An enumeration without cases has no values, so nothing can be decoded and this is never reached.
        guard let first = allCases.first else { preconditionFailure("\(Self.self) has no cases") }
        return first
    }
}
