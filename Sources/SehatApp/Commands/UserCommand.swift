import Access
public import ArgumentParser
import Foundation
public import SehatCore

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Accounts: list, add, disable, reset a password, set roles.",
        discussion: "Example: sehat user list --json",
        subcommands: [List.self, Add.self, Disable.self, Enable.self, ResetPassword.self, SetRoles.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the accounts.", discussion: "Example: sehat user list")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let users = try await Control.perform(data) { client in try await Accounts.all(client) }
                if json { return try Terminal.json(users) }
                Terminal.table(
                    ["username", "name", "roles", "state", "last sign-in"],
                    users.map {
                        [
                            $0.username, $0.fullName, $0.roles.map { $0.code ?? $0.name }.joined(separator: ","),
                            $0.isActive ? "active" : "disabled", $0.lastSignInAt?.description ?? "never",
                        ]
                    })
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Open an account; prints its one-time password once.",
            discussion: "Example: sehat user add amina --name \"Amina Bibi\" --role cashier --role registration")

        @OptionGroup var data: DataOptions
        @Argument(help: "The user name to sign in with.") var username: String
        @Option(help: "The person's name.") var name: String
        @Option(help: "A role; may be repeated.") var role: [String] = []
        @Option(help: "Language of the pages: en, ur, hi, ar.") var language: Language?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let input = NewUser(username: username, fullName: name, language: language, roles: role)
                let made = try await Control.perform(data) { client in
                    try await client.send(.post, "/api/users", input).decode(UserWithPassword.self)
                }
                try Accounts.show(made, json: json)
            }
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "disable", abstract: "Close an account; its sessions end at once.",
            discussion: "Example: sehat user disable amina --reason \"left the hospital\"")

        @OptionGroup var data: DataOptions
        @Argument(help: "The user name.") var username: String
        @Option(help: "Why.") var reason: String

        func run() async throws {
            let (username, reason) = (username, reason)
            try await running {
                try await Control.perform(data) { client in
                    let id = try await Accounts.id(username, client)
                    _ = try await client.send(.post, "/api/users/\(id)/disable", ["reason": reason])
                }
                Terminal.line("\(username) is disabled.")
            }
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable", abstract: "Open a closed account again.",
            discussion: "Example: sehat user enable amina")

        @OptionGroup var data: DataOptions
        @Argument(help: "The user name.") var username: String

        func run() async throws {
            let username = username
            try await running {
                try await Control.perform(data) { client in
                    let id = try await Accounts.id(username, client)
                    _ = try await client.send(.post, "/api/users/\(id)/enable")
                }
                Terminal.line("\(username) is enabled.")
            }
        }
    }

    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-password", abstract: "Replace a forgotten password by a one-time password.",
            discussion: "Example: sehat user reset-password amina")

        @OptionGroup var data: DataOptions
        @Argument(help: "The user name.") var username: String
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let username = username
            try await running {
                let made = try await Control.perform(data) { client in
                    let id = try await Accounts.id(username, client)
                    return try await client.send(.post, "/api/users/\(id)/reset-password").decode(UserWithPassword.self)
                }
                try Accounts.show(made, json: json)
            }
        }
    }

    struct SetRoles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "roles", abstract: "Give an account exactly these roles; without roles, list those there are.",
            discussion: "Example: sehat user roles amina cashier supervisor")

        @OptionGroup var data: DataOptions
        @Argument(help: "The user name; none to list the roles.") var username: String?
        @Argument(help: "Role codes.") var roles: [String] = []
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let (username, roles) = (username, roles)
            try await running {
                if let username {
                    try await Control.perform(data) { client in
                        let id = try await Accounts.id(username, client)
                        _ = try await client.send(.put, "/api/users/\(id)/roles", ["roles": roles])
                    }
                    return Terminal.line("\(username) now has: \(roles.joined(separator: ", "))")
                }
                let page = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/roles").decode(Page<RoleView>.self)
                }
                if json { return try Terminal.json(page.items) }
                Terminal.table(
                    ["role", "permissions"],
                    page.items.map { [$0.code ?? $0.name, $0.permissions.map(\.code).sorted().joined(separator: " ")] })
            }
        }
    }
}

extension Language: ExpressibleByArgument {}

/// Accounts as the commands need them.
private enum Accounts {
    static func all(_ client: ControlClient) async throws -> [UserView] {
        var users: [UserView] = []
        var after: String?
        repeat {
            let cursor = after?.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
            let path = "/api/users?limit=200" + (cursor.map { "&after=\($0)" } ?? "")
            let page = try await client.send(.get, path).decode(Page<UserView>.self)
            users += page.items
            after = page.next
        } while after != nil
        return users
    }

    static func id(_ username: String, _ client: ControlClient) async throws -> ID<User> {
        guard let user = try await all(client).first(where: { $0.username == username.lowercased() }) else {
            throw CommandFailure("There is no account \(username).", exitCode: .refused)
        }
        return user.id
    }

    static func show(_ made: UserWithPassword, json: Bool) throws {
        if json { return try Terminal.json(made) }
        Terminal.line("account             \(made.user.username)")
        Terminal.line("one-time password   \(made.oneTimePassword)   (must be changed at the first sign-in)")
    }
}
