import Documents
import GRDB
import PrintQueue
import SehatCore
import SehatStore

/// What the papers of a bill are made of, and how they are handed to the print outbox.
enum BillPapers {
    typealias Paid = (payment: Payment, tenders: [Tender])

    /// Gathers what is to be printed.
    ///
    /// - Parameters:
    ///   - payments: oldest first; a receipt is for the last of them.
    ///   - language: the wanted language; the patient's, else the hospital's, where nil.
    static func content(
        _ bill: Bill, payments: [Paid], language: Language?, paper: Paper, in tx: ReadTx
    ) throws -> PaperContent {
        let language = language ?? bill.patientLanguage ?? tx.hospital.language
        return PaperContent(
            bill: bill, lines: try bill.lines(in: tx), payments: payments, hospital: tx.hospital,
            text: DocumentText(tx.catalogue, language), paper: paper,
            station: try BillSources.stationName(tx.principal.stationID, in: tx)?[language] ?? "")
    }

    /// The payments of a bill, oldest first; only those before `last` where it is given.
    static func payments(of bill: Bill, before last: ID<Payment>? = nil, in tx: ReadTx) throws -> [Paid] {
        try Payment.of(bill.id, in: tx).filter { payment in last.map { payment.id < $0 } ?? true }
            .map { ($0, try $0.tenders(in: tx)) }
    }

    /// - Parameter made: what the receipt came of; nil for one that was printed before.
    static func request(
        _ receipt: PrintDocument, of made: PaperTemplates.Made?, _ bill: Bill, _ payment: Payment
    ) -> PrintRequest {
        PrintRequest(
            document: receipt, subject: subject(payment.id), patientID: bill.patientID.rawValue,
            templateNumber: made?.number, source: made?.source)
    }

    static func request(_ made: PaperTemplates.Made, _ bill: Bill) -> PrintRequest {
        PrintRequest(
            document: made.document, subject: subject(bill.id), patientID: bill.patientID.rawValue,
            templateNumber: made.number, source: made.source)
    }

    static func subject(_ id: ID<Payment>) -> PrintSubject { PrintSubject(type: "payment", id: id.description) }
    static func subject(_ id: ID<Bill>) -> PrintSubject { PrintSubject(type: "bill", id: id.description) }
}
