import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import Directory
@testable import Encounters
@testable import Patients

@Suite struct CallingTests {
    @Test func aPatientIsCalledServedAndDone() async throws {
        let clinic = try await Clinic.open()
        defer { clinic.test.remove() }
        let visit = try await clinic.visit(0)
        let called = try await clinic.take(.call, visit.id)
        #expect(called.token.state == .called && called.token.calls == 1 && called.status == .open)
        clinic.test.clock.advance(seconds: 60)
        let again = try await clinic.take(.call, visit.id)
        #expect(again.token.calls == 2 && again.version == 1)
        let serving = try await clinic.take(.serve, visit.id)
        #expect(serving.token.state == .serving && serving.status == .inProgress && serving.version == 2)
        clinic.test.clock.advance(seconds: 300)
        let done = try await clinic.take(.done, visit.id)
        #expect(done.token.state == .done && done.status == .finished && done.endedAt == clinic.test.clock.now)
        #expect(done.token.servedAt.map { done.endedAt?.seconds(since: $0) } == 300)
        let cancelled = try await problem { try await clinic.take(.cancel, visit.id) }
        #expect(cancelled?.code == "encounters.token.done" && cancelled?.params["token"] == "A-001")
    }

    /// Every step from every state, through the operations: allowed or refused as the table says, and nothing between.
    @Test func stepsAreTakenOrRefusedAsTheTableSays() async throws {
        let clinic = try await Clinic.open()
        defer { clinic.test.remove() }
        let ways: [TokenState: [TokenStep]] = [
            .waiting: [], .called: [.call], .serving: [.call, .serve], .done: [.call, .serve, .done],
            .skipped: [.call, .skip], .cancelled: [.cancel], .leftUnseen: [.leave],
        ]
        for (state, way) in ways {
            for step in TokenStep.allCases {
                let visit = try await clinic.visit(0, again: true)
                for earlier in way { try await clinic.take(earlier, visit.id) }
                let wanted = TokenStateTests.allowed[state]?[step]
                let refused = try await problem { try await clinic.take(step, visit.id) }
                let now = try await clinic.read { tx in try EncounterQueries.require(visit.id, in: tx) }
                #expect(now.token.state == wanted ?? state, "\(state) \(step)")
                #expect(refused?.code == (wanted == nil ? "encounters.token.\(state.rawValue)" : nil))
                #expect(now.status == EncounterStatus(of: now.token.state))
                if now.token.state == .serving { try await clinic.take(.done, visit.id) }
            }
        }
    }

    @Test func aRoomHasOnePatientAtATime() async throws {
        let clinic = try await Clinic.open()
        defer { clinic.test.remove() }
        let (first, second) = (try await clinic.visit(0), try await clinic.visit(1))
        for visit in [first, second] { try await clinic.take(.call, visit.id) }
        try await clinic.take(.serve, first.id)
        let busy = try await problem { try await clinic.take(.serve, second.id) }
        #expect(busy?.code == "encounters.room.busyWith" && busy?.params == ["room": "4", "token": "A-001"])
        // Another room of the same queue is free; and a room is a room, whichever queue calls into it.
        _ = try await clinic.write { tx in try Calling.call(second.id, room: "5", in: tx) }
        try await clinic.take(.serve, second.id)
        let other = try await clinic.visit(2, to: clinic.doctor)
        _ = try await clinic.write { tx in try Calling.call(other.id, room: "5", in: tx) }
        #expect(try await problem { try await clinic.take(.serve, other.id) }?.params["token"] == "A-002")
        try await clinic.take(.done, second.id)
        #expect(try await clinic.take(.serve, other.id).token.state == .serving)
    }

    @Test func withoutARoomTheQueueIsOne() async throws {
        let clinic = try await Clinic.open()
        defer { clinic.test.remove() }
        let visits = try await clinic.write { tx in
            try clinic.patients.prefix(2).map {
                try Opening.open(NewEncounter(patientID: $0, departmentID: clinic.surgery.id), in: tx)
            }
        }
        for visit in visits { try await clinic.take(.call, visit.id) }
        try await clinic.take(.serve, visits[0].id)
        #expect(try await problem { try await clinic.take(.serve, visits[1].id) }?.code == "encounters.room.busyWith")
    }

    @Test func nextIsCalledInTurnAndASkippedPatientGoesToTheEnd() async throws {
        let clinic = try await Clinic.open(patients: 5)
        defer { clinic.test.remove() }
        var visits: [EncounterView] = []
        for index in 0..<4 { visits.append(try await clinic.visit(index)) }
        let old = try await clinic.visit(4, priority: .elderly)
        #expect(old.ahead == 2 && old.token.number == "A-005")
        let queue = old.token.queueID
        @Sendable func next() async throws -> String {
            try await clinic.write { tx in try Calling.callNext(queue, in: tx).token.number }
        }
        #expect(try await next() == "A-001")
        try await clinic.take(.skip, visits[0].id)
        try await clinic.take(.requeue, visits[0].id)
        #expect(try await next() == "A-002")
        #expect(try await next() == "A-005", "every third call")
        #expect(try await next() == "A-003")
        #expect(try await next() == "A-004")
        #expect(try await next() == "A-001", "back of the line")
        #expect(try await problem { _ = try await next() } == .queueEmpty)
    }

