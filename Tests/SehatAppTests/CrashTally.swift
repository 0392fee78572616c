/// What the server has answered; what it has answered must never be lost.
actor CrashTally {
    struct Fault: Error {}
    struct Paid: Sendable, Hashable {
        let payment: String
        let receipt: String
    }

    /// Everything that was answered since the beginning.
    struct Answered: Sendable {
        /// Numbers of bills by their ids.
        var bills: [String: String] = [:]
        /// Payments by the ids of their bills.
        var payments: [String: Paid] = [:]
    }

    /// What had been answered when the record of the disk was so long.
    struct Mark: Sendable {
        let position: Int
        let answered: Answered
    }

    private(set) var answered = Answered()
    private(set) var marks: [Mark] = []
    private let position: (@Sendable () -> Int)?
    private(set) var faults: [String] = []
    /// The bill that was answered last.
    private(set) var newest: String?
    private var answers = 0
    private var goal = Int.max
    private var waiter: CheckedContinuation<Void, Never>?

    /// - Parameter position: how long the record of the disk is now; asked after each answer.
    init(position: (@Sendable () -> Int)? = nil) {
        self.position = position
    }

    func billed(_ id: String, number: String) {
        if let old = answered.bills[id], old != number { faults.append("bill \(id) was \(old), is \(number)") }
        answered.bills[id] = number
        newest = id
        count()
    }

    func paid(_ bill: String, payment: String, receipt: String) {
        let paid = Paid(payment: payment, receipt: receipt)
        if let old = answered.payments[bill], old != paid { faults.append("bill \(bill) was paid twice") }
        answered.payments[bill] = paid
        newest = bill
        count()
    }

    func fault(_ words: String) {
        faults.append(words)
    }

    /// The faults so far; they are forgotten.
    func takeFaults() -> [String] {
        defer { faults = [] }
        return faults
    }

    func startRound() {
        answers = 0
        goal = Int.max
    }

    /// Returns when so many answers have come in this round, or at `release`.
    func reached(_ goal: Int) async {
        self.goal = goal
        if answers >= goal { return }
        await withCheckedContinuation { waiter = $0 }
    }

    func release() {
        goal = 0
        waiter?.resume()
        waiter = nil
    }

    private func count() {
        if let position { marks.append(Mark(position: position(), answered: answered)) }
        answers += 1
        if answers >= goal { release() }
    }
}
