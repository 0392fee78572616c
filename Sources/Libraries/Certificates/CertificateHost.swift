import Foundation

/// A name or address under which browsers reach the server.
public enum CertificateHost: Hashable, Sendable, CustomStringConvertible {
    /// In ASCII lower case, possibly with `*.` before it.
    case dns(String)
    /// 4 bytes for IPv4, 16 for IPv6.
    case ip([UInt8])

    /// Reads `10.0.0.5`, `fd00::5`, `[fd00::5]`, `sehat` or `sehat.hospital.lan`; nil when it is neither.
    public init?(_ text: String) {
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        if let bytes = Self.address(bare) {
            self = .ip(bytes)
        } else if let name = Self.name(bare.lowercased()) {
            self = .dns(name)
        } else {
            return nil
        }
    }

    /// As it is written in an address bar, IPv6 without brackets.
    public var description: String {
        switch self {
        case .dns(let name): name
        case .ip(let bytes): Self.text(bytes)
        }
    }

    /// Whether a certificate for this name is good for `other` too.
    func covers(_ other: CertificateHost) -> Bool {
        guard case .dns(let pattern) = self, case .dns(let name) = other, pattern.hasPrefix("*.") else {
            return self == other
        }
        return self == other || name.drop { $0 != "." } == pattern.dropFirst()
    }

    private static func address(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
        var six = in6_addr()
        if inet_pton(AF_INET6, text, &six) == 1 { return withUnsafeBytes(of: six) { Array($0) } }
        return nil
    }

    private static func name(_ text: String) -> String? {
        let body = text.hasPrefix("*.") ? text.dropFirst(2) : text[...]
        let labels = body.split(separator: ".", omittingEmptySubsequences: false)
        let isGood = labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { $0 == 45 || (48...57).contains($0) || (97...122).contains($0) }
        }
        // A name whose last label is a number is a mistyped address.
        let isNumber = labels.last?.allSatisfy(\.isNumber) ?? true
        return isGood && !isNumber && text.utf8.count <= 253 ? text : nil
    }

    private static func text(_ bytes: [UInt8]) -> String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        var buffer = [CChar](repeating: 0, count: 64)
        let isDone = bytes.withUnsafeBytes { raw in
            inet_ntop(AF_INET6, raw.baseAddress, &buffer, socklen_t(buffer.count)) != nil
        }
        guard isDone else { return "" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// Names that belong to no one on the internet.
enum PrivateSpace {
    /// RFC 6762, RFC 8375, RFC 6761, ICANN's `internal`, and what hospitals call their networks.
    static let suffixes = [
        "local", "lan", "internal", "intranet", "hospital", "corp", "home.arpa", "localhost", "test",
    ]
}
