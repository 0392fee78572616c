public import SehatCore

/// The templates that come with the product, and sample data by which they can be looked at.
public enum ShippedTemplates {
    /// A template by its name.
    public struct Entry: Sendable {
        /// The name, under which a hospital keeps its own versions.
        public let name: String
        /// The template file.
        public let text: String
        private let data: @Sendable (Language) throws(DocumentFileError) -> [[UInt8]]

        init(name: String, text: String) {
            self.name = name
            self.text = text
            data = { (_) throws(DocumentFileError) in [Array(SampleData.text.utf8)] }
        }

        init(name: String, text: String, samples: @escaping @Sendable (Language) -> [some Encodable]) {
            self.name = name
            self.text = text
            data = { (language) throws(DocumentFileError) in
                var result: [[UInt8]] = []
                for sample in samples(language) { result.append(try TemplateData.bytes(sample)) }
                return result
            }
        }

        /// The sample data in a language, as JSON; the first has every value.
        ///
        /// - Throws: `DocumentFileError`, which the tests rule out.
        func sampleData(in language: Language) throws(DocumentFileError) -> [[UInt8]] { try data(language) }

        /// What papers of this template may be printed on; the template's own alone, where it is empty.
        public private(set) var papers: [Paper] = []

        func on(_ papers: Paper...) -> Entry {
            var copy = self
            copy.papers = papers
            return copy
        }

        /// The second language of bilingual samples.
        static func second(of language: Language) -> Language { language == .en ? .ur : .en }

        /// The document with sample data in a language.
        ///
        /// - Throws: `DocumentFileError`, which the tests rule out.
        public func sample(in language: Language) throws(DocumentFileError) -> PrintDocument {
            try samples(of: DocumentTemplate(Array(text.utf8)), in: language)[0]
        }

        /// What another template of this name makes of the sample data: first with all values, then with those only that
        /// are never missing.
        ///
        /// - Throws: `DocumentFileError` at the place of what is wrong.
        public func samples(
            of template: DocumentTemplate, in language: Language
        ) throws(DocumentFileError) -> [PrintDocument] {
            var result: [PrintDocument] = []
            let second = Self.second(of: language)
            for data in try data(language) {
                result.append(try template.document(in: language, second: second, data: data))
            }
            return result
        }

        /// Where the blocks of those documents stand in the template's text, document by document.
        ///
        /// - Throws: `DocumentFileError` at the place of what is wrong.
        public func places(
            of template: DocumentTemplate, in language: Language
        ) throws(DocumentFileError) -> [[SourcePlace]] {
            var result: [[SourcePlace]] = []
            let second = Self.second(of: language)
            for data in try data(language) {
                result.append(try template.places(in: language, second: second, data: data))
            }
            return result
        }
    }

    /// The template of a name; nil when there is none.
    public static func named(_ name: String) -> Entry? { byName[name] }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// All of them.
    public static let all: [Entry] = [
        Entry(name: "receipt", text: receipt, samples: CounterSamples.receipts).on(.thermal80, .thermal58, .a5, .a4),
        Entry(name: "tokenSlip", text: tokenSlip, samples: CounterSamples.slips).on(.thermal80),
        Entry(name: "bill", text: bill(paper: "a5", gap: "3mm"), samples: CounterSamples.bills).on(
            .a5, .thermal80, .thermal58),
        Entry(name: "billA4", text: bill(paper: "a4", gap: "6mm"), samples: CounterSamples.bills).on(.a4),
        Entry(name: "opdSlip", text: opdSlip), Entry(name: "depositVoucher", text: voucher("deposit", "receivedFrom")),
        Entry(name: "refundVoucher", text: voucher("refund", "paidTo")),
        Entry(name: "wristband", text: wristband, samples: PatientSamples.bands),
        Entry(name: "infantWristband", text: infantWristband, samples: PatientSamples.infantBands),
        Entry(name: "patientCard", text: patientCard, samples: PatientSamples.cards),
        Entry(name: "patientCardRoll", text: patientCardRoll, samples: PatientSamples.cards).on(.thermal80, .thermal58),
        Entry(name: "specimenLabel", text: specimenLabel),
        Entry(name: "drugLabel", text: drugLabel), Entry(name: "prescription", text: prescription),
        Entry(name: "labReport", text: labReport), Entry(name: "radiologyReport", text: radiologyReport),
        Entry(name: "dischargeSummary", text: dischargeSummary), Entry(name: "consentForm", text: consentForm),
        Entry(name: "consentFormBilingual", text: consentFormBilingual),
        Entry(name: "dayClose", text: dayClose), Entry(name: "cashierHandover", text: cashierHandover),
        Entry(name: "auditExtract", text: auditExtract),
    ]

