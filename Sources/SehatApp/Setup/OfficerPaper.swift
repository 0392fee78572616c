import Backup
import Documents
import PrintQueue
import SehatCore
import Typesetting

/// One officer's part of the key on paper, as a QR code and as words.
struct OfficerPaper: Sendable {
    let hospital: HospitalProfile
    let share: KeyShare
    let text: DocumentText
    let at: Instant

    /// The paper as a PDF of one page.
    ///
    /// - Throws: `TypesettingError`.
    func pdf() throws -> [UInt8] {
        try DocumentRenderer().pdf(document, created: at)
    }

    var document: PrintDocument {
        PrintDocument(
            kind: DocumentKind(rawValue: "keyShare"), language: text.language, paper: .a4,
            title: text.string("appliance.share.title"),
            footer: Footer(lines: [text("appliance.sheet.made") + [.text(" "), hospital.inline(at)]]),
            blocks: [
                .letterhead(Letterhead(name: .name(hospital.name[text.language]), secondName: nil)),
                .paragraph(text("appliance.share.title"), .heading),
                .paragraph(text("appliance.share.what")),
                .paragraph(numbers),
                .space(.mm(2)),
                PaperWords.qrCode(share.sheetText),
                PaperWords.table(share.words),
                .space(.mm(4)),
                .paragraph(text("appliance.share.join") + [.text(" "), .identifier("sehat key join --out FILE")]),
                .paragraph(text("appliance.share.check") + [.text(" "), .identifier("sehat key join --check")]),
                .space(.mm(6)),
                .keyValue(text.string("appliance.share.keeper"), [.text("______________________________")]),
            ])
    }

    private var numbers: [Inline] {
        text.phrase(
            "appliance.share.numbers",
            [
                "number": [.identifier("\(share.number)")], "count": [.identifier("\(share.count)")],
                "need": [.identifier("\(share.need)")],
            ])
    }
}
