import ArgumentParser
import Foundation
import Patients
import SehatCore

/// Records that may be of one person: the list of pairs, merging two, and undoing it.
extension PatientCommand {
    struct Pairs: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pairs",
            abstract: "List the records that may be of one person, or note that two are different.",
            discussion: """
                Example: sehat patient pairs --limit 20

                Example: sehat patient pairs --dismiss 7288319837274112 --reason "Father and son"
                """)

        private struct Row: Codable, Sendable {
            let id: String
            let first: PatientSummary
            let second: PatientSummary
            let score: Int
            let reason: DuplicateReason
            let decision: String?
        }

        @OptionGroup var data: DataOptions
        @Option(help: "The pair, as the list prints it, of two different people.") var dismiss: String?
        @Option(help: "Why they are different people.") var reason: String?
        @Flag(help: "List those that were found to be different people.") var dismissed = false
        @Option(help: "How many at most.") var limit: Int?
        @Option(help: "The place from which on, as the page before said.") var after: String?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let path = "/api/patient-pairs"
            let body = ["reason": reason ?? ""]
            let query = PatientRecords.query([
                ("status", dismissed ? "dismissed" : nil), ("limit", limit.map { String($0) }), ("after", after),
            ])
            let pair = dismiss.map(PatientRecords.escaped)
            try await running {
                let answer = try await Control.perform(data) { client in
                    guard let pair else { return try await client.send(.get, path + query) }
                    return try await client.send(.post, path + "/\(pair)/dismiss", body)
                }
                if json { return try Terminal.json(answer) }
                if pair != nil {
                    let row = try answer.decode(Row.self)
                    return Terminal.line("\(row.first.mrn) and \(row.second.mrn) are different people")
                }
                let page = try answer.decode(Page<Row>.self)
                if page.items.isEmpty { return Terminal.line("No pairs.") }
                Terminal.table(
                    ["pair", "score", "why", "number", "name", "number", "name", "decision"],
                    page.items.map {
                        [
                            $0.id, "\($0.score)", $0.reason.rawValue, $0.first.mrn,
                            PatientRecords.name($0.first.names), $0.second.mrn, PatientRecords.name($0.second.names),
                            $0.decision ?? "",
                        ]
                    })
                if let next = page.next { Terminal.line("There are more: --after \(next)") }
            }
        }
    }

    struct Merge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "merge", abstract: "Merge a record of a person into another one of the same person.",
            discussion: """
                The first number is given up and leads to the second for ever. What is not taken from it stays as the second \
                has it; identity numbers come together. --check says what differs and what stands in the way, with exit \
                code 1 when something does, and merges nothing.

                Example: sehat patient merge 10000024 10000016 --check

                Example: sehat patient merge 10000024 10000016 --take names=loser --reason "Same CNIC"
                """)

        private struct Input: Encodable, Sendable {
            let loserID: String
            let take: [MergeField]
            let reason: String
            let version: Int64
            let loserVersion: Int64
        }

        private struct Comparison: Decodable {
            struct Obstacle: Decodable {
                let code: String
                let params: [String: String]
            }
            let survivor: PatientView
            let loser: PatientView
            let differing: [MergeField]
            let obstacles: [Obstacle]
        }

        @OptionGroup var data: DataOptions
        @Argument(help: "The record number that is given up.") var number: String
        @Argument(help: "The record number that stands.") var into: String
        @Option(help: "FIELD=loser or FIELD=survivor; may be repeated. Fields: as --check lists them.")
        var take: [String] = []
        @Option(help: "Why; it stands in the audit chain.") var reason: String?
        @Flag(help: "Compare the two and merge nothing.") var check = false
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let (number, into, reason, check) = (number, into, reason ?? "", check)
            try await running {
                let taken = try take.compactMap { try Self.field($0) }
                let answer = try await Control.perform(data) { client in
                    let loser = try await PatientRecords.find(number, client)
                    let path = try await PatientRecords.path(into, client)
                    let compared = try await client.send(.get, path + "/comparison?with=\(loser.id)")
                    if check { return compared }
                    let two = try compared.decode(Comparison.self)
                    let input = Input(
                        loserID: "\(loser.id)", take: taken, reason: reason, version: two.survivor.version,
                        loserVersion: two.loser.version)
                    return try await client.send(.post, path + "/merge", input)
                }
                if json { try Terminal.json(answer) }
                if check { return try Self.say(try answer.decode(Comparison.self), isSaid: json) }
                if json { return }
                let made = try answer.decode(Merged.self)
                Terminal.line(
                    "merge \(made.id): \(made.loser.mrn) is merged into \(made.survivor.mrn), \(made.rows) rows went over"
                )
            }
        }

        /// The field to take from the record given up; nil for one that stays.
        private static func field(_ text: String) throws -> MergeField? {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let field = MergeField(rawValue: parts[0]),
                ["loser", "survivor"].contains(parts[1])
            else {
                let known = MergeField.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure("\(text): write FIELD=loser or FIELD=survivor; fields: \(known)", exitCode: .usage)
            }
            return parts[1] == "loser" ? field : nil
        }

        private static func say(_ two: Comparison, isSaid: Bool) throws {
            if !isSaid {
                Terminal.line("\(two.loser.mrn)  \(PatientRecords.name(two.loser.names)), would be given up")
                Terminal.line("\(two.survivor.mrn)  \(PatientRecords.name(two.survivor.names)), would stand")
                let differing = two.differing.map(\.rawValue).joined(separator: ", ")
                Terminal.line("they differ in: \(differing.isEmpty ? "nothing" : differing)")
            }
            if two.obstacles.isEmpty { return }
            let catalogue = try Assets.catalogue()
            let words = two.obstacles.map { catalogue.text("problem.\($0.code)", .en, $0.params) }
            throw CommandFailure("They cannot be merged now:\n  " + words.joined(separator: "\n  "))
        }
    }

    struct Unmerge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unmerge", abstract: "Undo a merge: exactly what went over comes back.",
            discussion: """
                Example: sehat patient unmerge 10000024 --reason "Two sisters"
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "The record number that was given up.") var number: String
        @Option(help: "The merge, as merge printed it, where the number is not enough.") var merge: String?
        @Option(help: "Why; it stands in the audit chain.") var reason: String
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let (number, wanted, body) = (number, merge, ["reason": reason])
            try await running {
                let answer = try await Control.perform(data) { client in
                    let path = try await PatientRecords.path(number, client)
                    let all = try await client.send(.get, path + "/merges").decode(Page<Merged>.self).items
                    guard let id = wanted ?? Self.merge(of: number, all) else {
                        throw CommandFailure("No merge of \(number) stands that could be undone.", exitCode: .data)
                    }
                    return try await client.send(.post, "/api/merges/\(PatientRecords.escaped(id))/undo", body)
                }
                if json { return try Terminal.json(answer) }
                let undone = try answer.decode(Merged.self)
                Terminal.line("\(undone.loser.mrn) and \(undone.survivor.mrn) are two records again")
            }
        }

        /// The newest merge in which the number was given up; with the number that stands, its only one.
        private static func merge(of number: String, _ all: [Merged]) -> String? {
            let standing = all.filter(\.canUndo)
            if let found = standing.first(where: { $0.loser.mrn == number }) { return found.id }
            return standing.count == 1 ? standing[0].id : nil
        }
    }

    /// A merge as the server tells it.
    private struct Merged: Codable, Sendable {
        let id: String
        let survivor: PatientSummary
        let loser: PatientSummary
        let rows: Int
        let canUndo: Bool
    }
}
