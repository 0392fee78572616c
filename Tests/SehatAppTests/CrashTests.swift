import Foundation
import SehatApp
import TestKit
import Testing

/// The real server, killed again and again while cashiers bill and take money and clerks register people.
@Suite(.serialized) struct CrashTests {
    /// `SEHAT_KILLS` for more; `Packaging/faults/campaign kills` does thousands, with the release executable.
    private static let kills = ProcessInfo.processInfo.environment["SEHAT_KILLS"].flatMap { Int($0) } ?? 20

    @Test(.timeLimit(.minutes(600))) func nothingAnsweredIsEverLost() async throws {
        let campaign = CrashCampaign(.init(kills: Self.kills, answers: 32, cashiers: 56, clerks: 8))
        let count = try await campaign.run()
        #expect(count.faults == [])
        #expect(count.kills == Self.kills && count.bills > Self.kills && count.payments > Self.kills)
        #expect(count.commands > count.bills + count.payments, "the clerks did nothing")
    }

    /// The books notice what they are there for: an answer that is not in the database, and one that nobody was told of.
    @Test func aLostAnswerAndADoubleOneAreNoticed() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let ground = try await hospital.ground(patients: 1)
        let token = try await hospital.token(roles: ["cashier", "supervisor"])
        let tally = CrashTally()
        try await hospital.serving { caller in
            let client = CrashClient(number: 0, patient: ground.patients[0], services: ground.services)
            _ = await client.settleOne(caller.with(token: token), tally)
        }
        hospital.close()
        let books = CrashBooks(file: hospital.directory.database, key: hospital.key)
        let answered = await tally.answered
        #expect(answered.count == 2)
        #expect(try books.faults(answered, unanswered: 0) == [])
        var more = answered
        more.patients["1"] = "MRN-1"
        #expect(try books.faults(more, unanswered: 1).contains { $0.contains("patient 1") && $0.contains("gone") })
        var fewer = answered
        fewer.payments = [:]
        #expect(try books.faults(fewer, unanswered: 0) == ["1 things done that nobody was told of"])
        #expect(try books.faults(fewer, unanswered: 1) == [])
    }
}
