import Foundation
import Testing

/// A program outside the tests that checks our output independently.
///
/// A missing program switches its tests off on a developer's machine; the full test run sets SEHAT_TEST_TOOLS=required,
/// and then a missing program is a failure.
struct Tool: Sendable {
    let path: String

    static let pdftotext = Tool("pdftotext")
    static let pdftoppm = Tool("pdftoppm")
    static let pdfinfo = Tool("pdfinfo")
    static let pangoView = Tool("pango-view")
    static let qpdf = Tool("qpdf")

    init(_ name: String) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        path = folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile) ?? "/usr/bin/\(name)"
    }

    init(path: String) {
        self.path = path
    }

    static var areRequired: Bool { ProcessInfo.processInfo.environment["SEHAT_TEST_TOOLS"] == "required" }

    /// True when a test that needs the tool must run.
    var isUsable: Bool { Tool.areRequired || FileManager.default.isExecutableFile(atPath: path) }

    /// What the program writes to its standard output. Throws when it is missing or fails.
    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ToolFailure(description: "\(path) \(arguments): status \(process.terminationStatus)")
        }
        return data
    }

    func text(_ arguments: [String], environment: [String: String] = [:]) throws -> String {
        String(decoding: try run(arguments, environment: environment), as: UTF8.self)
    }
}

struct ToolFailure: Error, CustomStringConvertible {
    let description: String
}

/// A folder that is gone when the body ends.
func withScratchFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "typesetting-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
