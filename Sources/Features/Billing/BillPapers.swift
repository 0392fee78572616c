import Documents
import GRDB
import PrintQueue
import SehatCore
import SehatStore

/// What the papers of a bill are made of, and how they are handed to the print outbox.
enum BillPapers {
    /// Gathers what is to be printed.
    ///
    /// - Parameters:
    ///   - language: the wanted language; the patient's, else the hospital's, where nil.
    ///   - payment: the payment whose receipt is wanted; the latest where nil. Later ones are left out.
    static func content(
        _ bill: Bill, language: Language?, paper: Paper, upTo payment: ID<Payment>? = nil, in tx: ReadTx
    ) throws -> PaperContent {
        let language = language ?? bill.patient.language ?? tx.hospital.language
        let payments = try Payment.of(bill.id, in: tx).filter { $0.id <= payment ?? $0.id }
        return PaperContent(
            bill: bill, lines: try bill.lines(in: tx),
            payments: try payments.map { ($0, try $0.tenders(in: tx)) }, hospital: tx.hospital,
            text: DocumentText(tx.catalogue, language), paper: paper,
            station: try BillSources.stationName(tx.principal.stationID, in: tx)?[language] ?? "")
    }

    static func request(_ receipt: PrintDocument, _ bill: Bill, _ payment: Payment) -> PrintRequest {
        PrintRequest(document: receipt, subject: subject(payment.id), patientID: bill.patientID.rawValue)
    }

    static func request(_ document: PrintDocument, _ bill: Bill) -> PrintRequest {
        PrintRequest(document: document, subject: subject(bill.id), patientID: bill.patientID.rawValue)
    }

    static func subject(_ id: ID<Payment>) -> PrintSubject { PrintSubject(type: "payment", id: id.description) }
    static func subject(_ id: ID<Bill>) -> PrintSubject { PrintSubject(type: "bill", id: id.description) }
}
