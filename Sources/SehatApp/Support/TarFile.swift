import Foundation

/// A tape archive of small files in the form that every system unpacks (POSIX.1-1988, ustar).
struct TarFile {
    private(set) var bytes: [UInt8] = []
    private let seconds: Int

    /// - Parameter time: of all its files.
    init(time: Date) {
        seconds = Int(time.timeIntervalSince1970)
    }

    /// - Parameter name: ASCII, at most 99 bytes.
    mutating func add(_ name: String, _ content: Data) {
        var head = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { head[offset + index] = byte }
        }
        func octal(_ number: Int, _ width: Int) -> String {
            let digits = String(number, radix: 8)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        put(String(name.prefix(99)), at: 0)
        put(octal(0o600, 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(content.count, 11), at: 124)
        put(octal(seconds, 11), at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        let sum = head.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6), at: 148)
        head[154] = 0
        bytes += head + content
        bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    /// The archive with its end.
    var finished: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }
}
