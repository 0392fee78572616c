import ArgumentParser
import Foundation
import SehatStore

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The audit chain: export it signed, verify it here or anywhere.",
        discussion: "Example: sehat audit verify", subcommands: [Export.self, Verify.self])

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Write the audit chain, or a part of it, as a signed file of JSON lines.",
            discussion: """
                The file is checked anywhere with: sehat audit verify FILE

                Example: sehat audit export --patient 7288319837274112 --out audit.jsonl
                """)

        @OptionGroup var data: DataOptions
        @Option(help: "The file to write.") var out: String
        @Option(help: "Only entries about this patient (id).") var patient: String?
        @Option(help: "Only entries by this user (id).") var user: String?
        @Option(help: "Only actions that begin so, such as billing.") var action: String?
        @Option(help: "From this moment, ISO 8601.") var from: String?
        @Option(help: "Until this moment, ISO 8601.") var to: String?

        func run() async throws {
            let out = out
            let filter = [("patientID", patient), ("userID", user), ("action", action), ("from", from), ("to", to)]
            let query = filter.compactMap { name, value in
                value?.addingPercentEncoding(withAllowedCharacters: .alphanumerics).map { "\(name)=\($0)" }
            }.joined(separator: "&")
            try await running {
                let bytes = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/audit/export" + (query.isEmpty ? "" : "?\(query)")).body
                }
                do {
                    try bytes.write(to: URL(filePath: out), options: .atomic)
                } catch {
                    throw CommandFailure(
                        "\(out) cannot be written: \(error.localizedDescription)", exitCode: .cannotOpen)
                }
                Terminal.line("\(out)  \(bytes.count) bytes")
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Check the chain of a hospital, or an exported file without any database.",
            discussion: """
                Exit code 1 when an entry was edited, deleted, swapped or cut off.

                Example: sehat audit verify audit.jsonl --public-key 9f2c…
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "An exported file; without it the hospital's own chain is checked.") var file: String?
        @Option(help: "The key that must have signed, 64 hexadecimal digits, as printed earlier.") var publicKey:
            String?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let isGood = if let file { try verify(export: file) } else { try await verifyHospital() }
                if !isGood { throw ExitCode(CommandFailure.Code.failed.rawValue) }
            }
        }

        private func verify(export path: String) throws -> Bool {
            let report: AuditExportReport
            do {
                report = try AuditVerifier.verify(export: URL(filePath: path), publicKey: publicKey)
            } catch let error as AuditFileError {
                throw CommandFailure("\(path): \(error)", exitCode: .data)
            }
            if json {
                try Terminal.json(report)
            } else if let fault = report.fault {
                Terminal.line("NOT GOOD: entry \(fault.seq): \(fault)")
            } else {
                Terminal.line(
                    "good: \(report.entries) entries\(report.isComplete ? ", complete" : ", a part of the chain")")
                Terminal.line("signed by \(report.seal.head.publicKey)")
            }
            return report.fault == nil
        }

        private func verifyHospital() async throws -> Bool {
            let report = try await Control.perform(data) { client in
                try await client.send(.get, "/api/audit/verify").decode(AuditReport.self)
            }
            if json {
                try Terminal.json(report)
            } else if let fault = report.fault {
                Terminal.line("NOT GOOD: entry \(fault.seq): \(fault)")
            } else {
                Terminal.line("good: \(report.entries) entries, \(report.heads) signed heads")
                for key in report.keys { Terminal.line("signed by \(key)") }
            }
            return report.isWhole
        }
    }
}
