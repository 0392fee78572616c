import ArgumentParser
import Foundation
import Patients
import SehatCore
import SehatStore

struct PatientCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patient",
        abstract: "The patient master: find, register, merge and unmerge patients; their papers and photos.",
        discussion: """
            A patient is named by the record number; one that was given up in a merge leads to the record that stands. \
            The commands are under the rules, the audit and the access log of the pages. What is typed on a command line \
            can be seen in the machine's list of processes while it runs: --from reads it from a file instead.

            Example: sehat patient find "Mohd Usman"
            """,
        subcommands: [
            Find.self, Show.self, History.self, Register.self, Change.self, Unknown.self, Identify.self, Newborn.self,
            Identifiers.self, Pairs.self, Merge.self, Unmerge.self, Relations.self, Contacts.self, Consent.self,
            Deceased.self, Restrict.self, Unrestrict.self, Photo.self, Wristband.self, Card.self, Prefix.self,
        ])

    /// What comes back of a paper that was issued.
    fileprivate struct Issued: Codable, Sendable {
        struct Issue: Codable, Sendable {
            let number: Int
            let gsrn: String?
        }
        struct Ticket: Codable, Sendable {
            let jobID: String
        }
        let issue: Issue
        let ticket: Ticket
    }

    fileprivate struct Wish: Codable, Sendable {
        var form: String?
        var reason: String?
        var language: Language?
    }

    struct Wristband: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "wristband", abstract: "Issue a wristband and print it.",
            discussion: """
                From the second on it takes a reason. A child below a year gets the infant's band.

                Example: sehat patient wristband 10000016 --reason "The first was cut off"
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @Option(help: "Why another one is needed.") var reason: String?
        @Option(help: "en, ur, hi or ar; the patient's own when absent.") var language: Language?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await PatientCommand.issue(
                "wristband", number, Wish(reason: reason, language: language), data, json: json)
        }
    }

    struct Card: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "card", abstract: "Issue a patient card and print it.",
            discussion: """
                From the second on it takes a reason.

                Example: sehat patient card 10000016 --roll
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @Flag(help: "On the receipt roll instead of a card.") var roll = false
        @Option(help: "Why another one is needed.") var reason: String?
        @Option(help: "en, ur, hi or ar; the patient's own when absent.") var language: Language?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await PatientCommand.issue(
                "card", number, Wish(form: roll ? "roll" : "card", reason: reason, language: language), data, json: json
            )
        }
    }

    struct Prefix: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "prefix", abstract: "Show or set the GS1 company prefix of wristbands.",
            discussion: """
                With it wristbands bear a GS1 DataMatrix with the Global Service Relation Number; without, our own QR code.

                Example: sehat patient prefix 8961234
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "6 to 12 digits; none to show it.") var prefix: String?
        @Flag(help: "Take it away.") var remove = false

        func run() async throws {
            let wanted = remove ? "" : prefix
            try await running {
                let settings = try await Control.perform(data) { client in
                    guard let wanted else {
                        return try await client.send(.get, "/api/identification-settings").decode(
                            [String: Setting].self)
                    }
                    return try await client.send(.put, "/api/identification-settings", ["companyPrefix": wanted])
                        .decode([String: Setting].self)
                }
                Terminal.line("GS1 company prefix: \(settings["companyPrefix"]?.text ?? "none")")
            }
        }
    }

    /// A value of the settings: the prefix, or the version.
    fileprivate struct Setting: Codable, Sendable {
        let text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }

    fileprivate static func issue(
        _ kind: String, _ number: String, _ wish: Wish, _ data: DataOptions, json: Bool
    ) async throws {
        try await running {
            let issued = try await Control.perform(data) { client in
                let path = try await PatientRecords.path(number, client)
                return try await client.send(.post, path + "/\(kind)", wish).decode(Issued.self)
            }
            if json { return try Terminal.json(issued) }
            Terminal.line(
                "\(kind) \(issued.issue.number) queued as print job \(issued.ticket.jobID)"
                    + (issued.issue.gsrn.map { ", GSRN \($0)" } ?? ""))
        }
    }
}
