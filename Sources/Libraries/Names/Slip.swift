/// A slip of the finger: one letter left out, too many, exchanged with its neighbour, or another one.
enum Slip {
    /// The shortest word in which a slip is looked past, in letters; shorter ones would be other names.
    static let shortest = 4

    /// Whether two different words of one script are one slip apart.
    static func separates(_ one: PersonName.Word, _ other: PersonName.Word) -> Bool {
        guard one.script == other.script else { return false }
        return separates(Array(one.text.unicodeScalars), Array(other.text.unicodeScalars))
    }

    private static func separates(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Bool {
        guard min(one.count, other.count) >= shortest, abs(one.count - other.count) <= 1 else { return false }
        let same = zip(one, other).prefix { $0 == $1 }.count
        let end = zip(one.reversed(), other.reversed()).prefix { $0 == $1 }.count
        if one.count != other.count { return same + end >= min(one.count, other.count) }
        // What lies between equal beginning and end is one letter, or two in the other order.
        let between = one.count - same - end
        return between == 1 || between == 2 && one[same] == other[same + 1] && one[same + 1] == other[same]
    }
}
