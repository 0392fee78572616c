import Documents

/// What the product does otherwise than UAX #14: all of it. Every rule only ever forbids a break that the algorithm allows.
///
/// Besides, marks of direction (isolates and their like, class CM) do not count at all, so that the same text breaks at the
/// same places in either direction; and prose holds no other mandatory breaks than the newlines at which
/// `ParagraphText.lines` has already divided it.
enum LineBreakTailoring: CaseIterable {
    /// No break inside a typed value or identifier: "LHR-2024-001234/A", "+92 (42) 3576-8899".
    case value
    /// LB18: no break at the space between a number and its unit, nor within the unit: "625 mg", "13 mg/dL", "10 %".
    case unit
    /// LB18: no break at the spaces round the sign between two numbers: "120 / 80", "4.0 - 11.0".
    case pairOfNumbers
    /// LB13, LB21: behind hyphen, en dash and solidus a line ends only between two letters: "thirty-four" breaks; "12-B",
    /// "4.0–11.0" and "-x" do not.
    case hyphen
}

/// Where a line of prose and values may end: the Unicode algorithm (`LineBreakRules`) with `LineBreakTailoring`.
struct LineBreaks {
    /// For each place from 0 to the number of characters: true when a line may start there.
    let allowed: [Bool]
    /// For each place that the algorithm allows and the product does not, why.
    let forbidden: [Int: LineBreakTailoring]

    init(_ text: ParagraphText) {
        var allowed = [Bool](repeating: false, count: text.scalars.count + 1)
        var forbidden: [Int: LineBreakTailoring] = [:]
        let visible = text.scalars.indices.filter { !ParagraphText.isBidiControl(text.scalars[$0]) }
        let scalars = visible.map { text.scalars[$0] }
        let places = LineBreakRules.opportunities(scalars)
        let words = WordPlaces(scalars)
        for position in scalars.indices.dropFirst() where places[position] {
            let (before, here) = (visible[position - 1], visible[position])
            let isInsideValue =
                text.owners[before] == text.owners[here] && text.runs[Int(text.owners[here])].kind.isUnbreakable
            // Controls between the two places open an isolate for what follows, or close one: the line starts behind
            // the closing ones.
            var start = before + 1
            while start < here, text.scalars[start] == 0x2069 || text.scalars[start] == 0x202C { start += 1 }
            if let rule = isInsideValue ? .value : words.tailoring(position) {
                forbidden[start] = rule
            } else {
                allowed[start] = true
            }
        }
        self.allowed = allowed
        self.forbidden = forbidden
    }

    /// True for a space at which a line may end and which is dropped there.
    static func isBreakingSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x2000...0x2006, 0x2008...0x200B, 0x205F, 0x3000: true
        default: false
        }
    }
}

/// What stands round the places of a text.
private struct WordPlaces {
    private let scalars: [UInt32]

    init(_ scalars: [UInt32]) { self.scalars = scalars }

    /// The rule that forbids a break before a character, if one does.
    func tailoring(_ position: Int) -> LineBreakTailoring? {
        if isSpace(position - 1) { return bindingSpace(position) }
        guard Self.isJoint(scalars[position - 1]) else { return nil }
        guard position >= 2, isLetter(position - 2), isLetter(position) else { return .hyphen }
        return isInsideUnit(position) ? .unit : nil
    }

    private func bindingSpace(_ position: Int) -> LineBreakTailoring? {
        var last = position - 1
        while last >= 0, isSpace(last) { last -= 1 }
        guard last >= 0 else { return nil }
        if Self.isPairSign(scalars[last]), isDigit(position), last > 0, isSpace(last - 1) { return .pairOfNumbers }
        guard isDigit(last) else { return nil }
        if Self.isPairSign(scalars[position]) { return isSpace(position + 1) ? .pairOfNumbers : nil }
        return Self.units.contains(word(from: position)) ? .unit : nil
    }

    /// True between the parts of a unit like mg/dL that follows a number.
    private func isInsideUnit(_ position: Int) -> Bool {
        var first = position - 1
        while first > 0, !isSpace(first - 1), !isDigit(first - 1) { first -= 1 }
        guard Self.units.contains(word(from: first)) else { return false }
        var last = first - 1
        while last >= 0, isSpace(last) { last -= 1 }
        return isDigit(last)
    }

    /// The characters up to the next space or closing sign; empty when they are too many for a unit.
    private func word(from start: Int) -> String {
        var word = String.UnicodeScalarView()
        for value in scalars[start...] {
            guard !LineBreaks.isBreakingSpace(value), !Self.isClosing(value), let scalar = Unicode.Scalar(value) else {
                break
            }
            word.append(scalar)
            if word.count > 6 { return "" }
        }
        return String(word)
    }

    private static let units: Set<String> = [
        "mg", "g", "kg", "mcg", "µg", "μg", "ng", "ml", "mL", "l", "L", "dl", "dL", "IU", "U", "mmol", "mm", "cm", "m",
        "%", "٪", "°C", "°F", "mmHg", "bpm", "x", "×", "mEq", "mg/dL", "mmol/L", "g/dL", "mIU/L", "U/L",
    ]

    private func isSpace(_ index: Int) -> Bool {
        scalars.indices.contains(index) && LineBreaks.isBreakingSpace(scalars[index])
    }

    private func isLetter(_ index: Int) -> Bool {
        scalars.indices.contains(index) && Unicode.Scalar(scalars[index])?.properties.isAlphabetic ?? false
    }

    private func isDigit(_ index: Int) -> Bool {
        guard scalars.indices.contains(index) else { return false }
        switch scalars[index] {
        case 0x30...0x39, 0x0660...0x0669, 0x06F0...0x06F9, 0x0966...0x096F: return true
        default: return false
        }
    }

    /// Hyphens, the en dash and the solidus.
    private static func isJoint(_ scalar: UInt32) -> Bool {
        scalar == 0x2D || scalar == 0x2010 || scalar == 0x2013 || scalar == 0x2F
    }

    private static func isPairSign(_ scalar: UInt32) -> Bool {
        scalar == 0x2F || scalar == 0x2D || scalar == 0x2013 || scalar == 0x2B || scalar == 0xD7
    }

    /// Signs behind a word that are no part of it.
    private static func isClosing(_ scalar: UInt32) -> Bool {
        switch LineBreakClass(scalar) {
        case .cl, .cp, .cpe, .ex, .is, .qu, .ba: true
        default: false
        }
    }
}
