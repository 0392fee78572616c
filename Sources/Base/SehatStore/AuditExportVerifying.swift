import Crypto
public import Foundation
import SehatCore

/// What the check of an exported file has found.
public struct AuditExportReport: Codable, Hashable, Sendable {
    public let header: AuditExportHeader
    public let seal: AuditSeal
    /// How many entries were read and fit.
    public let entries: Int64
    /// Whether the file holds every entry from the first to the head, without a gap.
    public let isComplete: Bool
    /// The first thing that is wrong; nil when the file is what was exported.
    public let fault: AuditFault?
}

extension AuditVerifier {
    static let exportFormat = "sehat-audit-1"

    /// Checks an exported file without any database: every entry's hash, the links between neighbours, the seal.
    ///
    /// - Parameters:
    ///   - publicKey: the key that must have sealed it, 64 hexadecimal digits, known from elsewhere; without it only
    ///     the file's agreement with itself is checked.
    ///   - head: a head from outside that a complete file must contain.
    /// - Throws: `AuditFileError` when it is no such file.
    public static func verify(
        export file: URL, publicKey: String? = nil, against head: AuditHead? = nil
    ) throws -> AuditExportReport {
        guard let data = try? Data(contentsOf: file, options: .alwaysMapped) else { throw AuditFileError.unreadable }
        var lines = data.split(separator: 0x0A)[...]
        let decoder = JSONDecoder()
        guard let first = lines.popFirst(), let header = try? decoder.decode(AuditExportHeader.self, from: first),
            header.format == exportFormat
        else { throw AuditFileError.notAnExport }
        // The seal is taken in the very bytes in which it is written, not in any other spelling.
        guard let last = lines.popLast(), let seal = try? decoder.decode(AuditSeal.self, from: last),
            try AuditSeal.encoder.encode(seal) == last
        else { throw AuditFileError.notSealed }
        var check = ExportCheck(head: head)
        for line in lines where check.fault == nil { check.take(try? decoder.decode(AuditEntry.self, from: line)) }
        let body = data.prefix(last.startIndex - data.startIndex)
        return check.report(header, seal, Array(SHA256.hash(data: body)), publicKey: publicKey)
    }
}

/// Why a file is no audit export at all.
public enum AuditFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable
    case notAnExport
    case notSealed

    /// In English, for the command line.
    public var description: String {
        switch self {
        case .unreadable: "The file cannot be read."
        case .notAnExport: "The file is not an audit log exported by Sehat."
        case .notSealed: "The file has no seal at its end: it was cut off."
        }
    }
}

/// The state of a walk along the lines of an exported file.
private struct ExportCheck {
    let head: AuditHead?
    var entries: Int64 = 0
    var isGapless = true
    var seq: Int64 = 0
    var hash = Hex.text(AuditCanonical.genesis)
    var fault: AuditFault?

    mutating func take(_ entry: AuditEntry?) {
        guard let entry else {
            fault = AuditFault(seq: seq + 1, reason: .unreadable)
            return
        }
        guard let previous = Hex.bytes(entry.previous), previous.count == AuditCanonical.hashLength,
            Hex.text(AuditCanonical.hash(entry, previous: previous)) == entry.hash
        else {
            fault = AuditFault(seq: entry.seq, reason: .changed)
            return
        }
        if entry.seq == seq + 1 {
            guard entry.previous == hash else {
                fault = AuditFault(seq: entry.seq, reason: .changed)
                return
            }
        } else {
            guard entry.seq > seq else {
                fault = AuditFault(seq: entry.seq, reason: .changed)
                return
            }
            isGapless = false
        }
        if let head, head.seq == entry.seq, head.hash != entry.hash {
            fault = AuditFault(seq: entry.seq, reason: .headDiffers)
            return
        }
        entries += 1
        seq = entry.seq
        hash = entry.hash
    }

    func report(
        _ header: AuditExportHeader, _ seal: AuditSeal, _ digest: [UInt8], publicKey: String?
    ) -> AuditExportReport {
        let isComplete = isGapless && seq == seal.head.seq
        return AuditExportReport(
            header: header, seal: seal, entries: entries, isComplete: isComplete && fault == nil,
            fault: fault ?? sealFault(seal, digest, publicKey: publicKey, isFull: header.filter.isEverything))
    }

    private func sealFault(_ seal: AuditSeal, _ digest: [UInt8], publicKey: String?, isFull: Bool) -> AuditFault? {
        let key = Hex.bytes(publicKey?.lowercased() ?? seal.head.publicKey) ?? []
        let isSigned =
            (try? Curve25519.Signing.PublicKey(rawRepresentation: key))?
            .isValidSignature(Hex.lowerCaseBytes(seal.signature) ?? [], for: AuditSeal.prefix + digest) ?? false
        guard isSigned, seal.sha256 == Hex.text(digest), seal.entries == entries, seal.head.hasValidSignature,
            publicKey.map({ $0.lowercased() == seal.head.publicKey }) ?? true
        else { return AuditFault(seq: 1, reason: .badSeal) }
        if isFull, !(isGapless && seq == seal.head.seq) { return AuditFault(seq: seq + 1, reason: .missing) }
        if seal.head.seq == seq, seal.head.hash != hash { return AuditFault(seq: seq, reason: .headDiffers) }
        if let head, head.seq > seal.head.seq { return AuditFault(seq: head.seq, reason: .truncated) }
        return nil
    }
}
