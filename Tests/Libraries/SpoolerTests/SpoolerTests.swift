import Foundation
import TestKit
import Testing

@testable import Spooler

/// A real cupsd with a raw printer and an IPP printer.
@Suite(.serialized) struct SpoolerTests {
    private static let slip = [UInt8](repeating: 0x5A, count: 300_000)

    private static func raw(_ name: String) -> SpoolerDocument {
        SpoolerDocument(name: name, format: .raw, bytes: slip)
    }

    /// Asks until `wanted` is true of the job; the suite's time limit ends a wait that never does.
    private func status(
        of job: Int32, _ spooler: Spooler, until wanted: (SpoolerJobStatus) -> Bool
    ) async throws -> SpoolerJobStatus {
        while true {
            if let status = try spooler.status(ofJob: job), wanted(status) { return status }
            await Task.yield()
        }
    }

    @Test(.timeLimit(.minutes(2))) func bytesArriveAsTheyWereSentAndTheJobIsFoundByItsName() async throws {
        try await PrintPeer.with { peer in
            let spooler = Spooler(server: peer.server)
            let ticket = try spooler.submit(Self.raw("sehat-1"), to: peer.thermal)
            let status = try await status(of: ticket.job, spooler) { $0.isEnded }
            #expect(status.state == .completed)
            #expect(try peer.thermalJobs() == [Data(Self.slip)])
            #expect(try spooler.jobs(namedLike: "sehat-1", in: peer.thermal).map(\.job) == [ticket.job])
            #expect(try spooler.jobs(namedLike: "sehat-2", in: peer.thermal).isEmpty)
            #expect(try spooler.status(ofJob: 4711) == nil)
        }
    }

    @Test(.timeLimit(.minutes(2))) func aRunOfTheServerIsKnownFromTheNext() async throws {
        try await PrintPeer.with { peer in
            let spooler = Spooler(server: peer.server)
            let first = try spooler.run(subscription: nil)
            #expect(try spooler.run(subscription: first.run.subscription).run == first.run)
            #expect(first.run.startedAt == nil && SpoolerRun(words: first.run.words) == first.run)
            try await peer.killServer()
            #expect(throws: SpoolerError.self) { try spooler.run(subscription: first.run.subscription) }
            try await peer.startServer()
            let second = try spooler.run(subscription: first.run.subscription)
            #expect(second.run != first.run && second.run.subscription == first.run.subscription)
            #expect(second.run.startedAt.map { $0 >= first.now && $0 <= second.now } == true)
            #expect(SpoolerRun(words: second.run.words) == second.run && SpoolerRun(words: "1:2") == nil)
            #expect(try spooler.run(subscription: second.run.subscription).run == second.run)
            // One that the server does not know, as after a kill before it was written.
            let third = try spooler.run(subscription: 4711)
            #expect(third.run.subscription != 4711 && third.run != second.run)
        }
    }

    @Test(.timeLimit(.minutes(2))) func queuesSayWhatTheyAre() async throws {
        try await PrintPeer.with { peer in
            let spooler = Spooler(server: peer.server)
            let queues = try spooler.queues()
            #expect(Set(queues.map(\.name)) == [peer.office, peer.thermal])
            #expect(queues.first { $0.name == peer.thermal }?.isRaw == true)
            let office = try spooler.queue(peer.office)
            #expect(!office.isRaw && office.isAccepting && office.media.contains("iso_a4_210x297mm"))
            #expect(throws: SpoolerError.noQueue("nowhere")) { try spooler.queue("nowhere") }
            #expect(throws: SpoolerError.noQueue("nowhere")) { try spooler.submit(Self.raw("sehat-3"), to: "nowhere") }
        }
    }

    @Test(.timeLimit(.minutes(2))) func aPrinterThatIsOffGetsItsJobOnceWhenItIsOnAgain() async throws {
        try await PrintPeer.with { peer in
            let spooler = Spooler(server: peer.server)
            try await peer.turnThermal(isOn: false)
            let ticket = try spooler.submit(Self.raw("sehat-4"), to: peer.thermal)
            let waiting = try await status(of: ticket.job, spooler) { !$0.message.isEmpty }
            #expect(!waiting.isEnded)
            #expect(try peer.thermalJobs().isEmpty)
            try await peer.turnThermal(isOn: true)
            #expect(try await status(of: ticket.job, spooler) { $0.isEnded }.state == .completed)
            #expect(try peer.thermalJobs() == [Data(Self.slip)])
        }
    }

    @Test(.timeLimit(.minutes(2))) func aJobIsTakenBackOnceAndAgain() async throws {
        try await PrintPeer.with { peer in
            let spooler = Spooler(server: peer.server)
            try await peer.turnThermal(isOn: false)
            let ticket = try spooler.submit(Self.raw("sehat-5"), to: peer.thermal)
            try spooler.cancel(job: ticket.job)
            #expect(try await status(of: ticket.job, spooler) { $0.isEnded }.state == .cancelled)
            try spooler.cancel(job: ticket.job)
            try spooler.cancel(job: 4711)
            try await peer.turnThermal(isOn: true)
            #expect(try peer.thermalJobs().isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(2))) func aKilledServerIsSaidToBeAwayAndKnowsItsJobsAfterwards() async throws {
        try await PrintPeer.with { peer in
            let spooler = Spooler(server: peer.server)
            let ticket = try spooler.submit(Self.raw("sehat-6"), to: peer.thermal)
            _ = try await status(of: ticket.job, spooler) { $0.isEnded }
            try await peer.killServer()
            #expect { try spooler.queues() } throws: { error in
                if case SpoolerError.unreachable = error { true } else { false }
            }
            #expect { try spooler.submit(Self.raw("sehat-7"), to: peer.thermal) } throws: { error in
                if case SpoolerError.unreachable = error { true } else { false }
            }
            try await peer.startServer()
            let found = try spooler.jobs(namedLike: "sehat-6", in: peer.thermal)
            #expect(found.map(\.state) == [.completed])
            #expect(try spooler.jobs(namedLike: "sehat-7", in: peer.thermal).isEmpty)
        }
    }

    @Test func aServerThatNeverWasIsUnreachable() {
        #expect { try Spooler(server: "127.0.0.1:9").queues() } throws: { error in
            if case SpoolerError.unreachable = error { true } else { false }
        }
        #expect { try Spooler(server: "/nowhere/cups.sock").queues() } throws: { error in
            if case SpoolerError.unreachable = error { true } else { false }
        }
    }
}
