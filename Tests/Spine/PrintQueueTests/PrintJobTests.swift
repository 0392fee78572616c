import Documents
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing

@Suite struct PrintJobTests {
    typealias Step = @Sendable (ID<PrintJob>, Tx) throws -> PrintJob

    static let steps: [(name: String, step: Step, from: Set<PrintJobState>, to: PrintJobState)] = [
        ("submitted", { try Outbox.hand($0, $1) }, [.queued], .submitted),
        ("printed", { try PrintQueue.markPrinted($0, in: $1) }, [.submitted, .unknown], .printed),
        ("unknown", { try PrintQueue.markUnknown($0, reason: "restart", in: $1) }, [.submitted], .unknown),
        (
            "failed", { try PrintQueue.markFailed($0, reason: "jam", in: $1) }, [.queued, .submitted, .unknown],
            .failed
        ),
        ("held", { try PrintQueue.hold($0, reason: "paper", in: $1) }, [.queued, .unknown, .failed], .held),
        ("confirmed", { try PrintQueue.confirm($0, in: $1) }, [.held], .printed),
        ("released", { try PrintQueue.release($0, in: $1) }, [.held], .queued),
        ("retried", { try PrintQueue.retry($0, in: $1) }, [.failed, .unknown], .queued),
        (
            "cancelled", { try PrintQueue.cancel($0, reason: "no", in: $1) },
            [.queued, .submitted, .unknown, .failed, .held], .cancelled
        ),
        (
            "redirected", { try PrintQueue.redirect($0, to: ID(rawValue: 9), in: $1) },
            [.queued, .unknown, .failed, .held], .queued
        ),
    ]

