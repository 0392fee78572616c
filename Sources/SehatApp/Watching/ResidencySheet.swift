import Documents
import Outgoing
import PrintQueue
import SehatCore
import Typesetting

/// The statement on paper, to be signed.
struct ResidencySheet {
    let residency: Residency
    let hospital: HospitalProfile
    let text: DocumentText

    /// - Throws: `TypesettingError`.
    func pdf() throws -> [UInt8] { try DocumentRenderer().pdf(document, created: residency.at) }

    var document: PrintDocument {
        PrintDocument(
            kind: DocumentKind(rawValue: "residency"), language: text.language, paper: .a4,
            title: text.string("appliance.residency.title"),
            footer: .pageNumbers(word: text.string("downtime.sheet.page")),
            blocks: [
                .letterhead(Letterhead(name: .name(hospital.name[text.language]))),
                .paragraph(text("appliance.residency.title"), .heading),
                .paragraph(text.phrase("downtime.sheet.made", ["time": [hospital.inline(residency.at)]])),
                .space(.mm(4)), .paragraph(text("appliance.residency.places"), .heading.aligned(.start)), places,
                .space(.mm(5)), .paragraph(text("appliance.residency.connections"), .heading.aligned(.start)),
                connections, .space(.mm(3)), .paragraph(text("appliance.residency.enforced")), .space(.mm(12)),
                .keyValue(text.string("downtime.form.signature"), [.text("______________________________")]),
            ])
    }

    private var places: Block {
        let rows = residency.places.map { place in
            Table.Row([
                text("appliance.residency.content.\(place.content.rawValue)"), [.name(place.path)],
                [.name([place.device, place.fileSystem].compactMap { $0 }.joined(separator: ", "))],
                text(place.isEncrypted ? "appliance.residency.encrypted" : "appliance.residency.open"),
            ])
        }
        return .table(
            Table(
                columns: [.init(.share(2)), .init(.share(4)), .init(.share(3)), .init(.share(2))],
                head: ["content", "path", "device", "protection"].map { text("appliance.residency.\($0)") }, rows: rows,
                hasRowRules: true))
    }

    private var connections: Block {
        if residency.connections.isEmpty { return .paragraph(text("appliance.residency.none")) }
        let rows = residency.connections.map { one in
            Table.Row([
                text("appliance.residency.purpose.\(one.purpose.rawValue)"), [.name("\(one.host):\(one.port)")],
                [.name(one.protection)],
                text(one.isSealed ? "appliance.residency.encrypted" : "appliance.residency.open"),
            ])
        }
        return .table(
            Table(
                columns: [.init(.share(3)), .init(.share(4)), .init(.share(2)), .init(.share(2))],
                head: ["purpose", "host", "line", "protection"].map { text("appliance.residency.\($0)") }, rows: rows,
                hasRowRules: true))
    }
}
