import Documents

/// Where a line may end: the parts of UAX #14 that the product's scripts need, and the rule of values.
///
/// Lines break behind spaces, behind hyphens and slashes between letters, and at zero-width spaces; never inside a
/// value or identifier, before closing signs, behind opening ones, or between a number and its unit.
struct LineBreaks {
    /// For each place from 0 to the number of characters: true when a line may start there.
    let allowed: [Bool]

    init(_ text: ParagraphText) {
        var allowed = [Bool](repeating: false, count: text.scalars.count + 1)
        let visible = text.scalars.indices.filter { !ParagraphText.isBidiControl(text.scalars[$0]) }
        for position in visible.indices.dropFirst() {
            let (before, here) = (visible[position - 1], visible[position])
            let isInsideValue =
                text.owners[before] == text.owners[here]
                && text.runs[Int(text.owners[here])].kind.isUnbreakable
            if isInsideValue { continue }
            // Controls between the two places open an isolate for what follows, or close one: the line starts behind
            // the closing ones.
            if Self.mayBreak(text.scalars, visible, position) {
                var start = before + 1
                while start < here, text.scalars[start] == 0x2069 || text.scalars[start] == 0x202C { start += 1 }
                allowed[start] = true
            }
        }
        self.allowed = allowed
    }

    /// True for a space at which a line may end and which is dropped there.
    static func isBreakingSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x2000...0x2006, 0x2008...0x200B, 0x205F, 0x3000: true
        default: false
        }
    }

    private static func mayBreak(_ scalars: [UInt32], _ visible: [Int], _ position: Int) -> Bool {
        let before = scalars[visible[position - 1]]
        let here = scalars[visible[position]]
        if isBreakingSpace(here) { return false }
        if isBreakingSpace(before) {
            return !isClosing(here) && !bindsOverSpace(scalars, visible, position)
        }
        guard position >= 2 else { return false }
        let earlier = scalars[visible[position - 2]]
        switch before {
        case 0x2D, 0x2010, 0x2F: return isLetter(earlier) && isLetter(here)
        case 0x2014: return !isClosing(here)
        default: return false
        }
    }

    /// True when the space before a place binds: behind an opening bracket, between number and unit ("625 mg"), and
    /// round the sign of a pair of numbers ("120 / 80").
    private static func bindsOverSpace(_ scalars: [UInt32], _ visible: [Int], _ position: Int) -> Bool {
        var last = position - 1
        while last >= 0, isBreakingSpace(scalars[visible[last]]) { last -= 1 }
        guard last >= 0 else { return false }
        let before = scalars[visible[last]]
        let here = scalars[visible[position]]
        if before == 0x28 || before == 0x5B || before == 0x7B { return true }
        if isPairSign(before), isDigit(here) { return last > 0 && isBreakingSpace(scalars[visible[last - 1]]) }
        guard isDigit(before) else { return false }
        if isPairSign(here) {
            return position + 1 < visible.count && isBreakingSpace(scalars[visible[position + 1]])
        }
        var word = ""
        for index in visible[position...] {
            let scalar = scalars[index]
            guard !isBreakingSpace(scalar), !isClosing(scalar), let letter = Unicode.Scalar(scalar) else { break }
            word.unicodeScalars.append(letter)
            if word.unicodeScalars.count > 6 { return false }
        }
        return units.contains(word)
    }

    private static let units: Set<String> = [
        "mg", "g", "kg", "mcg", "µg", "μg", "ng", "ml", "mL", "l", "L", "dl", "dL", "IU", "U", "mmol", "mm", "cm", "m",
        "%",
        "°C", "°F", "mmHg", "bpm", "x", "×", "mEq", "mg/dL", "mmol/L", "g/dL", "mIU/L", "U/L",
    ]

    private static func isPairSign(_ scalar: UInt32) -> Bool {
        scalar == 0x2F || scalar == 0x2D || scalar == 0x2013 || scalar == 0x2B || scalar == 0xD7
    }

    private static func isDigit(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x30...0x39, 0x0660...0x0669, 0x06F0...0x06F9, 0x0966...0x096F: true
        default: false
        }
    }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
    }

    /// Signs that never start a line.
    private static func isClosing(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x21, 0x25, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5D, 0x7D, 0xBB, 0x060C, 0x061B, 0x061F, 0x06D4, 0x0964,
            0x0965, 0x2019, 0x201D, 0x2026, 0x066A:
            true
        default: false
        }
    }
}
