import Foundation
import Glibc
import Logging
import SehatStore

/// Log lines as the journal takes them: each value in a field of its own through its socket; where that takes none, on
/// standard error with the priority of syslog in angle brackets before each line (sd-daemon(3)). No time, because the journal
/// has its own.
struct JournalLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info
    private let journal: JournalSocket?
    private let write: @Sendable (String) -> Void

    init(
        journal: JournalSocket? = nil,
        write: @escaping @Sendable (String) -> Void = { FileHandle.standardError.write(Data($0.utf8)) }
    ) {
        self.journal = journal
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(
        level: Logger.Level, message: Logger.Message, metadata extra: Logger.Metadata?, source: String, file: String,
        function: String, line: UInt
    ) {
        let all = metadata.merging(extra ?? [:]) { _, new in new }
        let facts = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        if let journal {
            // Its text says everything too, for those who read it as it runs by.
            let fields =
                [
                    ("MESSAGE", "\(message)\(facts)"), ("PRIORITY", "\(Self.priority(level))"),
                    ("SYSLOG_IDENTIFIER", "sehat"),
                ]
                + all.sorted { $0.key < $1.key }.map { (JournalSocket.field($0.key), "\($0.value)") }
            if journal.send(fields) { return }
        }
        // One entry of the log is one entry of the journal: a line end within would start another, without a priority.
        let text = "\(message)\(facts)".split(whereSeparator: \.isNewline).joined(separator: " ⏎ ")
        write("<\(Self.priority(level))>\(text)\n")
    }

    /// The severity of RFC 5424 for a level.
    private static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug, .trace: 7
        }
    }

    /// Whether standard error is the journal's stream, which systemd names in `JOURNAL_STREAM` as device:inode.
    static func isAttached(
        _ environment: [String: String] = ProcessInfo.processInfo.environment, descriptor: Int32 = STDERR_FILENO
    ) -> Bool {
        guard let named = environment["JOURNAL_STREAM"] else { return false }
        return named == FileIdentity.stream(of: descriptor)
    }
}
