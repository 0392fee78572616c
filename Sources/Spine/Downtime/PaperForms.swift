public import Documents
public import PrintQueue
import SehatCore

/// Blank forms to be written on by hand, each with its reserved number as figures and bars.
public enum PaperForms {
    private static let line: [Inline] = [.text("______________________________")]
    private static let style = TextStyle(size: .pt(11))

    /// The head of a numbered form: what it is, its number, the time to be written.
    public static func head(_ title: String, number: String, _ text: DocumentText) -> [Block] {
        [
            .columns(
                Columns([
                    .init(blocks: [
                        .paragraph(text(title), .heading.aligned(.start)),
                        .keyValue(text.string("downtime.form.dateTime"), [.text("____________  ______")], style),
                    ]),
                    .init(blocks: [
                        .code128(Code128Block(number, height: .mm(9), alignment: .end, showsText: false)),
                        .paragraph([.identifier(number)], TextStyle(size: .pt(13), isBold: true, alignment: .end)),
                    ]),
                ]))
        ]
    }

    /// A line with what is to be written on it.
    public static func row(_ key: String, _ text: DocumentText) -> Block {
        .keyValue(text.string(key), line, style)
    }

    /// Empty rows under heads.
    public static func grid(
        _ heads: [(key: String, share: Int)], rows: Int, _ text: DocumentText
    ) -> Block {
        .table(
            Table(
                columns: heads.map { Table.Column(.share($0.share)) }, head: heads.map { text($0.key) },
                rows: (0..<rows).map { _ in Table.Row(heads.map { _ in [.text(" ")] }) },
                style: TextStyle(size: .pt(13)), hasRowRules: true))
    }

    static func registration(_ number: String, _ text: DocumentText) -> [Block] {
        head("word.registration", number: number, text)
            + [
                "word.name", "word.guardianName", "downtime.form.sexAge", "word.phone", "word.cnic", "word.address",
                "word.allergy",
            ]
            .map { row($0, text) }
    }

    static func token(_ number: String, _ text: DocumentText) -> [Block] {
        head("word.token", number: number, text)
            + ["word.department", "word.doctor", "downtime.form.queueNumber", "downtime.mrn", "word.name"].map {
                row($0, text)
            }
    }

    static func vitals(_ text: DocumentText) -> [Block] {
        [.paragraph(text("downtime.form.vitals"), .heading), row("downtime.mrn", text), row("word.name", text)] + [
            grid(
                [
                    ("word.time", 1), ("downtime.form.pressure", 1), ("downtime.form.pulse", 1),
                    ("downtime.form.temperature", 1), ("downtime.form.breath", 1), ("downtime.form.oxygen", 1),
                    ("word.note", 2),
                ], rows: 6, text)
        ]
    }

    static func prescription(_ text: DocumentText) -> [Block] {
        [
            .paragraph(text("word.prescription"), .heading), row("downtime.form.dateTime", text),
            row("downtime.mrn", text), row("word.name", text), row("word.allergy", text), row("word.diagnosis", text),
            grid(
                [
                    ("word.medicine", 3), ("word.dose", 1), ("downtime.form.howOften", 1), ("downtime.form.days", 1),
                    ("word.note", 2),
                ], rows: 6, text), row("word.doctor", text),
        ]
    }
}
