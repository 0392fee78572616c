import Directory
import Ledger
import SehatCore
import SehatStore

/// A bill that is being put together: priced lines and their totals, nothing written yet.
struct BillDraft {
    /// One priced line.
    struct Line {
        let serviceID: ID<Service>
        let departmentID: ID<Department>?
        let code: String
        let name: LocalizedText
        let quantity: Int64
        let unitPrice: Int64
        /// The charge that stands in the ledger already; nil where the bill makes it.
        let chargeID: ID<Charge>?
    }

    let lines: [Line]
    /// The visit as the bill keeps it.
    let visit: BillVisit?
    let totals: BillTotals
    let discountBasisPoints: Int?
    let discountReason: String?

    /// Prices the lines by the price list of today and checks the discount against what the person may grant.
    ///
    /// A service that belongs to no department is earned by that of the visit.
    ///
    /// - Throws: `app.invalid`; `billing.bill.tooManyLines`; the Directory's problems when a service is unknown, closed
    ///   or has no price today; `billing.bill.foreignCharge`; the problems of discounts.
    init(_ request: QuoteRequest, in tx: ReadTx) throws {
        try BillChecks.lines(request.lines)
        let wanted = try BillChecks.discount(request.discount, tx.hospital)
        let visit = try request.encounterID.map { try BillSources.visit($0, of: request.patientID, in: tx) }
        self.visit = visit?.snapshot
        lines = try request.lines.enumerated().map { index, line in
            try Self.line(line, at: index, request, department: visit?.departmentID, in: tx)
        }
        totals = try BillTotals(
            lines.map { .init(quantity: $0.quantity, unitPrice: $0.unitPrice) }, discount: wanted?.discount)
        discountReason = wanted?.reason
        if case .basisPoints(let points)? = wanted?.discount {
            discountBasisPoints = points
        } else {
            discountBasisPoints = nil
        }
        if wanted != nil {
            try DiscountAuthority.current(in: tx).check(totals, by: tx.principal)
        }
    }

    private static func line(
        _ wanted: NewBillLine, at index: Int, _ request: QuoteRequest, department: ID<Department>?, in tx: ReadTx
    ) throws -> Line {
        if let charge = wanted.chargeID {
            return try claimed(try Ledger.charge(charge, in: tx), request, in: tx)
        }
        guard let id = wanted.serviceID else {
            throw Problem.invalid("lines.\(index).serviceID", "app.field.required")
        }
        let service = try BillSources.service(id, in: tx)
        return Line(
            serviceID: id, departmentID: service.departmentID ?? department, code: service.code, name: service.name,
            quantity: wanted.quantity ?? 1, unitPrice: service.price, chargeID: nil)
    }

    private static func claimed(_ charge: Charge, _ request: QuoteRequest, in tx: ReadTx) throws -> Line {
        let isFree = try Ledger.unbilled(of: charge.patientID, in: tx).contains { $0.id == charge.id }
        guard charge.patientID == request.patientID, isFree, charge.quantity <= BillChecks.mostOfOne else {
            throw Problem.foreignCharge
        }
        return Line(
            serviceID: charge.serviceID, departmentID: charge.departmentID, code: charge.code, name: charge.name,
            quantity: charge.quantity, unitPrice: charge.unitPrice, chargeID: charge.id)
    }
}
