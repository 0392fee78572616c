import GRDB
import SehatCore
public import SehatStore

/// Proofs that bills, payments and books agree; each finding is a word and the record's number or id.
///
/// They read whole tables: for tests, for `doctor`, and for closing a day.
public enum BillingChecks {
    /// Everything that is found; empty in a sound database.
    public static func all(in tx: ReadTx) throws -> [String] {
        try checks.flatMap { name, sql in
            try String.fetchAll(tx.db, sql: sql).map { "\(name) \($0)" }
        }
    }

    private static let checks = [
        (
            "billWithoutLines",
            "SELECT number FROM billingBill WHERE id NOT IN (SELECT billID FROM billingBillLine)"
        ),
        (
            "billAndLines",
            """
            SELECT number FROM billingBill JOIN billingBillLine AS line ON line.billID = billingBill.id
            GROUP BY billingBill.id
            HAVING sum(line.gross) <> billingBill.gross OR sum(line.discount) <> billingBill.discount
            """
        ),
        (
            "billAndPayments",
            """
            SELECT number FROM billingBill WHERE
                paid <> (SELECT coalesce(sum(amount - rounding), 0) FROM billingPayment WHERE billID = billingBill.id)
                OR rounding <> (SELECT coalesce(sum(rounding), 0) FROM billingPayment WHERE billID = billingBill.id)
            """
        ),
        (
            "paymentAndTenders",
            """
            SELECT receiptNumber FROM billingPayment WHERE
                amount <> (SELECT coalesce(sum(amount), 0) FROM billingTender WHERE paymentID = billingPayment.id)
                OR change <> (SELECT coalesce(sum(tendered - amount), 0) FROM billingTender
                    WHERE paymentID = billingPayment.id)
            """
        ),
        (
            "billAndBooks",
            """
            SELECT number FROM billingBill WHERE total <> coalesce((SELECT amount FROM ledgerPosting
                WHERE sourceID = billingBill.id AND event = 'billIssued' AND account = 'receivable'), 0)
                OR (status = 'cancelled' AND -total <> coalesce((SELECT amount FROM ledgerPosting
                    WHERE sourceID = billingBill.id AND event = 'billCancelled' AND account = 'receivable'), 0))
            """
        ),
        (
            "paymentAndBooks",
            """
            SELECT receiptNumber FROM billingPayment WHERE
                amount <> coalesce((SELECT sum(amount) FROM ledgerPosting WHERE sourceID = billingPayment.id
                    AND event = 'payment' AND account NOT IN ('receivable', 'rounding')), 0)
            """
        ),
        (
            "lineAndCharge",
            """
            SELECT billID || ':' || position FROM billingBillLine AS line
            LEFT JOIN ledgerCharge AS charge ON charge.id = line.chargeID
            WHERE charge.id IS NULL OR charge.amount <> line.gross
            """
        ),
        (
            "billNumberGap",
            """
            SELECT fiscalYear FROM billingBill GROUP BY fiscalYear
            HAVING count(*) <> max(sequence) OR min(sequence) <> 1
            """
        ),
        (
            "receiptNumberGap",
            """
            SELECT fiscalYear FROM billingPayment GROUP BY fiscalYear
            HAVING count(*) <> max(sequence) OR min(sequence) <> 1
            """
        ),
    ]
}
