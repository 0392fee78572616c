import ArgumentParser
import Foundation

struct TLSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tls", abstract: "Certificates: show, export the authority, replace, renew.",
        discussion: "Example: sehat tls", subcommands: [Show.self, Export.self, Replace.self, Renew.self],
        defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the certificates in use with their fingerprints.",
            discussion: "Example: sehat tls show --json")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let status = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/tls").decode(CertificateStatus.self)
                }
                try TLSCommand.show(status, json: json)
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write the local authority's certificate, to be imported into browsers.",
            discussion: "Example: sehat tls export --out sehat-ca.pem")

        @OptionGroup var data: DataOptions
        @Option(help: "The file to write.") var out: String

        func run() async throws {
            let out = out
            try await running {
                let pem = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/tls/ca.pem").body
                }
                do {
                    try pem.write(to: URL(filePath: out), options: .atomic)
                } catch {
                    throw CommandFailure(
                        "\(out) cannot be written: \(error.localizedDescription)", exitCode: .cannotOpen)
                }
                Terminal.line(out)
            }
        }
    }

    struct Replace: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "replace", abstract: "Use the hospital's own certificate, without a restart.",
            discussion: "Example: sehat tls replace --chain hospital.pem --key hospital.key")

        @OptionGroup var data: DataOptions
        @Option(help: "PEM: the server's certificate, then those that lead to its authority.") var chain: String
        @Option(help: "PEM: its private key.") var key: String

        func run() async throws {
            let (chain, key) = (chain, key)
            try await running {
                let input = NewCertificate(chain: try Self.text(chain), key: try Self.text(key))
                let status = try await Control.perform(data) { client in
                    try await client.send(.put, "/api/tls/certificate", input).decode(CertificateStatus.self)
                }
                try TLSCommand.show(status, json: false)
            }
        }

        private static func text(_ path: String) throws -> String {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw CommandFailure("\(path) cannot be read.", exitCode: .cannotOpen)
            }
            return text
        }
    }

    struct Renew: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "renew", abstract: "Make a new server certificate from the local authority at once.",
            discussion: """
                Also the way back from the hospital's own certificate. With --authority the authority is made anew too, for the \
                names that this machine has now, as after a restore on a machine of another name: every browser must then import \
                it (sehat tls export).

                Example: sehat tls renew
                """)

        @OptionGroup var data: DataOptions
        @Flag(help: "Make the local authority anew, too.") var authority = false

        func run() async throws {
            let path = authority ? "/api/tls/authority" : "/api/tls/renew"
            try await running {
                let status = try await Control.perform(data) { client in
                    try await client.send(.post, path).decode(CertificateStatus.self)
                }
                try TLSCommand.show(status, json: false)
            }
        }
    }

    fileprivate static func show(_ status: CertificateStatus, json: Bool) throws {
        if json { return try Terminal.json(status) }
        for (title, facts) in [("server", status.server), ("authority", status.authority)] {
            guard let facts else { continue }
            Terminal.line("\(title)\(title == "server" && status.isHospitals ? " (the hospital's own)" : "")")
            Terminal.line("  subject      \(facts.subject)")
            Terminal.line("  hosts        \(facts.hosts.joined(separator: ", "))")
            Terminal.line("  good until   \(facts.notAfter)")
            Terminal.line("  fingerprint  \(facts.fingerprint)")
        }
        if status.server == nil { Terminal.line("The server's certificate is made at the first start with TLS.") }
        for warning in status.warnings { Terminal.line("warning: \(warning)") }
    }
}
