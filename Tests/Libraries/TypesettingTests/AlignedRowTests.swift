import SehatCore
import Testing

@testable import Documents
@testable import Typesetting

/// Stacks beside each other whose rows stand on one baseline.
@Suite("Rows across columns")
struct AlignedRowTests {
    private func word(_ name: String, _ language: Language) throws -> String {
        try #require(TemplateWords.word(name, in: language))
    }

    /// The lines that hold a text, in reading order.
    private func lines(_ layout: LaidOutDocument, _ text: String) -> [TextLine] {
        let wanted = DocumentText.plain(text)
        return layout.lines.filter { line in
            let read = line.runs.reversed().map(\.text).joined() + "\n" + line.runs.map(\.text).joined()
            return read.split(separator: "\n").contains { DocumentText.plain(String($0)).contains(wanted) }
        }
    }

    /// Words that hang from their last letter reach down differently: each column by itself would put them where its own ink
    /// ends.
    @Test(
        "The labels of two signatures stand on one line",
        arguments: [
            ("consentForm", "guardian", "witness"), ("consentForm", "doctor", "interpreter"),
            ("consentFormBilingual", "guardian", "witness"), ("consentFormBilingual", "doctor", "interpreter"),
            ("prescription", "guardian", "doctor"), ("dischargeSummary", "guardian", "doctor"),
            ("labReport", "technologist", "pathologist"), ("radiologyReport", "radiographer", "radiologist"),
            ("depositVoucher", "guardian", "cashier"), ("refundVoucher", "guardian", "cashier"),
            ("dayClose", "cashier", "witness"), ("cashierHandover", "handedBy", "takenBy"),
        ], Language.allCases)
    func signatures(roles: (paper: String, one: String, other: String), language: Language) throws {
        let layout = try Typesetter().layout(try ShippedTextTests.document(roles.paper, language))
        // The words may stand further up as well; the signatures are the last.
        let one = try #require(lines(layout, try word(roles.one, language)).last)
        let other = try #require(lines(layout, try word(roles.other, language)).last)
        #expect(one.baseline == other.baseline && abs(one.ink.left - other.ink.left) > 60)
    }

    @Test("Facts in two columns stand on common lines", arguments: Language.allCases)
    func facts(language: Language) throws {
        for name in ["prescription", "labReport", "radiologyReport", "dischargeSummary", "consentForm"] {
            let layout = try Typesetter().layout(try ShippedTextTests.document(name, language))
            for (one, other) in [("patient", "doctor"), ("mrn", "department"), ("age", "date")] {
                let places = try [one, other].map {
                    try #require(lines(layout, try word($0, language)).first, "\(name) \($0)").baseline
                }
                #expect(places[0] == places[1], "\(name): \(one), \(other)")
            }
        }
    }

    @Test("A consent is signed by four: patient, witness, doctor and interpreter", arguments: Language.allCases)
    func consent(language: Language) throws {
        for name in ["consentForm", "consentFormBilingual"] {
            let layout = try Typesetter().layout(try ShippedTextTests.document(name, language))
            for role in ["guardian", "witness", "doctor", "interpreter"] {
                #expect(!lines(layout, try word(role, language)).isEmpty, "\(name) \(role)")
            }
            #expect(lines(layout, try word("signedWhen", language)).count == 4)
        }
    }

    private func columns(_ left: [Block], _ right: [Block], alignsRows: Bool) -> [Block] {
        [.columns(Columns([.init(blocks: left), .init(blocks: right)], alignsRows: alignsRows))]
    }

    @Test("Only where it is wished, and codes push no text down")
    func wished() throws {
        let (tall, low) = (Block.paragraph([.text("ایکسیسبیلٹی")]), Block.paragraph([.text("گواہ")]))
        let set = { (left: [Block], right: [Block], aligns: Bool) in
            try Typesetter().layout(
                Samples.document(.ur, paper: .a5, columns(left, right, alignsRows: aligns))
            ).lines.map(\.baseline)
        }
        #expect(Set(try set([tall, low], [low, tall], false)).count > 2)
        let aligned = try set([tall, low], [low, tall], true)
        #expect(aligned.count == 4 && Set(aligned).count == 2)
        let code = Block.qrCode(QRCodeBlock("R-26-0001234", caption: [.identifier("R-26-0001234")]))
        let beside = try set([low], [code], true)
        let alone = try set([low], [], true)
        #expect(beside.contains(try #require(alone.first)))
    }

    @Test("Blocks in another language align with those of the first")
    func languages() throws {
        let other = Block.section(
            Section(language: .ur, blocks: [.paragraph([.text("عمل")]), .paragraph([.text("ٹانسلز کا آپریشن")])]))
        let blocks = columns(
            [.paragraph([.text("Procedure")]), .paragraph([.text("Tonsillectomy")])], [other], alignsRows: true)
        let lines = try Typesetter().layout(Samples.document(.en, paper: .a5, blocks)).lines
        #expect(lines.count == 4 && Set(lines.map(\.baseline)).count == 2)
        #expect(lines.map(\.isRightToLeft) == [false, true, false, true])
    }

    @Test("Rows that do not fit one page go on on the next; without them the block is refused")
    func pages() throws {
        let facts = (0..<90).map { Block.paragraph([.number($0)]) }
        let document = { (aligns: Bool) in
            Samples.document(.en, paper: .a5, columns(facts, facts, alignsRows: aligns))
        }
        let pages = try Typesetter().layout(document(true)).pages
        #expect(pages.count > 1)
        for page in pages {
            let numbers = page.lines.map(\.visualText)
            #expect(
                numbers.count % 2 == 0
                    && stride(from: 0, to: numbers.count, by: 2).allSatisfy { numbers[$0] == numbers[$0 + 1] })
        }
        #expect(pages.flatMap(\.lines).count == 180)
        #expect(throws: TypesettingError.self) { try Typesetter().layout(document(false)) }
    }
}
