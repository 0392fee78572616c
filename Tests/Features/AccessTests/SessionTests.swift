import GRDB
import SehatCore
import SehatStore
import SehatWeb
import Testing

@testable import Access

@Suite struct SessionTests {
    @Test func anIdleSessionIsLockedAndThePasswordOpensItAgain() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("admin")
        fixture.clock.advance(seconds: 30 * 60 - 1)
        #expect(try await fixture.authenticate(started.token)?.state == .open)
        fixture.clock.advance(seconds: 30 * 60)
        let locked = try #require(try await fixture.authenticate(started.token))
        #expect(locked.state == .locked)
        #expect(locked.principal.permissions.isEmpty)
        let passwords = Passwords(fixture.services)
        #expect(
            await problem { try await passwords.unlock("wrong", as: locked.principal, in: fixture.store) }
                == "app.invalid password: access.field.passwordWrong")
        try await passwords.unlock(AccessFixture.password, as: locked.principal, in: fixture.store)
        let open = try #require(try await fixture.authenticate(started.token))
        #expect(open.state == .open)
        #expect(open.principal.sessionID == started.sessionID)
        #expect(try await fixture.actions().suffix(2) == ["access.signIn.failed", "access.session.unlocked"])
    }

    @Test func aSessionEndsAfterTwelveHoursHoweverBusy() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("admin")
        for _ in 0..<47 {
            fixture.clock.advance(seconds: 15 * 60)
            #expect(try await fixture.authenticate(started.token)?.state == .open)
        }
        fixture.clock.advance(seconds: 15 * 60)
        #expect(try await fixture.authenticate(started.token) == nil)
        #expect(await !fixture.sessions.isLive(started.token))
    }

    /// The last use survives a restart, to the minute.
    @Test func theLastUseIsWrittenDownOnceAMinute() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("admin")
        let stored = { @Sendable in
            try await fixture.read { tx in
                try Instant.fetchOne(
                    tx.db, sql: "SELECT lastSeenAt FROM accessSession WHERE id = ?", arguments: [started.sessionID])
            }
        }
        let start = fixture.clock.now
        for _ in 0..<59 {
            fixture.clock.advance(seconds: 1)
            _ = try await fixture.authenticate(started.token)
        }
        #expect(try await stored() == start)
        fixture.clock.advance(seconds: 1)
        _ = try await fixture.authenticate(started.token)
        #expect(try await stored() == start.adding(seconds: 60))
        let length = try await fixture.length()
        fixture.clock.advance(seconds: 60)
        _ = try await fixture.authenticate(started.token)
        #expect(try await fixture.length() == length)
    }

    @Test func askingWhetherASessionLivesIsNoUse() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("admin")
        for _ in 0..<30 {
            fixture.clock.advance(seconds: 60)
            _ = await fixture.sessions.isLive(started.token)
        }
        #expect(await !fixture.sessions.isLive(started.token))
        #expect(try await fixture.authenticate(started.token)?.state == .locked)
    }

    @Test func aLockedScreenStaysLocked() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("admin")
        let session = try #require(try await fixture.authenticate(started.token))
        try await fixture.store.write(as: session.principal) { try Sessions.lock(in: $0) }
        #expect(try await fixture.authenticate(started.token)?.state == .locked)
    }

    @Test func disablingEndsEverySessionAtOnce() async throws {
        let fixture = try await AccessFixture()
        let nadia = try await fixture.person("nadia")
        let one = try await fixture.signIn("nadia")
        let two = try await fixture.signIn("nadia", from: "192.0.2.2")
        #expect(try await fixture.authenticate(one.token) != nil)
        _ = try await fixture.write { try Users.disable(nadia, reason: "left", in: $0) }
        #expect(try await fixture.authenticate(one.token) == nil)
        #expect(try await fixture.authenticate(two.token) == nil)
        _ = try await fixture.write { try Users.enable(nadia, in: $0) }
        #expect(try await fixture.authenticate(one.token) == nil)
    }

    @Test func aChangedRoleHoldsForTheNextRequest() async throws {
        let fixture = try await AccessFixture()
        let nadia = try await fixture.person("nadia")
        let started = try await fixture.signIn("nadia")
        #expect(try await fixture.authenticate(started.token)?.principal.permissions == [AccessFixture.collect])
        let cashier = try #require(try await fixture.read { try Roles.list(in: $0) }.first { $0.code == "cashier" })
        _ = try await fixture.write { tx in
            try Roles.update(cashier.id, RoleChange(permissions: [AccessFixture.collect, .viewUsers]), in: tx)
        }
        #expect(
            try await fixture.authenticate(started.token)?.principal.permissions == [AccessFixture.collect, .viewUsers])
        _ = try await fixture.write { try Users.setRoles(nadia, [], in: $0) }
        #expect(try await fixture.authenticate(started.token)?.principal.permissions == [])
    }

    /// What is read before a change and arrives after it must not be kept.
    @Test func theCacheKeepsNothingThatWasReadBeforeAChange() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("admin")
        let cache = SessionCache()
        let digest = SecretTokenDigest.of(started.token)
        guard case .unknown(let generation) = cache.use(digest, at: fixture.clock.now) else { return }
        let loaded = try #require(
            try await fixture.read { tx in
                try LiveSession.load(token: started.token, digest: SecretToken.digest(started.token), in: tx)
            })
        cache.hear(Announcement(topic: "access.user", id: "1"))
        cache.keep(loaded, digest, generation: generation)
        #expect(cache.count == 0)
    }

    @Test func theCacheIsBounded() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("admin")
        let loaded = try #require(
            try await fixture.read { tx in
                try LiveSession.load(token: started.token, digest: SecretToken.digest(started.token), in: tx)
            })
        let cache = SessionCache(capacity: 10)
        for number in 0..<50 { cache.keep(loaded, SecretTokenDigest.of("\(number)"), generation: 0) }
        #expect(cache.count == 10)
    }

    @Test func peopleSeeAndEndTheirOwnSessions() async throws {
        let fixture = try await AccessFixture()
        _ = try await fixture.person("nadia")
        let here = try await fixture.signIn("nadia")
        let there = try await fixture.signIn("nadia", from: "192.0.2.2")
        let admin = try await fixture.signIn("admin")
        let principal = try #require(try await fixture.authenticate(here.token)).principal
        let own = try await fixture.store.read(as: principal) { try Sessions.list(SessionQuery(), in: $0) }
        #expect(own.map(\.id) == [there.sessionID, here.sessionID])
        #expect(own.map(\.isCurrent) == [false, true])
        #expect(
            await problem {
                try await fixture.store.read(as: principal) { try Sessions.list(SessionQuery(everybody: true), in: $0) }
            } == "app.forbidden")
        #expect(
            await problem {
                try await fixture.store.write(as: principal) { try Sessions.kill(admin.sessionID, in: $0) }
            }
                == "app.forbidden")
        try await fixture.store.write(as: principal) { try Sessions.kill(there.sessionID, in: $0) }
        #expect(try await fixture.authenticate(there.token) == nil)
        #expect(try await fixture.authenticate(here.token) != nil)
        #expect(try await fixture.read { try Sessions.list(SessionQuery(), in: $0) }.count == 2)
    }

    @Test func signingOutEndsTheSession() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("admin")
        let principal = try #require(try await fixture.authenticate(started.token)).principal
        try await fixture.store.write(as: principal) { try Sessions.signOut(in: $0) }
        #expect(try await fixture.authenticate(started.token) == nil)
        #expect(try await fixture.actions().last == "access.signOut")
    }

    @Test func theStationGoesWithThePrincipal() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("admin")
        let principal = try #require(try await fixture.authenticate(started.token)).principal
        try await fixture.store.write(as: principal) { try Sessions.setStation(ID(rawValue: 5), in: $0) }
        #expect(try await fixture.authenticate(started.token)?.principal.stationID == ID(rawValue: 5))
        #expect(
            await problem {
                try await fixture.store.write(as: principal) { try Sessions.setStation(ID(rawValue: 6), in: $0) }
            } == "app.invalid stationID: access.field.station")
    }

    @Test func theIdleTimeIsASetting() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("admin")
        _ = try await fixture.authenticate(started.token)
        _ = try await fixture.write { try Sessions.setPolicy(SessionPolicy(idleMinutes: 5, absoluteHours: 8), in: $0) }
        fixture.clock.advance(seconds: 300)
        #expect(try await fixture.authenticate(started.token)?.state == .locked)
        #expect(
            await problem {
                try await fixture.write {
                    try Sessions.setPolicy(SessionPolicy(idleMinutes: 0, absoluteHours: 99), in: $0)
                }
            } == "app.invalid idleMinutes: app.field.range absoluteHours: app.field.range")
    }

    @Test(arguments: [
        "", "x", String(repeating: "A", count: 43), String(repeating: "é", count: 43),
        String(repeating: "a", count: 500),
    ])
    func otherTokensAreNobody(_ token: String) async throws {
        let fixture = try await AccessFixture()
        #expect(try await fixture.authenticate(token) == nil)
        #expect(await !fixture.sessions.isLive(token))
    }
}
