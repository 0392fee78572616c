import Documents
import Downtime
import Foundation
import PrintQueue
import SehatCore
import Typesetting

/// The pack on paper: A4 in the language of the place.
struct PackSheets {
    let gathered: PackMaking.Gathered

    private var text: DocumentText { gathered.scope.text }

    /// - Throws: `TypesettingError`.
    func lists() throws -> Data {
        let blocks = gathered.sections.flatMap { section -> [Block] in
            [.paragraph(section.title, .heading.aligned(.start)), .table(section.table), .space(.mm(5))]
        }
        return try pdf("downtimeLists", "downtime.sheet.lists", blocks)
    }

    /// - Returns: nil where the place keeps no forms.
    /// - Throws: `TypesettingError`.
    func forms() throws -> Data? {
        if gathered.forms.isEmpty { return nil }
        let blocks = gathered.forms.map { form in
            Block.group(form + [.space(.mm(6)), .rule(Rule(isDashed: true)), .space(.mm(4))])
        }
        return try pdf("downtimeForms", "downtime.sheet.forms", blocks)
    }

    private func pdf(_ kind: String, _ title: String, _ blocks: [Block]) throws -> Data {
        let scope = gathered.scope
        let head: [Block] = [
            .letterhead(Letterhead(name: .name(scope.hospital.name[text.language]))),
            .paragraph(text(title) + [.text(" - "), .name(scope.place.name)], .heading),
            .paragraph(text.phrase("downtime.sheet.made", ["time": [scope.hospital.inline(gathered.madeAt)]])),
            .space(.mm(3)),
        ]
        let document = PrintDocument(
            kind: DocumentKind(rawValue: kind), language: text.language, grouping: scope.hospital.grouping, paper: .a4,
            title: text.string(title),
            footer: .pageNumbers(word: text.string("downtime.sheet.page"), lines: []), blocks: head + blocks)
        return Data(try DocumentRenderer().pdf(document, created: gathered.madeAt))
    }
}
