import Backup
import Foundation
import Glibc
import PrintQueue
import Printing
import Schedule
import SehatCore
import SehatStore

/// Makes a hospital as a plan says: settings, database and key, certificate, administrator, printers, a first backup that
/// proves its target, and the recovery sheet.
struct HospitalSetup {
    let plan: SetupPlan
    let directory: DataDirectory
    /// The file that the settings are written into.
    let settingsFile: String
    /// Where the recovery sheet is written.
    let sheetFile: String
    var progress: (String) -> Void = { _ in }

    /// What was made; the one-time password and the recovery code are shown once and stored nowhere.
    struct Made: Codable {
        var data: String
        var username: String
        var oneTimePassword: String
        var recoveryCode: String
        var caFingerprint: String
        var recoverySheet: String
        var printers: [String]
        var firstBackup: String
    }

    /// - Throws: `CommandFailure`, `StoreOpenError`, `BackupError`. When it fails, what it has made is taken back: nobody has
    ///   seen the code and the password yet, and a hospital without them is no use to anybody.
    func make() async throws -> Made {
        let profile = try plan.hospital.profile()
        try checkPlan()
        let configuration = try settings().configuration
        let traces = SetupTraces(
            settingsFile: settingsFile, directory: directory, places: configuration.backupPlaces)
        do {
            try writeSettings()
            try makeDirectories(configuration)
        } catch {
            // One that is there now is of somebody who sets up at the same time.
            if !directory.exists { traces.takeBack() }
            throw error
        }
        do {
            let made = try await ServiceAccount.acting(asOwnerOf: directory.path) {
                try await fill(configuration, profile)
            }
            if SystemUnit.serves(directory) { try SystemUnit.allow(configuration.backupPlaces) }
            return made
        } catch let error as StoreOpenError where error.isOfAnother {
            throw error
        } catch {
            traces.takeBack()
            throw error
        }
    }

    private func fill(_ configuration: Configuration, _ profile: HospitalProfile) async throws -> Made {
        try checkBackups(configuration)
        progress("Making the database, its key and the certificate")
        let made = try await NewHospital.make(
            directory, configuration, profile: profile, administrator: plan.administrator.username)
        let appliance = try await Appliance.open(
            directory, key: directory.key(file: configuration.keyFile), configuration: configuration,
            logger: Control.quietLogger)
        defer { appliance.close() }
        let listen = try ListenAddress(configuration.listen)
        _ = try await appliance.composition.certificates.credentials(
            appliance.store, host: listen.host, allowsTLS12: configuration.allowTLS12)
        let (printers, backup) = try await appliance.serveLocally { [plan] client in
            (try await Self.addPrinters(plan.printer, client), try await Self.backUp(client))
        }
        return Made(
            data: made.data, username: made.username, oneTimePassword: made.oneTimePassword,
            recoveryCode: made.recoveryCode, caFingerprint: made.caFingerprint, recoverySheet: sheetFile,
            printers: printers, firstBackup: backup.name)
    }

    /// Whether the server's account can write where backups go; asked in its name.
    private func checkBackups(_ configuration: Configuration) throws {
        guard let backups = configuration.backupDirectory else { return }
        let probe = "\(backups)/.sehat-\(UUID().uuidString)"
        guard FileManager.default.createFile(atPath: probe, contents: nil) else {
            throw CommandFailure(
                "The server's account cannot write into \(backups). Nothing was made; change its owner or choose another directory.",
                exitCode: .cannotOpen)
        }
        try FileManager.default.removeItem(atPath: probe)
    }

    /// Writes the recovery sheet of the hospital that was made.
    ///
    /// - Throws: `CommandFailure`.
    func writeSheet(_ made: Made) throws {
        let profile = try plan.hospital.profile()
        try Self.writeSheet(
            try Self.sheet(of: directory, profile: profile, authority: made.caFingerprint), to: sheetFile)
    }

    /// Writes the recovery sheet, readable by the one who made it alone.
    ///
    /// - Throws: `CommandFailure`.
    static func writeSheet(_ sheet: RecoverySheet, to file: String) throws {
        let made = FileManager.default.createFile(
            atPath: file, contents: Data(try sheet.pdf()), attributes: [.posixPermissions: 0o600])
        if !made { throw CommandFailure("\(file) cannot be written.", exitCode: .cannotOpen) }
    }

    /// The sheet of the hospital in the data directory.
    ///
    /// - Throws: `CommandFailure` when the hospital has no wrapped key.
    static func sheet(
        of directory: DataDirectory, profile: HospitalProfile, authority: String,
        papers: PaperSettings = PaperSettings()
    ) throws -> RecoverySheet {
        guard let recovery = KeyRecovery.read(in: directory.url) else {
            throw CommandFailure("\(directory.path) holds no wrapped key (recovery.json).", exitCode: .data)
        }
        return RecoverySheet(
            hospital: profile, recovery: recovery, authority: authority,
            text: DocumentText(try Assets.catalogue(), profile.language), at: WallClock.system.now, papers: papers)
    }

