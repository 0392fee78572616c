import Documents
import SehatCore

/// The paper by which a person sees what one printer can do, in that printer's own size.
enum PrinterTest {
    /// Under the hospital's letterhead where there is room, grouped as the hospital groups digits.
    static func document(
        for printer: PrinterRecord, _ language: Language, _ hospital: HospitalProfile
    ) -> PrintDocument {
        var result = page(for: printer, language)
        result.grouping = hospital.grouping
        let name = hospital.name[language]
        if printer.kind != .label, !name.isEmpty {
            result.blocks.insert(.letterhead(Letterhead(name: .name(name), secondName: nil)), at: 0)
        }
        return result
    }

    private static func page(for printer: PrinterRecord, _ language: Language) -> PrintDocument {
        switch printer.kind {
        case .thermal:
            TestPage.document(
                language,
                paper: Paper(
                    width: .mm(Double(printer.printableWidth)), height: nil,
                    dotsPerMillimetre: printer.dotsPerMillimetre))
        case .label: label(printer, language)
        case .office, .folder: TestPage.document(language, paper: .a4)
        }
    }

    /// A label has room for a ruler, a word in each script and a code.
    private static func label(_ printer: PrinterRecord, _ language: Language) -> PrintDocument {
        let width = min(printer.labelWidth ?? 50, printer.printableWidth)
        let paper = Paper.label(
            width: .mm(Double(width)), height: .mm(Double(printer.labelHeight ?? 25)),
            dotsPerMillimetre: printer.dotsPerMillimetre)
        let steps = max(1, (width - 3) / 10)
        let ruler = (0..<steps).map { step in
            Columns.Column(
                width: .fixed(.mm(10)), blocks: step % 2 == 0 ? [.rule(Rule(thickness: .mm(0.5)))] : [.space(.mm(0.5))])
        }
        let words: [Inline] = [
            .text("Sehat 0123", language: .en), .text(" صحت ", language: .ur), .text("स्वास्थ्य", language: .hi),
            .text(" صحة", language: .ar),
        ]
        return PrintDocument(
            kind: .testPage, language: language, paper: paper, title: "Test label",
            blocks: [
                .columns(Columns(ruler, gap: .zero)), .paragraph(words, .small), .code128(Code128Block("12345678")),
            ])
    }
}
