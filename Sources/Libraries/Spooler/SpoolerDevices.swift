import CCups

/// A printer that CUPS has found and that no queue need have yet.
public struct SpoolerDevice: Sendable, Hashable {
    /// How CUPS reaches it: `ipp://…`, `usb://…`, `socket://…`, `dnssd://…`.
    public let uri: String
    /// What it is called, as people read it.
    public let info: String
    /// Maker and model; empty when the device did not say.
    public let model: String
    /// Whether it speaks IPP, so that CUPS needs no driver for it.
    public var isDriverless: Bool {
        ["ipp:", "ipps:"].contains { uri.hasPrefix($0) } || uri.hasPrefix("dnssd:") && uri.contains("_ipp")
    }

    init?(attributes: [String: [String]]) {
        // A scheme without an address is a way to reach printers and not a printer.
        guard let uri = attributes["device-uri"]?.first, let colon = uri.firstIndex(of: ":"),
            !["file", "cups-pdf", "cups-brf", "beh", "serial"].contains(uri[..<colon])
        else { return nil }
        self.uri = uri
        info = attributes["device-info"]?.first ?? uri
        let make = attributes["device-make-and-model"]?.first ?? ""
        model = make == "Unknown" ? "" : make
    }
}

/// How documents get into a device's form.
public enum SpoolerDriver: String, Sendable, Hashable, CaseIterable {
    /// The printer says by IPP what it takes (IPP Everywhere).
    case everywhere
    /// Bytes go to the device as they are.
    case raw
}

extension Spooler {
    /// The printers that CUPS finds on USB and in the network; takes seconds, since it listens for answers.
    ///
    /// - Parameter seconds: how long the server listens.
    /// - Throws: `SpoolerError.unreachable`, `.forbidden` to those who may not administer the server, `.refused`.
    public func devices(seconds: Int32 = 5) throws -> [SpoolerDevice] {
        try withConnection { connection in
            Self.askNobody()
            var request = IPPRequest(operation: IPP_OP_CUPS_GET_DEVICES, uri: nil)
            request.addInteger("timeout", seconds)
            request.addUser()
            do {
                return try connection.answer(to: request, resource: "/") { response in
                    response.groups(IPP_TAG_PRINTER).compactMap(SpoolerDevice.init(attributes:))
                }
            } catch SpoolerError.notFound {
                return []  // what CUPS says when there is none
            }
        }
    }

    /// Makes a queue for a device, or changes the one of that name, and lets it print.
    ///
    /// - Parameter name: letters, digits, `-` and `_`.
    /// - Throws: `SpoolerError.unreachable`, `.forbidden`, `.refused`.
    public func addQueue(_ name: String, device: String, driver: SpoolerDriver, info: String) throws {
        try withConnection { connection in
            Self.askNobody()
            var request = IPPRequest(operation: IPP_OP_CUPS_ADD_MODIFY_PRINTER, uri: Self.uri(of: name))
            request.addUser()
            request.addPrinterText("ppd-name", IPP_TAG_NAME, driver.rawValue)
            request.addPrinterText("device-uri", IPP_TAG_URI, device)
            request.addPrinterText("printer-info", IPP_TAG_TEXT, info)
            // The caller knows what may be sent again; CUPS would do it by itself and without a mark.
            request.addPrinterText("printer-error-policy", IPP_TAG_NAME, "abort-job")
            request.addPrinterState(isIdle: true)
            try connection.answer(to: request, resource: "/admin/") { _ in }
        }
    }

    /// Takes a queue and its jobs away; nothing happens when there is none.
    ///
    /// - Throws: `SpoolerError.unreachable`, `.forbidden`, `.refused`.
    public func removeQueue(_ name: String) throws {
        try withConnection { connection in
            Self.askNobody()
            var request = IPPRequest(operation: IPP_OP_CUPS_DELETE_PRINTER, uri: Self.uri(of: name))
            request.addUser()
            do {
                try connection.answer(to: request, resource: "/admin/") { _ in }
            } catch SpoolerError.notFound { return }
        }
    }

    /// Starts a queue that was stopped, by a person or because a job failed.
    ///
    /// - Throws: `SpoolerError.noQueue`, `.unreachable`, `.forbidden`, `.refused`.
    public func resumeQueue(_ name: String) throws {
        try administer(IPP_OP_RESUME_PRINTER, name)
    }

    /// Stops a queue: it takes jobs and prints none.
    ///
    /// - Throws: as `resumeQueue`.
    public func pauseQueue(_ name: String) throws {
        try administer(IPP_OP_PAUSE_PRINTER, name)
    }

    private func administer(_ operation: ipp_op_t, _ name: String) throws {
        try withConnection { connection in
            Self.askNobody()
            var request = IPPRequest(operation: operation, uri: Self.uri(of: name))
            request.addUser()
            try connection.answer(to: request, resource: "/admin/", queue: name) { _ in }
        }
    }

    /// The library would ask for a password at the terminal; a server has nobody there.
    private static func askNobody() {
        cupsSetPasswordCB2({ _, _, _, _, _ in nil }, nil)
    }
}
