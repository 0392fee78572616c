import Documents
import SehatCore

extension Problem {
    static let billNotFound = Problem(.notFound, "billing.bill.notFound")
    static let paymentNotFound = Problem(.notFound, "billing.payment.notFound")
    /// The bill comes to more than the product can count.
    static let billTooLarge = Problem(.invalid, "billing.bill.tooLarge")
    /// The discount is more than the bill.
    static let discountTooLarge = Problem(.invalid, "billing.discount.tooLarge")
    /// The other ways of paying cover everything.
    static let cashNotNeeded = Problem(.invalid, "billing.payment.cashNotNeeded")
    /// The visit belongs to another patient.
    static let otherPatient = Problem(.invalid, "billing.bill.otherPatient")
    /// A charge belongs to another patient, or is undone.
    static let foreignCharge = Problem(.invalid, "billing.bill.foreignCharge")
    /// Nothing has been paid, so there is no receipt to print.
    static let noReceipt = Problem(.conflict, "billing.bill.noReceipt")

    /// More than is left was offered in a way that gives no change.
    static func overpaid(left: Money, given: Money) -> Problem {
        Problem(
            .invalid, "billing.payment.overpaid",
            params: ["left": MoneyWords.text(left), "given": MoneyWords.text(given)])
    }

    /// More lines than a bill may have.
    static func tooManyLines(_ count: Int) -> Problem {
        Problem(
            .invalid, "billing.bill.tooManyLines",
            fields: [.init("lines", "billing.field.tooManyLines", ["limit": String(BillChecks.mostLines)])],
            params: ["count": String(count), "limit": String(BillChecks.mostLines)])
    }

    /// What cannot be done to a bill, because of where it stands.
    static func bill(_ number: String, is status: BillStatus) -> Problem {
        let code =
            switch status {
            case .settled: "billing.bill.settled"
            case .cancelled: "billing.bill.cancelled"
            case .partPaid: "billing.bill.partPaid"
            case .issued, .draft: "billing.bill.open"
            }
        return Problem(.conflict, code, params: ["number": number])
    }

    /// The discount is beyond what the person may grant.
    static func discountBeyondLimit(asked: Int, limit: Int) -> Problem {
        Problem(
            .forbidden, "billing.discount.beyondLimit",
            params: ["asked": Percentage.text(asked), "limit": Percentage.text(limit)])
    }
}

/// Amounts for the texts of problems.
enum MoneyWords {
    /// `PKR 1,250.00`.
    static func text(_ money: Money) -> String {
        money.currency.code + "\u{A0}" + MoneyFormat.amount(money, NumberFormat(language: .en))
    }
}

/// Percentages for the texts of problems.
enum Percentage {
    /// Hundredths of a percent as `12.5`, without needless zeros.
    static func text(_ basisPoints: Int) -> String {
        let (whole, rest) = basisPoints.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return String(whole) }
        if rest % 10 == 0 { return "\(whole).\(rest / 10)" }
        return rest < 10 ? "\(whole).0\(rest)" : "\(whole).\(rest)"
    }
}
