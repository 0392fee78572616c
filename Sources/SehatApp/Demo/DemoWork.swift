import Billing
import Directory
import Encounters
import Ledger
import Patients
import PrintQueue
import SehatCore
import SehatStore

/// The work of a counter in the demonstration's month: visits, bills, payments.
struct DemoWork {
    private var random: DemoRandom
    private let printer: ID<Printer>

    init(seed: UInt64, printer: ID<Printer>) {
        random = DemoRandom(seed: seed)
        self.printer = printer
    }

    /// One patient comes: a visit, and mostly a bill, mostly paid.
    mutating func visit(
        _ patients: [ID<Patient>], _ departments: [Department], _ doctors: [Practitioner], _ services: [ServiceView],
        in tx: Tx
    ) throws {
        guard let patient = patients.randomElement(using: &random),
            let department = departments.randomElement(using: &random)
        else { return }
        let doctor = doctors.filter { $0.departmentID == department.id }.randomElement(using: &random)
        let encounter = try Opening.open(
            NewEncounter(
                patientID: patient, departmentID: department.id, practitionerID: doctor?.id, again: true), in: tx)
        guard random.chance(90) else { return }
        let count = Int.random(in: 1...4, using: &random)
        let wanted = Set((0..<count).compactMap { _ in services.randomElement(using: &random)?.id })
        let lines = wanted.sorted().map { NewBillLine(serviceID: $0) }
        let discount = random.chance(10) ? NewDiscount(basisPoints: 1000, reason: "Staff relative") : nil
        let bill = try Issuing.issue(
            NewBill(patientID: patient, encounterID: encounter.id, lines: lines, discount: discount), in: tx)
        guard random.chance(93) else { return }
        let result = try Collecting.receive(bill.id, NewPayment(tenders: tenders(bill, tx.hospital)), in: tx)
        if let job = ID<PrintJob>(result.printJobID) {
            _ = try PrintQueue.markSubmitted(job, uuid: "demo-\(job)", printer: printer, in: tx)
            _ = try PrintQueue.markPrinted(job, in: tx)
        }
    }

    private mutating func tenders(_ bill: BillView, _ hospital: HospitalProfile) -> [NewTender] {
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1:
            return [
                NewTender(
                    .card, bill.left.amount, reference: "AUTH\(Int.random(in: 100_000...999_999, using: &random))")
            ]
        case 2:
            return [
                NewTender(
                    .wallet, bill.left.amount, reference: "JC\(Int.random(in: 1_000_000...9_999_999, using: &random))")
            ]
        default:
            let note = 100_000 * hospital.currency.minorPerMajor / 100
            let due = bill.cashDue.amount
            let given = random.chance(50) ? due : (due + note - 1) / note * note
            return [NewTender(.cash, given)]
        }
    }
}
