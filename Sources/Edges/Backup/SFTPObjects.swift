import Foundation
import Glibc
import Outgoing

/// Objects on another machine, through the system's OpenSSH client: its key file, its known hosts, no password.
///
/// One connection is kept open and shared by all calls (ControlMaster). A class, because that connection and the scratch
/// folder must go when nobody uses them any more.
final class SFTPObjects: ObjectStore {
    struct Place: Sendable {
        var user: String
        var host: String
        var port: Int
        /// A folder that is there; absolute.
        var folder: String
        /// The private key; it must open without a passphrase.
        var identity: String
        var knownHosts: String

        var name: String { "sftp://\(user)@\(host):\(port)\(folder)" }
    }

    let probeSeconds: Int64 = 10
    private let place: Place
    private let scratch: URL

    /// - Throws: `BackupError.badTarget` when a file that it names cannot be read.
    init(_ place: Place) throws {
        for file in [place.identity, place.knownHosts] where access(file, R_OK) != 0 {
            throw BackupError.badTarget("\(file) cannot be read")
        }
        self.place = place
        // Short, because the path of a socket may have 107 bytes only.
        scratch = FileManager.default.temporaryDirectory.appending(path: "sehat-sftp-\(UUID().uuidString.prefix(8))")
    }

    deinit {
        disconnect()
        try? FileManager.default.removeItem(at: scratch)
    }

    func disconnect() {
        guard FileManager.default.fileExists(atPath: control) else { return }
        _ = ChildProcess.run(
            "/usr/bin/ssh", ["-O", "exit"] + options + ["-p", "\(place.port)", "\(place.user)@\(place.host)"],
            scratch: scratch, seconds: 5)
    }

    func probe() throws {
        let result = try run(["cd \(quoted(place.folder))"])
        if result.status != 0 { throw missing(result) }
    }

    func put(_ name: String, _ data: Data, isDurable: Bool, mayMakeFolder: Bool) throws {
        let file = try temporary()
        defer { unlink(file.path) }
        try data.write(to: file)
        let final = quoted(path(name))
        let draft = quoted(path(name) + ".part")
        let folder = (name as NSString).deletingLastPathComponent
        var lines = folder.isEmpty || !mayMakeFolder ? [] : ["-mkdir \(quoted(path(folder)))"]
        lines += ["put \(isDurable ? "-f " : "")\(quoted(file.path)) \(draft)", "rename \(draft) \(final)"]
        let result = try run(lines)
        guard result.status == 0 else { throw BackupError.cannotWrite("\(name): \(words(result, but: "mkdir"))") }
    }

    func get(_ names: [String]) throws -> [String: Data] {
        let files = try names.map { (name: $0, file: try temporary()) }
        defer { for one in files { unlink(one.file.path) } }
        let result = try run(files.map { "-get \(quoted(path($0.name))) \(quoted($0.file.path))" })
        guard result.status == 0 else { throw BackupError.targetMissing("\(place.name): \(words(result))") }
        return try files.reduce(into: [:]) { found, one in
            if access(one.file.path, F_OK) == 0 { found[one.name] = try Data(contentsOf: one.file) }
        }
    }

    func names(_ folder: String) throws -> [String] {
        let result = try run(["-ls -1 \(quoted(path(folder)))"])
        guard result.status == 0 else { throw BackupError.targetMissing("\(place.name): \(words(result))") }
        return result.output.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("sftp>") }
            .map { ($0.trimmingCharacters(in: .whitespaces) as NSString).lastPathComponent }.sorted()
    }

    func remove(_ names: [String]) throws {
        let result = try run(names.map { "-rm \(quoted(path($0)))" })
        guard result.status == 0 else { throw BackupError.cannotWrite(words(result)) }
        // What could not be removed for another reason than that it is not there is still there.
        let refused = result.errors.split(whereSeparator: \.isNewline).first {
            $0.localizedCaseInsensitiveContains("permission")
        }
        if let refused { throw BackupError.cannotWrite(String(refused)) }
    }

    func removeFolder(_ name: String) throws {
        let names = try names(name).sorted { left, _ in left == GenerationManifest.fileName }
        if !names.isEmpty { try remove(names.map { "\(name)/\($0)" }) }
        _ = try run(["-rmdir \(quoted(path(name)))"])
    }

    private var control: String { scratch.appending(path: "c").path }

    private var options: [String] {
        [
            "BatchMode=yes", "StrictHostKeyChecking=yes", "UserKnownHostsFile=\(place.knownHosts)",
            "GlobalKnownHostsFile=/dev/null", "IdentitiesOnly=yes", "IdentityAgent=none",
            "IdentityFile=\(place.identity)",
            "ConnectTimeout=5", "ServerAliveInterval=5", "ServerAliveCountMax=3", "ControlMaster=auto",
            "ControlPersist=60", "ControlPath=\(control)", "LogLevel=ERROR",
        ].flatMap { ["-o", $0] } + ["-F", "/dev/null"]
    }

    /// Runs lines of a batch; the first that fails ends it, unless it begins with a hyphen.
    ///
    /// - Throws: `BackupError.targetMissing` when there is no connection.
    private func run(_ lines: [String]) throws -> ChildProcess.Result {
        do {
            try Outgoing.require(.backup, host: place.host, port: place.port)
        } catch {
            throw BackupError.targetMissing("\(place.name) is refused: \(error)")
        }
        let batch = try temporary()
        defer { unlink(batch.path) }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: batch)
        let arguments = ["-b", batch.path] + options + ["-P", "\(place.port)", "\(place.user)@\(place.host)"]
        let result = ChildProcess.run("/usr/bin/sftp", arguments, scratch: scratch, seconds: 180)
        if result.status == 255 || result.status > 126 { throw missing(result) }
        return result
    }

    private func temporary() throws -> URL {
        if access(scratch.path, F_OK) != 0 {
            try FileManager.default.createDirectory(
                at: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        return scratch.appending(path: UUID().uuidString)
    }

    private func missing(_ result: ChildProcess.Result) -> BackupError {
        .targetMissing("\(place.name) is not there: \(words(result))")
    }

    private func words(_ result: ChildProcess.Result, but ignored: String = "\0") -> String {
        result.errors.split(whereSeparator: \.isNewline).filter { !$0.contains(ignored) }.joined(separator: "; ")
    }

    private func path(_ name: String) -> String { name.isEmpty ? place.folder : "\(place.folder)/\(name)" }

    private func quoted(_ path: String) -> String {
        "\"" + path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