    @Test func cancellingNeedsAReason() async throws {
        let clinic = try await Clinic.open()
        defer { clinic.test.remove() }
        let visit = try await clinic.visit(0)
        let problem = try await problem {
            _ = try await clinic.write { tx in try Calling.cancel(visit.id, reason: " ", in: tx) }
        }
        #expect(problem?.fields.map(\.field) == ["reason"])
        let cancelled = try await clinic.take(.cancel, visit.id)
        #expect(cancelled.token.reason == "went home" && cancelled.status == .cancelled)
    }
}

@Suite struct QueueListsTests {
    @Test func aQueueShowsHowItStands() async throws {
        let clinic = try await Clinic.open(patients: 6)
        defer { clinic.test.remove() }
        var visits: [EncounterView] = []
        for index in 0..<6 { visits.append(try await clinic.visit(index)) }
        try await clinic.take(.cancel, visits[5].id)
        for index in 0..<3 {
            try await clinic.take(.call, visits[index].id)
            clinic.test.clock.advance(seconds: 300)
        }
        try await clinic.take(.serve, visits[0].id)
        try await clinic.take(.skip, visits[1].id)
        let queues = try await clinic.read { tx in try QueueLists.list(day: nil, in: tx) }
        let queue = try #require(queues.first)
        #expect(queues.count == 1 && queue.letters == "A" && queue.room == "4")
        #expect(queue.waiting == 2 && queue.called == 1 && queue.serving == 1 && queue.skipped == 1 && queue.done == 0)
        #expect(queue.cancelled == 1 && queue.next == "A-004")
        #expect(queue.current.map(\.number) == ["A-003", "A-001"])
        #expect(queue.waitMinutes == 10, "two wait, five minutes between calls")
        let line = try await clinic.read { tx in try QueueLists.line(queue.id, in: tx) }
        #expect(line.map(\.token.number) == ["A-001", "A-003", "A-004", "A-005", "A-002"])
    }

    @Test func visitsAreListedByDayPatientAndNumber() async throws {
        let clinic = try await Clinic.open()
        defer { clinic.test.remove() }
        let first = try await clinic.visit(0)
        let second = try await clinic.visit(1, to: clinic.doctor)
        clinic.test.clock.advance(seconds: 86_400)
        let third = try await clinic.visit(0)
        @Sendable func list(
            _ fill: @escaping @Sendable (inout EncounterQueries.Filter) -> Void
        ) async throws -> [ID<Encounter>] {
            try await clinic.read { tx in
                var filter = EncounterQueries.Filter()
                fill(&filter)
                return try EncounterQueries.list(filter, limit: nil, after: nil, in: tx).items.map(\.id)
            }
        }
        #expect(try await list { _ in } == [third.id, second.id, first.id])
        #expect(try await list { $0.day = first.day } == [second.id, first.id])
        #expect(try await list { $0.patientID = clinic.patients[0] } == [third.id, first.id])
        #expect(try await list { $0.practitionerID = clinic.doctor.id } == [second.id])
        #expect(try await list { $0.number = second.number } == [second.id])
        #expect(try await list { $0.status = .finished } == [])
        let page = try await clinic.read { tx in
            try EncounterQueries.list(EncounterQueries.Filter(), limit: 2, after: nil, in: tx)
        }
        let rest = try await clinic.read { tx in
            try EncounterQueries.list(EncounterQueries.Filter(), limit: 2, after: page.next, in: tx)
        }
        #expect((page.items + rest.items).map(\.id) == [third.id, second.id, first.id] && rest.next == nil)
    }

    @Test func theDayClosesItself() async throws {
        let clinic = try await Clinic.open(patients: 4)
        defer { clinic.test.remove() }
        var visits: [EncounterView] = []
        for index in 0..<4 { visits.append(try await clinic.visit(index)) }
        try await clinic.take(.call, visits[1].id)
        try await clinic.take(.call, visits[2].id)
        try await clinic.take(.serve, visits[2].id)
        try await clinic.take(.cancel, visits[3].id)
        let due = try await clinic.read { tx in
            try Int64.fetchAll(
                tx.db, sql: "SELECT notBefore FROM storeJob WHERE kind = ?", arguments: [ClosingDays.jobKind])
        }
        let midnight = try #require(Instant(iso8601: "2026-11-22T00:01:00+05:00"))
        #expect(due == [midnight.milliseconds], "one job for the day, however many queues")
        #expect(try await clinic.write { tx in try ClosingDays.close(in: tx) } == 0, "not before the day is over")
        clinic.test.clock.set(midnight)
        #expect(try await clinic.test.store.write(as: .system()) { tx in try ClosingDays.close(in: tx) } == 3)
        let states = try await clinic.read { [visits] tx in
            try visits.map { try EncounterQueries.require($0.id, in: tx) }.map { ($0.token.state, $0.status) }
        }
        #expect(states.map(\.0) == [.leftUnseen, .leftUnseen, .done, .cancelled])
        #expect(states.map(\.1) == [.leftUnseen, .leftUnseen, .finished, .cancelled])
    }
}
