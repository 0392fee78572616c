import ArgumentParser
import Foundation
import Patients
import SehatCore

/// Looking patients up.
extension PatientCommand {
    struct Find: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "find", abstract: "Find patients as the search box of the pages does.",
            discussion: """
                By record number, telephone or its last digits, identity number, token, visit, bill, or a name in any script \
                and spelling. The last column says how each was found.

                Example: sehat patient find "Abdul Rehman"

                Example: sehat patient find 0300-1234567 --json
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "What is looked for.") var query: String
        @Option(help: "How many at most.") var limit: Int?
        @Option(help: "The place from which on, as the page before said.") var after: String?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let path =
                "/api/patients"
                + PatientRecords.query([("q", query), ("limit", limit.map { String($0) }), ("after", after)])
            try await running {
                let answer = try await Control.perform(data) { client in try await client.send(.get, path) }
                if json { return try Terminal.json(answer) }
                let page = try answer.decode(Page<PatientSummary>.self)
                if page.items.isEmpty { return Terminal.line("Nobody was found.") }
                Terminal.table(
                    ["number", "name", "father or guardian", "sex", "age", "village", "last visit", "found by"],
                    page.items.map(Self.row))
                if let next = page.next { Terminal.line("There are more: --after \(next)") }
            }
        }

        private static func row(_ patient: PatientSummary) -> [String] {
            [
                patient.mrn,
                PatientRecords.name(patient.names) + (patient.isRestricted == true ? " (restricted)" : "")
                    + (patient.deceasedOn == nil ? "" : " (deceased)"),
                PatientRecords.guardian(patient.guardian), patient.sex.rawValue,
                PatientRecords.age(patient.age, isEstimated: patient.birthDateEstimated), patient.address ?? "",
                patient.lastVisit?.description ?? "", PatientRecords.found(patient),
            ]
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Open a patient's record; the access log notes it.",
            discussion: "Example: sehat patient show 10000016 --json")

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let number = number
            try await running {
                let answer = try await Control.perform(data) { client in
                    try await client.send(.get, PatientRecords.path(number, client))
                }
                if json { return try Terminal.json(answer) }
                PatientCommand.show(try answer.decode(PatientView.self))
            }
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "history",
            abstract: "Everything that happened to a patient, and who looked; the newest first.",
            discussion: "Example: sehat patient history 10000016 --limit 50")

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @Option(help: "How many at most.") var limit: Int?
        @Option(help: "The place from which on, as the page before said.") var after: String?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let number = number
            let query = PatientRecords.query([("limit", limit.map { String($0) }), ("after", after)])
            try await running {
                let answer = try await Control.perform(data) { client in
                    try await client.send(.get, PatientRecords.path(number, client) + "/history" + query)
                }
                if json { return try Terminal.json(answer) }
                let page = try answer.decode(Page<HistoryEntry>.self)
                Terminal.table(
                    ["at", "what", "number", "place", "state", "amount", "by"],
                    page.items.map {
                        [
                            $0.at.description, $0.kind.rawValue, $0.number ?? "", $0.place?.en ?? "", $0.status ?? "",
                            $0.amount.map { "\($0)" } ?? "", $0.by ?? "",
                        ]
                    })
                if let next = page.next { Terminal.line("There are more: --after \(next)") }
            }
        }
    }

    /// Prints what a record holds, without what it does not.
    static func show(_ patient: PatientView) {
        let identifiers = patient.identifiers.map { identifier in
            let isDoubtful = patient.doubtfulIdentifiers?.contains(identifier) == true
            return ("\(identifier.type.rawValue)", identifier.value + (isDoubtful ? " (check digit does not fit)" : ""))
        }
        let birth = patient.birthDate.map { "\($0)" + (patient.birthDateEstimated ? " (estimated)" : "") }
        let rows: [(String, String?)] =
            [
                ("number", patient.mrn), ("name", PatientRecords.name(patient.names)), ("sex", patient.sex.rawValue),
                ("born", birth),
                ("age", PatientRecords.age(patient.age, isEstimated: patient.birthDateEstimated)),
                ("guardian", PatientRecords.guardian(patient.guardian)),
                ("telephone", patient.phone ?? (patient.noPhone ? "has none" : nil)), ("address", patient.address),
            ] + identifiers.map { ($0.0, $0.1) } + [
                ("papers in", patient.language?.rawValue),
                ("speaks", patient.languages?.map(\.rawValue).joined(separator: ", ")),
                ("occupation", patient.occupation), ("religion", patient.religion),
                ("died", patient.deceasedOn?.description), ("restricted", patient.isRestricted ? "yes" : nil),
                ("registered", patient.createdAt.description),
            ]
        Terminal.table(
            ["field", "value"],
            rows.compactMap { name, value in
                value.flatMap { $0.isEmpty ? nil : [name, $0] }
            })
    }
}
