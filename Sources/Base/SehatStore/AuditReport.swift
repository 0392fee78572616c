public import SehatCore

/// What a walk along the audit chain has found.
public struct AuditReport: Codable, Hashable, Sendable {
    /// How many entries were found in order, from the first.
    public let entries: Int64
    /// The hash of the last of them, 64 hexadecimal digits; zeros for an empty chain.
    public let hash: String
    /// How many signed heads stand in the chain and fit.
    public let heads: Int
    /// The newest signed head that fits, if there is any.
    public let newestHead: AuditHead?
    /// The public keys that signed the heads, 64 hexadecimal digits each; compare them with the printed one.
    public let keys: [String]
    /// The first thing that is wrong; nil when the chain is whole.
    public let fault: AuditFault?

    public var isWhole: Bool { fault == nil }
}

/// Where an audit chain is broken, and how.
public struct AuditFault: Codable, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: String, Codable, CaseIterable, Sendable, WireEnum {
        /// An entry is not there.
        case missing
        /// An entry, or what it refers to, is not what was written.
        case changed
        /// The signature of a head is wrong.
        case badSignature
        /// A signed head names another hash than the entry has.
        case headDiffers
        /// A signed head names an entry beyond the end.
        case truncated
        /// A line of a file cannot be read.
        case unreadable
        /// The seal of an exported file does not fit the file.
        case badSeal
    }

    /// The first entry concerned.
    public let seq: Int64
    public let reason: Reason

    public init(seq: Int64, reason: Reason) {
        self.seq = seq
        self.reason = reason
    }

    /// In English, for the command line.
    public var description: String {
        switch reason {
        case .missing: "entry \(seq) is missing"
        case .changed: "entry \(seq) was changed"
        case .badSignature: "the signature of the head at entry \(seq) is wrong"
        case .headDiffers: "the signed head at entry \(seq) names another hash"
        case .truncated: "the chain ends before entry \(seq), which a signed head names"
        case .unreadable: "the line of entry \(seq) cannot be read"
        case .badSeal: "the file is not as it was sealed, from entry \(seq) on"
        }
    }
}
