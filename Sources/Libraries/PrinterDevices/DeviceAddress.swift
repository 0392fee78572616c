/// Where a printer listens for raw bytes: the port 9100 of network printers, which others call AppSocket or JetDirect.
public struct DeviceAddress: Hashable, Sendable {
    public let host: String
    public let port: UInt16

    public init(host: String, port: UInt16 = 9100) {
        self.host = host
        self.port = port
    }

    /// Reads `socket://host` or `socket://host:port`, an IPv6 address in brackets; nil for anything else.
    public init?(uri: String) {
        guard uri.hasPrefix("socket://") else { return nil }
        var rest = uri.dropFirst(9)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        var digits: Substring?
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            let after = rest[rest.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":") else { return nil }
            digits = after.isEmpty ? nil : after.dropFirst()
            rest = rest[rest.index(after: rest.startIndex)..<end]
        } else if let colon = rest.firstIndex(of: ":") {
            digits = rest[rest.index(after: colon)...]
            rest = rest[..<colon]
        }
        let isName = rest.utf8.allSatisfy { byte in
            (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
                || byte == 0x2E || byte == 0x5F
        }
        guard !rest.isEmpty, rest.utf8.count <= 253, isName else { return nil }
        guard let port = digits.map({ UInt16($0) }) ?? 9100, port > 0 else { return nil }
        self.init(host: String(rest), port: port)
    }
}

/// The language that a printer understands and answers in.
public enum DeviceLanguage: String, Sendable, Hashable, CaseIterable {
    /// Receipt printers: Epson ESC/POS, asked with `DLE EOT n` and `GS r 1`.
    case escpos
    /// Label printers: Zebra ZPL II, asked with `~HS`.
    case zpl
    /// Label printers: TSC TSPL, asked with `ESC ! ?` and answering `OUT`.
    case tspl
}

/// What keeps a printer from printing.
public enum DeviceTrouble: String, Sendable, Hashable, CaseIterable {
    case paperOut, coverOpen, paperJam, ribbonOut, cutterError, paused, headHot, offline, error
}

/// What a printer says of itself.
public struct DeviceStatus: Sendable, Hashable {
    /// Empty when it can print.
    public var troubles: Set<DeviceTrouble>
    /// The roll is nearly at its end; printing goes on.
    public var isPaperLow: Bool

    public init(troubles: Set<DeviceTrouble> = [], isPaperLow: Bool = false) {
        self.troubles = troubles
        self.isPaperLow = isPaperLow
    }

    public var isReady: Bool { troubles.isEmpty }
}

/// Why a printer did not take a document, or did not say that it did.
public enum DeviceError: Error, Sendable, Hashable {
    /// No connection. Nothing was sent.
    case unreachable(String)
    /// It took the connection and answered no question. Nothing was sent.
    case silent
    /// It says that it cannot print. Nothing was sent.
    case notReady(Set<DeviceTrouble>)
    /// The connection broke, or the printer took no more, with a part of the document on its way: a part or all of it may
    /// be on paper.
    case interrupted(String)
    /// It has every byte and did not say in time that it printed them; what it last complained of, if it did.
    case unconfirmed(Set<DeviceTrouble>)

    /// Whether no byte of the document has left, so that it may be sent again without a risk of printing it twice.
    public var isUnsent: Bool {
        switch self {
        case .unreachable, .silent, .notReady: true
        case .interrupted, .unconfirmed: false
        }
    }
}
