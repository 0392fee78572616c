public import Foundation
public import Logging
public import SehatCore

/// Everything `Store.open` needs to know.
public struct StoreConfiguration: Sendable {
    /// The data directory; made with mode 0700 when it is missing.
    public var directory: URL
    public var key: DatabaseKey
    public var schema: StoreSchema
    public var clock: WallClock
    public var catalogue: Catalogue
    /// Opens for reading only: nothing is migrated and `write` is refused with `store.readOnly`.
    public var isReadOnly: Bool
    public var logger: Logger
    public var tuning: StoreTuning

    public init(
        directory: URL, key: DatabaseKey, schema: StoreSchema, clock: WallClock = .system,
        catalogue: Catalogue, isReadOnly: Bool = false, logger: Logger = Logger(label: "store"),
        tuning: StoreTuning = StoreTuning()
    ) {
        self.directory = directory
        self.key = key
        self.schema = schema
        self.clock = clock
        self.catalogue = catalogue
        self.isReadOnly = isReadOnly
        self.logger = logger
        self.tuning = tuning
    }

    /// The database file within the data directory.
    public static let fileName = "sehat.db"

    var file: URL { directory.appendingPathComponent(Self.fileName) }
}

/// Sizes and limits of a store; the defaults suit a hospital of some hundred beds.
public struct StoreTuning: Sendable {
    /// Page cache of the writing connection, in MiB.
    public var writerCacheMiB = 48
    /// Page cache of each reading connection, in MiB.
    public var readerCacheMiB = 24
    /// How many reads run at once.
    public var readers = 5
    /// The most commands that share one transaction.
    public var largestBatch = 256
    /// A command that holds the writer longer than this is logged.
    public var slowCommand: Duration = .milliseconds(20)
    /// Frames in the write-ahead log from which it is checkpointed when nobody waits.
    public var checkpointFrames = 1000
    /// Frames from which it is checkpointed although commands wait.
    public var checkpointFramesWhenBusy = 4000
    /// A head of the audit chain is signed at least every so many entries.
    public var auditHeadEvery: Int64 = 256
    /// Room on the disk that is kept for the day on which the disk is full, in MiB; 0 for none.
    public var reserveMiB = 0
    /// Days for which the answer to an idempotency key is kept.
    public var idempotencyDays = 7

    public init() {}
}
