import Ledger
import SehatCore
import SehatStore

/// The checks of what people send, before anything is looked up.
enum BillChecks {
    static let mostLines = 200
    static let mostOfOne: Int64 = 999

    /// - Throws: `billing.bill.tooManyLines`; `app.invalid` naming every wrong field.
    static func lines(_ lines: [NewBillLine]) throws {
        guard lines.count <= mostLines else { throw Problem.tooManyLines(lines.count) }
        var checks = FieldChecks()
        checks.expect(!lines.isEmpty, "lines", "billing.field.noLines")
        for (index, line) in lines.enumerated() {
            let field = "lines.\(index)"
            checks.expect(
                (line.serviceID == nil) != (line.chargeID == nil), field + ".serviceID", "billing.field.serviceOrCharge"
            )
            checks.expect(
                line.chargeID == nil || line.quantity == nil, field + ".quantity", "billing.field.chargeQuantity")
            checks.expect(
                (1...mostOfOne).contains(line.quantity ?? 1), field + ".quantity", "app.field.range",
                ["minimum": "1", "maximum": String(mostOfOne)])
        }
        let charges = lines.compactMap(\.chargeID)
        checks.expect(Set(charges).count == charges.count, "lines", "billing.field.chargeTwice")
        try checks.finish()
    }

    /// The wanted discount and its reason, cleaned.
    ///
    /// - Throws: `app.invalid` naming every wrong field.
    static func discount(
        _ wanted: NewDiscount?, _ hospital: HospitalProfile
    ) throws -> (discount: BillDiscount, reason: String)? {
        guard let wanted else { return nil }
        var checks = FieldChecks()
        let reason = checks.line("discount.reason", wanted.reason, limit: 200)
        checks.expect(
            wanted.currency == nil || wanted.currency == hospital.currency, "discount.currency",
            "billing.field.currency", ["currency": hospital.currency.code])
        var discount: BillDiscount?
        switch (wanted.amount, wanted.basisPoints) {
        case (let amount?, nil):
            checks.expect(
                (1...Money.limit).contains(amount), "discount.amount", "app.field.range",
                ["minimum": "1", "maximum": String(Money.limit)])
            discount = .amount(amount)
        case (nil, let points?):
            checks.expect(
                (1...10_000).contains(points), "discount.basisPoints", "app.field.range",
                ["minimum": "1", "maximum": "10000"])
            discount = .basisPoints(points)
        default:
            checks.refuse("discount", "billing.field.oneDiscount")
        }
        try checks.finish()
        return discount.map { ($0, reason) }
    }

    /// The offered tenders, cleaned.
    ///
    /// - Throws: `app.invalid` naming every wrong field.
    static func tenders(_ offered: [NewTender], _ hospital: HospitalProfile) throws -> [Tendered] {
        var checks = FieldChecks()
        let tenders = offered.prefix(20).enumerated().map { index, tender in
            checks.expect(
                tender.currency == nil || tender.currency == hospital.currency, "tenders.\(index).currency",
                "billing.field.currency", ["currency": hospital.currency.code])
            let reference = checks.optionalLine("tenders.\(index).reference", tender.reference, limit: 64)
            return Tendered(tender.method, tender.amount, reference: reference)
        }
        try checks.finish()
        return tenders
    }
}
