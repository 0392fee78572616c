import CCups

/// A CUPS server, spoken to in IPP over its socket or over TCP.
///
/// Every call opens a connection of its own, blocks until the server has answered, and closes it: call it from a thread
/// that may block. CUPS is at-least-once (a crash of cupsd can lose a job or print it twice and it gives numbers
/// again), so the caller keeps its own truth and knows a job by the UUID in its name as well as by its number.
public struct Spooler: Sendable, Hashable {
    /// A socket's path, `host:port`, or empty for what the system's CUPS client would use.
    public let server: String

    /// Milliseconds to wait for a connection.
    static let connectTimeout: Int32 = 5000

    public init(server: String = "") {
        self.server = server
    }

    /// The queues of the server.
    ///
    /// - Throws: `SpoolerError.unreachable`, `.refused`.
    public func queues() throws -> [SpoolerQueue] {
        try withConnection { connection in
            var request = IPPRequest(operation: IPP_OP_CUPS_GET_PRINTERS, uri: nil)
            request.addKeywords("requested-attributes", SpoolerQueue.attributes)
            return try connection.answer(to: request, resource: "/") { response in
                response.groups(IPP_TAG_PRINTER).compactMap(SpoolerQueue.init(attributes:))
            }
        }
    }

    /// One queue, with the media that it takes.
    ///
    /// - Throws: `SpoolerError.noQueue` when the server has none of that name.
    public func queue(_ name: String) throws -> SpoolerQueue {
        try withConnection { connection in
            var request = IPPRequest(operation: IPP_OP_GET_PRINTER_ATTRIBUTES, uri: Self.uri(of: name))
            request.addKeywords("requested-attributes", SpoolerQueue.attributes)
            return try connection.answer(to: request, resource: "/printers/\(name)", queue: name) { response in
                guard let queue = response.groups(IPP_TAG_PRINTER).lazy.compactMap(SpoolerQueue.init(attributes:)).first
                else { throw SpoolerError.noQueue(name) }
                return queue
            }
        }
    }

    /// Hands a document over and returns when CUPS has taken every byte.
    ///
    /// - Parameter progress: told how many bytes have left: 0 when CUPS has made the job, then after each piece.
    /// - Throws: `SpoolerError`; after `.interrupted` the document may or may not have been taken.
    public func submit(
        _ document: SpoolerDocument, to queue: String, progress: (Int) -> Void = { _ in }
    ) throws -> SpoolerTicket {
        try withConnection { connection in
            let job = try create(document, in: queue, connection)
            progress(0)
            try send(document, job: job, queue: queue, connection, progress)
            return SpoolerTicket(job: job)
        }
    }

    /// What became of a job.
    ///
    /// - Returns: nil when the server knows no such job any more.
    public func status(ofJob job: Int32) throws -> SpoolerJobStatus? {
        try withConnection { connection in
            var request = IPPRequest(operation: IPP_OP_GET_JOB_ATTRIBUTES, uri: nil)
            request.addURI("job-uri", "ipp://localhost/jobs/\(job)")
            request.addUser()
            request.addKeywords("requested-attributes", SpoolerJobStatus.attributes)
            do {
                return try connection.answer(to: request, resource: "/jobs/") { response in
                    response.groups(IPP_TAG_JOB).lazy.compactMap(SpoolerJobStatus.init(attributes:)).first
                }
            } catch SpoolerError.notFound {
                return nil
            }
        }
    }

    /// The jobs of a queue whose name begins with `prefix`, also the finished ones, newest first.
    ///
    /// - Throws: `SpoolerError.noQueue`, `.unreachable`, `.refused`.
    public func jobs(namedLike prefix: String, in queue: String) throws -> [SpoolerJobStatus] {
        try jobs(in: queue).filter { $0.name.hasPrefix(prefix) }
    }

    /// The jobs of a queue, also those of others and the finished ones, newest first.
    ///
    /// - Throws: `SpoolerError.noQueue`, `.unreachable`, `.refused`.
    public func jobs(in queue: String) throws -> [SpoolerJobStatus] {
        try withConnection { connection in
            var request = IPPRequest(operation: IPP_OP_GET_JOBS, uri: Self.uri(of: queue))
            request.addUser()
            request.addKeyword("which-jobs", "all")
            request.addKeywords("requested-attributes", SpoolerJobStatus.attributes)
            return try connection.answer(to: request, resource: "/printers/\(queue)", queue: queue) { response in
                response.groups(IPP_TAG_JOB).compactMap(SpoolerJobStatus.init(attributes:)).sorted { $0.job > $1.job }
            }
        }
    }

    /// Takes a job back; nothing happens when it has ended already.
    public func cancel(job: Int32) throws {
        try withConnection { connection in
            var request = IPPRequest(operation: IPP_OP_CANCEL_JOB, uri: nil)
            request.addURI("job-uri", "ipp://localhost/jobs/\(job)")
            request.addUser()
            do {
                try connection.answer(to: request, resource: "/jobs/") { _ in }
            } catch SpoolerError.notFound, SpoolerError.notPossible {
                return
            }
        }
    }

    static func uri(of queue: String) -> String { "ipp://localhost/printers/\(queue)" }

    func withConnection<Result>(_ body: (borrowing IPPConnection) throws -> Result) throws -> Result {
        let connection = try IPPConnection(server: server)
        return try body(connection)
    }

    private func create(
        _ document: SpoolerDocument, in queue: String, _ connection: borrowing IPPConnection
    ) throws -> Int32 {
        var request = IPPRequest(operation: IPP_OP_CREATE_JOB, uri: Self.uri(of: queue))
        request.addUser()
        request.addName("job-name", document.name)
        for (name, value) in document.options.sorted(by: { $0.key < $1.key }) {
            request.addJobKeyword(name, value)
        }
        return try connection.answer(to: request, resource: "/printers/\(queue)", queue: queue) { response in
            guard let id = response.groups(IPP_TAG_JOB).first?["job-id"]?.first.flatMap(Int32.init) else {
                throw SpoolerError.refused("CUPS gave the job no number.")
            }
            return id
        }
    }

    private func send(
        _ document: SpoolerDocument, job: Int32, queue: String, _ connection: borrowing IPPConnection,
        _ progress: (Int) -> Void
    ) throws {
        var request = IPPRequest(operation: IPP_OP_SEND_DOCUMENT, uri: Self.uri(of: queue))
        request.addInteger("job-id", job)
        request.addUser()
        request.addMimeType("document-format", document.format.rawValue)
        request.addBoolean("last-document", true)
        try connection.send(request, resource: "/printers/\(queue)", data: document.bytes, progress)
    }
}
