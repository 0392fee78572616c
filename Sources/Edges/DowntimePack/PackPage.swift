import Foundation
import PrintQueue
import SehatCore

/// The file that a ward opens: words, a place for the passphrase, the sealed content, and the script that opens it. It fetches
/// nothing and needs no server.
struct PackPage {
    let text: DocumentText
    let hospital: String
    let place: String
    /// When it was made, on the hospital's clock.
    let time: String
    let madeAt: Instant
    let limitMinutes: Int
    let envelope: PackSealing.Envelope

    static let dataOpening = #"<script type="application/json" id="pack">"#

    /// What the script says to people.
    private static let words = [
        "passphrase", "open", "opening", "wrong", "noCrypto", "made", "minutes", "old", "search", "printLists",
        "printForms", "help",
    ]

    func bytes() throws -> Data {
        let encoder = JSONEncoder()
        // No "<" can stand in what is made of base 64 and escaped texts, so nothing ends the element early.
        encoder.outputFormatting = [.sortedKeys]
        let said = Dictionary(uniqueKeysWithValues: Self.words.map { ($0, text.string("downtime.page.\($0)")) })
        let facts = Facts(
            words: said, madeAt: madeAt.milliseconds, limitMinutes: limitMinutes, hospital: hospital, place: place,
            time: time)
        let direction = text.language.isRightToLeft ? "rtl" : "ltr"
        return Data(
            """
            <!doctype html>
            <html lang="\(text.language.rawValue)" dir="\(direction)"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; \
            style-src 'unsafe-inline'; frame-src blob:; object-src blob:">
            <meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
            <title>Sehat</title><style>\(PackScript.style)</style></head><body>
            <header><h1 id="who"></h1><p id="age" role="status"></p></header>
            <form id="door"><label><span id="label"></span> <input id="phrase" type="password" autocomplete="off" autofocus></label>
            <button id="go"></button><p id="told" role="alert"></p></form>
            <main id="shown" hidden></main>
            <script type="application/json" id="facts">\(try json(facts, encoder))</script>
            \(Self.dataOpening)\(try json(envelope, encoder))</script>
            <script>\(PackScript.script)</script></body></html>

            """.utf8)
    }

    private struct Facts: Encodable {
        let words: [String: String]
        let madeAt: Int64
        let limitMinutes: Int
        let hospital: String
        let place: String
        let time: String
    }

    private func json(_ value: some Encodable, _ encoder: JSONEncoder) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self).replacingOccurrences(of: "<", with: "\\u003c")
    }
}
