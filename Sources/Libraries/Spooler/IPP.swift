import CCups
import Outgoing

/// An IPP request while it is put together; given away to the library when it is sent.
struct IPPRequest: ~Copyable {
    private let handle: OpaquePointer?

    init(operation: ipp_op_t, uri: String?) {
        handle = ippNewRequest(operation)
        // What CUPS and its backends say of a job is in the language of its request, not in that of our own process.
        var language = ippFindAttribute(handle, "attributes-natural-language", IPP_TAG_LANGUAGE)
        ippSetString(handle, &language, 0, "en")
        if let uri { addURI("printer-uri", uri) }
    }

    /// The request for a call that frees it itself.
    consuming func release() -> OpaquePointer? { handle }

    mutating func addURI(_ name: String, _ value: String) {
        add(IPP_TAG_OPERATION, IPP_TAG_URI, name, value)
    }

    mutating func addName(_ name: String, _ value: String) {
        add(IPP_TAG_OPERATION, IPP_TAG_NAME, name, value)
    }

    mutating func addKeyword(_ name: String, _ value: String) {
        add(IPP_TAG_OPERATION, IPP_TAG_KEYWORD, name, value)
    }

    mutating func addMimeType(_ name: String, _ value: String) {
        add(IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, name, value)
    }

    mutating func addJobKeyword(_ name: String, _ value: String) {
        add(IPP_TAG_JOB, IPP_TAG_KEYWORD, name, value)
    }

    mutating func addUser() {
        addName("requesting-user-name", "sehat")
    }

    mutating func addInteger(_ name: String, _ value: Int32, _ group: ipp_tag_t = IPP_TAG_OPERATION) {
        ippAddInteger(handle, group, IPP_TAG_INTEGER, name, value)
    }

    mutating func addBoolean(_ name: String, _ value: Bool) {
        ippAddBoolean(handle, IPP_TAG_OPERATION, name, value ? 1 : 0)
    }

    /// An attribute of the printer itself, for making and changing queues.
    mutating func addPrinterText(_ name: String, _ tag: ipp_tag_t, _ value: String) {
        add(IPP_TAG_PRINTER, tag, name, value)
    }

    mutating func addPrinterState(isIdle: Bool) {
        ippAddInteger(handle, IPP_TAG_PRINTER, IPP_TAG_ENUM, "printer-state", isIdle ? 3 : 5)
        ippAddBoolean(handle, IPP_TAG_PRINTER, "printer-is-accepting-jobs", 1)
    }

    mutating func addKeywords(_ name: String, _ values: [String], _ group: ipp_tag_t = IPP_TAG_OPERATION) {
        let attribute = ippAddStrings(handle, group, IPP_TAG_KEYWORD, name, Int32(values.count), nil, nil)
        var target = attribute
        for (index, value) in values.enumerated() {
            ippSetString(handle, &target, Int32(index), value)
        }
    }

    private func add(_ group: ipp_tag_t, _ tag: ipp_tag_t, _ name: String, _ value: String) {
        ippAddString(handle, group, tag, name, nil, value)
    }
}

/// An answer, valid within the closure that receives it.
struct IPPResponse: ~Copyable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit { ippDelete(handle) }

    var status: ipp_status_t { ippGetStatusCode(handle) }

    /// The attributes of each group of one kind, every value as text.
    func groups(_ wanted: ipp_tag_t) -> [[String: [String]]] {
        var groups: [[String: [String]]] = []
        var current: [String: [String]] = [:]
        var attribute = ippFirstAttribute(handle)
        while let found = attribute {
            if ippGetGroupTag(found) == wanted, let name = ippGetName(found) {
                current[String(cString: name)] = Self.values(of: found)
            } else if !current.isEmpty {
                groups.append(current)
                current = [:]
            }
            attribute = ippNextAttribute(handle)
        }
        if !current.isEmpty { groups.append(current) }
        return groups
    }

    private static func values(of attribute: OpaquePointer) -> [String] {
        (0..<ippGetCount(attribute)).compactMap { index in
            switch ippGetValueTag(attribute) {
            case IPP_TAG_INTEGER, IPP_TAG_ENUM: String(ippGetInteger(attribute, index))
            case IPP_TAG_BOOLEAN: ippGetBoolean(attribute, index) == 0 ? "false" : "true"
            default: ippGetString(attribute, index, nil).map { String(cString: $0) }
            }
        }
    }
}

