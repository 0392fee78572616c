import ArgumentParser
import Foundation
import SehatStore
import SehatWeb

struct VersionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the version.", discussion: "Example: sehat version --json")

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let versions = ["sehat": Version.current]
        if json { return try Terminal.json(versions) }
        Terminal.line("sehat \(Version.current)")
    }
}

struct RoutesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "List every route with its gate.",
        discussion: "Example: sehat routes --json")

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        try await running {
            let endpoints = try await Offline.site { $0.endpoints }
            if json { return try Terminal.json(RouteTable.rows(of: endpoints)) }
            print(RouteTable.text(of: endpoints), terminator: "")
        }
    }
}

struct OpenAPICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "Print the OpenAPI 3.1 document of the API.",
        discussion: "Example: sehat openapi > sehat.json")

    func run() async throws {
        try await running {
            Terminal.line(
                try await Offline.site {
                    String(decoding: try OpenAPI.document(of: $0.endpoints, version: Version.current), as: UTF8.self)
                })
        }
    }
}

/// The product without a hospital: opened on an empty database in a temporary directory that goes away again.
enum Offline {
    static func site<Result: Sendable>(_ body: @Sendable (Site) throws -> Result) async throws -> Result {
        let path = FileManager.default.temporaryDirectory.appending(path: "sehat-\(UUID().uuidString)").path
        let directory = DataDirectory(path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let appliance = try await Appliance.open(
            directory, key: .random(), isNew: true, logger: Control.quietLogger)
        defer { appliance.close() }
        return try body(appliance.site)
    }
}
