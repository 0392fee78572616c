import SehatCore
import SehatStore
import SehatWeb

/// The routes of billing.
enum BillingEndpoints {
    private static let lines = """
        A line names either a service of the price list (`serviceID`, with `quantity` 1 to 999, 1 where absent) or a charge \
        that waits in the ledger (`chargeID`, from GET /api/ledger/unbilled). Prices are those of the list, never sent. \
        A discount is either `amount` in minor units or `basisPoints` (1250 is 12.5 %) and needs a `reason`.
        """

    static let all: [Endpoint] = [
        .command(
            "/bills", "billing.bill.issue", .requires(.billingIssue),
            "Issues a bill at the prices in force today and gives it its number.", idempotency: .required, status: 201
        ) { (call: Call<NewBill>, tx) in try Issuing.issue(call.input, in: tx) }
        .explained(lines),
        .raw(
            .post, "/bills/quote", "billing.bill.quote", .requires(.billingIssue),
            "Says what a bill would come to, and writes nothing.", shape: .json(QuoteRequest.self, QuoteView.self)
        ) { call in
            let request = try await call.json(QuoteRequest.self)
            let quote = try await call.store.read(as: call.principal) { tx in try Issuing.quote(request, in: tx) }
            return try RawAnswer.json(quote)
        }
        .explained(lines),
        .query(
            "/bills", "billing.bill.list", .requires(.billingRead),
            "Lists bills by day, status, patient or number, newest first."
        ) { (call: Call<BillQuery>, tx) in try BillQueries.list(call.input, in: tx) },
        .query(
            "/bills/{id}", "billing.bill.read", .requires(.billingRead),
            "Shows a bill with its lines and payments; the access log notes it."
        ) { (call: Call<NoInput>, tx) in try BillQueries.open(try call.id(), in: tx) },
        .command(
            "/bills/{id}/payments", "billing.payment.receive", .requires(.billingCollect),
            "Receives a payment in one or several ways, gives a receipt its number and prints it.",
            idempotency: .required, status: 201
        ) { (call: Call<NewPayment>, tx) in
            try Collecting.receive(try call.id(), call.input, version: call.ifMatch, in: tx)
        }
        .explained(
            """
            `amount` of a tender is what was handed over, in minor units of `currency`, the hospital's where absent. \
            Only cash may exceed what is left; the answer's `change` goes back to the patient. When the last is paid in \
            cash, `cashDue` of the bill, rounded to what coins allow, settles it. `reference` is the slip, transaction or \
            cheque number. A part payment leaves the bill `part-paid`. The receipt is printed at the caller's station in \
            `language`, the patient's where absent: follow `printJobID` at /api/print-jobs/{id}, see `documentID` at \
            /api/documents/{id}.pdf and .png.
            """),
        .command(
            "/bills/{id}/cancel", "billing.bill.cancel", .requires(.billingCancel),
            "Gives up a bill of which nothing has been paid, with a reason; its number stays visible.",
            idempotency: .required
        ) { (call: Call<BillCancellation>, tx) in
            try Cancelling.cancel(try call.id(), call.input, version: call.ifMatch, in: tx)
        },
        .command(
            "/bills/{id}/print", "billing.bill.print", .requires(.billingReprint),
            "Prints a bill or one of its receipts; every print after the first is marked as a copy."
        ) { (call: Call<BillPrint>, tx) in try Reprinting.print(try call.id(), call.input, in: tx) }
        .explained(
            """
            Without `kind` it is the receipt of the last payment, or the bill where nothing is paid. `copy` is 1 for the \
            first print of a paper and counts on; a copy shows what was printed then and bears its number.
            """),
        .query(
            "/billing/discount-authority", "billing.discountAuthority.read", .requires(.billingRead),
            "Shows how much discount may be granted."
        ) { (_: Call<NoInput>, tx) in try DiscountAuthority.current(in: tx) },
        .command(
            .put, "/billing/discount-authority", "billing.discountAuthority.set", .requires(.billingManage),
            "Sets how much discount may be granted."
        ) { (call: Call<DiscountAuthority>, tx) in try DiscountAuthority.set(call.input, in: tx) },
    ]
}
