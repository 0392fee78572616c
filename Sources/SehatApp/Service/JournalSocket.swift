import Foundation
import Glibc

/// The journal's own socket: one datagram is one entry with fields of its own (systemd, "Native Journal Protocol").
struct JournalSocket: Sendable {
    static let standardPath = "/run/systemd/journal/socket"
    /// The longest name that the journal takes.
    private static let longestName = 64

    private let descriptor: Int32
    private let path: String

    /// Nil where there is no journal. It is open as long as the process lives.
    init?(path: String = standardPath) {
        guard path.utf8.count < MemoryLayout<sockaddr_un>.size - MemoryLayout<sa_family_t>.size,
            access(path, F_OK) == 0
        else { return nil }
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        self.path = path
    }

    /// - Returns: whether the journal took the entry; one that is too big for a datagram, or a journal that is away, it did not.
    func send(_ fields: [(name: String, value: String)]) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let entry = Self.entry(fields)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(
                    descriptor, entry, entry.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), $0,
                    socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return sent == entry.count
    }

    /// `NAME=value`, and where the value has several lines the name, its length as 64 bits little-endian, and the value.
    static func entry(_ fields: [(name: String, value: String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in fields {
            bytes += name.utf8
            if value.utf8.contains(10) {
                bytes.append(10)
                withUnsafeBytes(of: UInt64(value.utf8.count).littleEndian) { bytes += $0 }
            } else {
                bytes.append(UInt8(ascii: "="))
            }
            bytes += value.utf8
            bytes.append(10)
        }
        return bytes
    }

    /// A name of ours as the journal takes it: `printJob` becomes `SEHAT_PRINT_JOB`.
    static func field(_ key: String) -> String {
        var name = "SEHAT_"
        var wasSmall = false
        for character in key.unicodeScalars {
            let isWord = character.isASCII && (character.properties.isAlphabetic || ("0"..."9").contains(character))
            let isCapital = ("A"..."Z").contains(character)
            if isCapital, wasSmall { name += "_" }
            name += isWord ? String(character).uppercased() : "_"
            wasSmall = isWord && !isCapital
        }
        return String(name.prefix(longestName))
    }
}
