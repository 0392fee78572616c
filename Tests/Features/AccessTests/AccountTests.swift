import SehatCore
import SehatStore
import SehatWeb
import Testing

@testable import Access

@Suite struct AccountTests {
    private func oneTime(_ fixture: AccessFixture) throws -> PreparedPassword {
        try fixture.services.hasher.oneTimePasswordBlocking()
    }

    @Test func theFirstAdministratorMustChangeThePassword() async throws {
        let fixture = try await AccessFixture()
        let plain = try await fixture.write { [services = fixture.services] tx in
            try AccessSetup.createFirstAdministrator(username: "boss", fullName: "Boss", services: services, in: tx)
        }
        let started = try await fixture.signIn("boss", plain)
        #expect(started.mustChangePassword)
        let session = try #require(try await fixture.authenticate(started.token))
        #expect(session.state == .mustChangePassword)
        #expect(session.principal.permissions.isEmpty)
        let changed = try await Passwords(fixture.services).change(
            PasswordChange(current: plain, new: "mango tree behind ward 9"), as: session.principal, in: fixture.store)
        #expect(changed.sessionID == started.sessionID)
        #expect(changed.token != started.token)
        #expect(try await fixture.authenticate(started.token) == nil)
        let now = try #require(try await fixture.authenticate(changed.token))
        #expect(now.state == .open)
        #expect(now.principal.permissions.contains(.manageUsers))
        #expect(await fixture.refusal("boss", plain) == "access.signIn.wrong")
        #expect(await fixture.refusal("boss", "mango tree behind ward 9") == nil)
    }

    @Test func changingThePasswordEndsTheOtherSessions() async throws {
        let fixture = try await AccessFixture()
        let here = try await fixture.signIn("admin")
        let there = try await fixture.signIn("admin", from: "192.0.2.2")
        let principal = try #require(try await fixture.authenticate(here.token)).principal
        _ = try await Passwords(fixture.services).change(
            PasswordChange(current: AccessFixture.password, new: "quiet harbour lantern"), as: principal,
            in: fixture.store)
        #expect(try await fixture.authenticate(there.token) == nil)
        #expect(try await fixture.actions().last == "access.password.changed")
    }

