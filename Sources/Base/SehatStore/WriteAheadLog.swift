import Foundation
import Glibc

/// The committed frames of the write-ahead log, read from its file. Headers are in clear, pages are ciphertext.
struct WriteAheadLog {
    private let descriptor: Int32
    private let path: String
    /// Where in the file the newest bytes of each page stand.
    private var offsets: [UInt32: Int] = [:]
    private static let headerSize = 32
    private static let frameHeaderSize = 24

    /// - Parameters:
    ///   - frames: how many frames count; those behind them are not yet committed, or from an earlier round.
    ///   - pageCount: the size of the database that the last of them must state.
    /// - Throws: `CopyError.logChanged` when the file does not say what the writer has said.
    init(path: String, frames: Int, pageCount: Int) throws {
        self.path = path
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: path) }
        do {
            try index(frames: frames, pageCount: pageCount)
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    func close() {
        Glibc.close(descriptor)
    }

    var isEmpty: Bool { offsets.isEmpty }

    /// Puts the newest bytes of `page` into `buffer`, if the log has any.
    func patch(_ page: UInt32, into buffer: UnsafeMutableRawBufferPointer) throws {
        guard let offset = offsets[page] else { return }
        let count = try FileBytes.read(descriptor, into: buffer, at: offset, path: path)
        guard count == buffer.count else { throw CopyError.logChanged }
    }

    private mutating func index(frames: Int, pageCount: Int) throws {
        let header = try read(Self.headerSize, at: 0)
        let salts = header[16..<24]
        guard Self.number(header, 8) == UInt32(Connection.pageSize) else { throw CopyError.logChanged }
        var size: UInt32 = 0
        for frame in 0..<frames {
            let start = Self.headerSize + frame * (Self.frameHeaderSize + Connection.pageSize)
            let head = try read(Self.frameHeaderSize, at: start)
            guard head[8..<16].elementsEqual(salts) else { throw CopyError.logChanged }
            offsets[Self.number(head, 0)] = start + Self.frameHeaderSize
            size = Self.number(head, 4)
        }
        guard size == UInt32(pageCount) else { throw CopyError.logChanged }
    }

    private func read(_ count: Int, at offset: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try FileBytes.read(descriptor, into: UnsafeMutableRawBufferPointer(buffer), at: offset, path: path)
            guard filled == count else { throw CopyError.logChanged }
        }
    }

    private static func number(_ bytes: [UInt8], _ at: Int) -> UInt32 {
        bytes[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
