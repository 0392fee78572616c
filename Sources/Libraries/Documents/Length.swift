/// A distance on paper, kept as whole micrometres.
///
/// Whole numbers make two documents with the same layout compare and encode the same on every machine;
/// a thermal dot is 125 µm, so every length in dots is exact.
public struct Length: Hashable, Comparable, Sendable {
    /// The distance in micrometres (1/1000 mm).
    public let micrometres: Int32

    /// A distance of a whole number of micrometres.
    public init(micrometres: Int32) {
        self.micrometres = micrometres
    }

    /// No distance at all.
    public static let zero = Length(micrometres: 0)

    /// A distance in millimetres, rounded to the nearest micrometre and limited to ±2 m.
    public static func mm(_ value: Double) -> Length {
        Length(rounding: value * 1000)
    }

    /// A distance in points (1/72 inch), rounded to the nearest micrometre and limited to ±2 m.
    public static func pt(_ value: Double) -> Length {
        Length(rounding: value * 25_400 / 72)
    }

    /// The distance in millimetres.
    public var millimetres: Double { Double(micrometres) / 1000 }

    /// The distance in points (1/72 inch).
    public var points: Double { Double(micrometres) * 72 / 25_400 }

    /// Orders by distance.
    public static func < (left: Length, right: Length) -> Bool {
        left.micrometres < right.micrometres
    }

    private init(rounding value: Double) {
        // Not-a-number and absurd values become a harmless length: a layout must never trap on stored data.
        guard value.isFinite else {
            self.micrometres = 0
            return
        }
        self.micrometres = Int32(min(max(value.rounded(), -2_000_000), 2_000_000))
    }
}
