public import ArgumentParser
public import Patients
import SehatCore
import SehatWeb

struct DuplicatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates", abstract: "When two records of patients count as alike; looks for likely pairs.",
        discussion: "Example: sehat duplicates settings",
        subcommands: [Settings.self, Search.self])

    struct Settings: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "settings", abstract: "Show the thresholds, or set them and look through all records anew.",
            discussion: "Example: sehat duplicates settings --pairs 70 --names 65")

        @OptionGroup var data: DataOptions
        @Option(help: "From which score on, 1 to 100, two records are put on the list.") var pairs: Int?
        @Option(help: "From which likeness on, 40 to 100, two names count as similar.") var names: Int?
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let (pairs, names) = (pairs, names)
            try await running {
                let settings = try await Control.perform(data) { client in
                    let path = "/api/patient-pairs/settings"
                    var settings = try await client.send(.get, path).decode(PairSettings.self)
                    if pairs == nil && names == nil { return settings }
                    if let pairs { settings.threshold = pairs }
                    if let names { settings.nameThreshold = names }
                    return try await client.send(.put, path, settings).decode(PairSettings.self)
                }
                if json { return try Terminal.json(settings) }
                let likeness = settings.nameThreshold.map { String($0) } ?? "60, as delivered"
                Terminal.line("pairs from a score of \(settings.threshold), names from a likeness of \(likeness)")
            }
        }
    }

    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "search", abstract: "Look through all records for likely pairs, in the background.",
            discussion: "Example: sehat duplicates search")

        @OptionGroup var data: DataOptions

        func run() async throws {
            try await running {
                _ = try await Control.perform(data) { client in
                    try await client.send(.post, "/api/patient-pairs/search", [String: String]())
                }
                Terminal.line("all records are being looked through")
            }
        }
    }
}
