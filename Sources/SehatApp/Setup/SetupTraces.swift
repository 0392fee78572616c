import Backup
import Foundation
import Glibc

/// What was there before a setup began, so that one which fails leaves nothing half made.
///
/// Taken back are the settings, everything new in the data directory, and directories that were not there. In a directory for
/// backups that was there nothing is touched: others may write into it meanwhile.
struct SetupTraces {
    private let settingsFile: String
    private let directory: DataDirectory
    /// As they were; nil for none.
    private let settings: Data?
    private let recovery: Data?
    /// What was in the data directory.
    private let names: Set<String>
    /// The directories that were missing, which go with what was laid into them.
    private let own: [String]
    /// Those above them that were missing too, the deepest first: they go while they hold nothing else.
    private let above: [String]

    private var recoveryFile: URL { directory.url.appending(path: KeyRecovery.fileName) }

    /// - Parameter places: the directories outside the data directory that the setup may make.
    init(settingsFile: String, directory: DataDirectory, places: [String]) {
        self.settingsFile = settingsFile
        self.directory = directory
        settings = FileManager.default.contents(atPath: settingsFile)
        recovery = FileManager.default.contents(atPath: directory.url.appending(path: KeyRecovery.fileName).path)
        names = Set((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? [])
        let folders = ([directory.path] + places).map(Self.missing)
        own = folders.compactMap(\.first)
        let folder = URL(filePath: settingsFile).standardizedFileURL.deletingLastPathComponent().path
        above = folders.flatMap { $0.dropFirst() } + Self.missing(folder)
    }

    /// Puts everything back as far as it goes; what cannot be taken back is no reason to hide why the setup failed.
    func takeBack() {
        let manager = FileManager.default
        for name in (try? manager.contentsOfDirectory(atPath: directory.path)) ?? [] where !names.contains(name) {
            try? manager.removeItem(at: directory.url.appending(path: name))
        }
        // In its place, so that it stays its owner's.
        if let recovery, manager.contents(atPath: recoveryFile.path) != recovery {
            try? recovery.write(to: recoveryFile)
        }
        if settings == nil { try? manager.removeItem(atPath: settingsFile) }
        if let settings, manager.contents(atPath: settingsFile) != settings {
            try? settings.write(to: URL(filePath: settingsFile), options: .atomic)
            try? manager.setAttributes([.posixPermissions: 0o644], ofItemAtPath: settingsFile)
        }
        for folder in own { try? manager.removeItem(atPath: folder) }
        for folder in above.sorted(by: { $0.count > $1.count }) { rmdir(folder) }
    }

    private static func missing(_ path: String) -> [String] {
        var folders: [String] = []
        var url = URL(filePath: path).standardizedFileURL
        // A link that leads nowhere is there, and is not ours.
        while url.path != "/", (try? FileManager.default.attributesOfItem(atPath: url.path)) == nil {
            folders.append(url.path)
            url.deleteLastPathComponent()
        }
        return folders
    }
}
