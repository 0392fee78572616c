public import SehatCore

/// How numbers are written in one language and digit style. All functions are pure and total.
public struct NumberFormat: Hashable, Sendable {
    /// The language.
    public let language: Language
    /// The digits.
    public let digits: DigitStyle

    /// A way of writing numbers.
    public init(language: Language, digits: DigitStyle = .western) {
        self.language = language
        self.digits = digits
    }

    /// `units` divided by ten to the `scale`, with all its decimals: (125000, 2) is 1,250.00.
    ///
    /// The sign is a hyphen-minus before the first digit; `scale` outside 0 to 18 is held within it.
    public func decimal(_ units: Int64, scale: Int = 0, grouping: HospitalProfile.Grouping? = nil) -> String {
        let places = min(max(scale, 0), 18)
        var whole = String(units.magnitude)
        var fraction = ""
        if places > 0 {
            if whole.count <= places { whole = String(repeating: "0", count: places - whole.count + 1) + whole }
            fraction = "." + whole.suffix(places)
            whole.removeLast(places)
        }
        let sign = units < 0 ? "-" : ""
        return sign + localized(Self.grouped(whole, grouping) + fraction)
    }

    /// Western digits, decimal points and grouping commas replaced by the language's own where the style says so.
    ///
    /// Everything else stays, so a schedule such as 1+0+1 keeps its signs.
    public func localized(_ text: String) -> String {
        guard usesLocalDigits else { return text }
        let zero: UInt32 = language == .ur ? 0x06F0 : language == .ar ? 0x0660 : 0x0966
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            if Self.isDigit(scalar), let local = Unicode.Scalar(zero + scalar.value - 0x30) {
                result.append(local)
            } else if language.isRightToLeft, let mark = Self.mark(scalar), Self.isBetweenDigits(scalars, index) {
                result.append(mark)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// True when digits other than Western ones are written.
    public var usesLocalDigits: Bool { digits == .local && language != .en }

    private static func mark(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case ".": "\u{066B}"
        case ",": "\u{066C}"
        case "%": "\u{066A}"
        default: nil
        }
    }

    /// A decimal point or comma counts only between two digits, a percent sign only behind one.
    private static func isBetweenDigits(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        guard index > 0, isDigit(scalars[index - 1]) else { return false }
        return scalars[index] == "%" || (index + 1 < scalars.count && isDigit(scalars[index + 1]))
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    private static func grouped(_ digits: String, _ grouping: HospitalProfile.Grouping?) -> String {
        guard let grouping else { return digits }
        var result: [Character] = []
        for (count, digit) in digits.reversed().enumerated() {
            let isBoundary =
                switch grouping {
                case .thousands: count > 0 && count % 3 == 0
                case .lakh: count == 3 || (count > 3 && count % 2 == 1)
                }
            if isBoundary { result.append(",") }
            result.append(digit)
        }
        return String(result.reversed())
    }
}
