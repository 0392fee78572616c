import Directory
import Encounters
public import GRDB
import Ledger
import Patients
import SehatCore
import SehatStore

/// The patient as the bill knows her or him for ever, whatever the record says later.
struct BillPatient: Hashable, Sendable {
    let mrn: String
    let names: PatientNames
    /// The language in which the patient wants paper.
    let language: Language?
}

/// The visit as the bill knows it for ever.
struct BillVisit: Hashable, Sendable {
    let number: String
    /// The token, `A-047`.
    let token: String?
    let department: LocalizedText?
    let practitioner: LocalizedText?
}

/// A bill: what was done, at which price, and how much of it is paid.
///
/// Everything but `status`, `paid`, `rounding`, the cancellation and `version` is fixed when it is issued.
public struct Bill: Codable, Sendable, FetchableRecord, PersistableRecord {
    /// The table.
    public static let databaseTableName = "billingBill"

    let id: ID<Bill>
    let number: String
    let fiscalYear: Int
    let sequence: Int64
    var status: BillStatus
    let patientID: ID<Patient>
    let encounterID: ID<Encounter>?
    let stationID: ID<Station>?
    let day: CalendarDay
    let patientMRN: String
    let patientName: String
    let patientOtherName: String?
    let patientLanguage: Language?
    let visitNumber: String?
    let token: String?
    let departmentName: LocalizedText?
    let practitionerName: LocalizedText?
    /// Whose prices were used; `self` for patients who pay themselves.
    let scheme: String
    let gross: Int64
    let discount: Int64
    /// How the discount was granted, where it was a percentage.
    let discountBasisPoints: Int?
    let discountReason: String?
    let total: Int64
    /// How much of `total` is paid, cash rounding apart.
    var paid: Int64
    /// What rounding of cash brought more (or less, negative) than `paid`.
    var rounding: Int64
    let note: String?
    let issuedAt: Instant
    let issuedBy: ID<User>?
    let issuedByName: String
    var cancelledAt: Instant?
    var cancelledBy: ID<User>?
    var cancelledByName: String?
    var cancelReason: String?
    var version: Int64

    var patient: BillPatient {
        BillPatient(
            mrn: patientMRN, names: PatientNames(primary: patientName, other: patientOtherName),
            language: patientLanguage)
    }

    /// What is still to be paid, in minor units; nothing once it is cancelled.
    var left: Int64 { status == .cancelled ? 0 : total - paid }
}

/// One line of a bill.
struct BillLine: Codable, Sendable, FetchableRecord {
    let billID: ID<Bill>
    /// From 1.
    let position: Int
    let chargeID: ID<Charge>
    /// Whether the bill itself made the charge; if not, a cancelled bill gives it back.
    let isOwn: Bool
    let serviceID: ID<Service>
    let departmentID: ID<Department>?
    let code: String
    let name: LocalizedText
    let quantity: Int64
    let unitPrice: Int64
    let gross: Int64
    let discount: Int64

    var net: Int64 { gross - discount }

    /// Stores the line; written out because a bill has many.
    func insert(in tx: Tx) throws {
        let statement = try tx.db.cachedStatement(
            sql: """
                INSERT INTO billingBillLine (billID, position, chargeID, isOwn, serviceID, departmentID, code, name,
                    quantity, unitPrice, gross, discount)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            billID, position, chargeID, isOwn, serviceID, departmentID, code, name, quantity, unitPrice, gross,
            discount,
        ])
    }
}

extension Bill {
    /// Reads a bill.
    ///
    /// - Throws: `billing.bill.notFound`.
    static func find(_ id: ID<Bill>, in tx: ReadTx) throws -> Bill {
        guard let bill = try tx.row(Bill.self, id) else { throw Problem.billNotFound }
        return bill
    }

    /// Reads a bill that the person may open.
    ///
    /// - Throws: `billing.bill.notFound`; 403 `patients.restricted.closed`.
    static func open(_ id: ID<Bill>, in tx: ReadTx) throws -> Bill {
        let bill = try find(id, in: tx)
        try RestrictedPatients.requireOpen(bill.patientID, in: tx)
        return bill
    }

    /// Its lines in order.
    func lines(in tx: ReadTx) throws -> [BillLine] {
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM billingBillLine WHERE billID = ? ORDER BY position")
        return try BillLine.fetchAll(statement, arguments: [id])
    }

    /// Moves the bill on; the columns that may change are written, and no others.
    ///
    /// - Throws: the problem that says where the bill stands, when the event is refused.
    mutating func apply(_ event: BillEvent) throws {
        guard let next = status.after(event) else { throw Problem.bill(number, is: status) }
        status = next
        version += 1
    }

    /// Stores what may change after the bill was issued.
    func save(in tx: Tx) throws {
        let statement = try tx.db.cachedStatement(
            sql: """
                UPDATE billingBill SET status = ?, paid = ?, rounding = ?, cancelledAt = ?, cancelledBy = ?,
                    cancelledByName = ?, cancelReason = ?, version = ? WHERE id = ?
                """)
        try statement.execute(arguments: [
            status, paid, rounding, cancelledAt, cancelledBy, cancelledByName, cancelReason, version, id,
        ])
    }
}
