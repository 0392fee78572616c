import ArgumentParser
import Foundation
import Patients
import SehatCore

/// What patients consented to.
extension PatientCommand {
    struct Consent: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "consent", abstract: "Consents to messages and to sharing data: list, give, withdraw.",
            discussion: "Example: sehat patient consent list 10000016",
            subcommands: [List.self, Give.self, Withdraw.self])

        fileprivate struct Row: Codable, Sendable {
            let id: String
            let kind: ConsentKind
            let formVersion: String
            let givenBy: String?
            let givenAt: Instant
            let recordedBy: String
            let withdrawnAt: Instant?
            let withdrawReason: String?
        }

        fileprivate struct Background: Codable, Sendable {
            let consents: [Row]
        }

        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "list", abstract: "List the consents of a patient, also those withdrawn.",
                discussion: "Example: sehat patient consent list 10000016 --json")

            @OptionGroup var data: DataOptions
            @Argument(help: "The patient's record number.") var number: String
            @Flag(help: "Print JSON.") var json = false

            func run() async throws {
                let number = number
                try await running {
                    let rows = try await Control.perform(data) { client in
                        try await Consent.all(PatientRecords.path(number, client), client)
                    }
                    try Consent.show(rows, json: json)
                }
            }
        }

        struct Give: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "give", abstract: "Note a consent with the version of the form that was signed.",
                discussion: "Example: sehat patient consent give 10000016 --kind sms --form 2026-1")

            private struct Input: Encodable, Sendable {
                let kind: ConsentKind
                let formVersion: String
                let givenBy: String?
            }

            @OptionGroup var data: DataOptions
            @Argument(help: "The patient's record number.") var number: String
            @Option(help: "sms or dataSharing.") var kind: ConsentKind
            @Option(help: "The version of the form.") var form: String
            @Option(help: "Who gave it in the patient's place.") var by: String?
            @Flag(help: "Print JSON.") var json = false

            func run() async throws {
                let (number, input) = (number, Input(kind: kind, formVersion: form, givenBy: by))
                try await running {
                    let rows = try await Control.perform(data) { client in
                        try await client.send(.post, PatientRecords.path(number, client) + "/consents", input)
                            .decode(Page<Row>.self).items
                    }
                    try Consent.show(rows, json: json)
                }
            }
        }

        struct Withdraw: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                commandName: "withdraw", abstract: "Note that a consent was withdrawn.",
                discussion:
                    "Example: sehat patient consent withdraw 10000016 --kind sms --reason \"Asked at the counter\"")

            @OptionGroup var data: DataOptions
            @Argument(help: "The patient's record number.") var number: String
            @Option(help: "sms or dataSharing.") var kind: ConsentKind
            @Option(help: "Why; it stands in the audit chain.") var reason: String
            @Flag(help: "Print JSON.") var json = false

            func run() async throws {
                let (number, kind, body) = (number, kind, ["reason": reason])
                try await running {
                    let rows = try await Control.perform(data) { client in
                        let path = try await PatientRecords.path(number, client)
                        let all = try await Consent.all(path, client)
                        guard let one = all.first(where: { $0.kind == kind && $0.withdrawnAt == nil }) else {
                            throw CommandFailure(
                                "\(number): no consent to \(kind.rawValue) stands.", exitCode: .data)
                        }
                        return try await client.send(.post, path + "/consents/\(one.id)/withdraw", body)
                            .decode(Page<Row>.self).items
                    }
                    try Consent.show(rows, json: json)
                }
            }
        }

        fileprivate static func all(_ path: String, _ client: ControlClient) async throws -> [Row] {
            try await client.send(.get, path + "/background").decode(Background.self).consents
        }

        fileprivate static func show(_ rows: [Row], json: Bool) throws {
            if json { return try Terminal.json(rows) }
            if rows.isEmpty { return Terminal.line("No consents.") }
            Terminal.table(
                ["kind", "form", "given", "by", "noted by", "withdrawn", "reason"],
                rows.map {
                    [
                        $0.kind.rawValue, $0.formVersion, $0.givenAt.description, $0.givenBy ?? "the patient",
                        $0.recordedBy, $0.withdrawnAt?.description ?? "", $0.withdrawReason ?? "",
                    ]
                })
        }
    }
}
