import SehatCore
import SehatStore
import SehatWeb

/// The roles that an account shall have.
struct RolesInput: Codable, Sendable {
    /// Ids of roles, or codes of built-in ones.
    var roles: [String]
}

/// Why something is done; may be absent.
struct ReasonInput: Codable, Sendable {
    var reason: String?
}

/// Routes of accounts.
struct UserEndpoints: Sendable {
    let services: AccessServices

    var all: [Endpoint] {
        [
            .query(
                "/users", "access.user.list", .requires(.viewUsers), "Accounts by username.",
                { (call: Call<UserQuery>, tx) in try UserList.list(call.input, in: tx) }),
            .query(
                "/users/{id}", "access.user.read", .requires(.viewUsers), "One account.",
                { (call: Call<NoInput>, tx) in try UserList.user(call.id(), in: tx) }),
            add,
            .command(
                .patch, "/users/{id}", "access.user.update", .requires(.manageUsers),
                "Changes an account's name or language.",
                { (call: Call<UserChange>, tx) in
                    try Users.update(call.id(), call.input, ifMatch: call.ifMatch, in: tx)
                }),
            resetPassword,
            .command(
                .post, "/users/{id}/disable", "access.user.disable", .requires(.manageUsers),
                "Closes an account; its sessions and tokens end at once.",
                { (call: Call<ReasonInput>, tx) in
                    var checks = FieldChecks()
                    let reason = checks.optionalLine("reason", call.input.reason, limit: 200)
                    try checks.finish()
                    return try Users.disable(call.id(), reason: reason, in: tx)
                }),
            .command(
                .post, "/users/{id}/enable", "access.user.enable", .requires(.manageUsers),
                "Opens a closed account again.",
                { (call: Call<NoInput>, tx) in try Users.enable(call.id(), in: tx) }),
            .command(
                .put, "/users/{id}/roles", "access.user.roles", .requires(.manageUsers),
                "Gives an account exactly these roles.",
                { (call: Call<RolesInput>, tx) in try Users.setRoles(call.id(), call.input.roles, in: tx) }),
        ]
    }

    private var add: Endpoint {
        .raw(
            .post, "/users", "access.user.add", .requires(.manageUsers),
            "Opens an account; the one-time password is shown in this answer only.",
            shape: .json(NewUser.self, UserWithPassword.self, status: 201)
        ) { call in
            let input: NewUser = try await call.json()
            let password = try await services.hasher.oneTimePassword()
            let user = try await call.store.write(as: call.principal, name: "access.user.add") { tx in
                try Users.add(input, password: password, in: tx)
            }
            return try .json(UserWithPassword(user: user, oneTimePassword: password.plain), status: 201)
        }
    }

    private var resetPassword: Endpoint {
        .raw(
            .post, "/users/{id}/reset-password", "access.user.resetPassword", .requires(.manageUsers),
            "Replaces a forgotten password by a one-time password, shown in this answer only.",
            shape: .json(NoInput.self, UserWithPassword.self)
        ) { call in
            let id: ID<User> = try call.request.id()
            let password = try await services.hasher.oneTimePassword()
            let user = try await call.store.write(as: call.principal, name: "access.user.resetPassword") { tx in
                try Users.resetPassword(id, password: password, in: tx)
            }
            return try .json(UserWithPassword(user: user, oneTimePassword: password.plain))
        }
    }
}
