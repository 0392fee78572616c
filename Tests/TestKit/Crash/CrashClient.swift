import Foundation

/// One cashier: issues a bill, takes the payment, and again. What was asked and not answered is asked again with the
/// same key, as a counter's page does after the connection was lost.
public struct CrashClient: Sendable {
    /// What is asked next.
    private enum Step: Sendable {
        case bill
        case payment(bill: String, due: Int64)
    }

    private let number: Int
    private let patient: String
    private let services: [String]
    private var step = Step.bill
    private var key = UUID().uuidString
    private var wasAsked = false

    /// - Parameters:
    ///   - number: what faults name it by.
    ///   - services: the lines of each of its bills.
    public init(number: Int, patient: String, services: [String]) {
        self.number = number
        self.patient = patient
        self.services = services
    }

    /// Works until the connection is lost, or, where `isLast`, until nothing is left unanswered or unpaid.
    ///
    /// - Returns: the cashier with what it still has to ask.
    public func work(_ caller: Caller, _ tally: CrashTally, isLast: Bool = false) async -> CrashClient {
        var client = self
        do {
            while !(isLast && client.hasNothingOpen) {
                try await client.ask(caller, tally)
            }
        } catch let refused as Caller.Refused {
            await tally.fault("client \(number): \(refused)")
        } catch is CrashTally.Fault {
            await tally.fault("client \(number): an answer without its members")
        } catch {
            // The server was killed.
        }
        return client
    }

    /// Issues one bill and takes its payment.
    public func settleOne(_ caller: Caller, _ tally: CrashTally) async -> CrashClient {
        var client = self
        do {
            repeat { try await client.ask(caller, tally) } while !client.hasNothingOpen
        } catch {
            await tally.fault("client \(number): \(error)")
        }
        return client
    }

    private var hasNothingOpen: Bool {
        if case .bill = step { !wasAsked } else { false }
    }

    private mutating func ask(_ caller: Caller, _ tally: CrashTally) async throws {
        wasAsked = true
        switch step {
        case .bill:
            let lines = services.map { "{\"serviceID\":\"\($0)\",\"quantity\":1}" }.joined(separator: ",")
            let answer = try await caller.json(
                "POST", "/api/bills", "{\"patientID\":\"\(patient)\",\"lines\":[\(lines)]}", key: key)
            guard let id = answer["id"].text, let bill = answer["number"].text,
                let due = answer["cashDue"]["amount"].number
            else { throw CrashTally.Fault() }
            await tally.billed(id, number: bill)
            step = .payment(bill: id, due: due)
        case .payment(let bill, let due):
            // Two ways of paying, with change: the cash is never short by rounding.
            let card = due / 200 * 100
            let tenders = """
                {"tenders":[{"method":"card","amount":\(card),"reference":"AUTH1"},{"method":"cash","amount":\(due - card + 100)}]}
                """
            let answer = try await caller.json("POST", "/api/bills/\(bill)/payments", tenders, key: key)
            guard let id = answer["payment"]["id"].text, let receipt = answer["receiptNumber"].text,
                answer["bill"]["status"].text == "settled"
            else { throw CrashTally.Fault() }
            await tally.paid(bill, payment: id, receipt: receipt)
            step = .bill
        }
        key = UUID().uuidString
        wasAsked = false
    }
}