    static let letterhead = """
        {"letterhead": {"name": {"name": {"$": "hospital.name"}}, "secondName": {"name": {"$": "hospital.secondName"}},
          "address": [{"$": "hospital.address"}], "phones": {"$": "hospital.phones"}}}, {"rule": {}}, {"space": "0.8mm"}
        """
    static let footer = """
        "footer": {"lines": [[{"$t": "printedBy"}, " ", {"name": {"$": "print.by"}}, " · ", {"dateTime": {"$": "print.at"}}, " · ",
          {"identifier": {"$": "print.version"}}]], "pageLine": [{"$t": "page"}, " ", {"page": "number"}, " / ", {"page": "count"}]}
        """

    static func row(_ word: String, _ value: String, style: String = #""body""#) -> String {
        #"{"keyValue": {"label": {"$t": "\#(word)"}, "value": [\#(value)], "style": \#(style)}}"#
    }

    static let name = #"{"name": {"$": "patient.name"}}"#
    static let mrn = #"{"identifier": {"$": "patient.mrn"}}"#
    static let ageAndSex =
        #"{"quantity": {"$": "patient.age"}, "unit": {"$": "patient.ageUnit"}}, " / ", {"$": "patient.sex"}"#

    /// The patient in two columns, as reports on sheets have it.
    static let patientColumns = """
        {"space": "2mm"}, {"columns": {"gap": "12mm", "alignsRows": true, "columns": [
          {"blocks": [\(row("patient", name, style: #"{"size": 10, "isBold": true}"#)), \(between), \(row("mrn", mrn)), \(between),
            \(row("age", ageAndSex))]},
          {"blocks": [\(row("doctor", #"{"name": {"$": "doctor.name"}}"#)), \(between),
            \(row("department", #"{"$": "doctor.department"}"#)), \(between), \(row("date", #"{"dateTime": {"$": "print.at"}}"#))]}]}},
        {"space": "1mm"}, {"rule": {}}
        """
    /// The white between two rows of a block of facts.
    static let between = #"{"space": "0.8mm"}"#

    static func signatures(_ left: String, _ right: String) -> String {
        """
        {"group": [{"space": "14mm"}, {"columns": {"gap": "20mm", "alignsRows": true, "columns": [
          {"blocks": [{"rule": {}}, {"paragraph": {"content": {"$t": "\(left)"}, "style": {"alignment": "center"}}}]},
          {"blocks": [{"rule": {}}, {"paragraph": {"content": {"$t": "\(right)"}, "style": {"alignment": "center"}}}]}]}}]}
        """
    }

    /// A template of a kind on a paper; the title is the word of the same name.
    static func template(_ kind: String, paper: String, _ blocks: String, more: String = footer) -> String {
        """
        {"template": 1, "document": {"kind": "\(kind)", "title": {"$t": "\(kind)"}, "paper": \(paper),
        \(more.isEmpty ? "" : more + ",")
        "blocks": [
        \(blocks)
        ]}}
        """
    }

    static func title(_ word: String) -> String {
        #"{"paragraph": {"content": {"$t": "\#(word)"}, "style": "heading"}}"#
    }
}
