import SehatCore
import SehatStore
import SehatWeb
import Testing

@testable import Access

@Suite struct RoleTests {
    @Test func builtInRolesGetWhatModulesDeclare() async throws {
        let fixture = try await AccessFixture()
        let roles = try await fixture.read { try Roles.list(in: $0) }
        #expect(roles.compactMap(\.code) == BuiltInRole.allCases.map(\.rawValue))
        #expect(roles.first { $0.code == "cashier" }?.permissions == [AccessFixture.collect])
        #expect(roles.first { $0.code == "administrator" }?.permissions == [.manageUsers, .viewUsers])
        #expect(roles.first { $0.code == "administrator" }?.name == "Administrator")
        #expect(roles.first { $0.code == "administrator" }?.userCount == 1)
    }

    /// What an administrator has taken away stays away, at every start.
    @Test func aNewVersionDoesNotUndoTheAdministratorsEdits() async throws {
        let fixture = try await AccessFixture()
        let refund = Permission("billing.refund")
        let declared = [
            PermissionDeclaration(.manageUsers), PermissionDeclaration(.viewUsers),
            PermissionDeclaration(AccessFixture.collect, roles: ["cashier"]),
        ]
        let cashier = try #require(try await fixture.read { try Roles.list(in: $0) }.first { $0.code == "cashier" })
        _ = try await fixture.write { try Roles.update(cashier.id, RoleChange(permissions: [.viewUsers]), in: $0) }
        let length = try await fixture.length()
        #expect(try await fixture.write { try AccessSetup.syncRoles(permissions: declared, in: $0) } == 0)
        #expect(try await fixture.length() == length)
        let more = declared + [PermissionDeclaration(refund, roles: ["cashier", "supervisor"])]
        #expect(try await fixture.write { try AccessSetup.syncRoles(permissions: more, in: $0) } == 2)
        let after = try await fixture.read { try Roles.list(in: $0) }
        #expect(after.first { $0.code == "cashier" }?.permissions == [.viewUsers, refund])
        #expect(try await fixture.actions(after: length).contains("access.role.seeded"))
    }

    @Test func whatNoModuleDeclaresIsNoLongerOffered() async throws {
        let fixture = try await AccessFixture()
        _ = try await fixture.write { tx in
            try AccessSetup.syncRoles(permissions: [PermissionDeclaration(.manageUsers)], in: tx)
        }
        #expect(try await fixture.read { try Roles.permissions(in: $0) }.map(\.code) == [.manageUsers])
    }

    @Test func permissionsHaveTitles() async throws {
        let fixture = try await AccessFixture()
        let permissions = try await fixture.read { try Roles.permissions(in: $0) }
        #expect(permissions.map(\.code.code) == ["access.manageUsers", "access.viewUsers", "billing.collect"])
        #expect(permissions.first?.module == "access")
        #expect(permissions.first?.title == "Manage accounts, roles and tokens")
    }

    @Test func theHospitalMakesItsOwnRoles() async throws {
        let fixture = try await AccessFixture()
        let role = try await fixture.write {
            try Roles.add(NewRole(name: " Night  desk ", permissions: [AccessFixture.collect]), in: $0)
        }
        #expect(role.name == "Night desk" && !role.isBuiltIn)
        #expect(
            await problem {
                try await fixture.write { try Roles.add(NewRole(name: "Night desk", permissions: []), in: $0) }
            }
                == "app.invalid name: access.field.roleNameTaken")
        #expect(
            await problem {
                try await fixture.write {
                    try Roles.add(NewRole(name: "x", permissions: [.viewUsers, Permission("no.such")]), in: $0)
                }
            } == "app.invalid permissions.1: access.field.permission")
        let nadia = try await fixture.person("nadia", roles: [role.id.description])
        #expect(await problem { try await fixture.write { try Roles.delete(role.id, in: $0) } } == "access.roleInUse")
        _ = try await fixture.write { try Users.setRoles(nadia, [], in: $0) }
        try await fixture.write { try Roles.delete(role.id, in: $0) }
        #expect(try await fixture.read { try Roles.list(in: $0) }.count == BuiltInRole.allCases.count)
    }

    @Test func builtInRolesKeepTheirName() async throws {
        let fixture = try await AccessFixture()
        let role = try #require(try await fixture.read { try Roles.list(in: $0) }.last)
        #expect(
            await problem { try await fixture.write { try Roles.update(role.id, RoleChange(name: "x"), in: $0) } }
                == "access.builtInRole")
        #expect(await problem { try await fixture.write { try Roles.delete(role.id, in: $0) } } == "access.builtInRole")
    }
}

@Suite struct ProgramTokenTests {
    private func make(_ fixture: AccessFixture, days: Int = 30) async throws -> ProgramTokenWithSecret {
        try await fixture.write { tx in
            try ProgramTokens.add(
                NewProgramToken(name: "Lab-Analyser", permissions: [AccessFixture.collect], days: days), in: tx)
        }
    }

    @Test func aProgramWorksUnderItsOwnName() async throws {
        let fixture = try await AccessFixture()
        let made = try await make(fixture)
        let session = try #require(try await fixture.authenticate(made.token))
        #expect(session.principal.username == "lab-analyser")
        #expect(session.principal.userID == made.details.userID)
        #expect(session.principal.sessionID == nil)
        #expect(session.principal.permissions == [AccessFixture.collect])
        #expect(session.state == .open)
        // Programs are never idle.
        fixture.clock.advance(seconds: 29 * 86400)
        #expect(try await fixture.authenticate(made.token)?.state == .open)
        #expect(try await fixture.read { try ProgramTokens.list(in: $0) }.first?.lastUsedAt == fixture.clock.now)
        fixture.clock.advance(seconds: 86400)
        #expect(try await fixture.authenticate(made.token) == nil)
    }

    @Test func aRevokedTokenIsWorthlessAtOnce() async throws {
        let fixture = try await AccessFixture()
        let made = try await make(fixture)
        _ = try await fixture.authenticate(made.token)
        try await fixture.write { try ProgramTokens.revoke(made.details.id, in: $0) }
        #expect(try await fixture.authenticate(made.token) == nil)
        #expect(try await fixture.read { try ProgramTokens.list(in: $0) }.isEmpty)
        // The program gets its name back with the next token, and the old one stays worthless.
        let again = try await make(fixture)
        #expect(again.details.userID == made.details.userID)
        #expect(try await fixture.authenticate(made.token) == nil)
        #expect(try await fixture.authenticate(again.token) != nil)
    }

    @Test func aProgramHasNoPassword() async throws {
        let fixture = try await AccessFixture()
        let made = try await make(fixture)
        #expect(await fixture.refusal("lab-analyser", "") == "access.signIn.wrong")
        let password = try fixture.services.hasher.oneTimePasswordBlocking()
        #expect(
            await problem {
                try await fixture.write { try Users.resetPassword(made.details.userID, password: password, in: $0) }
            } == "access.programAccount")
        #expect(
            await problem { try await fixture.write { try Users.setRoles(made.details.userID, ["cashier"], in: $0) } }
                == "access.programAccount")
    }

    @Test func tokensNeedANamePermissionsAndAnEnd() async throws {
        let fixture = try await AccessFixture()
        #expect(
            await problem {
                try await fixture.write {
                    try ProgramTokens.add(NewProgramToken(name: "!", permissions: [], days: 0), in: $0)
                }
            }
                == "app.invalid name: access.field.username days: app.field.range permissions: app.field.required")
        _ = try await make(fixture)
        #expect(await problem { try await make(fixture) } == "app.invalid name: access.field.usernameTaken")
    }
}
