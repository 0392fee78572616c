import Foundation
public import Logging
import Synchronization

/// The newest lines of the log, kept in memory for the support bundle: the service may not read the journal.
public final class RecentLog: Sendable {
    struct Line: Codable, Sendable {
        let at: Date
        let level: String
        let message: String
        /// Values by their names, of which the bundle takes only those that can hold nobody's name.
        let facts: [String: String]
    }

    private static let capacity = 2000
    private let lines = Mutex<[Line]>([])

    public init() {}

    /// The lines of this process.
    public static let shared = RecentLog()

    var newest: [Line] { lines.withLock { $0 } }

    func add(_ line: Line) {
        lines.withLock { lines in
            lines.append(line)
            if lines.count > Self.capacity + 200 { lines.removeFirst(lines.count - Self.capacity) }
        }
    }

    /// A log that keeps its lines here too.
    public func keeping(_ handler: any LogHandler) -> any LogHandler { Keeper(log: self, inner: handler) }

    private struct Keeper: LogHandler {
        let log: RecentLog
        var inner: any LogHandler

        var metadata: Logger.Metadata {
            get { inner.metadata }
            set { inner.metadata = newValue }
        }

        var logLevel: Logger.Level {
            get { inner.logLevel }
            set { inner.logLevel = newValue }
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { inner[metadataKey: key] }
            set { inner[metadataKey: key] = newValue }
        }

        func log(
            level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String,
            function: String, line: UInt
        ) {
            log.add(
                Line(
                    at: Date(), level: level.rawValue, message: "\(message)",
                    facts: (metadata ?? [:]).mapValues { "\($0)" }))
            inner.log(
                level: level, message: message, metadata: metadata, source: source, file: file, function: function,
                line: line)
        }
    }
}
