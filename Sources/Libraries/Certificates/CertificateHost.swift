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

    public var description: String {
        switch self {
        case .dns(let name): name
        case .ip(let bytes): Self.text(bytes)
        }
    }

    /// Whether the address is one that no router of the internet carries, or the name cannot be one of it.
    public var isPrivate: Bool {
        switch self {
        case .dns(let name):
            !name.contains(".") || PrivateSpace.suffixes.contains { name == $0 || name.hasSuffix("." + $0) }
        case .ip(let bytes): PrivateSpace.ranges.contains { $0.contains(bytes) }
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

/// The addresses and names that belong to no one on the internet.
enum PrivateSpace {
    struct Range: Sendable {
        let address: [UInt8]
        let mask: [UInt8]

        func contains(_ bytes: [UInt8]) -> Bool {
            bytes.count == address.count && zip(zip(bytes, mask), address).allSatisfy { $0.0 & $0.1 == $1 }
        }
    }

    /// RFC 1918, loopback, link-local, carrier-grade NAT, and their IPv6 kin.
    static let ranges: [Range] = [
        Range(address: [10, 0, 0, 0], mask: [255, 0, 0, 0]),
        Range(address: [172, 16, 0, 0], mask: [255, 240, 0, 0]),
        Range(address: [192, 168, 0, 0], mask: [255, 255, 0, 0]),
        Range(address: [100, 64, 0, 0], mask: [255, 192, 0, 0]),
        Range(address: [127, 0, 0, 0], mask: [255, 0, 0, 0]),
        Range(address: [169, 254, 0, 0], mask: [255, 255, 0, 0]),
        Range(address: six(0xFC, 0), mask: six(0xFE, 0)),
        Range(address: six(0xFE, 0x80), mask: six(0xFF, 0xC0)),
        Range(address: Array(repeating: 0, count: 15) + [1], mask: Array(repeating: 255, count: 16)),
    ]

    /// RFC 6762, RFC 8375, RFC 6761, ICANN's `internal`, and what hospitals call their networks.
    static let suffixes = ["local", "lan", "internal", "intranet", "hospital", "corp", "home.arpa", "localhost", "test"]

    private static func six(_ first: UInt8, _ second: UInt8) -> [UInt8] {
        [first, second] + Array(repeating: 0, count: 14)
    }
}
