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
    /// - Parameter afterBreak: whether it may still be waiting for the rest of a document that broke off, and takes the
    ///   question for a part of it; then it is freed from that first.
    /// - Throws: `DeviceError.unreachable`, `.silent`.
    public func status(afterBreak: Bool = false) throws -> DeviceStatus {
        let link = try DeviceLink(address, patience)
        return try ask(link, afterBreak)
    }

    /// Sends a document when the printer is ready, and returns when the printer has said that it is on paper.
    ///
    /// - Parameters:
    ///   - afterBreak: whether the printer may still be waiting for the rest of a document that broke off, which would
    ///     swallow the first bytes of this one; that is ended first.
    ///   - progress: told how many bytes have left, after each piece.
    /// - Throws: `DeviceError`; `isUnsent` says whether a byte has left.
    public func print(
        _ document: [UInt8], afterBreak: Bool = false, progress: (Int) -> Void = { _ in }
    ) throws {
        let link = try DeviceLink(address, patience)
        let status = try ask(link, afterBreak)
        guard status.isReady else { throw DeviceError.notReady(status.troubles) }
        if afterBreak, !talk.remedy.isEmpty {
            do {
                try link.write(talk.remedy)
            } catch DeviceError.interrupted(let words) {
                throw DeviceError.unreachable(words)
            }
        }
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
    private func ask(_ link: borrowing DeviceLink, _ afterBreak: Bool) throws -> DeviceStatus {
        do {
            do {
                return try talk.status(link)
            } catch DeviceError.silent where afterBreak && !talk.remedy.isEmpty {
                try link.write(talk.remedy)
                return try talk.status(link)
            }
        } catch DeviceError.interrupted(let words) {
            throw DeviceError.unreachable(words)
        }
    }

    private var talk: any DeviceTalk { language.talk }
}

extension DeviceLanguage {
    fileprivate var talk: any DeviceTalk {
        switch self {
        case .escpos: EscPosTalk()
        case .zpl: ZPLTalk()
        case .tspl: TSPLTalk()
        }
    }

    /// What ends a document that broke off anywhere in its bytes, and means nothing to a printer that waits for none. It stands
    /// before a document that others send, such as a spooler.
    public var remedy: [UInt8] { talk.remedy }
}

/// How a language asks and answers.
protocol DeviceTalk {
    /// - Throws: `DeviceError.silent` when no answer came, `.interrupted`.
    func status(_ link: borrowing DeviceLink) throws -> DeviceStatus
    /// Returns when the printer has said that all it got is on paper.
    ///
    /// - Throws: `DeviceError.unconfirmed`, `.interrupted`.
    func confirm(_ link: borrowing DeviceLink) throws
    /// What ends a document that broke off anywhere, and means nothing to a printer that waits for none.
    var remedy: [UInt8] { get }
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
