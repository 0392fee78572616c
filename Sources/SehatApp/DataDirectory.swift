public import Foundation
public import SehatStore

/// The layout of a data directory, and where its key is found.
///
/// `sehat.db` (encrypted), `sehat.lock`, `sehat.sock` (local commands), `key` (64 hexadecimal digits, readable by the
/// service alone, unless a systemd credential carries it) and `backups`.
public struct DataDirectory: Sendable {
    public let url: URL

    public init(_ path: String) {
        url = URL(filePath: path).standardizedFileURL
    }

    public var path: String { url.path }
    public var database: URL { url.appending(path: StoreConfiguration.fileName) }
    public var keyFile: URL { url.appending(path: "key") }
    public var backups: URL { url.appending(path: "backups") }

    /// The socket that local commands speak to; within the 107 bytes that the system allows for its path.
    public var socket: String { url.appending(path: "sehat.sock").path }

    public var exists: Bool { FileManager.default.fileExists(atPath: database.path) }

    /// The key of the database: the named file, else the systemd credential `sehat-key`, else the file `key` here, else,
    /// for root and the package's directory, the key that `sehat key seal` has sealed.
    ///
    /// - Throws: `StoreOpenError` when there is none or it is no key.
    public func key(file: String?) throws -> DatabaseKey {
        // A change of the key that was cut off between its steps is completed before anybody reads the key.
        try KeySwitch.complete(url)
        if let file { return try DatabaseKey(file: URL(filePath: file)) }
        if let credentials = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"] {
            let credential = URL(filePath: credentials).appending(path: "sehat-key")
            if FileManager.default.fileExists(atPath: credential.path) { return try DatabaseKey(file: credential) }
        }
        let isSealed = !FileManager.default.fileExists(atPath: keyFile.path) && SealedKey.exists
        if isSealed, getuid() == 0, path == Configuration().dataDirectory { return try SealedKey.open() }
        return try DatabaseKey(file: keyFile)
    }

    /// Makes the directory (0700) when it is missing.
    ///
    /// - Throws: `CommandFailure` when it cannot be made or is not empty although a new hospital is wanted there.
    func prepareForNewHospital() throws {
        let files = FileManager.default
        if exists {
            throw CommandFailure(
                "\(path) already holds a hospital. Nothing was changed; choose another directory.",
                exitCode: .cannotOpen)
        }
        do {
            try files.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure("\(path) cannot be made: \(error.localizedDescription)", exitCode: .cannotOpen)
        }
    }

    /// Writes a new key file that only its owner can read, whole or not at all; it is on the disk then.
    func writeKey(_ key: DatabaseKey) throws {
        do {
            try DurableFile.write(Data((key.withBytes { Hex.text($0) } + "\n").utf8), to: keyFile)
        } catch {
            throw CommandFailure("\(keyFile.path) cannot be written.", exitCode: .cannotOpen)
        }
    }
}
