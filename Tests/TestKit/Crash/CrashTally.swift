/// What the server has answered; what it has answered must never be lost.
public actor CrashTally {
    /// An answer without its members.
    struct Fault: Error {}

    /// A payment as it was answered.
    public struct Paid: Sendable, Hashable {
        let payment: String
        let receipt: String
    }

    /// Everything that was answered.
    public struct Answered: Sendable {
        /// Numbers of bills by their ids.
        public var bills: [String: String] = [:]
        /// Payments by the ids of their bills.
        public var payments: [String: Paid] = [:]
        /// Record numbers of patients by their ids.
        public var patients: [String: String] = [:]
        /// Patients by the ids of their consents.
        public var consents: [String: String] = [:]
        /// Ids of the consents that were withdrawn.
        public var withdrawn: Set<String> = []

        public init() {}

        /// How many commands that is.
        public var count: Int {
            bills.count + payments.count + patients.count + consents.count + withdrawn.count
        }
    }

    /// What had been answered when the record of the disk was so long.
    public struct Mark: Sendable {
        public let position: Int
        public let answered: Answered
    }

    public private(set) var answered = Answered()
    public private(set) var marks: [Mark] = []
    private var fresh = Answered()
    private let position: (@Sendable () -> Int)?
    public private(set) var faults: [String] = []
    /// The bill that was answered last.
    public private(set) var newest: String?
    private var answers = 0
    private var goal = Int.max
    private var waiter: CheckedContinuation<Void, Never>?

    /// - Parameter position: how long the record of the disk is now; asked after each answer.
    public init(position: (@Sendable () -> Int)? = nil) {
        self.position = position
    }

    func billed(_ id: String, number: String) {
        if let old = answered.bills[id], old != number { faults.append("bill \(id) was \(old), is \(number)") }
        answered.bills[id] = number
        fresh.bills[id] = number
        newest = id
        count()
    }

    func paid(_ bill: String, payment: String, receipt: String) {
        let paid = Paid(payment: payment, receipt: receipt)
        if let old = answered.payments[bill], old != paid { faults.append("bill \(bill) was paid twice") }
        answered.payments[bill] = paid
        fresh.payments[bill] = paid
        newest = bill
        count()
    }

    func registered(_ id: String, mrn: String) {
        if answered.patients.updateValue(mrn, forKey: id) != nil { faults.append("patient \(id) was registered twice") }
        fresh.patients[id] = mrn
        count()
    }

    func consented(_ id: String, patient: String) {
        if answered.consents.updateValue(patient, forKey: id) != nil { faults.append("consent \(id) was given twice") }
        fresh.consents[id] = patient
        count()
    }

    func withdrew(_ id: String) {
        if !answered.withdrawn.insert(id).inserted { faults.append("consent \(id) was withdrawn twice") }
        fresh.withdrawn.insert(id)
        count()
    }

    func fault(_ words: String) {
        faults.append(words)
    }

    /// The faults so far; they are forgotten.
    public func takeFaults() -> [String] {
        defer { faults = [] }
        return faults
    }

    /// What was answered since this was last asked.
    func takeFresh() -> Answered {
        defer { fresh = Answered() }
        return fresh
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
