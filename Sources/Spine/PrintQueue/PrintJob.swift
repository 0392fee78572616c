public import Documents
public import GRDB
public import SehatCore
import SehatStore

/// A printer. The phantom type of printer ids; the Printing feature owns the table.
public enum Printer {}

/// How far a print has come.
public enum PrintJobState: String, WireEnum {
    /// It waits to be handed to the spooler.
    case queued
    /// The spooler has accepted it; its fate is being followed.
    case submitted
    /// The spooler says that it is on paper.
    case printed
    /// Nobody can say whether it was printed: the product or the spooler stopped meanwhile.
    case unknown
    /// It was refused or went wrong; `reason` says why.
    case failed
    /// It waits for a person; `reason` says for what.
    case held
    /// A person gave it up.
    case cancelled

    /// Whether nothing more will happen to the job.
    public var isFinal: Bool { self == .printed || self == .cancelled }

    /// The states a job may go to from this one; a job can also be redirected while it is queued, held or failed.
    var next: Set<PrintJobState> {
        switch self {
        case .queued: [.submitted, .failed, .held, .cancelled]
        case .submitted: [.printed, .unknown, .failed, .cancelled]
        case .unknown: [.queued, .printed, .failed, .held, .cancelled]
        case .failed: [.queued, .held, .cancelled]
        case .held: [.queued, .printed, .cancelled]
        case .printed, .cancelled: []
        }
    }
}

extension PrintJobState: DatabaseValueConvertible {}

/// One wish to bring one stored document to paper.
public struct PrintJob: Codable, Sendable, FetchableRecord, PersistableRecord {
    /// The table.
    public static let databaseTableName = "printQueueJob"

    /// The row.
    public let id: ID<PrintJob>
    /// The stored document.
    public let documentID: ID<StoredDocument>
    /// What sort of paper it is.
    public let documentKind: DocumentKind
    /// The title for the print queue; holds no patient's name.
    public let title: String
    /// 1 for the original, 2 for the first copy and so on.
    public let copyNumber: Int
    /// How far it has come.
    public internal(set) var state: PrintJobState
    /// Why it failed, is held or was cancelled; a stable word or the spooler's own.
    public internal(set) var reason: String?
    /// How often it has been handed to the spooler.
    public internal(set) var attempt: Int
    /// Whether an earlier attempt may already be on paper, so that this one carries a mark.
    public internal(set) var isRepeat: Bool
    /// The identity of the latest attempt, under which it is found in the spooler again after a crash.
    public internal(set) var jobUUID: String?
    /// The spooler's own name of the latest attempt.
    public internal(set) var spoolerJob: String?
    /// The run of the spooler that took the latest attempt, in the printing side's own words; when another run answers,
    /// nobody can say how often the attempt was begun.
    public internal(set) var spoolerRun: String?
    /// The printer; nil until one is chosen by kind and station.
    public internal(set) var printerID: ID<Printer>?
    /// The counter at which it was asked for.
    public let stationID: ID<Station>?
    /// Higher first.
    public let priority: Int
    /// When it was made.
    public let createdAt: Instant
    /// Who made it; absent for the product itself.
    public let createdBy: ID<User>?
    /// The name of who made it.
    public let createdByName: String
    /// When it came to its present state.
    public internal(set) var changedAt: Instant
    /// When the latest attempt was handed over.
    public internal(set) var submittedAt: Instant?
    /// When it was printed or given up.
    public internal(set) var finishedAt: Instant?
    /// Goes up with every change.
    public internal(set) var version: Int64
}

/// What the background job `printing.dispatch` is told: which print job wants attention.
public struct PrintDispatch: Codable, Sendable, Hashable {
    /// The kind of the background job.
    public static let jobKind = "printing.dispatch"

    /// The print job.
    public let jobID: ID<PrintJob>

    /// Asks for attention to a job.
    public init(jobID: ID<PrintJob>) {
        self.jobID = jobID
    }
}

/// What a feature gets back for a print it has handed in.
public struct PrintTicket: Codable, Sendable, Hashable {
    /// The stored document.
    public let documentID: ID<StoredDocument>
    /// The print job.
    public let jobID: ID<PrintJob>
    /// 1 for the original, 2 for the first copy and so on.
    public let copy: Int

    /// What came of a print that was handed in.
    public init(documentID: ID<StoredDocument>, jobID: ID<PrintJob>, copy: Int) {
        self.documentID = documentID
        self.jobID = jobID
        self.copy = copy
    }
}
