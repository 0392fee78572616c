import ArgumentParser
import Foundation
import Patients
import SehatCore

/// What stands beside a record: family, people to call, identity numbers, photo.
extension PatientCommand {
    struct Relations: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "relations", abstract: "List a patient's relatives who are patients; note one, take one off.",
            discussion: """
                Example: sehat patient relations 10000016 --add 10000024 --as mother
                """)

        private struct NewRelation: Encodable, Sendable {
            let relativeID: String
            let kind: RelationKind
        }

        private struct Row: Codable, Sendable {
            let id: String
            let kind: RelationKind
            let relative: PatientSummary
        }

        private struct Background: Codable, Sendable {
            let relations: [Row]
        }

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @Option(help: "The record number of a relative to be noted.") var add: String?
        @Option(
            help:
                "What the relative is to the patient: mother, father, parent, child, spouse, sibling, guardian, ward, other."
        )
        var `as`: RelationKind?
        @Option(help: "The record number of a relative to be taken off.") var remove: String?
        @Flag(help: "Print JSON.") var json = false

        func validate() throws {
            if (add == nil) != (`as` == nil) { throw ValidationError("--add and --as go together.") }
        }

        func run() async throws {
            let (number, add, kind, remove) = (number, add, `as`, remove)
            try await running {
                let rows = try await Control.perform(data) { client in
                    let path = try await PatientRecords.path(number, client)
                    if let add, let kind {
                        let relative = try await PatientRecords.find(add, client)
                        let input = NewRelation(relativeID: "\(relative.id)", kind: kind)
                        _ = try await client.send(.post, path + "/relations", input)
                    }
                    let all = try await client.send(.get, path + "/background").decode(Background.self).relations
                    guard let remove else { return all }
                    guard let one = all.first(where: { $0.relative.mrn == remove }) else {
                        throw CommandFailure("\(remove) is no relative of \(number).", exitCode: .data)
                    }
                    return try await client.send(.delete, path + "/relations/\(one.id)").decode(Page<Row>.self).items
                }
                if json { return try Terminal.json(rows) }
                if rows.isEmpty { return Terminal.line("No relatives.") }
                Terminal.table(
                    ["relation", "number", "name"],
                    rows.map { [$0.kind.rawValue, $0.relative.mrn, PatientRecords.name($0.relative.names)] })
            }
        }
    }

    struct Contacts: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "contacts", abstract: "List whom to call about a patient; note somebody, take somebody off.",
            discussion: """
                Example: sehat patient contacts 10000016 --add "Rashid Ahmad" --as spouse --phone 0300-1234567 --next-of-kin
                """)

        private struct NewContact: Encodable, Sendable {
            let name: String
            let kind: RelationKind
            let phone: String?
            let address: String?
            let isNextOfKin: Bool
        }

        private struct Row: Codable, Sendable {
            let id: String
            let kind: RelationKind
            let name: String
            let phone: String?
            let address: String?
            let isNextOfKin: Bool
        }

        private struct Background: Codable, Sendable {
            let contacts: [Row]
        }

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @Option(help: "The name of somebody to be noted.") var add: String?
        @Option(help: "What the person is to the patient, as for relations.") var `as`: RelationKind?
        @Option(help: "The person's telephone.") var phone: String?
        @Option(help: "The person's address.") var address: String?
        @Flag(help: "The person is the next of kin.") var nextOfKin = false
        @Option(help: "The contact to be taken off, as the list prints it.") var remove: String?
        @Flag(help: "Print JSON.") var json = false

        func validate() throws {
            if (add == nil) != (`as` == nil) { throw ValidationError("--add and --as go together.") }
        }

        func run() async throws {
            let (number, remove) = (number, remove.map(PatientRecords.escaped))
            var input: NewContact?
            if let add, let kind = `as` {
                input = NewContact(name: add, kind: kind, phone: phone, address: address, isNextOfKin: nextOfKin)
            }
            let noted = input
            try await running {
                let rows = try await Control.perform(data) { client in
                    let path = try await PatientRecords.path(number, client)
                    if let noted { _ = try await client.send(.post, path + "/contacts", noted) }
                    if let remove { _ = try await client.send(.delete, path + "/contacts/\(remove)") }
                    return try await client.send(.get, path + "/background").decode(Background.self).contacts
                }
                if json { return try Terminal.json(rows) }
                if rows.isEmpty { return Terminal.line("Nobody to call.") }
                Terminal.table(
                    ["contact", "relation", "name", "telephone", "address", "next of kin"],
                    rows.map {
                        [
                            $0.id, $0.kind.rawValue, $0.name, $0.phone ?? "", $0.address ?? "",
                            $0.isNextOfKin ? "yes" : "",
                        ]
                    })
            }
        }
    }

    struct Identifiers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "identifiers", abstract: "List a patient's identity numbers; add or remove some.",
            discussion: """
                Example: sehat patient identifiers 10000016 --add abha=91-7215-3849-2605
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "The patient's record number.") var number: String
        @Option(help: "KIND=NUMBER to be added; may be repeated. Kinds: sehat identifier list.") var add: [String] = []
        @Option(help: "KIND=NUMBER to be removed, as the list prints it; may be repeated.") var remove: [String] = []
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let number = number
            try await running {
                let (added, removed) = try (add.map(PersonOptions.identifier), remove.map(PersonOptions.identifier))
                let patient = try await Control.perform(data) { client in
                    let path = try await PatientRecords.path(number, client)
                    let before = try await PatientRecords.open(path, client)
                    if added.isEmpty && removed.isEmpty { return before }
                    if let unknown = removed.first(where: { !before.identifiers.contains($0) }) {
                        throw CommandFailure(
                            "\(number) has no \(unknown.type.rawValue) \(unknown.value).", exitCode: .data)
                    }
                    var change = PatientChange()
                    change.identifiers = before.identifiers.filter { !removed.contains($0) } + added
                    change.version = before.version
                    return try await client.send(.patch, path, change).decode(PatientView.self)
                }
                if json { return try Terminal.json(patient.identifiers) }
                if patient.identifiers.isEmpty { return Terminal.line("No identity numbers.") }
                Terminal.table(
                    ["kind", "number", "check digit"],
                    patient.identifiers.map { one in
                        let isDoubtful = patient.doubtfulIdentifiers?.contains(one) == true
                        return [one.type.rawValue, one.value, isDoubtful ? "does not fit" : ""]
                    })
            }
        }
    }
}