    /// What can be known to be wrong before anything is made.
    private func checkPlan() throws {
        if directory.exists {
            throw CommandFailure(
                "\(directory.path) already holds a hospital. Nothing was changed.", exitCode: .cannotOpen)
        }
        if let listen = plan.server.listen { _ = try ListenAddress(listen) }
        if let time = plan.backup.time, !time.isEmpty, Timetable(daily: time) == nil {
            throw CommandFailure("The time of the backup must be HH:MM, not \"\(time)\".", exitCode: .usage)
        }
        if let folder = plan.backup.directory, !folder.hasPrefix("/") {
            throw CommandFailure("The backup directory must be a full path, not \"\(folder)\".", exitCode: .usage)
        }
        for target in plan.backup.targets ?? [] { _ = try BackupTarget(target) }
        let folder = URL(filePath: sheetFile).deletingLastPathComponent().path
        guard access(folder, W_OK) == 0 else {
            throw CommandFailure("The recovery sheet cannot be written into \(folder).", exitCode: .cannotOpen)
        }
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: sheetFile, isDirectory: &isDirectory), isDirectory.boolValue {
            throw CommandFailure(
                "\(sheetFile) is a directory; name the file of the recovery sheet.", exitCode: .cannotOpen)
        }
    }

    /// The text that the file of the settings gets, and what it says.
    private func settings() throws -> (text: String, configuration: Configuration) {
        let present = (try? String(contentsOfFile: settingsFile, encoding: .utf8)) ?? ""
        var file = SettingsFile(present)
        if directory.path != Configuration().dataDirectory {
            file.set("data_directory", SettingsFile.quoted(directory.path))
        }
        if let listen = plan.server.listen { file.set("listen", SettingsFile.quoted(listen)) }
        if !plan.server.hosts.isEmpty { file.set("hosts", SettingsFile.quoted(plan.server.hosts)) }
        if let folder = plan.backup.directory { file.set("backup_directory", SettingsFile.quoted(folder)) }
        if let time = plan.backup.time { file.set("backup_time", SettingsFile.quoted(time)) }
        if let keep = plan.backup.keep { file.set("backup_keep", String(keep)) }
        if let targets = plan.backup.targets { file.set("backup_targets", SettingsFile.quoted(targets)) }
        return (file.text, try Configuration.parse(file.text, file: settingsFile))
    }

    private func writeSettings() throws {
        let text = try settings().text
        let present = try? String(contentsOfFile: settingsFile, encoding: .utf8)
        // A file that was named is there in the end, even if it says nothing: other commands are given it.
        guard text != present, !text.isEmpty || settingsFile != Configuration.standardPath else { return }
        do {
            let folder = URL(filePath: settingsFile).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: settingsFile), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: settingsFile)
        } catch {
            throw CommandFailure(
                "\(settingsFile) cannot be written: \(error.localizedDescription)", exitCode: .cannotOpen)
        }
    }

    /// The data directory and the backup directory, owned by the account of the package where root sets up.
    private func makeDirectories(_ configuration: Configuration) throws {
        var owner = ServiceAccount.owner(of: directory.path)
        if owner == nil || owner?.user == 0, getuid() == 0, directory.path == Configuration().dataDirectory {
            owner = ServiceAccount.installed
        }
        try directory.prepareForNewHospital()
        if let owner, getuid() == 0 { try ServiceAccount.hand(directory.path, to: owner) }
        for target in configuration.shippingTargets { try TargetPlace(target)?.make(for: owner) }
        guard let backups = configuration.backupDirectory else { return }
        if !FileManager.default.fileExists(atPath: backups) {
            do {
                // Only the last directory is closed to others: the server's account must reach it through those above.
                let above = URL(filePath: backups).deletingLastPathComponent()
                try FileManager.default.createDirectory(at: above, withIntermediateDirectories: true)
                try FileManager.default.createDirectory(
                    atPath: backups, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            } catch {
                throw CommandFailure("\(backups) cannot be made: \(error.localizedDescription)", exitCode: .cannotOpen)
            }
            if let owner, getuid() == 0 { try ServiceAccount.hand(backups, to: owner) }
        }
    }

    private static func addPrinters(_ printers: [SetupPlan.Printer], _ client: ControlClient) async throws -> [String] {
        for printer in printers {
            let input = Printers.Input(name: printer.name, kind: printer.kind, target: printer.target, dpi: printer.dpi)
            let made = try await naming("Printer \"\(printer.name)\"") {
                try await client.send(.post, "/api/printers", input).decode(PrinterView.self)
            }
            for paper in printer.papers {
                let route = Routing.Input(documentKind: paper, printerID: made.id)
                try await naming("Printer \"\(printer.name)\", paper \"\(paper)\"") {
                    _ = try await client.send(.put, "/api/print-routes", route)
                }
            }
        }
        return printers.map(\.name)
    }

    /// Says of a refusal which line of the plan it is about.
    private static func naming<Answer>(_ what: String, _ work: () async throws -> Answer) async throws -> Answer {
        do {
            return try await work()
        } catch let failure as CommandFailure {
            throw CommandFailure("\(what): \(failure.message)", exitCode: failure.code, problem: failure.problem)
        }
    }

    private static func backUp(_ client: ControlClient) async throws -> BackupManifest {
        try await client.send(.post, "/api/backups").decode(BackupManifest.self)
    }
}
