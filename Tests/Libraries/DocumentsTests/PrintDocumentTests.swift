import Documents
import Foundation
import SehatCore
import Testing

@Suite("Documents as values")
struct PrintDocumentTests {
    private func sample() throws -> PrintDocument {
        let day = try #require(CalendarDay(year: 2026, month: 11, day: 21))
        let logo = try #require(Bitmap(width: 9, height: 2, bits: Data([1, 2, 3, 4]), printedWidth: .mm(10)))
        return PrintDocument(
            kind: .receipt, language: .ur, secondaryLanguage: .en, paper: .thermal80, title: "Receipt R-1",
            copyMark: CopyMark(reason: .copy, number: 2, words: "نقل"),
            footer: .pageNumbers(word: "صفحہ", lines: [[.dateTime(day, hour: 9, minute: 5)]]),
            blocks: [
                .letterhead(
                    Letterhead(
                        name: .name("صحت"), secondName: .name("Sehat", language: .en), phones: ["042"], logo: logo)),
                .keyValue("نام", [.name("محمد")]),
                .table(
                    Table(
                        columns: [.init(.share(1)), .init(.natural, .figures)],
                        head: [[.text("خدمت")], [.text("رقم")]],
                        rows: [
                            .init(
                                [[.text("فیس")], [.amount(Money(amount: 5, currency: .PKR))]], isStrong: true,
                                ruleAbove: Rule())
                        ])),
                .columns(
                    Columns([.init(blocks: [.rule(Rule())]), .init(width: .fixed(.mm(9)), blocks: [.space(.mm(2))])])),
                .group([.qrCode(QRCodeBlock("R-1")), .code128(Code128Block("R1"))]),
            ])
    }

    @Test("A document survives its stored form")
    func roundTrip() throws {
        let document = try sample()
        let data = try JSONEncoder().encode(document)
        #expect(try JSONDecoder().decode(PrintDocument.self, from: data) == document)
    }

    @Test("A request takes kind and language from its document")
    func request() throws {
        let request = PrintRequest(document: try sample(), subject: PrintSubject(type: "bill", id: "7"), patientID: 9)
        let data = try JSONEncoder().encode(request)
        #expect(try JSONDecoder().decode(PrintRequest.self, from: data) == request)
        #expect(request.kind == .receipt && request.language == .ur && request.copyNumber == 1)
    }

    @Test("A document of a newer format is refused")
    func newerFormat() throws {
        let text = String(decoding: try JSONEncoder().encode(try sample()), as: UTF8.self)
        let newer = text.replacing("\"format\":2", with: "\"format\":3")
        #expect(newer != text)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(PrintDocument.self, from: Data(newer.utf8))
        }
    }

    @Test("A mark changes nothing but the mark")
    func marks() throws {
        let document = try sample()
        let marked = document.marked(CopyMark(reason: .duplicate, number: 3, words: "DUPLICATE, attempt"))
        #expect(marked.blocks == document.blocks && marked.copyMark?.number == 3)
        #expect(marked.marked(document.copyMark) == document)
    }

    @Test("Lengths are whole micrometres")
    func lengths() {
        #expect(Length.mm(72).micrometres == 72_000)
        #expect(Length.pt(72).millimetres == 25.4)
        #expect(Length.mm(.nan) == .zero && Length.mm(.infinity) == .zero)
        #expect(Length.mm(1e300).micrometres == 2_000_000)
    }

    @Test("Media names follow the PWG rules")
    func media() {
        #expect(Paper.a5.mediaName == "iso_a5_148x210mm")
        #expect(Paper.thermal80.mediaName == nil)
        #expect(Paper.label(width: .mm(50), height: .mm(25.4)).mediaName == "custom_50x25.4mm_50x25.4mm")
    }

    @Test("A picture of the wrong size is refused")
    func bitmaps() {
        #expect(Bitmap(width: 9, height: 2, bits: Data([1]), printedWidth: .mm(1)) == nil)
        #expect(Bitmap(width: 0, height: 0, bits: Data(), printedWidth: .mm(1)) == nil)
    }
}
