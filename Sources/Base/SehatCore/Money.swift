/// A currency by its ISO 4217 code, with the number of digits of its minor unit.
public struct Currency: Hashable, Sendable {
    public let code: String
    public let minorDigits: Int

    /// Nil for a code the product does not know, so that no amount is ever scaled wrongly.
    public init?(code: String) {
        guard let known = Self.known.first(where: { $0.code == code }) else { return nil }
        self = known
    }

    private init(_ code: String, _ minorDigits: Int) {
        self.code = code
        self.minorDigits = minorDigits
    }

    public static let PKR = Currency("PKR", 2)
    public static let INR = Currency("INR", 2)
    public static let AED = Currency("AED", 2)
    public static let SAR = Currency("SAR", 2)
    public static let QAR = Currency("QAR", 2)
    public static let OMR = Currency("OMR", 3)
    public static let KWD = Currency("KWD", 3)
    public static let BHD = Currency("BHD", 3)
    public static let USD = Currency("USD", 2)
    public static let known = [PKR, INR, AED, SAR, QAR, OMR, KWD, BHD, USD]

    /// How many minor units make one major unit: 100 paisa a rupee.
    public var minorPerMajor: Int64 { minorDigits == 3 ? 1000 : 100 }
}

extension Currency: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let code = try container.decode(String.self)
        guard let currency = Currency(code: code) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "unknown currency")
        }
        self = currency
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}

extension Currency: WireValue {
    public static var wireSchema: WireSchema { .string(format: nil, values: known.map(\.code)) }
    public static var wireExample: Self { .PKR }
}

/// An amount of money as a whole number of minor units (paisa, fils); never floating point.
///
/// In JSON: `{"amount": 125000, "currency": "PKR"}` for 1,250.00 rupees.
public struct Money: Hashable, Sendable, Codable {
    /// Minor units; negative where money goes back.
    public let amount: Int64
    public let currency: Currency

    public init(amount: Int64, currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// The largest amount that is taken from outside, in minor units: a hundred thousand crore rupees.
    public static let limit: Int64 = 100_000_000_000_000

    public var isZero: Bool { amount == 0 }
}

extension Money: WireValue {
    public static var wireSchema: WireSchema {
        .object(
            name: "Money",
            fields: [
                .init("amount", .integer(minimum: -limit, maximum: limit), isOptional: false),
                .init("currency", Currency.wireSchema, isOptional: false),
            ])
    }
    public static var wireExample: Self { Money(amount: 100, currency: .PKR) }
}
