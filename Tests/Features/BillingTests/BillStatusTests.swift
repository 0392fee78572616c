import Billing
import Testing

@Suite struct BillStatusTests {
    static let events: [BillEvent] = [
        .issue(total: 0), .issue(total: 5), .receive(left: 0), .receive(left: 5), .cancel(hasPayments: false),
        .cancel(hasPayments: true),
    ]

    /// Every status with every event; what is not written here is refused.
    static let allowed: [BillStatus: [BillEvent: BillStatus]] = [
        .draft: [.issue(total: 0): .settled, .issue(total: 5): .issued],
        .issued: [
            .receive(left: 0): .settled, .receive(left: 5): .partPaid, .cancel(hasPayments: false): .cancelled,
        ],
        .partPaid: [.receive(left: 0): .settled, .receive(left: 5): .partPaid],
        .settled: [.cancel(hasPayments: false): .cancelled],
        .cancelled: [:],
    ]

    @Test(arguments: BillStatus.allCases) func everyEventIsTakenOrRefused(in status: BillStatus) {
        for event in Self.events {
            #expect(status.after(event) == Self.allowed[status]?[event], "\(status) \(event)")
        }
    }
}
