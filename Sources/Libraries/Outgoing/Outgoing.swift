import Glibc
import Synchronization

/// What a connection to another machine is for.
public enum OutgoingPurpose: String, CaseIterable, Codable, Hashable, Sendable {
    /// A target of continuous shipping or of a restore.
    case backup
    /// Alarms by e-mail.
    case mail
    /// Alarms by the hospital's SMS gateway.
    case sms
    /// A printer that is spoken to straight.
    case printer
    /// A CUPS server on another machine.
    case spooler
}

/// A connection that the configuration allows.
public struct OutgoingRule: Codable, Hashable, Sendable {
    public let purpose: OutgoingPurpose
    /// As it is configured: a name or an address.
    public let host: String
    public let port: Int

    /// A connection for a purpose.
    public init(_ purpose: OutgoingPurpose, host: String, port: Int) {
        self.purpose = purpose
        self.host = host.lowercased()
        self.port = port
    }
}

/// A connection that is not on the list. Nothing was sent.
public struct OutgoingRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    public let purpose: OutgoingPurpose
    public let host: String
    public let port: Int

    public var description: String {
        "\(host):\(port) is not on the list of outgoing connections (\(purpose.rawValue))"
    }
}

/// The list of machines that this process may speak to: what leaves the hospital is what its configuration names.
///
/// Every place that opens a connection asks here first; the list is filled from the configuration when a hospital is opened, or by
/// a command whose caller named the machine. It belongs to the process, as a firewall does, and nothing is ever taken off it. The
/// machine itself may always be spoken to. A printer may besides stand anywhere within the networks of a hospital (RFC 1918,
/// RFC 4193, link-local), since people add printers on a page.
public enum Outgoing {
    private static let list = Mutex<Set<OutgoingRule>>([])

    /// Puts connections on the list.
    public static func allow(_ rules: some Sequence<OutgoingRule>) {
        list.withLock { $0.formUnion(rules) }
    }

    /// Everything on the list, sorted.
    public static var rules: [OutgoingRule] {
        list.withLock { Array($0) }.sorted {
            ($0.purpose.rawValue, $0.host, $0.port) < ($1.purpose.rawValue, $1.host, $1.port)
        }
    }

    /// - Throws: `OutgoingRefusal` unless the machine is this one or stands on the list for that purpose.
    public static func require(_ purpose: OutgoingPurpose, host: String, port: Int) throws {
        let rule = OutgoingRule(purpose, host: host, port: port)
        let isAllowed = isThisMachine(rule.host) || list.withLock { $0.contains(rule) }
        guard isAllowed else { throw OutgoingRefusal(purpose: purpose, host: host, port: port) }
    }

    /// Asks for a printer once its name is an address, so that no name leads out of the hospital.
    ///
    /// - Parameters:
    ///   - host: as it is configured.
    ///   - address: what the name stands for, in numbers.
    /// - Throws: `OutgoingRefusal`.
    public static func requirePrinter(host: String, address: String, port: Int) throws {
        if NetworkAddress(address)?.isOfTheHospital == true { return }
        try require(.printer, host: host, port: port)
    }

    private static func isThisMachine(_ host: String) -> Bool {
        host == "localhost" || NetworkAddress(host)?.isLoopback == true
    }
}

/// An address in numbers, version 4 or 6.
public struct NetworkAddress: Hashable, Sendable {
    /// Four bytes or sixteen.
    private let bytes: [UInt8]

    /// Nil for a name.
    public init?(_ text: String) {
        // The zone of a link-local address: fe80::1%eth0.
        let plain = String(text.prefix { $0 != "%" })
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, plain, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, plain, &six) == 1 {
            let all = withUnsafeBytes(of: &six) { Array($0) }
            // An address of version 4 in the clothes of version 6 (RFC 4291, 2.5.5.2).
            let isMapped = all[..<10].allSatisfy { $0 == 0 } && all[10] == 0xFF && all[11] == 0xFF
            bytes = isMapped ? Array(all[12...]) : all
        } else {
            return nil
        }
    }

    /// This machine itself.
    public var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] == 1
    }

    /// Within a network that is not routed to the world: loopback, RFC 1918, RFC 4193, link-local.
    public var isOfTheHospital: Bool {
        if isLoopback { return true }
        if bytes.count == 16 { return bytes[0] & 0xFE == 0xFC || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80) }
        switch (bytes[0], bytes[1]) {
        case (10, _), (192, 168), (169, 254): return true
        case (172, let second): return (16...31).contains(second)
        default: return false
        }
    }
}