    @Test(arguments: PrintJobState.allCases)
    func everyStepIsTakenOrRefused(in state: PrintJobState) async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        for (name, step, from, to) in Self.steps {
            let id = try await outbox.job(in: state)
            let before = try await outbox.job(id)
            if from.contains(state) {
                let after = try await outbox.change { try step(id, $0) }
                #expect(after.state == to && after.version == before.version + 1, "\(name) from \(state)")
                #expect(try await outbox.actions().last == "printQueue.job.\(name)")
            } else {
                await #expect(throws: Problem(.conflict, "printQueue.job.\(state.rawValue)"), "\(name) from \(state)") {
                    try await outbox.change { try step(id, $0) }
                }
                #expect(try await outbox.job(id).version == before.version)
            }
        }
    }

    @Test func attemptsAreCountedWithTheirIdentity() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let id = try await outbox.job(in: .submitted)
        try await outbox.change { try PrintQueue.markFailed(id, reason: "jam", in: $0) }
        try await outbox.change { try PrintQueue.retry(id, in: $0) }
        let second = try await outbox.change {
            try PrintQueue.markSubmitted(id, uuid: "uuid-2", printer: ID(rawValue: 4), in: $0)
        }
        #expect(second.attempt == 2 && second.jobUUID == "uuid-2" && second.spoolerJob == nil)
        #expect(second.printerID == ID(rawValue: 4))
        // A failure is known not to be on paper, so the second attempt is no repeat.
        #expect(!second.isRepeat && second.reason == nil)
    }

    @Test(arguments: PrintJobState.allCases) func whatWasNeverSentGoesBackWithoutAMark(_ state: PrintJobState)
        async throws
    {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let id = try await outbox.job(in: state)
        guard state == .submitted else {
            await #expect(throws: Problem(.conflict, "printQueue.job.\(state.rawValue)")) {
                try await outbox.change { try PrintQueue.putBack(id, reason: "printerOff", in: $0) }
            }
            return
        }
        let back = try await outbox.change { try PrintQueue.putBack(id, reason: "printerOff", in: $0) }
        #expect(back.state == .queued && back.reason == "printerOff" && !back.isRepeat)
        let woken = try await outbox.change { try PrintQueue.wakeUp(id, in: $0) }
        #expect(woken.state == .queued && woken.reason == nil)
    }

    @Test func aReasonToWaitChangesNeitherStateNorVersion() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let id = try await outbox.job(in: .queued)
        let before = try await outbox.job(id)
        let after = try await outbox.change {
            try PrintQueue.explain(id, reason: "paperOut", printer: ID(rawValue: 4), in: $0)
        }
        #expect(after.state == .queued && after.version == before.version && after.changedAt == before.changedAt)
        #expect(after.reason == "paperOut" && after.printerID == ID(rawValue: 4))
        let waiting = try await outbox.store.read(as: .system()) { tx in
            (try PrintQueue.stalled(in: tx).map(\.id), try PrintQueue.next(at: ID(rawValue: 4), in: tx)?.id)
        }
        #expect(waiting.0 == [id] && waiting.1 == nil)
    }

    @Test func aPrinterWithManyWaitingKeepsNoOtherWaiting() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        var ids: [ID<PrintJob>] = []
        for _ in 0..<8 { ids.append(try await outbox.job(in: .queued)) }
        for id in ids {
            let printer = ID<Printer>(rawValue: id == ids[7] ? 5 : 4)
            try await outbox.change { try PrintQueue.explain(id, reason: "offline", printer: printer, in: $0) }
        }
        let looked = try await outbox.store.read(as: .system()) { tx in
            try PrintQueue.stalled(limit: 3, in: tx).map(\.id)
        }
        #expect(looked == Array(ids[0..<3]) + [ids[7]])
    }

    @Test func aPrinterThatNeverSaysSoDoesNotPrintForEver() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let id = try await outbox.submit().jobID
        for attempt in 1...3 {
            try await outbox.change { try Outbox.hand(id, $0) }
            try await outbox.change { try PrintQueue.markUnknown(id, reason: "unconfirmed", in: $0) }
            let after = try await outbox.change { try PrintQueue.resolveUnknown(id, in: $0) }
            #expect(after.state == (attempt < 3 ? .queued : .held), "attempt \(attempt)")
        }
        #expect(try await outbox.job(id).reason == "unsure")
    }

    @Test func anUnknownReceiptIsPrintedAgainAsADuplicate() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let id = try await outbox.job(in: .unknown)
        let again = try await outbox.change { try PrintQueue.resolveUnknown(id, in: $0) }
        #expect(again.state == .queued && again.isRepeat)
        let (_, document) = try await outbox.store.read(as: .system()) { tx in try PrintQueue.printable(id, in: tx) }
        #expect(document.copyMark == CopyMark(reason: .duplicate, number: 2, words: "دوبارہ پرنٹ، کوشش"))
    }

    @Test(arguments: [DocumentKind.wristband, .specimenLabel])
    func anUnknownLabelWaitsForAPerson(_ kind: DocumentKind) async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let id = try await outbox.submit(Outbox.request(kind)).jobID
        try await outbox.change { try Outbox.hand(id, $0) }
        try await outbox.change { try PrintQueue.markUnknown(id, reason: "restart", in: $0) }
        let held = try await outbox.change { try PrintQueue.resolveUnknown(id, in: $0) }
        #expect(held.state == .held)
        let released = try await outbox.change { try PrintQueue.release(id, in: $0) }
        #expect(released.state == .queued && released.isRepeat)
    }

    @Test func aCopyKeepsItsMarkWhenItIsRepeated() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        _ = try await outbox.submit()
        let id = try await outbox.submit().jobID
        try await outbox.change { try Outbox.hand(id, $0) }
        try await outbox.change { try PrintQueue.markUnknown(id, reason: "restart", in: $0) }
        try await outbox.change { try PrintQueue.resolveUnknown(id, in: $0) }
        let (job, document) = try await outbox.store.read(as: .system()) { tx in try PrintQueue.printable(id, in: tx) }
        #expect(job.isRepeat && document.copyMark?.reason == .copy)
    }

    @Test func aStaleVersionIsRefused() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        let id = try await outbox.job(in: .held)
        await #expect(throws: Problem.stale) {
            try await outbox.change { try PrintQueue.release(id, version: 1, in: $0) }
        }
        #expect(try await outbox.change { try PrintQueue.release(id, version: 2, in: $0) }.state == .queued)
    }

    @Test func listsArePagedNewestFirst() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        var ids: [ID<PrintJob>] = []
        for number in 0..<5 { ids.append(try await outbox.submit(Outbox.request(of: String(number))).jobID) }
        try await outbox.change { [ids] in try PrintQueue.cancel(ids[4], in: $0) }
        try await outbox.store.read(as: .system()) { [ids] tx in
            let first = try PrintQueue.jobs(states: [.queued], limit: 3, in: tx)
            #expect(first.items.map(\.id) == [ids[3], ids[2], ids[1]])
            let cursor = try #require(first.next.flatMap { ID<PrintJob>($0) })
            let second = try PrintQueue.jobs(states: [.queued], limit: 3, after: cursor, in: tx)
            #expect(second.items.map(\.id) == [ids[0]] && second.next == nil)
            #expect(try PrintQueue.jobs(in: tx).items.count == 5)
            #expect(try PrintQueue.counts(in: tx) == [.queued: 4, .cancelled: 1])
            #expect(try PrintQueue.waiting(.queued, in: tx).map(\.id) == Array(ids.prefix(4)))
        }
    }

    @Test func anUnknownIdIsNotFound() async throws {
        let outbox = try Outbox()
        defer { outbox.test.remove() }
        await #expect(throws: Problem(.notFound, "printQueue.job.notFound")) {
            try await outbox.job(ID(rawValue: 1))
        }
        await #expect(throws: Problem(.notFound, "printQueue.document.notFound")) {
            try await outbox.store.read(as: .system()) { tx in try PrintQueue.document(ID(rawValue: 1), in: tx) }
        }
    }
}
