import Foundation

/// The checked-out tree, read as text by the tests of its structure.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    struct SourceFile: Sendable, CustomStringConvertible {
        /// Relative to the root: `Sources/Base/SehatCore/ID.swift`.
        let path: String
        let text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        var description: String { path }
    }

    /// Every file below `folder` with one of these endings, in the order of their paths.
    static func files(below folder: String, endingIn endings: [String]) throws -> [SourceFile] {
        let start = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil) else { return [] }
        var found: [SourceFile] = []
        for case let file as URL in walk where endings.contains(file.pathExtension) {
            let path = String(file.path.dropFirst(root.path.count + (root.path.hasSuffix("/") ? 0 : 1)))
            found.append(SourceFile(path: path, text: try String(contentsOf: file, encoding: .utf8)))
        }
        return found.sorted { $0.path < $1.path }
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Runs a program in the root and returns its status and everything it printed.
    static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.currentDirectoryURL = root
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
