public import ArgumentParser
public import Patients
import SehatCore
import SehatWeb

struct IdentifierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identifier", abstract: "Kinds of identity numbers of patients: list, add, close, open.",
        discussion: "Example: sehat identifier list",
        subcommands: [List.self, Add.self, Close.self, Open.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the kinds with their formats.",
            discussion: "Example: sehat identifier list --json")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let rules = try await Control.perform(data) { client in try await IdentifierCommand.all(client) }
                if json { return try Terminal.json(rules) }
                Terminal.table(
                    ["code", "name", "format", "example", "one patient", "state"],
                    rules.map {
                        [
                            $0.code.rawValue, $0.name.en, $0.mask ?? $0.characters.rawValue, $0.example,
                            $0.numberSpace ?? "",
                            $0.isActive ? "in use" : "closed",
                        ]
                    })
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add a kind.",
            discussion: """
                In the mask 9 is a digit, A a letter, * either. Kinds of one --unique space share no number.

                Example: sehat identifier add welfare --name "Welfare card" --mask AA-9999 --example ZK-0007 --unique welfare
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "A code of letters and digits that stays for ever.") var code: String
        @Option(help: "What people call it, in English.") var name: String
        @Option(help: "In Urdu.") var nameUr: String?
        @Option(help: "In Hindi.") var nameHi: String?
        @Option(help: "In Arabic.") var nameAr: String?
        @Option(help: "How it is grouped, such as 99999-9999999-9.") var mask: String?
        @Option(help: "digits, alphanumeric, address or any, where there is no mask.") var characters:
            IdentifierCharacters?
        @Option(help: "A value as it should look.") var example: String
        @Option(help: "none or luhn.") var check: IdentifierCheck?
        @Flag(help: "Refuse a wrong check digit instead of pointing it out.") var strict = false
        @Option(help: "The space within which a number belongs to one patient.") var unique: String?
        @Flag(help: "Give the next number when the value is left empty.") var numbered = false
        @Option(help: "What stands before such a number.") var prefix: String?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            var input = IdentifierRuleInput(
                name: LocalizedText(en: name, ur: nameUr, hi: nameHi, ar: nameAr), example: example)
            (input.code, input.mask, input.characters, input.check) = (code, mask, characters, check)
            (input.checkRefuses, input.numberSpace, input.isNumbered, input.numberPrefix) = (
                strict, unique, numbered, prefix
            )
            let body = input
            try await running {
                let made = try await Control.perform(data) { client in
                    try await client.send(.post, "/api/patient-identifier-types", body).decode(IdentifierRule.self)
                }
                if json { return try Terminal.json(made) }
                Terminal.line("\(made.code.rawValue): \(made.name.en), such as \(made.example)")
            }
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "close", abstract: "Take no new numbers of a kind; those that are there stay.",
            discussion: "Example: sehat identifier close panel")

        @OptionGroup var data: DataOptions
        @Argument(help: "The code, as list prints it.") var code: String

        func run() async throws { try await running { try await IdentifierCommand.set(code, isActive: false, data) } }
    }

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open", abstract: "Take numbers of a kind again.",
            discussion: "Example: sehat identifier open panel")

        @OptionGroup var data: DataOptions
        @Argument(help: "The code, as list prints it.") var code: String

        func run() async throws { try await running { try await IdentifierCommand.set(code, isActive: true, data) } }
    }

    fileprivate static func all(_ client: ControlClient) async throws -> [IdentifierRule] {
        try await client.send(.get, "/api/patient-identifier-types").decode(Page<IdentifierRule>.self).items
    }

    fileprivate static func set(_ code: String, isActive: Bool, _ data: DataOptions) async throws {
        let changed = try await Control.perform(data) { client in
            guard let rule = try await all(client).first(where: { $0.code.rawValue == code }) else {
                throw CommandFailure("There is no kind of identity number with the code \"\(code)\".", exitCode: .data)
            }
            var input = IdentifierRuleInput(name: rule.name, example: rule.example)
            (input.isActive, input.version) = (isActive, rule.version)
            return try await client.send(.put, "/api/patient-identifier-types/\(rule.id)", input).decode(
                IdentifierRule.self)
        }
        Terminal.line("\(changed.code.rawValue): \(changed.isActive ? "in use" : "closed")")
    }
}

extension IdentifierCharacters: ExpressibleByArgument {}
extension IdentifierCheck: ExpressibleByArgument {}
