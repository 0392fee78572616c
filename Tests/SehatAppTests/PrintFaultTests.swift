import Foundation
import SehatCore
import TestKit
import Testing

/// What a counter sees when paper does not come: money and record stand, and the paper comes when a printer is there.
@Suite(.serialized) struct PrintFaultTests {
    private func counter(_ body: @escaping @Sendable (HospitalGround, Caller) async throws -> Void) async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let ground = try await hospital.ground(patients: 1)
        let token = try await hospital.token(roles: ["administrator", "registration", "cashier", "supervisor"])
        try await hospital.serving { caller in try await body(ground, caller.with(token: token)) }
    }

    /// A bill and its payment; the receipt is on its way to a printer.
    private static func paid(_ ground: HospitalGround, _ caller: Caller) async throws -> (bill: String, job: String) {
        let bill = try await caller.json(
            "POST", "/api/bills",
            "{\"patientID\":\"\(ground.patients[0])\",\"lines\":[{\"serviceID\":\"\(ground.services[0])\",\"quantity\":1}]}",
            key: UUID().uuidString)
        let id = try #require(bill["id"].text)
        let payment = try await caller.json(
            "POST", "/api/bills/\(id)/payments", "{\"tenders\":[{\"method\":\"cash\",\"amount\":50000}]}",
            key: UUID().uuidString)
        return (id, try #require(payment["printJobID"].text))
    }

    /// Asks until the job is in that state; the test's time limit ends a wait that never does.
    private static func job(_ id: String, until state: String, _ caller: Caller) async throws -> JSONValue {
        while true {
            let job = try await caller.json("GET", "/api/print-jobs/\(id)")
            if job["state"].text == state { return job }
            await Task.yield()
        }
    }

    private static func printer(_ kind: String, _ target: String, _ caller: Caller) async throws -> String {
        let made = try await caller.json(
            "POST", "/api/printers", "{\"name\":\"\(kind)\",\"kind\":\"\(kind)\",\"target\":\"\(target)\"}")
        return try #require(made["id"].text)
    }

    private static func papers(in folder: URL) throws -> [Data] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .map { try Data(contentsOf: $0) }
    }

    @Test(.timeLimit(.minutes(2))) func aReceiptWithoutAPrinterWaitsForOneAndTheBillIsSettled() async throws {
        let folder = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await counter { ground, caller in
            let (bill, id) = try await Self.paid(ground, caller)
            let held = try await Self.job(id, until: "held", caller)
            #expect(held["reason"].text == "noPrinter" && held["attempt"].number == 0)
            #expect(try await caller.json("GET", "/api/bills/\(bill)")["status"].text == "settled")
            _ = try await Self.printer("folder", folder.path, caller)
            try await caller.json("POST", "/api/print-jobs/\(id)/release", "{}")
            let printed = try await Self.job(id, until: "printed", caller)
            #expect(printed["attempt"].number == 1 && printed["isRepeat"].flag == false)
            #expect(try Self.papers(in: folder).map { $0.starts(with: Data("%PDF-".utf8)) } == [true])
        }
    }

    @Test(.timeLimit(.minutes(2))) func aReceiptForAPrinterThatCannotBeReachedStaysQueuedAndGoesElsewhere() async throws
    {
        let folder = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await counter { ground, caller in
            _ = try await Self.printer("thermal", "counter3", caller)
            let (bill, id) = try await Self.paid(ground, caller)
            while try await caller.json("GET", "/api/printers")["items"][0]["status"].text != "unreachable" {
                await Task.yield()
            }
            let queued = try await caller.json("GET", "/api/print-jobs/\(id)")
            #expect(queued["state"].text == "queued" && queued["attempt"].number == 0)
            #expect(try await caller.json("GET", "/api/bills/\(bill)")["status"].text == "settled")
            let other = try await Self.printer("folder", folder.path, caller)
            try await caller.json("POST", "/api/print-jobs/\(id)/redirect", "{\"printerID\":\"\(other)\"}")
            #expect(try await Self.job(id, until: "printed", caller)["isRepeat"].flag == false)
            #expect(try Self.papers(in: folder).count == 1)
        }
    }

    @Test(.timeLimit(.minutes(2))) func aFolderThatCannotBeWrittenSaysSoAndPrintsWhenItCan() async throws {
        let folder = TestStore.newDirectory()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await counter { ground, caller in
            // A file stands where the folder should be.
            try Data("not a folder".utf8).write(to: folder)
            _ = try await Self.printer("folder", folder.path, caller)
            let (bill, id) = try await Self.paid(ground, caller)
            let failed = try await Self.job(id, until: "failed", caller)
            #expect(failed["reason"].text?.hasPrefix("refused: ") == true, "\(failed)")
            #expect(try await caller.json("GET", "/api/bills/\(bill)")["status"].text == "settled")
            try FileManager.default.removeItem(at: folder)
            try await caller.json("POST", "/api/print-jobs/\(id)/retry", "{}")
            let printed = try await Self.job(id, until: "printed", caller)
            #expect(printed["attempt"].number == 2 && printed["isRepeat"].flag == false)
            #expect(try Self.papers(in: folder).count == 1)
        }
    }

    @Test func theListOfQueuesSaysThatNobodyAnswers() async throws {
        try await counter { _, caller in
            let answer = try await caller.json("GET", "/api/print-queues")
            #expect(answer["items"] == .list([]))
            #expect(answer["unreachable"].text?.isEmpty == false, "\(answer)")
        }
    }
}
