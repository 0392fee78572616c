import Foundation
import SehatCore

/// Output of the command line: plain lines for people, JSON for programs.
enum Terminal {
    /// Whether standard output is a terminal, so that progress may be drawn.
    static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

    /// The language that the environment asks for; English where it asks for none that Sehat speaks.
    static var language: Language {
        let environment = ProcessInfo.processInfo.environment
        let wish = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return Language(rawValue: String(wish.prefix { $0 != "_" && $0 != "." })) ?? .en
    }

    /// Prints one line and flushes, so that a program reading a pipe sees it at once; one that reads no more is no fault.
    static func line(_ text: String = "") {
        try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }

    /// Prints a line to standard error.
    static func note(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }

    /// Redraws one progress line on a terminal; silent otherwise.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    static func endProgress() {
        progress("")
    }

    /// Prints a value as JSON, keys sorted, on one line or indented.
    static func json(_ value: some Encodable, pretty: Bool = true) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty ? [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes] : [.sortedKeys, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Prints an answer of the server as it came, keys sorted and indented.
    static func json(_ answer: ControlClient.Answer) throws {
        let value = try JSONSerialization.jsonObject(with: answer.body, options: .fragmentsAllowed)
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        line(String(decoding: try JSONSerialization.data(withJSONObject: value, options: options), as: UTF8.self))
    }

    /// Prints rows in columns, each as wide as its widest cell.
    static func table(_ head: [String], _ rows: [[String]]) {
        let all = [head] + rows
        let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        for row in all {
            let cells = row.indices.map { column -> String in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return column == row.count - 1 ? row[column] : row[column] + padding
            }
            line(cells.joined(separator: "  "))
        }
    }

    /// Reads a secret from standard input without echoing it on a terminal.
    static func secret(_ prompt: String) -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return readLine() }
        FileHandle.standardError.write(Data(prompt.utf8))
        var original = termios()
        tcgetattr(STDIN_FILENO, &original)
        var silent = original
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &original)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        return readLine()
    }
}
