/// Why CUPS did not do what it was asked.
public enum SpoolerError: Error, Sendable, Hashable {
    /// No connection to the server.
    case unreachable(String)
    /// The server has no queue of that name.
    case noQueue(String)
    /// The thing asked for is not there.
    case notFound
    /// The job's state does not allow it.
    case notPossible
    /// The server does not let us: only those who may administer it.
    case forbidden(String)
    /// The server refused, in its own words.
    case refused(String)
    /// The connection broke while the document was on its way: it may or may not be printed.
    case interrupted(String)

    /// Whether the same document may be sent again without a risk of printing it twice.
    public var isSafeToRepeat: Bool {
        if case .interrupted = self { false } else { true }
    }

    /// What the server or the system said, without any word of ours; a name where nothing was said.
    public var words: String {
        switch self {
        case .unreachable(let words), .noQueue(let words), .forbidden(let words), .refused(let words),
            .interrupted(let words):
            words
        case .notFound, .notPossible: ""
        }
    }
}
