public import Foundation
import Synchronization

extension Pipe {
    /// The lines that come through it until it is closed; asked for once, before the process runs.
    public var lines: AsyncStream<String> {
        let (lines, teller) = AsyncStream.makeStream(of: String.self)
        let rest = Rest()
        fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            guard !data.isEmpty else {
                handle.readabilityHandler = nil
                teller.finish()
                return
            }
            for line in rest.lines(adding: data) { teller.yield(line) }
        }
        return lines
    }

    /// What came after the last whole line.
    private final class Rest: Sendable {
        private let bytes = Mutex<[UInt8]>([])

        func lines(adding data: Data) -> [String] {
            bytes.withLock { bytes in
                bytes += data
                var parts = bytes.split(separator: 10, omittingEmptySubsequences: false)
                let last = parts.popLast() ?? []
                defer { bytes = Array(last) }
                return parts.map { String(decoding: $0, as: UTF8.self) }
            }
        }
    }
}
