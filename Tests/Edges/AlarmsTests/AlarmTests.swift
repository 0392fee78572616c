import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import Logging
import SehatCore
import SehatStore
import SehatWeb
import Synchronization
import TestKit
import Testing

@testable import Alarms

@Suite struct AlarmTests {
    static let manager = Principal.user("ayesha", .alarmsRead, .alarmsAcknowledge)

    /// Conditions as a test sets them.
    final class World: Sendable {
        private let state = Mutex((conditions: [AlarmCondition](), isBroken: false))
        private let clock = Mutex<SettableClock?>(nil)
        /// Goes with the test's own clock, which nobody sets.
        var steady: @Sendable () -> Int64 {
            { self.clock.withLock { ($0?.now.milliseconds ?? 0) / 1000 } }
        }

        func follow(_ clock: SettableClock) { self.clock.withLock { $0 = clock } }
        var source: AlarmSource {
            AlarmSource("test", kinds: [.printerOff, .backupOld, .targetLost]) { _ in
                try self.state.withLock { state in
                    if state.isBroken { throw CocoaError(.fileReadUnknown) }
                    return state.conditions
                }
            }
        }

        func say(_ conditions: AlarmCondition...) { state.withLock { $0 = (conditions, false) } }
        func breakDown() { state.withLock { $0.isBroken = true } }
    }

    struct Ground: Sendable {
        let world = World()
        let watch: AlarmWatch
        let test: TestStore
        var module: Module { AlarmModule.module(watch) }

        init(_ channels: AlarmChannels = AlarmChannels()) throws {
            watch = AlarmWatch(
                sources: [world.source], channels: channels, logger: LogRecorder().logger, steady: world.steady)
            test = try TestStore.make([AlarmModule.module(watch)])
            world.follow(test.clock)
        }

        func look() async throws -> [Alarm] {
            _ = try await watch.look(test.store)
            return watch.live
        }

        func count(_ sql: String) async throws -> Int {
            try await test.store.read(as: .system()) { tx in try Int.fetchOne(tx.db, sql: sql) ?? -1 }
        }
    }

    private static let off = AlarmCondition(.printerOff, subject: "Counter 1", words: "offline")

    @Test func anAlarmIsRaisedOnceAndClearedWhenItIsOver() async throws {
        let ground = try Ground()
        defer { ground.test.remove() }
        #expect(try await ground.look().isEmpty)
        ground.world.say(Self.off)
        let first = try await ground.look()
        #expect(first.map(\.subject) == ["Counter 1"] && first[0].raisedAt == ground.test.store.now && first[0].isLoud)
        ground.test.clock.advance(seconds: 120)
        let entries = try await ground.count("SELECT count(*) FROM storeAudit")
        #expect(try await ground.look() == first)
        // A look at which nothing changed writes nothing.
        #expect(try await ground.count("SELECT count(*) FROM storeAudit") == entries)
        ground.world.say()
        #expect(try await ground.look().isEmpty)
        let ended = try await ground.test.store.read(as: .system()) { tx in
            try AlarmBook.list(limit: 9, after: nil, in: tx)
        }
        #expect(ended.items.map(\.clearedAt) == [ground.test.store.now])
        ground.world.say(Self.off)
        #expect(try await ground.look().count == 1)
        #expect(try await ground.count("SELECT count(*) FROM alarmsAlarm") == 2)
    }

    @Test func whatCannotBeLookedAtStaysAsItWas() async throws {
        let ground = try Ground()
        defer { ground.test.remove() }
        ground.world.say(Self.off)
        _ = try await ground.look()
        ground.world.breakDown()
        #expect(try await ground.look().count == 1)
    }

    @Test func whatMayPassIsToldWhenItHasLasted() async throws {
        let ground = try Ground()
        defer { ground.test.remove() }
        ground.world.say(AlarmCondition(.targetLost, subject: "/mnt/usb", words: "away", patienceSeconds: 300))
        #expect(try await ground.look().isEmpty)
        ground.test.clock.advance(seconds: 200)
        #expect(try await ground.look().isEmpty)
        ground.world.say()
        _ = try await ground.look()
        ground.world.say(AlarmCondition(.targetLost, subject: "/mnt/usb", words: "away", patienceSeconds: 300))
        ground.test.clock.advance(seconds: 200)
        #expect(try await ground.look().isEmpty)
        ground.test.clock.advance(seconds: 300)
        #expect(try await ground.look().count == 1)
    }

    /// A server that was started anew has seen nothing yet: what must last to be an alarm, and is one, is not over because of it.
    @Test func anAlarmOutlivesARestart() async throws {
        let ground = try Ground()
        defer { ground.test.remove() }
        ground.world.say(AlarmCondition(.printerOff, subject: "Counter 1", words: "offline", patienceSeconds: 300))
        _ = try await ground.look()
        ground.test.clock.advance(seconds: 300)
        let raised = try await ground.look()
        #expect(raised.map(\.kind) == [.printerOff])
        let again = AlarmWatch(
            sources: [ground.world.source], channels: AlarmChannels(), logger: LogRecorder().logger,
            steady: ground.world.steady)
        for _ in 1...2 {
            ground.test.clock.advance(seconds: 60)
            _ = try await again.look(ground.test.store)
            #expect(again.live.map(\.id) == raised.map(\.id))
        }
    }

