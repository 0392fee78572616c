/// Splitting a secret so that any `need` of its shares bring it back and fewer tell nothing (A. Shamir, "How to share a
/// secret", 1979), byte by byte over the field of AES.
enum SecretSharing {
    /// One share: the polynomials' values at a point.
    struct Share: Sendable, Hashable {
        /// 1 to 255; no two shares of a secret have the same.
        let point: UInt8
        let values: [UInt8]
    }

    /// - Parameters:
    ///   - need: how many bring the secret back, 1 to `count`.
    ///   - count: at most 255.
    static func split(
        _ secret: [UInt8], need: Int, count: Int, using generator: inout some RandomNumberGenerator
    ) -> [Share] {
        precondition((1...255).contains(count) && (1...count).contains(need))
        var values = Array(repeating: [UInt8](), count: count)
        for byte in secret {
            let polynomial = [byte] + (1..<need).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            for index in 0..<count { values[index].append(Field.value(of: polynomial, at: UInt8(index + 1))) }
        }
        return values.enumerated().map { Share(point: UInt8($0.offset + 1), values: $0.element) }
    }

    /// What the shares stand for, whether it is the secret or, of too few, anything else.
    ///
    /// - Parameter shares: of different points and of one length.
    static func join(_ shares: [Share]) -> [UInt8] {
        guard let length = shares.first?.values.count else { return [] }
        return (0..<length).map { place in
            Field.atZero(shares.map { (point: $0.point, value: $0.values[place]) })
        }
    }

    /// GF(2^8) with the polynomial x^8 + x^4 + x^3 + x + 1 (FIPS 197, 4.2). Addition is XOR; nothing is looked up in a table,
    /// so that no cache tells of a byte.
    enum Field {
        static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
            var (result, factor, rest) = (UInt8(0), one, other)
            for _ in 0..<8 {
                result ^= factor & (0 &- (rest & 1))
                factor = (factor << 1) ^ (0x1B & (0 &- (factor >> 7)))
                rest >>= 1
            }
            return result
        }

        /// The power 254: what the element is divided by to give 1; 0 for 0.
        static func inverse(_ element: UInt8) -> UInt8 {
            var (result, square) = (UInt8(1), element)
            for _ in 0..<7 {
                square = product(square, square)
                result = product(result, square)
            }
            return result
        }

        /// By Horner's scheme; the constant is the first.
        static func value(of polynomial: [UInt8], at point: UInt8) -> UInt8 {
            polynomial.reversed().reduce(0) { product($0, point) ^ $1 }
        }

        /// The value at 0 of the polynomial through the points (Lagrange).
        static func atZero(_ points: [(point: UInt8, value: UInt8)]) -> UInt8 {
            points.reduce(0) { sum, one in
                let weight = points.reduce(UInt8(1)) { weight, other in
                    other.point == one.point
                        ? weight : product(weight, product(other.point, inverse(other.point ^ one.point)))
                }
                return sum ^ product(one.value, weight)
            }
        }
    }
}
