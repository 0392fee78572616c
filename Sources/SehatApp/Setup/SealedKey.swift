import Foundation
import Glibc
import SehatStore

/// The database key as an encrypted systemd credential, bound to this machine: to its TPM where there is one, else to the
/// secret that systemd keeps for it (systemd-creds(1)). The units load it as `sehat-key`.
enum SealedKey {
    /// The credential's name, and its file where `LoadCredentialEncrypted=` looks for it.
    static let name = "sehat-key"
    static let file = "/etc/credstore.encrypted/sehat-key"

    static var exists: Bool { FileManager.default.fileExists(atPath: file) }

    /// Seals a key file, and removes it only when the sealed copy was opened again and is the same.
    ///
    /// - Throws: `CommandFailure`; the key file is then still there.
    static func seal(_ keyFile: URL) throws {
        let key = try DatabaseKey(file: keyFile)
        let folder = URL(filePath: file).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure("\(folder.path) cannot be made: \(error.localizedDescription)", exitCode: .cannotOpen)
        }
        _ = try run(["encrypt", "--name=\(name)", keyFile.path, file])
        guard try open().withBytes({ bytes in key.withBytes { $0 == bytes } }) else {
            throw CommandFailure(
                "The sealed key is not the key that was sealed. Nothing was removed.", exitCode: .software)
        }
        try FileManager.default.removeItem(at: keyFile)
    }

    /// Opens the sealed key; only root may.
    ///
    /// - Throws: `CommandFailure` when systemd cannot open it on this machine.
    static func open() throws -> DatabaseKey {
        let text = String(decoding: try run(["decrypt", "--name=\(name)", file, "-"]), as: UTF8.self)
        guard let bytes = Hex.bytes(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw StoreOpenError.badKey
        }
        return try DatabaseKey(bytes: bytes)
    }

    private static func run(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/systemd-creds")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        do {
            try process.run()
        } catch {
            throw CommandFailure("systemd-creds cannot be run: \(error.localizedDescription)", exitCode: .unavailable)
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandFailure("systemd-creds could not \(arguments[0]) the key.", exitCode: .data)
        }
        return data
    }
}
