public import Foundation
public import Logging
public import SehatCore
public import SehatStore

/// A store in a directory of its own, with a clock that stands still; for tests and benchmarks.
///
/// The directory is removed by `remove`, or left for the system's temporary folder.
public struct TestStore: Sendable {
    public let store: Store
    public let clock: SettableClock
    public let directory: URL
    public let configuration: StoreConfiguration

    /// 2026-11-21 05:30 UTC, half past ten in Karachi.
    public static let start = Instant(milliseconds: 1_795_239_000_000)

    /// The key of every test database.
    public static func key() throws -> DatabaseKey {
        try DatabaseKey(bytes: Array(repeating: 0x5A, count: DatabaseKey.length))
    }

    /// A fresh data directory with the given schema.
    ///
    /// - Parameter adjust: changes the configuration before the store is opened.
    public static func make(
        _ schema: StoreSchema = StoreSchema(), start: Instant = start, directory: URL? = nil,
        catalogue: Catalogue? = nil, adjust: (inout StoreConfiguration) -> Void = { _ in }
    ) throws -> TestStore {
        let directory = directory ?? newDirectory()
        let clock = SettableClock(start)
        var configuration = StoreConfiguration(
            directory: directory, key: try key(), schema: schema, clock: clock.clock,
            catalogue: try catalogue ?? Catalogue(files: []), logger: Logger(label: "test") { _ in SilentLog() })
        adjust(&configuration)
        return TestStore(
            store: try Store.open(configuration), clock: clock, directory: directory, configuration: configuration)
    }

    /// A path in the temporary folder at which nothing is yet.
    public static func newDirectory() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("sehat-test-\(UUID().uuidString)")
    }

    /// Closes the store and opens its directory again, as after a restart.
    public func reopened(_ adjust: (inout StoreConfiguration) -> Void = { _ in }) throws -> TestStore {
        try store.close()
        var configuration = configuration
        adjust(&configuration)
        return TestStore(
            store: try Store.open(configuration), clock: clock, directory: directory, configuration: configuration)
    }

    /// Closes the store and removes its directory.
    public func remove() {
        try? store.close()
        try? FileManager.default.removeItem(at: directory)
    }
}

/// A user for tests, allowed what is named.
extension Principal {
    public static func user(_ name: String = "ayesha", id: Int64 = 7, _ permissions: Permission...) -> Principal {
        Principal(
            kind: .user, userID: ID(rawValue: id), sessionID: ID(rawValue: id + 1000), username: name,
            permissions: Set(permissions), address: "192.0.2.\(id)")
    }
}

/// Keeps log lines for a test to look at.
public final class LogRecorder: Sendable {
    private let lines = LogLines()

    public init() {}

    public var text: String { lines.all.joined(separator: "\n") }

    public var logger: Logger { Logger(label: "test") { [lines] _ in RecordingLog(lines: lines) } }
}
