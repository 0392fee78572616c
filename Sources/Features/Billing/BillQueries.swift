import GRDB
import Patients
import SehatCore
import SehatStore

/// Reading bills.
enum BillQueries {
    /// A bill with everything on it; the look at it goes to the access log.
    ///
    /// - Throws: `billing.bill.notFound`.
    static func open(_ id: ID<Bill>, in tx: ReadTx) throws -> BillView {
        let bill = try Bill.open(id, in: tx)
        tx.viewed(bill.patientID, "billing.bill.read")
        return try view(bill, in: tx)
    }

    /// A bill as it stands now, for the answer of a command.
    static func view(_ bill: Bill, in tx: ReadTx) throws -> BillView {
        let payments = try Payment.of(bill.id, in: tx).map { ($0, try $0.tenders(in: tx)) }
        return bill.view(try bill.lines(in: tx), payments, tx.hospital)
    }

    /// A page of bills, newest first; those of records that the reader may not open say number, day, state and sums alone,
    /// so that the list still adds up.
    ///
    /// - Throws: `app.invalid` when the cursor is none.
    static func list(_ query: BillQuery, in tx: ReadTx) throws -> Page<BillSummary> {
        let count = PageLimit.clamp(query.limit)
        var conditions = ["id < ?"]
        var arguments: StatementArguments = [try cursor(query.after)]
        if let day = query.day {
            conditions.append("day = ?")
            arguments += [day]
        }
        if let patient = query.patientID {
            conditions.append("patientID = ?")
            arguments += [try PatientAliases.current(patient, in: tx)]
        }
        if let number = query.number {
            conditions.append("number = ?")
            arguments += [InputText.foldDigits(InputText.line(number)).uppercased()]
        }
        // Written out, so that the index of open bills serves; the words are the program's own.
        if let status = query.status {
            let words = status.statuses.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            conditions.append("status IN (\(words))")
        }
        arguments += [count + 1]
        let statement = try tx.db.cachedStatement(
            sql: "SELECT * FROM billingBill WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT ?")
        let bills = try Bill.fetchAll(statement, arguments: arguments)
        let items = bills.prefix(count)
        let closed = try RestrictedPatients.closed(items.map(\.patientID), in: tx)
        return Page(
            items: items.map { $0.summary(tx.hospital, isVeiled: closed.contains($0.patientID)) },
            next: bills.count > count ? items.last?.id.description : nil)
    }

    private static func cursor(_ after: String?) throws -> Int64 {
        guard let after else { return .max }
        guard let id = ID<Bill>(after) else { throw Problem.invalid("after", "app.field.type") }
        return id.rawValue
    }
}
