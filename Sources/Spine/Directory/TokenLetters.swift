import GRDB
import SehatCore
import SehatStore

/// The letters before a token's number: `A-047`. Every department and practitioner has letters of its own, in the
/// order in which they were made, so that no two queues of a day call the same token.
enum TokenLetters {
    static let series = "directory.tokenLetters"
    /// I and O are left out, since on a board they read as 1 and 0.
    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")

    /// The letters of the `serial`-th queue, from 1: A to Z, then AA, AB and so on.
    static func letters(_ serial: Int64) -> String {
        var rest = max(serial, 1)
        var letters = ""
        while rest > 0 {
            rest -= 1
            letters = String(alphabet[Int(rest % Int64(alphabet.count))]) + letters
            rest /= Int64(alphabet.count)
        }
        return letters
    }

    /// The next letters that nobody has.
    static func next(in tx: Tx) throws -> String {
        while true {
            let candidate = letters(try tx.nextNumber(series))
            if try !isTaken(candidate, in: tx) { return candidate }
        }
    }

    /// Letters chosen by a person: one to three of A to Z, upper case.
    ///
    /// - Throws: 422 when they are not letters; 409 when another queue has them.
    static func chosen(_ text: String, instead current: String?, in tx: Tx) throws -> String {
        let letters = InputText.line(text).uppercased()
        guard (1...3).contains(letters.count), letters.allSatisfy({ ("A"..."Z").contains($0) }) else {
            throw Problem.invalid("tokenLetters", "directory.field.tokenLetters")
        }
        if letters != current, try isTaken(letters, in: tx) { throw Problem.tokenLettersTaken }
        return letters
    }

    private static func isTaken(_ letters: String, in tx: ReadTx) throws -> Bool {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT EXISTS (SELECT 1 FROM directoryDepartment WHERE tokenLetters = ?1)
                    OR EXISTS (SELECT 1 FROM directoryPractitioner WHERE tokenLetters = ?1)
                """)
        return try Bool.fetchOne(statement, arguments: [letters]) ?? false
    }
}
