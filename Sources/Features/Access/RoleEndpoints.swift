import SehatCore
import SehatStore
import SehatWeb

/// Routes of roles, permissions and the tokens of programs.
enum RoleEndpoints {
    static var all: [Endpoint] {
        [
            .query(
                "/roles", "access.role.list", .requires(.viewUsers), "All roles with their permissions.",
                { (_: Call<NoInput>, tx) in Page(items: try Roles.list(in: tx)) }),
            .query(
                "/permissions", "access.permission.list", .requires(.viewUsers), "All permissions that can be given.",
                { (_: Call<NoInput>, tx) in Page(items: try Roles.permissions(in: tx)) }),
            .command(
                .post, "/roles", "access.role.add", .requires(.manageUsers), "Makes a role of the hospital's own.",
                status: 201, { (call: Call<NewRole>, tx) in try Roles.add(call.input, in: tx) }),
            .command(
                .patch, "/roles/{id}", "access.role.update", .requires(.manageUsers),
                "Changes what a role allows; it holds for the next request of everybody who has it.",
                { (call: Call<RoleChange>, tx) in
                    try Roles.update(call.id(), call.input, ifMatch: call.ifMatch, in: tx)
                }),
            .command(
                .delete, "/roles/{id}", "access.role.delete", .requires(.manageUsers),
                "Deletes a role of the hospital's own that nobody has.",
                { (call: Call<NoInput>, tx) -> NoOutput in
                    try Roles.delete(call.id(), in: tx)
                    return NoOutput()
                }),
            .query(
                "/tokens", "access.token.list", .requires(.viewUsers), "The tokens of programs.",
                { (_: Call<NoInput>, tx) in Page(items: try ProgramTokens.list(in: tx)) }),
            addToken,
            .command(
                .delete, "/tokens/{id}", "access.token.revoke", .requires(.manageUsers),
                "Makes a program's token worthless.",
                { (call: Call<NoInput>, tx) -> NoOutput in
                    try ProgramTokens.revoke(call.id(), in: tx)
                    return NoOutput()
                }),
        ]
    }

    /// Raw, because an answer kept for an idempotency key would put the token into the database.
    private static var addToken: Endpoint {
        .raw(
            .post, "/tokens", "access.token.add", .requires(.manageUsers),
            "Makes a token for a program; it is shown in this answer only.",
            shape: .json(NewProgramToken.self, ProgramTokenWithSecret.self, status: 201)
        ) { call in
            let input: NewProgramToken = try await call.json()
            let made = try await call.store.write(as: call.principal, name: "access.token.add") { tx in
                try ProgramTokens.add(input, in: tx)
            }
            return try .json(made, status: 201)
        }
    }
}
