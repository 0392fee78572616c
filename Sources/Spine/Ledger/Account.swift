public import GRDB
public import SehatCore
import SehatStore

/// An account of the books. Amounts are debits where positive and credits where negative.
public enum Account: String, WireEnum {
    /// What patients owe.
    case receivable
    /// What services earn, by department, before discounts.
    case income
    /// What is forgone by discounts, by department.
    case discount
    /// What rounding of cash gains (credit) or loses (debit).
    case rounding
    /// Money received, one account for each way of paying.
    case cash, card, wallet, bank, cheque
}

extension Account: DatabaseValueConvertible {}

/// A way of paying.
public enum TenderMethod: String, WireEnum {
    case cash, card, wallet, bank, cheque

    /// The account that the money goes to.
    public var account: Account {
        switch self {
        case .cash: .cash
        case .card: .card
        case .wallet: .wallet
        case .bank: .bank
        case .cheque: .cheque
        }
    }
}

extension TenderMethod: DatabaseValueConvertible {}
