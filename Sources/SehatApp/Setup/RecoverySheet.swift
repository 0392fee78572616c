import Backup
import Documents
import PrintQueue
import SehatCore
import Typesetting

/// The paper that brings a hospital back when its machine is lost: the wrapped key as a QR code and as words.
///
/// The recovery code that opens it is not on it. Whoever finds the sheet has nothing; whoever knows the code needs the
/// sheet, or a backup, which carries the wrapped key as well.
struct RecoverySheet: Sendable {
    let hospital: HospitalProfile
    let recovery: KeyRecovery
    /// SHA-256 of the authority's certificate, as browsers show it.
    let authority: String
    let text: DocumentText
    let at: Instant
    /// How the hospital writes numbers and dates. Its pictures are left out: the sheet must be made without a server too.
    var papers = PaperSettings()

    /// The sheet as a PDF of one page.
    ///
    /// - Throws: `TypesettingError`.
    func pdf() throws -> [UInt8] {
        try DocumentRenderer().pdf(document, created: at)
    }

    var document: PrintDocument {
        var settings = papers
        settings.pictures = [:]
        return settings.applied(to: plain)
    }

    private var plain: PrintDocument {
        PrintDocument(
            kind: DocumentKind(rawValue: "recoverySheet"), language: text.language, paper: .a4,
            title: text.string("appliance.sheet.title"),
            footer: Footer(lines: [text("appliance.sheet.made") + [.text(" "), hospital.inline(at)]]),
            blocks: head + [PaperWords.qrCode(recovery.sheetText), PaperWords.table(recovery.words)] + rest)
    }

    private var head: [Block] {
        [
            .letterhead(Letterhead(name: .name(hospital.name[text.language]), secondName: nil)),
            .paragraph(text("appliance.sheet.title"), .heading),
            .paragraph(text("appliance.sheet.what")),
            .space(.mm(2)),
        ]
    }

    private var rest: [Block] {
        [
            .space(.mm(4)),
            .paragraph(text("appliance.sheet.code")),
            .paragraph(text("appliance.sheet.check") + [.text(" "), .identifier("sehat key check --sheet")]),
            .paragraph(
                text("appliance.sheet.restore") + [.text(" "), .identifier("sehat restore BACKUP --data DIR --sheet")]),
            .paragraph(text("appliance.sheet.authority")),
            .paragraph([.identifier(authority)], .small),
            .space(.mm(6)),
            .keyValue(text.string("appliance.sheet.keeper"), [.text("______________________________")]),
            .space(.mm(4)),
            .keyValue(text.string("appliance.sheet.codeKeeper"), [.text("______________________________")]),
        ]
    }
}
