import Ledger
public import SehatCore
public import SehatStore

/// Giving up bills.
public enum Cancelling {
    /// Cancels a bill of which nothing has been paid; the number stays visible, the ledger gets the opposite entry.
    ///
    /// Charges that the bill made are reversed; charges that it had taken from the ledger can be billed again.
    ///
    /// - Throws: `app.invalid` without a reason; `billing.bill.notFound`; `app.stale`; `billing.bill.partPaid`,
    ///   `billing.bill.settled` or `billing.bill.cancelled` when it is too late.
    public static func cancel(
        _ id: ID<Bill>, _ input: BillCancellation, version: Int64? = nil, in tx: Tx
    ) throws -> BillView {
        var checks = FieldChecks()
        let reason = checks.line("reason", input.reason, limit: 200)
        try checks.finish()
        var bill = try Bill.open(id, in: tx)
        try tx.expect(version: bill.version, version ?? input.version)
        try bill.apply(.cancel(hasPayments: try !Payment.of(id, in: tx).isEmpty))
        bill.cancelledAt = tx.now
        bill.cancelledBy = tx.principal.userID
        bill.cancelledByName = tx.principal.username
        bill.cancelReason = reason
        try bill.save(in: tx)
        let lines = try bill.lines(in: tx)
        for line in lines {
            if line.isOwn {
                try Ledger.reverse(line.chargeID, in: tx)
            } else {
                try Ledger.release(line.chargeID, in: tx)
            }
        }
        try Ledger.enter(LedgerEntry("billCancelled", of: bill.id, Issuing.entry(lines, sign: -1)), in: tx)
        tx.audit(
            "billing.bill.cancelled", bill.id, patient: bill.patientID,
            ["number": .text(bill.number), "total": .number(bill.total)], reason: reason)
        tx.announce("billing.bill", bill.id.description)
        return bill.view(lines, [], tx.hospital)
    }
}
