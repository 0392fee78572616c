import Directory
public import Encounters
import GRDB
public import SehatCore
public import SehatStore

extension Ledger {
    /// Posts a charge on the present business day.
    ///
    /// - Throws: `ledger.charge.twice` when its cause has been charged already; `app.invalid` when the amount is out of
    ///   the range of money or the quantity is not positive.
    @discardableResult
    public static func post(_ charge: NewCharge, in tx: Tx) throws -> Charge {
        let (amount, overflow) = charge.quantity.multipliedReportingOverflow(by: charge.unitPrice)
        guard !overflow, (0...Money.limit).contains(amount), charge.quantity > 0 else {
            throw Problem.invalid("quantity", "app.field.range", ["minimum": "1", "maximum": "999"])
        }
        let posted = Charge(
            id: tx.newID(), source: charge.source.text, patientID: charge.patientID, encounterID: charge.encounterID,
            departmentID: charge.departmentID, serviceID: charge.serviceID, code: charge.code, name: charge.name,
            quantity: charge.quantity, unitPrice: charge.unitPrice, amount: amount, day: tx.today, postedAt: tx.now,
            postedBy: tx.principal.userID, reversalOf: nil)
        try insert(posted, in: tx)
        return posted
    }

    /// Undoes a charge by a line of the opposite sign on the present business day.
    ///
    /// - Throws: `ledger.charge.reversed` when it is undone already or is a reversal itself; `ledger.charge.notFound`.
    @discardableResult
    public static func reverse(_ id: ID<Charge>, in tx: Tx) throws -> Charge {
        let charge = try charge(id, in: tx)
        guard charge.reversalOf == nil else { throw Problem.chargeReversed }
        let reversal = Charge(
            id: tx.newID(), source: ChargeSource("reversal", id).text, patientID: charge.patientID,
            encounterID: charge.encounterID, departmentID: charge.departmentID, serviceID: charge.serviceID,
            code: charge.code, name: charge.name, quantity: -charge.quantity, unitPrice: charge.unitPrice,
            amount: -charge.amount, day: tx.today, postedAt: tx.now, postedBy: tx.principal.userID, reversalOf: id)
        try insert(reversal, in: tx)
        return reversal
    }

    /// Written out because a bill has many.
    private static func insert(_ charge: Charge, in tx: Tx) throws {
        let statement = try tx.db.cachedStatement(
            sql: """
                INSERT INTO ledgerCharge (id, source, patientID, encounterID, departmentID, serviceID, code, name,
                    quantity, unitPrice, amount, day, postedAt, postedBy, reversalOf)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            charge.id, charge.source, charge.patientID, charge.encounterID, charge.departmentID, charge.serviceID,
            charge.code, charge.name, charge.quantity, charge.unitPrice, charge.amount, charge.day, charge.postedAt,
            charge.postedBy, charge.reversalOf,
        ])
    }

    /// Takes a charge for a bill, so that no other bill can have it.
    ///
    /// - Throws: `ledger.charge.billed` when another bill has it.
    public static func claim<Bill>(_ charge: ID<Charge>, for bill: ID<Bill>, in tx: Tx) throws {
        let statement = try tx.db.cachedStatement(sql: "INSERT INTO ledgerClaim (chargeID, billID) VALUES (?, ?)")
        try statement.execute(arguments: [charge.rawValue, bill.rawValue])
    }

    /// Gives a charge back, so that it can be billed again.
    public static func release(_ charge: ID<Charge>, in tx: Tx) throws {
        let statement = try tx.db.cachedStatement(sql: "DELETE FROM ledgerClaim WHERE chargeID = ?")
        try statement.execute(arguments: [charge.rawValue])
    }

    /// One charge.
    ///
    /// - Throws: `ledger.charge.notFound`.
    public static func charge(_ id: ID<Charge>, in tx: ReadTx) throws -> Charge {
        let statement = try tx.db.cachedStatement(sql: "SELECT * FROM ledgerCharge WHERE id = ?")
        guard let charge = try Charge.fetchOne(statement, arguments: [id]) else { throw Problem.chargeNotFound }
        return charge
    }

    /// The charges of a patient, or of one visit, that stand on no bill and are not undone, oldest first.
    public static func unbilled(
        of patient: ID<Patient>, encounter: ID<Encounter>? = nil, in tx: ReadTx
    ) throws -> [Charge] {
        let statement = try tx.db.cachedStatement(
            sql: """
                SELECT * FROM ledgerCharge AS charge
                WHERE patientID = ? AND (?2 IS NULL OR encounterID = ?2) AND reversalOf IS NULL
                    AND NOT EXISTS (SELECT 1 FROM ledgerClaim WHERE chargeID = charge.id)
                    AND NOT EXISTS (SELECT 1 FROM ledgerCharge AS undone WHERE undone.reversalOf = charge.id)
                ORDER BY id
                """)
        return try Charge.fetchAll(statement, arguments: [patient, encounter])
    }
}
