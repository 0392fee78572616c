import Foundation
import Glibc

/// The account that a data directory belongs to.
///
/// An administrator types commands as root, while the server runs as an account of its own. What root made in the data
/// directory, the server could not open: so root works there in the name of the directory's owner.
enum ServiceAccount {
    /// The account that the package makes for the server.
    static let name = "sehat"

    /// Runs `body` in the name of the owner of `path` when this process is root's and the owner is another; afterwards it
    /// is root's again, so that a file which the administrator asked for can be written anywhere.
    ///
    /// - Throws: what `body` throws, or a `CommandFailure` when the account cannot be taken.
    static func acting<Result>(
        asOwnerOf path: String, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
    ) async throws -> Result {
        guard getuid() == 0, geteuid() == 0, let owner = owner(of: path), owner.user != 0 else {
            return try await body()
        }
        try take(owner)
        defer { release() }
        return try await body()
    }

    /// Takes on the name of the owner of `path` for good; for a server that root has started by hand.
    ///
    /// It decides whose the files are, and is no wall: the runtime's idle main thread keeps its account, because it has left
    /// the C library's list of threads. The wall is `User=` of the unit.
    ///
    /// - Throws: `CommandFailure` when the account cannot be taken.
    static func become(ownerOf path: String) throws {
        guard getuid() == 0, let owner = owner(of: path), owner.user != 0 else { return }
        guard initgroups(owner) == 0, setgid(owner.group) == 0, setuid(owner.user) == 0 else { throw refused(owner) }
    }

    /// Gives `path` and all in it to the owner of its directory when root made it, so that the server can open it.
    static func hand(_ path: String, to owner: (user: uid_t, group: gid_t)) throws {
        var paths = [path]
        let inside = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        paths += inside.map { "\(path)/\($0)" }
        for path in paths where lchown(path, owner.user, owner.group) != 0 {
            throw CommandFailure(
                "\(path) cannot be given to its account: \(String(cString: strerror(errno)))", exitCode: .cannotOpen)
        }
    }

    /// The owner of a path that exists.
    static func owner(of path: String) -> (user: uid_t, group: gid_t)? {
        let real = URL(filePath: path).resolvingSymlinksInPath().path
        guard let facts = try? FileManager.default.attributesOfItem(atPath: real),
            let user = facts[.ownerAccountID] as? NSNumber, let group = facts[.groupOwnerAccountID] as? NSNumber
        else { return nil }
        return (user.uint32Value, group.uint32Value)
    }

    /// The account of the package, where it was installed.
    static var installed: (user: uid_t, group: gid_t)? {
        getpwnam(name).map { ($0.pointee.pw_uid, $0.pointee.pw_gid) }
    }

    private static func take(_ owner: (user: uid_t, group: gid_t)) throws {
        guard initgroups(owner) == 0, setegid(owner.group) == 0, seteuid(owner.user) == 0 else {
            release()
            throw refused(owner)
        }
    }

    private static func release() {
        _ = seteuid(0)
        _ = setegid(0)
        _ = setgroups(0, nil)
    }

    private static func initgroups(_ owner: (user: uid_t, group: gid_t)) -> Int32 {
        guard let account = getpwuid(owner.user) else { return setgroups(0, nil) }
        return Glibc.initgroups(account.pointee.pw_name, owner.group)
    }

    private static func refused(_ owner: (user: uid_t, group: gid_t)) -> CommandFailure {
        CommandFailure("This process may not act as account \(owner.user).", exitCode: .cannotOpen)
    }
}
