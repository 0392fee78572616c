public import GRDB
public import SehatCore
import SehatStore

/// Where a bill stands.
public enum BillStatus: String, WireEnum {
    /// Being put together; never stored.
    case draft
    /// It has its number, and nothing of it can be changed any more.
    case issued
    case partPaid = "part-paid"
    case settled
    /// Given up before any money moved; its number stays visible.
    case cancelled
}

extension BillStatus: DatabaseValueConvertible {}

/// What can happen to a bill.
public enum BillEvent: Hashable, Sendable {
    /// It gets its number; `total` is what is to be paid.
    case issue(total: Int64)
    /// Money comes in; `left` is what is still to be paid afterwards.
    case receive(left: Int64)
    /// It is given up; `hasPayments` says whether money has moved.
    case cancel(hasPayments: Bool)
}

extension BillStatus {
    /// The status after an event, or nil where the event is refused.
    ///
    /// A bill of nothing is settled as soon as it is issued; it may be cancelled, since no money has moved.
    public func after(_ event: BillEvent) -> BillStatus? {
        switch (self, event) {
        case (.draft, .issue(let total)): total == 0 ? .settled : .issued
        case (.issued, .receive(let left)), (.partPaid, .receive(let left)): left == 0 ? .settled : .partPaid
        case (.issued, .cancel(hasPayments: false)), (.settled, .cancel(hasPayments: false)): .cancelled
        default: nil
        }
    }
}
