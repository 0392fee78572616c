import Foundation
import GRDB
import SehatCore
import SehatStore
import SehatWeb
import Testing

@testable import Access

@Suite struct SigningInTests {
    @Test func theRightPasswordStartsASession() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("  ADMIN ")
        #expect(started.userID == fixture.admin)
        let session = try #require(try await fixture.authenticate(started.token))
        #expect(session.state == .open)
        #expect(session.principal.username == "admin")
        #expect(session.principal.permissions == [.manageUsers, .viewUsers])
        #expect(session.csrf == started.csrf)
        #expect(try await fixture.actions().last == "access.signIn")
        let user = try await fixture.read { try UserList.user(fixture.admin, in: $0) }
        #expect(user.lastSignInAt == fixture.clock.now)
    }

    @Test func unknownAndWrongAreOneAnswer() async throws {
        let fixture = try await AccessFixture()
        #expect(await fixture.refusal("admin", "wrong password") == "access.signIn.wrong")
        #expect(await fixture.refusal("nobody", "wrong password") == "access.signIn.wrong")
        #expect(await fixture.refusal("", "") == "access.signIn.wrong")
        #expect(try await fixture.actions().suffix(3) == Array(repeating: "access.signIn.failed", count: 3)[...])
    }

    /// What was typed as a name may be a password.
    @Test func theLogNamesAccountsButNotWhatWasTyped() async throws {
        let fixture = try await AccessFixture()
        _ = await fixture.refusal("hunter2-my-secret", "x")
        _ = await fixture.refusal("admin", "x")
        let entries = try await fixture.read { try AuditLog.newest(AuditFilter(), limit: 2, in: $0) }
        #expect(entries[0].entityID == fixture.admin.description)
        #expect(entries[0].detail == #"{"because":"password"}"#)
        #expect(entries[1].entityID == nil)
        #expect(entries[1].detail == #"{"because":"unknown"}"#)
        #expect(entries.allSatisfy { $0.actor.address == "192.0.2.1" })
    }

    @Test func aClosedAccountIsToldSoOnlyWithTheRightPassword() async throws {
        let fixture = try await AccessFixture()
        let nadia = try await fixture.person("nadia")
        _ = try await fixture.write { try Users.disable(nadia, in: $0) }
        #expect(await fixture.refusal("nadia", "wrong password") == "access.signIn.wrong")
        #expect(await fixture.refusal("nadia", AccessFixture.password) == "access.signIn.disabled")
        _ = try await fixture.write { try Users.enable(nadia, in: $0) }
        #expect(await fixture.refusal("nadia", AccessFixture.password) == nil)
    }

    @Test(arguments: ["admin", "nobody"])
    func waitingGrowsWithFailures(_ username: String) async throws {
        let fixture = try await AccessFixture()
        for _ in 0..<3 { #expect(await fixture.refusal(username, "wrong") == "access.signIn.wrong") }
        for seconds in [2, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
            // Even the right password must wait, and asking meanwhile neither helps nor harms.
            #expect(await fixture.refusal(username, AccessFixture.password) == "wait \(seconds)")
            fixture.clock.advance(seconds: Int64(seconds) - 1)
            #expect(await fixture.refusal(username, "wrong") == "wait 1")
            fixture.clock.advance(seconds: 1)
            #expect(await fixture.refusal(username, "wrong") == "access.signIn.wrong")
        }
    }

    @Test func successForgetsFailures() async throws {
        let fixture = try await AccessFixture()
        for _ in 0..<3 { _ = await fixture.refusal("admin", "wrong") }
        #expect(try await fixture.read { try UserList.user(fixture.admin, in: $0) }.failedAttempts == 3)
        fixture.clock.advance(seconds: 2)
        #expect(await fixture.refusal("admin", AccessFixture.password) == nil)
        #expect(try await fixture.read { try UserList.user(fixture.admin, in: $0) }.failedAttempts == 0)
        for _ in 0..<3 { #expect(await fixture.refusal("admin", "wrong") == "access.signIn.wrong") }
    }

    @Test func anHourForgetsFailures() async throws {
        let fixture = try await AccessFixture()
        for _ in 0..<3 { _ = await fixture.refusal("admin", "wrong") }
        fixture.clock.advance(seconds: 3600)
        for _ in 0..<3 { #expect(await fixture.refusal("admin", "wrong") == "access.signIn.wrong") }
    }

    /// Whoever guesses a nurse's password must not shut her out at her own counter.
    @Test func guessingElsewhereDoesNotStopThePerson() async throws {
        let fixture = try await AccessFixture()
        try await fixture.signIn("admin", from: "192.0.2.1")
        for number in 0..<12 { _ = await fixture.refusal("admin", "wrong", from: "198.51.100.\(number)") }
        #expect(await fixture.refusal("admin", AccessFixture.password, from: "203.0.113.9") == "wait 2")
        #expect(await fixture.refusal("admin", AccessFixture.password, from: "192.0.2.1") == nil)
    }

    @Test func guessingManyNamesFromOneAddressIsSlowedDown() async throws {
        let fixture = try await AccessFixture()
        for number in 0..<30 { _ = await fixture.refusal("name\(number)", "wrong") }
        #expect(await fixture.refusal("other", "wrong") == "wait 2")
        #expect(await fixture.refusal("other", "wrong", from: "192.0.2.2") == "access.signIn.wrong")
    }

    @Test func guessingInParallelGainsNothing() async throws {
        let fixture = try await AccessFixture(cost: .init(passes: 1, memory: 4 << 20))
        let answers = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<40 { group.addTask { await fixture.refusal("admin", "wrong") } }
            return await group.reduce(into: [String?]()) { $0.append($1) }
        }
        let tried = answers.filter { $0 == "access.signIn.wrong" }.count
        #expect(tried <= SignInDelay.pair.free)
        #expect(answers.allSatisfy { $0 == "access.signIn.wrong" || $0?.hasPrefix("wait") == true })
    }

    @Test func aWholeShiftSignsInWithTwoHashesAtOnce() async throws {
        let fixture = try await AccessFixture(cost: .init(passes: 1, memory: 1 << 20))
        for number in 0..<20 { _ = try await fixture.person("clerk\(number)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 { group.addTask { try await fixture.signIn("clerk\(number)") } }
            try await group.waitForAll()
        }
        #expect(fixture.services.hasher.currentLoad.peak <= 2)
    }

    @Test func aHashOfAnotherCostIsMadeAnewAtSignIn() async throws {
        let fixture = try await AccessFixture()
        let dear = try AccessServices(cost: .init(passes: 2, memory: 64 << 10))
        _ = try await SigningIn(dear).signIn(
            Credentials(username: "admin", password: AccessFixture.password), from: Origin(address: "x"),
            in: fixture.store)
        let hash = try await fixture.read { try UserRecord.find(fixture.admin, in: $0).passwordHash }
        #expect(hash?.hasPrefix("$argon2id$v=19$m=64,t=2,p=1$") == true)
        _ = try await SigningIn(dear).signIn(
            Credentials(username: "admin", password: AccessFixture.password), from: Origin(address: "x"),
            in: fixture.store)
    }

    @Test func signingInAgainEndsTheSessionOfTheSameBrowser() async throws {
        let fixture = try await AccessFixture()
        let first = try await fixture.signIn("admin")
        let second = try await SigningIn(fixture.services).signIn(
            Credentials(username: "admin", password: AccessFixture.password), from: Origin(address: "x"),
            replacing: first.sessionID, in: fixture.store)
        #expect(first.token != second.token)
        #expect(try await fixture.authenticate(first.token) == nil)
        #expect(try await fixture.authenticate(second.token) != nil)
    }

    /// Neither a token nor a password stands anywhere in the database.
    @Test func theDatabaseHoldsNoSecret() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("admin")
        let program = try await fixture.write { tx in
            try ProgramTokens.add(NewProgramToken(name: "analyser", permissions: [.viewUsers], days: 30), in: tx)
        }
        let all = try await fixture.read { tx in
            try String.fetchAll(tx.db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'").flatMap { table in
                try Row.fetchAll(tx.db, sql: "SELECT * FROM \(table)").flatMap { row in
                    row.databaseValues.map { value in
                        Data.fromDatabaseValue(value).map { String(decoding: $0, as: UTF8.self) } ?? "\(value)"
                    }
                }
            }.joined(separator: "\n")
        }
        #expect(all.contains("$argon2id$"))
        for secret in [started.token, started.csrf, program.token, AccessFixture.password] {
            #expect(!all.contains(secret))
        }
    }
}
