/// A printer on the network that is spoken to without a spooler, so that it can be asked what it lacks and whether the
/// paper is out.
///
/// One call at a time to one printer: most of them take one connection only. Calls block.
public struct Device: Sendable {
    public let address: DeviceAddress
    public let language: DeviceLanguage
    private let patience: DevicePatience

    public init(_ address: DeviceAddress, _ language: DeviceLanguage, patience: DevicePatience = DevicePatience()) {
        self.address = address
        self.language = language
        self.patience = patience
    }

    /// What the printer says of itself.
    ///
    /// - Throws: `DeviceError.unreachable`, `.silent`.
    public func status() throws -> DeviceStatus {
        let link = try DeviceLink(address, patience)
        return try ask(link)
    }

    /// Sends a document when the printer is ready, and returns when the printer has said that it is on paper.
    ///
    /// - Parameter progress: told how many bytes have left, after each piece.
    /// - Throws: `DeviceError`; `isUnsent` says whether a byte has left.
    public func print(_ document: [UInt8], progress: (Int) -> Void = { _ in }) throws {
        let link = try DeviceLink(address, patience)
        let status = try ask(link)
        guard status.isReady else { throw DeviceError.notReady(status.troubles) }
        for start in stride(from: 0, to: document.count, by: Self.piece) {
            let end = min(start + Self.piece, document.count)
            try link.write(Array(document[start..<end]))
            progress(end)
        }
        try talk.confirm(link)
    }

    /// How many bytes of a document are written in one piece.
    private static let piece = 16_384

    /// Before a document every break means that nothing was sent.
    private func ask(_ link: borrowing DeviceLink) throws -> DeviceStatus {
        do {
            return try talk.status(link)
        } catch DeviceError.interrupted(let words) {
            throw DeviceError.unreachable(words)
        }
    }

    private var talk: any DeviceTalk {
        switch language {
        case .escpos: EscPosTalk()
        case .zpl: ZPLTalk()
        case .tspl: TSPLTalk()
        }
    }
}

/// How a language asks and answers.
protocol DeviceTalk {
    /// - Throws: `DeviceError.silent` when no answer came, `.interrupted`.
    func status(_ link: borrowing DeviceLink) throws -> DeviceStatus
    /// Returns when the printer has said that all it got is on paper.
    ///
    /// - Throws: `DeviceError.unconfirmed`, `.interrupted`.
    func confirm(_ link: borrowing DeviceLink) throws
}

/// Milliseconds that are left of a wait.
struct Deadline {
    private let end: ContinuousClock.Instant

    init(_ milliseconds: Int32) {
        end = .now + .milliseconds(Int64(milliseconds))
    }

    var left: Int32 {
        let rest = ContinuousClock.now.duration(to: end)
        return Int32(
            clamping: max(0, rest.components.seconds * 1000 + rest.components.attoseconds / 1_000_000_000_000_000))
    }
}
