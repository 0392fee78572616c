import Access
import ArgumentParser
import Backup
import Foundation
import SehatCore
import SehatStore

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new hospital: database, key, certificates, first administrator.",
        discussion: """
            Prints once: the administrator's one-time password, the recovery code that opens backups without the key \
            file, and the fingerprint of the local certificate authority. Write the recovery code on paper.

            Example: sehat init --data /var/lib/sehat --name "City Hospital" --admin amina
            """)

    @OptionGroup var data: DataOptions

    @Option(help: "The hospital's name in English.")
    var name: String

    @Option(help: "The hospital's name in Urdu.")
    var nameUr: String?

    @Option(help: "The hospital's name in Hindi.")
    var nameHi: String?

    @Option(help: "The hospital's name in Arabic.")
    var nameAr: String?

    @Option(help: "Currency: PKR, INR, AED, SAR, QAR, OMR, KWD, BHD, USD.")
    var currency = "PKR"

    @Option(help: "Time zone, such as Asia/Karachi.")
    var timeZone = "Asia/Karachi"

    @Option(help: "Language of papers: en, ur, hi, ar.")
    var language = "ur"

    @Option(help: "User name of the first administrator.")
    var admin = "admin"

    @Option(help: "A host name or address for the server's certificate; may be repeated.")
    var host: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    struct Made: Codable {
        var data: String
        var username: String
        var oneTimePassword: String
        var recoveryCode: String
        var caFingerprint: String
    }

    func run() async throws {
        try await running {
            var configuration = try data.loaded()
            configuration.hosts += host
            let profile = try profile()
            let made = try await NewHospital.make(
                DataDirectory(configuration.dataDirectory), configuration, profile: profile, administrator: admin)
            if json { return try Terminal.json(made) }
            Terminal.line("Made the hospital \"\(name)\" in \(made.data).")
            Terminal.line()
            Terminal.line("  administrator       \(made.username)")
            Terminal.line("  one-time password   \(made.oneTimePassword)   (must be changed at the first sign-in)")
            Terminal.line("  recovery code       \(made.recoveryCode)")
            Terminal.line("  CA fingerprint      \(made.caFingerprint)")
            Terminal.line()
            Terminal.line(
                "Write the recovery code on paper and lock it away: it opens backups when this machine is lost.")
            Terminal.line("Next: \(ShellWords(["sehat", "serve"] + data.again(made.data, withKey: true)))")
        }
    }

    private func profile() throws -> HospitalProfile {
        var answers = HospitalAnswers(name: name)
        (answers.nameUr, answers.nameHi, answers.nameAr) = (nameUr, nameHi, nameAr)
        (answers.currency, answers.timeZone, answers.language) = (currency, timeZone, language)
        return try answers.profile()
    }
}

/// Making a hospital where there was none.
enum NewHospital {
    /// - Throws: `CommandFailure`, `StoreOpenError`; a directory that could not be finished is left without a database.
    static func make(
        _ directory: DataDirectory, _ configuration: Configuration, profile: HospitalProfile, administrator: String
    ) async throws -> InitCommand.Made {
        try directory.prepareForNewHospital()
        let key = try existingKey(directory, configuration) ?? DatabaseKey.random()
        do {
            let appliance = try await Appliance.open(
                directory, key: key, configuration: configuration, isNew: true, logger: Control.quietLogger)
            defer { appliance.close() }
            let services = appliance.composition.access
            let password = try await appliance.store.write(as: .system("init")) { tx in
                try tx.setHospital(profile)
                tx.audit("appliance.hospital.made")
                return try AccessSetup.createFirstAdministrator(username: administrator, services: services, in: tx)
            }
            let authority = try await appliance.composition.certificates.authority(appliance.store)
            let code = KeyRecovery.Code.random()
            try KeyRecovery(wrapping: key, with: code).write(in: directory.url)
            if configuration.keyFile == nil { try directory.writeKey(key) }
            return InitCommand.Made(
                data: directory.path, username: administrator, oneTimePassword: password, recoveryCode: code.text,
                caFingerprint: authority.fingerprint)
        } catch let error as StoreOpenError where error.isOfAnother {
            throw error
        } catch {
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: directory.database.path + suffix)
            }
            throw error
        }
    }

    /// A key that is there already: named by an option, or given by systemd.
    private static func existingKey(_ directory: DataDirectory, _ configuration: Configuration) throws -> DatabaseKey? {
        if let file = configuration.keyFile { return try DatabaseKey(file: URL(filePath: file)) }
        return try? directory.key(file: nil)
    }
}

extension StoreOpenError {
    /// Whether somebody else works in the directory: then what lies in it is not ours to take back.
    var isOfAnother: Bool {
        if case .inUse = self { return true }
        return false
    }
}