    @Test(arguments: [
        ("short", "new: access.field.passwordShort"), ("Hospital@123", "new: access.field.passwordContext"),
        ("sunshine1", "new: access.field.passwordCommon"), ("nadia.khan77", "new: access.field.passwordContext"),
        (AccessFixture.password, "new: access.field.passwordSame"),
    ])
    func weakNewPasswordsAreRefused(_ new: String, _ expected: String) async throws {
        let fixture = try await AccessFixture()
        _ = try await fixture.person("nadia")
        let started = try await fixture.signIn("nadia")
        let principal = try #require(try await fixture.authenticate(started.token)).principal
        let change = PasswordChange(current: AccessFixture.password, new: new)
        #expect(
            await problem { try await Passwords(fixture.services).change(change, as: principal, in: fixture.store) }
                == "app.invalid \(expected)")
    }

    @Test func aWrongCurrentPasswordCountsAsAFailure() async throws {
        let fixture = try await AccessFixture()
        let started = try await fixture.signIn("admin")
        let principal = try #require(try await fixture.authenticate(started.token)).principal
        let change = PasswordChange(current: "wrong", new: "quiet harbour lantern")
        for _ in 0..<3 {
            #expect(
                await problem { try await Passwords(fixture.services).change(change, as: principal, in: fixture.store) }
                    == "app.invalid current: access.field.passwordWrong")
        }
        #expect(
            await problem { try await Passwords(fixture.services).change(change, as: principal, in: fixture.store) }
                == "access.signIn.wait")
    }

    @Test func aResetEndsSessionsAndLiftsWaiting() async throws {
        let fixture = try await AccessFixture()
        let nadia = try await fixture.person("nadia")
        let started = try await fixture.signIn("nadia")
        for _ in 0..<5 { _ = await fixture.refusal("nadia", "wrong", from: "192.0.2.7") }
        let password = try oneTime(fixture)
        let user = try await fixture.write { try Users.resetPassword(nadia, password: password, in: $0) }
        #expect(user.mustChangePassword && user.failedAttempts == 0)
        #expect(try await fixture.authenticate(started.token) == nil)
        #expect(await fixture.refusal("nadia", password.plain, from: "192.0.2.7") == nil)
    }

    @Test(arguments: ["", "a", "x y", "-ali", "naïve", "علی", String(repeating: "a", count: 33)])
    func badUsernamesAreRefused(_ username: String) async throws {
        let fixture = try await AccessFixture()
        let password = try oneTime(fixture)
        let found = await problem {
            try await fixture.write {
                try Users.add(NewUser(username: username, fullName: "N"), password: password, in: $0)
            }
        }
        #expect(found?.hasPrefix("app.invalid username:") == true)
    }

    @Test func namesAreFoldedAndTakenOnce() async throws {
        let fixture = try await AccessFixture()
        let password = try oneTime(fixture)
        let user = try await fixture.write { tx in
            try Users.add(
                NewUser(username: " Dr.Ali-۷ ", fullName: "  Ali   Raza ", roles: ["doctor", "cashier"]),
                password: password, in: tx)
        }
        #expect(user.username == "dr.ali-7")
        #expect(user.fullName == "Ali Raza")
        #expect(user.roles.map(\.name) == ["Cashier", "Doctor"])
        #expect(
            await problem {
                try await fixture.write {
                    try Users.add(NewUser(username: "DR.ALI-7", fullName: "x"), password: password, in: $0)
                }
            } == "app.invalid username: access.field.usernameTaken")
        #expect(
            await problem {
                try await fixture.write { tx in
                    try Users.add(
                        NewUser(username: "new", fullName: "x", roles: ["cashier", "king"]), password: password, in: tx)
                }
            } == "app.invalid roles.1: access.field.role")
    }

    @Test func aStaleChangeIsRefused() async throws {
        let fixture = try await AccessFixture()
        let nadia = try await fixture.person("nadia")
        let user = try await fixture.read { try UserList.user(nadia, in: $0) }
        let changed = try await fixture.write { tx in
            try Users.update(nadia, UserChange(fullName: "Nadia Malik", language: .ur), ifMatch: user.version, in: tx)
        }
        #expect(changed.fullName == "Nadia Malik" && changed.language == .ur && changed.version == user.version + 1)
        #expect(
            await problem {
                try await fixture.write {
                    try Users.update(nadia, UserChange(fullName: "x"), ifMatch: user.version, in: $0)
                }
            } == "app.stale")
    }

    @Test func somebodyMustBeLeftWhoManagesUsers() async throws {
        let fixture = try await AccessFixture()
        let admin = fixture.admin
        #expect(
            await problem { try await fixture.write { try Users.disable(admin, in: $0) } } == "access.lastAdministrator"
        )
        #expect(
            await problem { try await fixture.write { try Users.setRoles(admin, ["cashier"], in: $0) } }
                == "access.lastAdministrator")
        let role = try #require(try await fixture.read { try Roles.list(in: $0) }.first { $0.code == "administrator" })
        #expect(
            await problem { try await fixture.write { try Roles.update(role.id, RoleChange(permissions: []), in: $0) } }
                == "access.lastAdministrator")
        #expect(try await fixture.read { try UserList.user(admin, in: $0) }.isActive)
        _ = try await fixture.person("second", roles: ["administrator"])
        #expect(try await !fixture.write { try Users.disable(admin, in: $0) }.isActive)
    }

    @Test func peopleCannotCloseTheirOwnAccount() async throws {
        let fixture = try await AccessFixture()
        _ = try await fixture.person("second", roles: ["administrator"])
        let principal = try #require(try await fixture.authenticate(fixture.signIn("admin").token)).principal
        #expect(
            await problem { try await fixture.store.write(as: principal) { try Users.disable(fixture.admin, in: $0) } }
                == "access.ownAccount")
    }

    @Test func theListIsPagedByName() async throws {
        let fixture = try await AccessFixture()
        for name in ["zara", "bilal", "nadia"] { _ = try await fixture.person(name) }
        let first = try await fixture.read { try UserList.list(UserQuery(limit: 3), in: $0) }
        #expect(first.items.map(\.username) == ["admin", "bilal", "nadia"])
        let second = try await fixture.read { try UserList.list(UserQuery(limit: 3, after: first.next), in: $0) }
        #expect(second.items.map(\.username) == ["zara"] && second.next == nil)
        let found = try await fixture.read { try UserList.list(UserQuery(q: "KHAN", isActive: true), in: $0) }
        #expect(found.items.count == 3)
    }
}
