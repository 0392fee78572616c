import Foundation
import TestKit

/// A bill of five services, issued and settled with card and cash, over TLS.
enum BillRows {
    static func run(_ setting: Setting) async throws {
        let server = try await DemoServer.start(setting, data: setting.scratch.appending(path: "bill"))
        try await server.signedIn { caller in
            let desk = try await BillDesk.open(caller)
            for _ in 0..<setting.rounds(50, quick: 5) { _ = try await desk.serve(caller) }
            try await oneClient(setting, desk, caller)
            try await manyClients(setting, desk, caller, server)
        }
        await server.stop()
    }

    private static func oneClient(_ setting: Setting, _ desk: BillDesk, _ caller: Caller) async throws {
        var times: [Double] = []
        var flushes: [Double] = []
        for _ in 0..<setting.rounds(10, quick: 2) {
            flushes.append(StoreMeasuring.flush(in: setting.scratch, rounds: 30))
            for _ in 0..<setting.rounds(40, quick: 5) { times.append(try await desk.serve(caller).milliseconds) }
        }
        setting.print(
            Row(
                name: "bill.clients1.p50", value: Figures.median(times), unit: "ms",
                reference: 2 * Figures.median(flushes), goal: .valueAtMost(13)))
    }

    private static func manyClients(
        _ setting: Setting, _ desk: BillDesk, _ caller: Caller, _ server: DemoServer
    ) async throws {
        let seconds = Double(setting.rounds(10, quick: 2))
        let before = try server.processorTime()
        let start = ContinuousClock.now
        let served = try await withThrowingTaskGroup(of: [BillDesk.Served].self) { group in
            for _ in 0..<16 {
                group.addTask {
                    var served: [BillDesk.Served] = []
                    while (ContinuousClock.now - start).seconds < seconds {
                        served.append(try await desk.serve(caller))
                    }
                    return served
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        let time = (ContinuousClock.now - start).seconds
        // What other work on the machine does not change; its receipts are made in this time too.
        let processor = (try server.processorTime() - before) / Double(max(served.count, 1))
        setting.print(Row(name: "bill.clients16.processor", value: processor, unit: "ms"))
        setting.print(
            Row(
                name: "bill.clients16", value: Double(served.count) / time, unit: "1/s", goal: .valueAtLeast(290)))
        setting.print(
            Row(
                name: "bill.clients16.gaps", value: Double(gaps(served.map(\.bill)) + gaps(served.map(\.receipt))),
                unit: "numbers", goal: .valueAtMost(0)))
    }

    /// How many numbers of a series are missing or double between the first and the last of these.
    private static func gaps(_ numbers: [String]) -> Int {
        let values = numbers.compactMap { $0.split(separator: "-").last.flatMap { Int($0) } }.sorted()
        let jumps = zip(values, values.dropFirst()).map { abs($1 - $0 - 1) }.reduce(0, +)
        return jumps + numbers.count - values.count
    }
}

/// A cashier's desk: a patient and five services.
struct BillDesk: Sendable {
    /// One bill that was issued and settled.
    struct Served: Sendable {
        let bill: String
        let receipt: String
        /// Until both requests were answered.
        let milliseconds: Double
        /// When the payment was asked for.
        let settledAt: Date
    }

    /// Who is billed.
    let patient: String
    private let body: String

    static func open(_ caller: Caller) async throws -> BillDesk {
        let services = try await caller.json("GET", "/api/services?limit=5")["items"].items.prefix(5)
        let lines = services.map { #"{"serviceID":"\#($0["id"].text ?? "")","quantity":1}"# }.joined(separator: ",")
        let patient = try await caller.json("POST", "/api/patients", NameSource().next())["id"].text ?? ""
        return BillDesk(
            patient: patient, body: #"{"patientID":"\#(patient)","lines":[\#(lines)]}"#)
    }

    /// What a desk reads of an issued bill. A whole answer as a tree would cost the two cores more than the server's own work.
    private struct Issued: Decodable {
        struct Due: Decodable { let amount: Int64 }
        let id: String
        let number: String
        let cashDue: Due
    }

    /// What a desk reads of a payment.
    private struct Paid: Decodable { let receiptNumber: String }

    /// Issues a bill and settles it with two tenders and change.
    func serve(_ caller: Caller) async throws -> Served {
        let (issued, first) = try await caller.timed("POST", "/api/bills", body, key: UUID().uuidString)
        let bill = try issued.members(Issued.self)
        let due = bill.cashDue.amount
        let card = due / 200 * 100
        let tenders = """
            {"tenders":[{"method":"card","amount":\(card),"reference":"AUTH1"},{"method":"cash","amount":\(due - card + 100)}]}
            """
        let settledAt = Date()
        let (paid, second) = try await caller.timed(
            "POST", "/api/bills/\(bill.id)/payments", tenders, key: UUID().uuidString)
        return Served(
            bill: bill.number, receipt: try paid.members(Paid.self).receiptNumber,
            milliseconds: first + second, settledAt: settledAt)
    }
}
