/// Passwords that are no word and yet come to everyone's mind: dates, telephone numbers, rows of the keyboard.
enum GuessablePattern {
    /// Digits alone, up to 15: dates, telephone and identity card numbers; even random ones are quickly tried.
    static func isOnlyNumbers(_ text: String) -> Bool {
        text.count < 16
            && text.allSatisfy { $0.isNumber || $0 == "-" || $0 == "/" || $0 == "." || $0 == " " || $0 == "+" }
    }

    /// A short unit again and again (`abcabcabc`), a text twice (`lemonlemon`), or at most three different characters.
    static func isRepetition(_ text: String) -> Bool {
        let characters = Array(text)
        if Set(characters).count <= 3 { return true }
        let units =
            Array(1...4) + (characters.count.isMultiple(of: 2) && characters.count <= 16 ? [characters.count / 2] : [])
        return units.contains { unit in
            characters.indices.allSatisfy { characters[$0] == characters[$0 % unit] }
        }
    }

    /// Runs of three and more along the keyboard, the alphabet or the digits, with at most three characters besides.
    static func isMadeOfRuns(_ text: String) -> Bool {
        let characters = Array(text)
        var position = 0
        var besides = 0
        while position < characters.count {
            let length = longestRun(characters[position...])
            if length >= 3 {
                position += length
            } else {
                besides += 1
                position += 1
            }
        }
        return besides <= 3
    }

    private static func longestRun(_ rest: ArraySlice<Character>) -> Int {
        paths.map { longestRun(rest, along: $0) }.max() ?? 0
    }

    private static func longestRun(_ rest: ArraySlice<Character>, along path: [Character]) -> Int {
        guard let first = rest.first else { return 0 }
        return path.indices.filter { path[$0] == first }
            .map { start in zip(rest, path[start...]).prefix { $0 == $1 }.count }
            .max() ?? 0
    }

    /// The ways along which fingers run, and back.
    private static let paths: [[Character]] = {
        let ways = [
            "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "qwertzuiop",
            "azertyuiop", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
            "qazwsxedcrfvtgbyhnujmikolp", "zaqxswcdevfrbgtnhymju", "zaq1xsw2cde3vfr4bgt5nhy6mju7", "!@#$%^&*()",
            "zaq12wsxcde34rfvbgt56yhn", "a1b2c3d4e5f6g7h8i9j0", "1a2b3c4d5e6f7g8h9i0j", "11223344556677889900",
            "aabbccddeeff",
            "147258369", "159357", "741852963", "789456123", "qweasdzxc", "aassddffgghh", "qqwweerrttyy",
        ]
        return ways.flatMap { [Array($0), Array($0.reversed())] }
    }()
}
