import SehatCore

extension Problem {
    /// The cause of the charge has been charged already.
    static let chargedTwice = Problem(.conflict, "ledger.charge.twice")
    /// The charge has been reversed already.
    static let chargeReversed = Problem(.conflict, "ledger.charge.reversed")
    /// The charge stands on a bill already.
    static let chargeBilled = Problem(.conflict, "ledger.charge.billed")
    static let chargeNotFound = Problem(.notFound, "ledger.charge.notFound")
    /// The event has been entered in the books already.
    static let postedTwice = Problem(.conflict, "ledger.entry.twice")
    /// The lines of an entry do not add up to nothing; the fault of the program, never of a person.
    static let unbalanced = Problem(.internal, "ledger.entry.unbalanced")
    /// The wanted days are missing, in the wrong order, or too many.
    static let badSpan = Problem.invalid("from", "ledger.field.span", ["days": String(Takings.longestSpan)])
}
