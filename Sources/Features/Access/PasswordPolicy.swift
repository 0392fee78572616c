import Foundation
import SehatCore

/// What a password must be: long enough, and not one that a guesser tries first.
///
/// There are no rules of composition: length and unusualness are what help, and rules make people write `Hospital@123`.
enum PasswordPolicy {
    static let shortest = 8
    static let longest = 256

    /// The form that is hashed: compatibility forms unified, so that a name typed on another keyboard or another
    /// system gives the same bytes. Nothing is trimmed or cut off.
    static func normalized(_ password: String) -> String {
        password.precomposedStringWithCompatibilityMapping
    }

    /// The reason why a password is refused, as a code of `field.<code>`; nil when it is good.
    ///
    /// - Parameter context: what a guesser knows of the person and the place: username, names, the hospital's name.
    static func weakness(of password: String, context: [String] = []) -> String? {
        let length = normalized(password).unicodeScalars.count
        if length < shortest { return "access.field.passwordShort" }
        if length > longest { return "access.field.passwordLong" }
        let folded = fold(password)
        if containsContext(folded, context: context) { return "access.field.passwordContext" }
        return isCommon(folded) ? "access.field.passwordCommon" : nil
    }

    /// Refuses `field` with the reason why the password is weak, if it is.
    static func check(_ checks: inout FieldChecks, _ field: String, _ password: String, context: [String]) {
        guard let weakness = weakness(of: password, context: context) else { return }
        checks.refuse(field, weakness, ["shortest": String(shortest), "longest": String(longest)])
    }

    // MARK: - What a guesser tries first

    private static func isCommon(_ folded: String) -> Bool {
        GuessablePattern.isOnlyNumbers(folded) || GuessablePattern.isRepetition(folded)
            || GuessablePattern.isMadeOfRuns(folded)
            || cores(of: folded).contains { isMadeOfWords($0[...], also: [], atMost: 2) }
    }

    /// Whether the password is a word of the person or the place, alone or with a common word, digits and signs.
    private static func containsContext(_ folded: String, context: [String]) -> Bool {
        let words = contextWords(context)
        guard !words.isEmpty else { return false }
        return cores(of: folded).contains { core in
            words.contains { word in core.contains(word) && core.count - word.count <= 3 }
                || (words.contains { core.contains($0) } && isMadeOfWords(core[...], also: words, atMost: 3))
        }
    }

    /// The words of the context, and each text as a whole without spaces; short ones give too many false alarms.
    private static func contextWords(_ context: [String]) -> Set<String> {
        var words: Set<String> = []
        for text in context {
            let parts = fold(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
            for word in parts + [parts.joined()] where word.count >= 4 {
                words.insert(word)
                words.insert(unleet(word))
            }
        }
        return words
    }

    /// What remains of a password without the decoration that guessers add by themselves: digits and signs before
    /// and after (at most eight together, the length of a date), and letters written as digits.
    private static func cores(of folded: String) -> Set<String> {
        var cores: Set<String> = []
        let withoutFront = String(folded.drop { !$0.isLetter })
        for candidate in [folded, withoutFront, unleet(folded)] {
            let withoutEnd = String(candidate.reversed().drop { !$0.isLetter }.reversed())
            for core in [candidate, withoutEnd] where !core.isEmpty && folded.count - core.count <= 8 {
                for form in [core, unleet(core)] {
                    cores.insert(form)
                    cores.insert(form.filter(\.isLetter))
                }
            }
        }
        return cores
    }

    /// Whether a text is nothing but so many words together.
    private static func isMadeOfWords(_ core: Substring, also extra: Set<String>, atMost count: Int) -> Bool {
        let text = String(core)
        if CommonWords.all.contains(text) || extra.contains(text) { return true }
        guard count > 1 else { return false }
        return core.indices.dropFirst(2).contains { border in
            let front = String(core[..<border])
            return (CommonWords.all.contains(front) || extra.contains(front))
                && isMadeOfWords(core[border...], also: extra, atMost: count - 1)
        }
    }

    private static func fold(_ text: String) -> String {
        InputText.foldDigits(normalized(text)).lowercased()
    }

    /// Digits and signs that stand for letters turned back into them.
    private static func unleet(_ text: String) -> String {
        String(text.map { leet[$0] ?? $0 })
    }

    private static let leet: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i", "+": "t",
    ]
}
