import Encounters
import GRDB
import Ledger
import Patients
import SehatCore
public import SehatStore

/// Making bills.
public enum Issuing {
    /// What a bill would come to; writes nothing and takes no number.
    ///
    /// - Throws: what `issue` throws about lines and discount.
    public static func quote(_ request: QuoteRequest, in tx: ReadTx) throws -> QuoteView {
        var request = request
        request.patientID = try request.patientID.map { try PatientAliases.current($0, in: tx) }
        if let patient = request.patientID { try RestrictedPatients.requireOpen(patient, in: tx) }
        let draft = try BillDraft(request, in: tx)
        let hospital = tx.hospital
        let lines = zip(draft.lines, draft.totals.lines).enumerated().map { index, pair in
            let (line, total) = pair
            return BillLineView(
                position: index + 1, serviceID: line.serviceID, departmentID: line.departmentID,
                chargeID: line.chargeID, code: line.code, name: line.name, quantity: line.quantity,
                unitPrice: hospital.money(line.unitPrice), gross: hospital.money(total.gross),
                discount: hospital.money(total.discount), net: hospital.money(total.net))
        }
        return QuoteView(
            lines: lines, gross: hospital.money(draft.totals.gross), discount: hospital.money(draft.totals.discount),
            total: hospital.money(draft.totals.total),
            cashDue: hospital.money(Settlement.rounded(draft.totals.total, to: hospital.cashRounding)))
    }

    /// Issues a bill: number, snapshot, charges and ledger entry, in the caller's transaction.
    ///
    /// Names and prices are copied and never change again. A bill of nothing is settled at once.
    ///
    /// - Throws: 404 for an unknown patient, visit or service; `directory.price.missing` where a service has no price in
    ///   force; `billing.bill.otherPatient` when the visit is somebody else's; `billing.bill.tooManyLines`; `app.invalid`
    ///   naming every wrong field; the problems of discounts.
    public static func issue(_ input: NewBill, in tx: Tx) throws -> BillView {
        try issue(input, paper: nil, in: tx)
    }

    /// Issues a bill, under the number and time of a paper where there is one.
    static func issue(_ input: NewBill, paper: PaperNumber?, in tx: Tx) throws -> BillView {
        var checks = FieldChecks()
        let note = checks.optionalLine("note", input.note, limit: 500)
        try checks.finish()
        var input = input
        input.patientID = try PatientAliases.current(input.patientID, in: tx)
        let draft = try BillDraft(input.quote, in: tx)
        let patient = try BillSources.patient(input.patientID, in: tx)
        let bill = try newBill(input, draft, patient, note: note, paper: paper, in: tx)
        try bill.insert(tx.db)
        let lines = try insertLines(draft, of: bill, in: tx)
        try Ledger.enter(LedgerEntry("billIssued", of: bill.id, entry(lines, sign: 1)), in: tx)
        tx.audit(
            "billing.bill.issued", bill.id, patient: bill.patientID,
            [
                "number": .text(bill.number), "lines": .number(Int64(lines.count)), "gross": .number(bill.gross),
                "discount": .number(bill.discount), "total": .number(bill.total),
            ], reason: bill.discountReason)
        tx.announce("billing.bill", bill.id.description)
        return bill.view(lines, [], tx.hospital)
    }

    private static func newBill(
        _ input: NewBill, _ draft: BillDraft, _ patient: BillPatient, note: String?, paper: PaperNumber?, in tx: Tx
    ) throws -> Bill {
        let year = paper?.year ?? tx.hospital.fiscalYear(of: tx.today)
        let sequence = try paper?.serial ?? tx.nextNumber(BillingNumber.billSeries, year: year)
        let number = BillingNumber.bill(year, sequence)
        let event = BillEvent.issue(total: draft.totals.total)
        guard let status = BillStatus.draft.after(event) else { throw Problem.bill(number, is: .draft) }
        return Bill(
            id: tx.newID(), number: number, fiscalYear: year, sequence: sequence, status: status,
            patientID: input.patientID, encounterID: input.encounterID, stationID: tx.principal.stationID,
            day: tx.today, patientMRN: patient.mrn, patientName: patient.names.primary,
            patientOtherName: patient.names.other, patientLanguage: patient.language,
            visitNumber: draft.visit?.number, token: draft.visit?.token, departmentName: draft.visit?.department,
            practitionerName: draft.visit?.practitioner, scheme: "self", gross: draft.totals.gross,
            discount: draft.totals.discount, discountBasisPoints: draft.discountBasisPoints,
            discountReason: draft.discountReason, total: draft.totals.total, paid: 0, rounding: 0, note: note,
            issuedAt: paper?.at ?? tx.now, issuedBy: tx.principal.userID, issuedByName: tx.principal.username,
            cancelledAt: nil,
            cancelledBy: nil, cancelledByName: nil, cancelReason: nil, version: 1)
    }

    private static func insertLines(_ draft: BillDraft, of bill: Bill, in tx: Tx) throws -> [BillLine] {
        try zip(draft.lines, draft.totals.lines).enumerated().map { index, pair in
            let (wanted, total) = pair
            let charge = try wanted.chargeID ?? post(wanted, line: index + 1, of: bill, in: tx)
            try Ledger.claim(charge, for: bill.id, in: tx)
            let line = BillLine(
                billID: bill.id, position: index + 1, chargeID: charge, isOwn: wanted.chargeID == nil,
                serviceID: wanted.serviceID, departmentID: wanted.departmentID, code: wanted.code, name: wanted.name,
                quantity: wanted.quantity, unitPrice: wanted.unitPrice, gross: total.gross, discount: total.discount)
            try line.insert(in: tx)
            return line
        }
    }

    private static func post(_ line: BillDraft.Line, line number: Int, of bill: Bill, in tx: Tx) throws -> ID<Charge> {
        try Ledger.post(
            NewCharge(
                source: ChargeSource("bill", bill.id, line: number), patientID: bill.patientID,
                encounterID: bill.encounterID, departmentID: line.departmentID, serviceID: line.serviceID,
                code: line.code, name: line.name, quantity: line.quantity, unitPrice: line.unitPrice), in: tx
        ).id
    }

    /// What a bill means in the books: the patient owes the net sum, departments earn gross and forgo discounts.
    /// `sign` is 1 for an issued bill and -1 for a cancelled one.
    static func entry(_ lines: [BillLine], sign: Int64) -> [EntryLine] {
        lines.flatMap { line in
            [
                EntryLine(.receivable, sign * line.net),
                EntryLine(.income, -sign * line.gross, department: line.departmentID),
                EntryLine(.discount, sign * line.discount, department: line.departmentID),
            ]
        }
    }
}
