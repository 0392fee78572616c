import Foundation
import GRDB
import Glibc

/// The pages of a database file that no table or index has, which SQLite's own check therefore never reads.
///
/// They hold nothing of the hospital's, but a copy is whole only when they, too, are what was written: the next row may be
/// put there, and only pages whose code is good can be read at all.
struct FreePages {
    private let cipher: PageCipher
    private let descriptor: Int32
    private let path: String
    private let pages: Int

    /// Where the database's header has the number of its pages, and the first page of the list.
    private static let countStart = 28
    private static let listStart = 32
    /// Bytes of a page of the list before the numbers: the next such page, and how many numbers there are.
    private static let listHead = 8

    /// - Throws: `StoreOpenError` when the file cannot be read, or its list of free pages is none.
    static func check(_ file: URL, key: DatabaseKey) throws -> [Int] {
        let descriptor = Glibc.open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault.error(errno, directory: file.path) }
        defer { Glibc.close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        var salt = [UInt8](repeating: 0, count: PageCipher.saltSize)
        _ = try salt.withUnsafeMutableBytes { try FileBytes.read(descriptor, into: $0, at: 0, path: file.path) }
        return try FreePages(
            cipher: PageCipher(key, salt: salt), descriptor: descriptor, path: file.path,
            pages: size / PageCipher.pageSize
        ).bad()
    }

    /// The numbers of the damaged ones, ascending.
    private func bad() throws -> [Int] {
        guard let first = try plain(1) else { return [1] }
        // A file may be longer than the database that it has.
        let count = Self.number(first, Self.countStart - PageCipher.saltSize)
        var bad = try count < pages ? ((count + 1)...pages).filter { try !isGood($0) } : []
        var list = Self.number(first, Self.listStart - PageCipher.saltSize)
        var met = 0
        while list != 0 {
            met += 1
            guard met <= pages, list <= pages, let page = try plain(list) else { return (bad + [list]).sorted() }
            let count = Self.number(page, 4)
            guard Self.listHead + 4 * count <= page.count else { return (bad + [list]).sorted() }
            for index in 0..<count {
                let number = Self.number(page, Self.listHead + 4 * index)
                if try number == 0 || number > pages || !isGood(number) { bad.append(number) }
            }
            list = Self.number(page, 0)
        }
        return bad.sorted()
    }

    private func isGood(_ number: Int) throws -> Bool {
        try number == PageCipher.lockPage || bytes(number).withUnsafeBytes { cipher.isGood($0, number) }
    }

    /// What a page says, without the salt before it; nil when it is damaged.
    private func plain(_ number: Int) throws -> Data? {
        try bytes(number).withUnsafeBytes { try cipher.opened($0, number) }
    }

    private func bytes(_ number: Int) throws -> [UInt8] {
        var page = [UInt8](repeating: 0, count: PageCipher.pageSize)
        let offset = (number - 1) * PageCipher.pageSize
        _ = try page.withUnsafeMutableBytes { try FileBytes.read(descriptor, into: $0, at: offset, path: path) }
        return page
    }

    private static func number(_ page: Data, _ at: Int) -> Int {
        page.dropFirst(at).prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }
}
