import Foundation
import SehatCore

/// A plain message to one person, as it goes over the wire (RFC 5322, MIME of RFC 2045 and 2047).
struct Mail: Sendable {
    let to: String
    let subject: String
    let text: String
    /// Makes the Message-ID: sent twice after a lost answer, the reader's program knows it as one.
    let id: String
    let at: Instant

    /// The whole message with CRLF, without the final dot.
    func bytes(from sender: String) -> String {
        let domain = sender.split(separator: "@").last.map(String.init) ?? "sehat.invalid"
        let body = Data(text.utf8).base64EncodedString()
        let lines = stride(from: 0, to: body.count, by: 76).map { start -> Substring in
            let begin = body.index(body.startIndex, offsetBy: start)
            return body[begin..<(body.index(begin, offsetBy: 76, limitedBy: body.endIndex) ?? body.endIndex)]
        }
        let heads = [
            "From: Sehat <\(sender)>", "To: <\(to)>", "Subject: \(Self.encoded(subject))", "Date: \(date)",
            "Message-ID: <\(id).alarm@\(domain)>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
        ]
        return (heads + [""] + lines.map(String.init)).joined(separator: "\r\n") + "\r\n"
    }

    /// Words of at most 75 characters, none of which splits a character (RFC 2047, 2 and 5).
    static func encoded(_ text: String) -> String {
        var words: [String] = []
        var part = ""
        for character in text where !character.isNewline {
            if part.utf8.count + character.utf8.count > 42 {
                words.append(part)
                part = ""
            }
            part.append(character)
        }
        words.append(part)
        return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// In UTC: `Sat, 21 Nov 2026 05:30:00 +0000`.
    private var date: String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "EEE, d MMM yyyy HH:mm:ss"
        return formatter.string(from: at.date) + " +0000"
    }

    /// An address without anything that could end a line of the protocol or begin another recipient.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>,;\"\\()".utf8.contains($0) }
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && isPlain && text.utf8.count <= 254
    }
}
