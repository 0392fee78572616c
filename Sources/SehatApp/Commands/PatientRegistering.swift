import ArgumentParser
import Foundation
import Patients
import SehatCore

/// Registering patients and saying who they are.
extension PatientCommand {
    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "register", abstract: "Register a patient.",
            discussion: """
                Somebody who is likely registered already is not registered again: the records are listed and the exit code \
                is 1. With --reason, which the audit chain keeps, it is done all the same.

                Example: sehat patient register --name "Ayesha Siddiqa" --sex female --age 34 --phone 0300-1234567

                Example: sehat patient register --from ayesha.json --reason "Her cousin of the same name"
                """)

        @OptionGroup var data: DataOptions
        @OptionGroup var person: PersonOptions
        @Option(help: "A further telephone; may be repeated.") var secondPhone: [String] = []
        @Option(help: "A further address; may be repeated.") var secondAddress: [String] = []
        @Option(help: "Why this is somebody else than those who are listed.") var reason: String?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                var fields = try person.fields()
                let points =
                    secondPhone.map { ["form": "phone", "value": $0] }
                    + secondAddress.map { ["form": "address", "value": $0] }
                if !points.isEmpty { fields["contactPoints"] = points }
                if let reason { fields["reasonForNew"] = reason }
                let body = try PersonOptions.json(fields)
                let outcome = try await Control.perform(data) { client in try await Self.send(body, client) }
                switch outcome {
                case .registered(let answer):
                    if json { return try Terminal.json(answer) }
                    let made = try answer.decode(PatientView.self)
                    Terminal.line("\(made.mrn)  \(PatientRecords.name(made.names)) is registered")
                case .likely(let candidates, let refusal):
                    if json { try Terminal.json(candidates) } else { PatientCommand.list(candidates) }
                    throw CommandFailure(refusal + "\nTo register somebody else all the same, say why with --reason.")
                }
            }
        }

        private enum Outcome: Sendable {
            case registered(ControlClient.Answer)
            case likely([DuplicateCandidate], refusal: String)
        }

        private static func send(_ body: Data, _ client: ControlClient) async throws -> Outcome {
            do {
                return .registered(try await client.send(.post, "/api/patients", json: body))
            } catch let failure as CommandFailure where failure.problem == "patients.duplicate.likely" {
                let person = try JSONDecoder().decode(NewPatient.self, from: body)
                let query = PatientRecords.query([
                    ("name", person.name), ("otherName", person.otherName), ("sex", person.sex.rawValue),
                    ("birthDate", person.birthDate?.description), ("ageYears", person.ageYears.map { String($0) }),
                    ("ageMonths", person.ageMonths.map { String($0) }), ("phone", person.phone),
                    ("identifierType", person.identifiers?.first?.type.rawValue),
                    ("identifier", person.identifiers?.first?.value), ("guardianName", person.guardianName),
                ])
                let found = try await client.send(.get, "/api/patients/duplicates" + query)
                    .decode(Page<DuplicateCandidate>.self).items
                return .likely(found.filter(\.isLikely), refusal: failure.message)
            }
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "change", abstract: "Change what is known about a patient; what is not said stays.",
            discussion: """
                An empty text removes. Identity numbers that are given stand in place of all before; to add one: sehat \
                patient identifiers.

                Example: sehat patient change 10000016 --address "Chak 17, Sahiwal"
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @OptionGroup var person: PersonOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let number = number
            try await running {
                let body = try PersonOptions.json(try person.fields())
                let answer = try await Control.perform(data) { client in
                    try await PatientCommand.change(number, .patch, "", body, client)
                }
                if json { return try Terminal.json(answer) }
                PatientCommand.show(try answer.decode(PatientView.self))
            }
        }
    }

    struct Identify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "identify", abstract: "Say who a patient with a temporary name is.",
            discussion: """
                The temporary name is kept as the former one. Somebody who is likely registered already is refused: their \
                record is then to be merged with this one, or --reason says why it is somebody else. Another sex than the \
                one recorded wants --reason-sex.

                Example: sehat patient identify 10000024 --name "Gulnaz Afridi" --sex female --age 30
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @OptionGroup var person: PersonOptions
        @Option(help: "Why this is somebody else than who is likely registered already.") var reason: String?
        @Option(help: "Why another sex was recorded before.") var reasonSex: String?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let number = number
            try await running {
                var fields = try person.fields()
                if let reason { fields["reasonForNew"] = reason }
                if let reasonSex { fields["reasonForSex"] = reasonSex }
                let body = try PersonOptions.json(fields)
                let answer = try await Control.perform(data) { client in
                    try await PatientCommand.change(number, .post, "/identify", body, client)
                }
                if json { return try Terminal.json(answer) }
                let known = try answer.decode(PatientView.self)
                let before = known.unidentified?.temporaryName ?? ""
                Terminal.line("\(known.mrn)  \(PatientRecords.name(known.names)), before \(before)")
            }
        }
    }

    /// Sends a change with the version of the record as it stands.
    private static func change(
        _ number: String, _ verb: ControlClient.Verb, _ step: String, _ body: Data, _ client: ControlClient
    ) async throws -> ControlClient.Answer {
        let path = try await PatientRecords.path(number, client)
        let version = try await PatientRecords.open(path, client).version
        var fields = (try JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:]
        if fields["version"] == nil { fields["version"] = version }
        return try await client.send(verb, path + step, json: PersonOptions.json(fields))
    }

    /// Those who may be the person about to be registered, the likeliest first.
    private static func list(_ candidates: [DuplicateCandidate]) {
        Terminal.table(
            ["number", "name", "father or guardian", "sex", "age", "score", "why"],
            candidates.map {
                [
                    $0.patient.mrn, PatientRecords.name($0.patient.names), PatientRecords.guardian($0.patient.guardian),
                    $0.patient.sex.rawValue,
                    PatientRecords.age($0.patient.age, isEstimated: $0.patient.birthDateEstimated), "\($0.score)",
                    $0.reason.rawValue,
                ]
            })
    }
}
