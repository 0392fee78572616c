/// What is handed to CUPS.
public struct SpoolerDocument: Sendable {
    /// The media type of a document, by which CUPS picks its filters.
    public enum Format: String, Sendable {
        case pdf = "application/pdf"
        /// Dots for a driverless printer (PWG 5102.4).
        case pwg = "image/pwg-raster"
        /// Sent to the device as it is: the bytes already are in the printer's own language.
        case raw = "application/vnd.cups-raw"
    }

    /// Shown in CUPS's queue; never a patient's name.
    public let name: String
    public let format: Format
    public let bytes: [UInt8]
    /// Job attributes that are keywords, such as `media: iso_a5_148x210mm`.
    public let options: [String: String]

    public init(name: String, format: Format, bytes: [UInt8], options: [String: String] = [:]) {
        self.name = name
        self.format = format
        self.bytes = bytes
        self.options = options
    }
}

/// CUPS's receipt for a document it has taken.
public struct SpoolerTicket: Sendable, Hashable {
    /// CUPS's number of the job; after a crash of CUPS the same number may be given again.
    public let job: Int32
}

/// A queue of CUPS.
public struct SpoolerQueue: Sendable, Hashable {
    public enum State: String, Sendable, Hashable {
        case idle, processing, stopped
    }

    public let name: String
    public let info: String
    public let state: State
    /// In CUPS's keywords, such as `media-empty-error`; empty when nothing is wrong.
    public let reasons: [String]
    /// CUPS's own sentence about the state.
    public let message: String
    public let isAccepting: Bool
    /// Whether documents go to the device as they are.
    public let isRaw: Bool
    /// Self-describing names (PWG 5101.1) of the media that the printer takes.
    public let media: [String]

    static let attributes = [
        "printer-name", "printer-info", "printer-state", "printer-state-reasons", "printer-state-message",
        "printer-is-accepting-jobs", "printer-make-and-model", "media-supported",
    ]

    init?(attributes: [String: [String]]) {
        guard let name = attributes["printer-name"]?.first else { return nil }
        self.name = name
        info = attributes["printer-info"]?.first ?? ""
        state =
            switch attributes["printer-state"]?.first {
            case "4": .processing
            case "5": .stopped
            default: .idle
            }
        reasons = (attributes["printer-state-reasons"] ?? []).filter { $0 != "none" }
        message = attributes["printer-state-message"]?.first ?? ""
        isAccepting = attributes["printer-is-accepting-jobs"]?.first != "false"
        isRaw = attributes["printer-make-and-model"]?.first?.contains("Raw") ?? false
        media = attributes["media-supported"] ?? []
    }
}

/// What CUPS says of a job (RFC 8011, section 5.3.7).
public struct SpoolerJobStatus: Sendable, Hashable {
    public enum State: Sendable, Hashable {
        case pending, held, processing, stopped, cancelled, aborted, completed
    }

    public let job: Int32
    public let name: String
    public let state: State
    public let reasons: [String]
    /// What the backend says of the printer, in keywords such as `offline-report`; CUPS has them of jobs under way only.
    public let printerReasons: [String]
    /// The printer's own sentence, such as that it is not connected.
    public let message: String
    /// Whether the server has begun to work on it; before that no byte can be at the printer.
    public var hasStarted: Bool { startedAt != nil }
    /// When the server began to work on it last, in seconds since 1970.
    public let startedAt: Int?
    /// When it came to its end, in seconds since 1970; nil before.
    public let endedAt: Int?
    /// Kilobytes of document that the server has of it; 0 when the job was made and no document came whole.
    public let kilobytes: Int

    /// Whether nothing more will happen to the job.
    public var isEnded: Bool { state == .cancelled || state == .aborted || state == .completed }

    /// Whether the server failed with the job and will begin with it again by itself.
    public var waitsToBeginAgain: Bool { hasStarted && (state == .pending || state == .held) }

    /// Whether the server made the job and never got its document, so that nothing can come of it: CUPS holds such a job
    /// for a while (`MultipleOperationTimeout`) and then calls it completed.
    public var isEmpty: Bool { kilobytes == 0 && (isEnded || !hasStarted) }

    static let attributes = [
        "job-id", "job-name", "job-state", "job-state-reasons", "job-printer-state-message",
        "job-printer-state-reasons", "time-at-processing",
        "time-at-completed", "job-k-octets",
    ]

    init?(attributes: [String: [String]]) {
        guard let number = attributes["job-id"]?.first.flatMap(Int32.init),
            let state = attributes["job-state"]?.first.flatMap(Int.init).flatMap(Self.state)
        else { return nil }
        job = number
        self.state = state
        name = attributes["job-name"]?.first ?? ""
        reasons = (attributes["job-state-reasons"] ?? []).filter { $0 != "none" }
        printerReasons = (attributes["job-printer-state-reasons"] ?? []).filter { $0 != "none" }
        message = attributes["job-printer-state-message"]?.first ?? ""
        startedAt = attributes["time-at-processing"]?.first.flatMap(Int.init)
        endedAt = attributes["time-at-completed"]?.first.flatMap(Int.init)
        kilobytes = attributes["job-k-octets"]?.first.flatMap(Int.init) ?? 1
    }

    private static func state(_ number: Int) -> State? {
        switch number {
        case 3: .pending
        case 4: .held
        case 5: .processing
        case 6: .stopped
        case 7: .cancelled
        case 8: .aborted
        case 9: .completed
        default: nil
        }
    }
}