    @Test func takingNoteQuietsAnAlarmAndEndsAnEvent() async throws {
        let ground = try Ground()
        defer { ground.test.remove() }
        ground.world.say(Self.off, AlarmCondition(.backupOld, words: "clock", isEvent: true))
        let alarms = try await ground.look()
        try await ground.test.routed([ground.module], as: Self.manager) { client in
            for alarm in alarms {
                let answer = try await client.send(
                    .post, "/api/alarms/\(alarm.id)/acknowledge", #"{"note": "called the technician"}"#)
                #expect(answer.status == .ok)
                #expect(try answer.json(Alarm.self).acknowledgedByName == "ayesha")
                let twice = try await client.send(.post, "/api/alarms/\(alarm.id)/acknowledge", "{}")
                #expect(twice.status == .conflict)
            }
            let live = try await client.send(.get, "/api/alarms").json(AlarmModule.Live.self)
            #expect(live.items.map(\.kind) == [.printerOff] && live.loud == 0)
        }
        #expect(
            try await ground.count(
                "SELECT count(*) FROM storeAudit a JOIN storeAuditEvent e ON e.id = a.event WHERE e.action = 'alarms.alarm.acknowledged'"
            ) == 2)
    }

    /// A mail server that is not there: after some tries and minutes the page says for whom, until a message arrives.
    @Test func messagesThatDoNotArriveAreAnAlarmOfTheirOwn() async throws {
        var channels = AlarmChannels()
        channels.mail = try MailServer("smtp+plain://127.0.0.1:9", sender: "sehat@hospital.example")
        channels.mailTo = ["it@hospital.example"]
        let ground = try Ground(channels)
        defer { ground.test.remove() }
        ground.world.say(Self.off)
        _ = try await ground.look()
        let runner = JobRunner(store: ground.test.store, handlers: ground.module.jobs, logger: LogRecorder().logger)
        for turn in 1...4 {
            #expect(try await runner.runDue() == 1, "attempt \(turn)")
            #expect(try await ground.look().map(\.kind) == [.printerOff])
            ground.test.clock.advance(seconds: 60)
        }
        ground.test.clock.advance(seconds: 300)
        let alarms = try await ground.look()
        #expect(alarms.map(\.kind) == [.messagesFailing, .printerOff])
        #expect(alarms.first?.subject == "email, it@hospital.example")
        // Who gets no messages any more cannot miss them.
        channels.mailTo = ["night@hospital.example"]
        let later = AlarmWatch(
            sources: [ground.world.source], channels: channels, logger: LogRecorder().logger,
            steady: ground.world.steady)
        _ = try await later.look(ground.test.store)
        #expect(later.live.map(\.kind) == [.printerOff])
        try await ground.test.store.write(as: .system("test")) { tx in
            try tx.db.execute(
                sql: "UPDATE alarmsMessage SET state = 'sent', sentAt = ?", arguments: [tx.now])
            tx.audit("test.sent")
        }
        #expect(try await ground.look().map(\.kind) == [.printerOff])
    }

    @Test func aClockThatJumpsIsAnEvent() {
        #expect(AlarmWatch.jump(by: 59).isEmpty && AlarmWatch.jump(by: -60).isEmpty)
        #expect(AlarmWatch.jump(by: 3600).first?.isEvent == true)
        #expect(AlarmWatch.jump(by: -86_400).first?.words.contains("back by 86400 s") == true)
    }

    @Test(.enabled(if: MessagePeer.has)) func messagesAreTriedUntilTheyArriveAndNeverFlood() async throws {
        let peer = try await MessagePeer("starttls", refusing: 1)
        var channels = AlarmChannels()
        channels.mail = try MailServer(
            "smtp://127.0.0.1:\(peer.facts.mail)", sender: "sehat@hospital.example", user: "sehat",
            passwordFile: peer.password, authority: peer.facts.ca)
        channels.mailTo = ["it@hospital.example"]
        channels.language = .ur
        channels.perHour = 2
        let ground = try Ground(channels)
        defer { ground.test.remove() }
        ground.world.say(Self.off)
        _ = try await ground.look()
        let runner = JobRunner(store: ground.test.store, handlers: ground.module.jobs, logger: LogRecorder().logger)
        _ = try await runner.runDue()
        // Refused once; it goes again when its pause is over.
        #expect(
            try await ground.count("SELECT count(*) FROM alarmsMessage WHERE state = 'queued' AND attempts = 1") == 1)
        ground.test.clock.advance(seconds: 7200)
        _ = try await runner.runDue()
        let taken = try await peer.next()
        #expect(taken.to == "it@hospital.example" && taken.text?.contains("Counter 1") == true)
        #expect(taken.subject?.contains("پرنٹر") == true)
        #expect(try await ground.count("SELECT count(*) FROM alarmsMessage WHERE state = 'sent'") == 1)
        for turn in 0..<6 {
            if turn.isMultiple(of: 2) { ground.world.say() } else { ground.world.say(Self.off) }
            _ = try await ground.look()
        }
        #expect(try await ground.count("SELECT count(*) FROM alarmsMessage WHERE state = 'queued'") == 2)
        #expect(try await ground.count("SELECT count(*) FROM alarmsMessage WHERE state = 'withheld'") == 4)
    }
}
