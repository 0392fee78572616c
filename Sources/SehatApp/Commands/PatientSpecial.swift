import ArgumentParser
import Foundation
import Patients
import SehatCore

/// Patients without a name, newborns, the dead, and records that only some may open.
extension PatientCommand {
    struct Unknown: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unknown", abstract: "List the patients whom nobody knows yet, or register one.",
            discussion: """
                With --sex somebody is registered under a temporary name; sehat patient identify says later who it is.

                Example: sehat patient unknown --sex male --age 40 --note "Found at the bus stand, grey shalwar"
                """)

        private struct Row: Codable, Sendable {
            let patient: PatientSummary
            let note: String?
            let registeredAt: Instant
        }

        private struct NewUnidentified: Encodable, Sendable {
            let sex: Sex
            let ageYears: Int?
            let note: String?
        }

        @OptionGroup var data: DataOptions
        @Option(help: "Register one: male, female, other or unknown.") var sex: Sex?
        @Option(help: "A guess in completed years.") var age: Int?
        @Option(help: "What tells the person apart.") var note: String?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let input = sex.map { NewUnidentified(sex: $0, ageYears: age, note: note) }
            try await running {
                let answer = try await Control.perform(data) { client in
                    guard let input else { return try await client.send(.get, "/api/unidentified-patients") }
                    return try await client.send(.post, "/api/unidentified-patients", input)
                }
                if json { return try Terminal.json(answer) }
                if input != nil {
                    let made = try answer.decode(PatientView.self)
                    return Terminal.line("\(made.mrn)  \(PatientRecords.name(made.names)) is registered")
                }
                Terminal.table(
                    ["number", "name", "sex", "since", "note"],
                    try answer.decode(Page<Row>.self).items.map {
                        [
                            $0.patient.mrn, PatientRecords.name($0.patient.names), $0.patient.sex.rawValue,
                            $0.registeredAt.description, $0.note ?? "",
                        ]
                    })
            }
        }
    }

    struct Newborn: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "newborn", abstract: "Register a child born to a patient, linked to her.",
            discussion: "Example: sehat patient newborn 10000016 --sex female")

        private struct NewNewborn: Encodable, Sendable {
            let name: String?
            let sex: Sex
            let birthDate: CalendarDay?
        }

        @OptionGroup var data: DataOptions
        @Argument(help: "The mother's record number.") var mother: String
        @Option(help: "male, female, other or unknown.") var sex: Sex
        @Option(help: "The child's name, once there is one.") var name: String?
        @Option(help: "The day of birth; today when absent.") var birthDate: CalendarDay?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let (mother, input) = (mother, NewNewborn(name: name, sex: sex, birthDate: birthDate))
            try await running {
                let answer = try await Control.perform(data) { client in
                    try await client.send(.post, PatientRecords.path(mother, client) + "/newborns", input)
                }
                if json { return try Terminal.json(answer) }
                let made = try answer.decode(PatientView.self)
                Terminal.line("\(made.mrn)  \(PatientRecords.name(made.names)) is registered")
            }
        }
    }

    struct Deceased: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "deceased", abstract: "Note that a patient has died, or take it back.",
            discussion: """
                Example: sehat patient deceased 10000016 --on 2026-11-20 --note "Certificate of the Civil Hospital"

                Example: sehat patient deceased 10000016 --withdraw --reason "Noted for the wrong patient"
                """)

        private struct NewDeath: Encodable, Sendable {
            let diedOn: CalendarDay
            let note: String?
        }

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @Option(help: "The day of death.") var on: CalendarDay?
        @Option(help: "How it is known.") var note: String?
        @Flag(help: "Take back what was noted by mistake.") var withdraw = false
        @Option(help: "Why it is taken back.") var reason: String?

        func validate() throws {
            if (on == nil) != withdraw { throw ValidationError("Say either --on DAY or --withdraw --reason.") }
        }

        func run() async throws {
            let (number, note, reason) = (number, note, reason ?? "")
            let input = on.map { NewDeath(diedOn: $0, note: note) }
            try await running {
                try await Control.perform(data) { client in
                    let path = try await PatientRecords.path(number, client) + "/death"
                    if let input {
                        _ = try await client.send(.post, path, input)
                    } else {
                        _ = try await client.send(.post, path + "/withdraw", ["reason": reason])
                    }
                }
                Terminal.line(input.map { "\(number): died on \($0.diedOn)" } ?? "\(number): the death is taken back")
            }
        }
    }

    struct Restrict: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restrict", abstract: "Limit who may open a patient's record.",
            discussion: "Example: sehat patient restrict 10000016 --reason \"Member of the staff\"")

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @Option(help: "Why; it stands in the audit chain.") var reason: String

        func run() async throws { try await PatientCommand.mark(number, isRestricted: true, reason, data) }
    }

    struct Unrestrict: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unrestrict", abstract: "Let everybody open a patient's record again who may open records.",
            discussion: "Example: sehat patient unrestrict 10000016 --reason \"The case is closed\"")

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @Option(help: "Why; it stands in the audit chain.") var reason: String

        func run() async throws { try await PatientCommand.mark(number, isRestricted: false, reason, data) }
    }

    private struct Restriction: Encodable, Sendable {
        let isRestricted: Bool
        let reason: String
    }

    private static func mark(_ number: String, isRestricted: Bool, _ reason: String, _ data: DataOptions) async throws {
        let input = Restriction(isRestricted: isRestricted, reason: reason)
        try await running {
            let marked = try await Control.perform(data) { client in
                try await client.send(.put, PatientRecords.path(number, client) + "/restriction", input)
                    .decode(PatientView.self)
            }
            Terminal.line("\(marked.mrn): \(marked.isRestricted ? "restricted" : "not restricted")")
        }
    }
}
