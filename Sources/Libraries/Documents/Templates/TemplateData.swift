import Foundation
public import SehatCore

/// Data for templates.
public enum TemplateData {
    /// The data as a template reads them.
    ///
    /// - Throws: `DocumentFileError` for data that JSON has no form for.
    public static func bytes(_ data: some Encodable) throws(DocumentFileError) -> [UInt8] {
        do {
            return [UInt8](try JSONEncoder().encode(data))
        } catch {
            throw DocumentFileError(
                place: SourcePlace(line: 1, column: 1), path: "", fault: DocumentFault(words: "\(error)"))
        }
    }

    /// The data as a tree with whole pieces of documents in it; says the same as `bytes`.
    static func tree(_ data: some Encodable) throws(DocumentFileError) -> JSONNode {
        if let tree = try? JSONNodeEncoder.tree(data, keepsPieces: true) { return tree }
        return try DocumentFile.tree(try bytes(data))
    }
}

/// What the templates `receipt`, `bill` and `billA4` can show. Blocks and lines are whole pieces with typed values, which a
/// template places and cannot change.
public struct BillPaperData: Encodable, Sendable {
    /// One service on the bill.
    public struct Line: Encodable, Sendable {
        var position: Int64
        var service: [Inline]
        var quantity: Int64
        var rate: [Inline]
        var amount: [Inline]

        /// A line; amounts are without the sign of the currency.
        public init(position: Int64, service: [Inline], quantity: Int64, rate: [Inline], amount: [Inline]) {
            self.position = position
            self.service = service
            self.quantity = quantity
            self.rate = rate
            self.amount = amount
        }
    }

    var letterhead: Block
    var number: String
    var billNumber: String
    var when: Inline
    var isCancelled: Bool
    var patient: [Block]
    var lines: [Line]
    var sums: [Table.Row]
    var amount: Money
    var note: String?
    var footer: [[Inline]]

    /// - Parameters:
    ///   - number: of the paper itself, a receipt or a bill.
    ///   - sums: from the gross sum down to what is left.
    ///   - amount: what is written in words.
    ///   - note: a person's words on the bill; missing on most.
    ///   - footer: who, when, and by which version of the form.
    public init(
        letterhead: Block, number: String, billNumber: String, when: Inline, isCancelled: Bool = false,
        patient: [Block], lines: [Line], sums: [Table.Row], amount: Money, note: String? = nil, footer: [[Inline]]
    ) {
        self.letterhead = letterhead
        self.number = number
        self.billNumber = billNumber
        self.when = when
        self.isCancelled = isCancelled
        self.patient = patient
        self.lines = lines
        self.sums = sums
        self.amount = amount
        self.note = note
        self.footer = footer
    }
}

/// What the template `tokenSlip` can show.
public struct TokenSlipData: Encodable, Sendable {
    var letterhead: Block
    var token: String
    var department: Inline
    var practitioner: Inline?
    var room: [Inline]?
    var priority: [Inline]?
    var patient: [Block]
    var visit: [Block]
    var code: String?
    var footer: [[Inline]]

    /// - Parameters:
    ///   - practitioner: missing where the queue is the department's.
    ///   - priority: why the patient is called before others; missing for most.
    ///   - code: the digits of the bar code; missing where the visit's number has no bar code.
    ///   - footer: who, when, and by which version of the form.
    public init(
        letterhead: Block, token: String, department: Inline, practitioner: Inline?, room: [Inline]?,
        priority: [Inline]?, patient: [Block], visit: [Block], code: String?, footer: [[Inline]]
    ) {
        self.letterhead = letterhead
        self.token = token
        self.department = department
        self.practitioner = practitioner
        self.room = room
        self.priority = priority
        self.patient = patient
        self.visit = visit
        self.code = code
        self.footer = footer
    }
}
