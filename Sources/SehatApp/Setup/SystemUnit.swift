import Foundation
import Glibc

/// What setup changes of the machine around the server: where the units may write, and that the server runs.
struct SystemUnit {
    static let units = ["sehat.service", "sehat-backup.service"]
    private static let profile = "/etc/apparmor.d/local/sehat-server"

    /// Whether the package's unit is there and serves this data directory.
    static func serves(_ directory: DataDirectory) -> Bool {
        directory.path == Configuration().dataDirectory && getuid() == 0
            && ["/lib", "/usr/lib"].contains {
                FileManager.default.fileExists(atPath: "\($0)/systemd/system/sehat.service")
            }
    }

    /// Lets the units write to directories outside the data directory, and to no others but those of the downtime packs.
    ///
    /// - Throws: `CommandFailure` when a file cannot be written.
    static func allow(_ places: [String]) throws {
        guard !places.isEmpty else { return }
        for unit in units {
            let folder = "/etc/systemd/system/\(unit).d"
            try write(
                dropIn(places, "the directories of the backups. A disk that is not there stops no server"),
                to: "\(folder)/backup.conf", in: folder)
        }
        try confine(places)
    }

    /// Lets the server write to one more directory for downtime packs.
    ///
    /// - Returns: whether it was not allowed before: it is from the server's next start on.
    /// - Throws: `CommandFailure` when a file cannot be written.
    static func allowPacks(in place: String) throws -> Bool {
        let folder = "/etc/systemd/system/\(units[0]).d"
        let file = "\(folder)/downtime.conf"
        let present = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        guard !present.contains(setting(place) + "\n") else { return false }
        let text =
            present.isEmpty ? dropIn([place], "the directories of the downtime packs") : present + setting(place) + "\n"
        try write(text, to: file, in: folder)
        try confine([place])
        return true
    }

    /// The text of a drop-in.
    static func dropIn(_ places: [String], _ what: String) -> String {
        """
        # Written by sehat: \(what).
        [Service]
        \(places.map(setting).joined(separator: "\n"))

        """
    }

    /// As systemd.unit(5) and systemd.exec(5) want a path that may hold spaces, percent signs and quotes.
    private static func setting(_ place: String) -> String {
        let escaped = place.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%", with: "%%")
        return "ReadWritePaths=\"-\(escaped)\""
    }

    /// A line of the profile for a directory and all below it, as apparmor.d(5) wants a path whose signs mean themselves.
    static func rule(_ place: String) -> String {
        let escaped = place.map { #"\"*?[]{}^"#.contains($0) ? "\\\($0)" : String($0) }.joined()
        return "  \"\(escaped)/{,**}\" rwkl,\n"
    }

    /// Says the same to AppArmor, where the profile is there, and to systemd that its units have changed.
    private static func confine(_ places: [String]) throws {
        if FileManager.default.fileExists(atPath: "/etc/apparmor.d/sehat-server") {
            let lines = (try? String(contentsOfFile: profile, encoding: .utf8)) ?? ""
            let missing = places.map(rule).filter { !lines.contains($0) }
            if !missing.isEmpty { try write(lines + missing.joined(), to: profile, in: "/etc/apparmor.d/local") }
            let isLoaded = try? run("apparmor_parser", ["--replace", "/etc/apparmor.d/sehat-server"])
            if isLoaded != true, FileManager.default.fileExists(atPath: "/sys/module/apparmor") {
                Terminal.note("sehat: apparmor_parser did not take \(profile); the server may not write there yet")
            }
        }
        _ = try? run("systemctl", ["daemon-reload"])
    }

    /// Starts the server now and at every start of the machine; does nothing where systemd does not run.
    ///
    /// - Returns: whether it serves.
    static func start() throws -> Bool {
        guard FileManager.default.fileExists(atPath: "/run/systemd/system") else { return false }
        guard try run("systemctl", ["daemon-reload"]), try run("systemctl", ["enable", "--now", "sehat.service"]) else {
            throw CommandFailure("The server does not start: journalctl -u sehat", exitCode: .unavailable)
        }
        return true
    }

    /// Stops the server, in order.
    ///
    /// - Throws: `CommandFailure` when it does not stop.
    static func stop() throws {
        guard try run("systemctl", ["stop", "sehat.service"]) else {
            throw CommandFailure("The server does not stop: journalctl -u sehat", exitCode: .unavailable)
        }
    }

    private static func write(_ text: String, to file: String, in folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        } catch {
            throw CommandFailure("\(file) cannot be written: \(error.localizedDescription)", exitCode: .cannotOpen)
        }
    }

    /// Runs a program of the system to its end.
    private static func run(_ name: String, _ arguments: [String]) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
