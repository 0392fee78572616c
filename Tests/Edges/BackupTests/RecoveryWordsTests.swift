import Backup
import Foundation
import SehatStore
import TestKit
import Testing

/// A wrapped key as words on paper.
@Suite struct RecoveryWordsTests {
    private func papers() throws -> (key: DatabaseKey, code: KeyRecovery.Code, recovery: KeyRecovery) {
        let (key, code) = (DatabaseKey.random(), KeyRecovery.Code.random())
        return (key, code, try KeyRecovery(wrapping: key, with: code))
    }

    @Test func theWordsOfASheetOpenTheKey() throws {
        let (key, code, recovery) = try papers()
        #expect(recovery.words.count == KeyRecovery.wordCount)
        #expect(recovery.words.allSatisfy { $0.count == 5 })
        let numbered = recovery.words.enumerated().map { "\($0.offset + 1). \($0.element.uppercased())" }.joined(
            separator: "\n")
        for typed in [
            recovery.sheetText, recovery.words.joined(separator: " "), numbered, recovery.sheetText.uppercased(),
        ] {
            let read = try KeyRecovery(sheet: typed)
            #expect(read == recovery)
            let opened = try read.key(with: code)
            #expect(opened.withBytes { $0 } == key.withBytes { $0 })
        }
        #expect(throws: BackupError.wrongRecoveryCode) { try recovery.key(with: .random()) }
    }

    /// The example of the proposal, 127.0.0.1, is two words of any sheet whose bytes begin so.
    @Test func wordsAreProquints() throws {
        let (_, _, recovery) = try papers()
        var words = recovery.words
        words.replaceSubrange(0..<2, with: ["lusab", "babad"])
        #expect(throws: KeyRecovery.SheetFault.check) { try KeyRecovery(sheet: words.joined(separator: " ")) }
        let fields = try JSONSerialization.jsonObject(with: JSONEncoder().encode(recovery))
        let json = try #require(fields as? [String: Any])
        let encoded = try #require(json["salt"] as? String)
        var salt = [UInt8](try #require(Data(base64Encoded: encoded)))
        salt.replaceSubrange(0..<4, with: [127, 0, 0, 1])
        var changed = json
        changed["salt"] = Data(salt).base64EncodedString()
        let strange = try JSONSerialization.data(withJSONObject: changed)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(KeyRecovery.self, from: strange) }
        // As files were before they carried a check.
        changed["check"] = nil
        let made = try JSONDecoder().decode(KeyRecovery.self, from: JSONSerialization.data(withJSONObject: changed))
        #expect(Array(made.words.prefix(2)) == ["lusab", "babad"])
    }

    @Test func whatIsMisreadIsNamed() throws {
        let (_, _, recovery) = try papers()
        let words = recovery.words
        #expect(throws: KeyRecovery.SheetFault.count(words.count - 1, of: words.count)) {
            try KeyRecovery(sheet: words.dropLast().joined(separator: " "))
        }
        var misspelt = words
        misspelt[6] = "eeeee"
        #expect(throws: KeyRecovery.SheetFault.notAWord(7, "eeeee")) {
            try KeyRecovery(sheet: misspelt.joined(separator: " "))
        }
        for index in words.indices.dropLast() where words[index] != words[index + 1] {
            var swapped = words
            swapped.swapAt(index, index + 1)
            #expect(throws: KeyRecovery.SheetFault.check) { try KeyRecovery(sheet: swapped.joined(separator: " ")) }
        }
        for text in ["", "sehat-key-1:", "\u{0}", String(repeating: "lusab-", count: 10_000)] {
            #expect(throws: KeyRecovery.SheetFault.self) { try KeyRecovery(sheet: text) }
        }
    }
}
