import ArgumentParser
import Foundation
import Outgoing
import SehatStore

struct ResidencyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "residency", abstract: "Where the hospital's data lives, and every connection that goes out.",
        discussion: """
            Made from the configuration, which is also what the server enforces: it opens no connection that is not listed.

            Example: sehat residency --pdf statement.pdf
            """)

    @OptionGroup var data: DataOptions
    @Flag(help: "Print JSON.") var json = false
    @Option(help: "Write the statement as a PDF file, in the hospital's language.") var pdf: String?

    func run() async throws {
        try await running {
            let wantsPaper = pdf != nil
            let answer = try await Control.perform(data) { client in
                try await client.send(.get, wantsPaper ? "/api/residency.pdf" : "/api/residency")
            }
            if let pdf {
                do {
                    try DurableFile.write(answer.body, to: URL(filePath: pdf))
                } catch {
                    throw CommandFailure("\(pdf) cannot be written: \(error)", exitCode: .cannotOpen)
                }
                return
            }
            let residency = try answer.decode(Residency.self)
            if json { return try Terminal.json(residency) }
            Terminal.table(
                ["what", "where", "on", "encrypted by Sehat"],
                residency.places.map {
                    [
                        $0.content.rawValue, $0.path,
                        [$0.device, $0.fileSystem].compactMap { $0 }.joined(separator: ", "),
                        $0.isEncrypted ? "yes" : "NO",
                    ]
                })
            Terminal.line()
            if residency.connections.isEmpty { return Terminal.line("No connection goes out.") }
            Terminal.table(
                ["connection", "to", "protected by", "content encrypted by Sehat"],
                residency.connections.map {
                    [$0.purpose.rawValue, "\($0.host):\($0.port)", $0.protection, $0.isSealed ? "yes" : "no"]
                })
        }
    }
}