/// A connection to a CUPS server, closed when it goes out of scope.
struct IPPConnection: ~Copyable {
    private let handle: OpaquePointer

    /// - Throws: `SpoolerError.unreachable`.
    init(server: String) throws {
        let (host, port) = Self.endpoint(server)
        if !host.hasPrefix("/") {
            do {
                try Outgoing.require(.spooler, host: host, port: Int(port))
            } catch {
                throw SpoolerError.unreachable("\(error)")
            }
        }
        guard
            let handle = httpConnect2(
                host, port, nil, AF_UNSPEC, HTTP_ENCRYPTION_IF_REQUESTED, 1, Spooler.connectTimeout, nil)
        else { throw SpoolerError.unreachable(server.isEmpty ? host : server) }
        self.handle = handle
    }

    deinit { httpClose(handle) }

    /// Sends a request without a document and reads its answer.
    func answer<Result>(
        to request: consuming IPPRequest, resource: String, queue: String = "",
        _ read: (borrowing IPPResponse) throws -> Result
    ) throws -> Result {
        guard let answer = cupsDoRequest(handle, request.release(), resource) else {
            throw Self.error(cupsLastError(), queue: queue)
        }
        let response = IPPResponse(answer)
        guard Self.isGood(response.status) else { throw Self.error(response.status, queue: queue) }
        return try read(response)
    }

    /// How many bytes of a document are written in one piece.
    private static let piece = 16_384

    /// Sends a request followed by a document.
    ///
    /// - Parameter progress: told how many bytes of the document have left, after each piece.
    /// - Throws: `.interrupted` when the connection broke after the first byte of the document.
    func send(
        _ request: consuming IPPRequest, resource: String, data: [UInt8], _ progress: (Int) -> Void
    ) throws {
        let handed = request.release()
        defer { ippDelete(handed) }
        let length = ippLength(handed) + data.count
        guard cupsSendRequest(handle, handed, resource, length) == HTTP_STATUS_CONTINUE else {
            throw SpoolerError.interrupted(Self.lastMessage)
        }
        for start in stride(from: 0, to: data.count, by: Self.piece) {
            let count = min(Self.piece, data.count - start)
            let written = data.withUnsafeBytes { bytes -> http_status_t in
                guard let first = bytes.bindMemory(to: CChar.self).baseAddress else { return HTTP_STATUS_CONTINUE }
                return cupsWriteRequestData(handle, first + start, count)
            }
            guard written == HTTP_STATUS_CONTINUE else { throw SpoolerError.interrupted(Self.lastMessage) }
            progress(start + count)
        }
        guard let answer = cupsGetResponse(handle, resource) else { throw SpoolerError.interrupted(Self.lastMessage) }
        let response = IPPResponse(answer)
        guard Self.isGood(response.status) else { throw SpoolerError.refused(Self.lastMessage) }
    }

    private static func endpoint(_ server: String) -> (host: String, port: Int32) {
        if server.isEmpty { return (String(cString: cupsServer()), ippPort()) }
        if server.hasPrefix("/") { return (server, 0) }
        let parts = server.split(separator: ":")
        let port = parts.count > 1 ? Int32(parts[parts.count - 1]) : nil
        return (parts.first.map(String.init) ?? server, port ?? 631)
    }

    private static var lastMessage: String {
        cupsLastErrorString().map { String(cString: $0) } ?? ""
    }

    private static func isGood(_ status: ipp_status_t) -> Bool {
        status.rawValue >= 0 && status.rawValue < IPP_STATUS_REDIRECTION_OTHER_SITE.rawValue
    }

    private static func error(_ status: ipp_status_t, queue: String) -> SpoolerError {
        switch status {
        case IPP_STATUS_ERROR_NOT_FOUND: queue.isEmpty ? .notFound : .noQueue(queue)
        case IPP_STATUS_ERROR_NOT_POSSIBLE: .notPossible
        case IPP_STATUS_ERROR_FORBIDDEN, IPP_STATUS_ERROR_NOT_AUTHORIZED, IPP_STATUS_ERROR_NOT_AUTHENTICATED,
            IPP_STATUS_ERROR_CUPS_AUTHENTICATION_CANCELED:
            .forbidden(lastMessage)
        case IPP_STATUS_ERROR_SERVICE_UNAVAILABLE, IPP_STATUS_ERROR_INTERNAL: .unreachable(lastMessage)
        default: .refused(lastMessage)
        }
    }
}
