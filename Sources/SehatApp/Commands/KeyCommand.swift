import ArgumentParser
import Backup
import Directory
import Foundation
import PrintQueue
import SehatCore
import SehatStore

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract:
            "The database key: try the recovery papers, print the sheet again, split it among officers, change it.",
        discussion: "Example: sehat key check --sheet",
        subcommands: [Check.self, Sheet.self, Split.self, Join.self, Seal.self, Rotate.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Try the recovery code, and the recovery sheet, on this hospital.",
            discussion: """
                Asks for the recovery code. With --sheet it asks for the words of the sheet first, typed or scanned from its \
                QR code, and tries those; without it tries the wrapped key in the data directory. Nothing is changed, and \
                the key is never shown. Exit code 65 when the papers do not open this hospital.

                Example: sehat key check --sheet
                """)

        @OptionGroup var data: DataOptions
        @Flag(help: "Ask for the words of the recovery sheet.") var sheet = false

        func run() async throws {
            try await running {
                let configuration = try data.loaded()
                let directory = DataDirectory(configuration.dataDirectory)
                let present = try directory.key(file: configuration.keyFile)
                let recovery = sheet ? try RecoveryPapers.sheet() : try RecoveryPapers.stored(directory)
                let code = try RecoveryPapers.code()
                let opened: DatabaseKey
                do {
                    opened = try recovery.key(with: code)
                } catch BackupError.wrongRecoveryCode {
                    throw CommandFailure(
                        "The recovery code does not open \(sheet ? "this sheet" : "this hospital's key"). Look at each character again.",
                        exitCode: .data)
                }
                guard opened.withBytes({ bytes in present.withBytes { $0 == bytes } }) else {
                    throw CommandFailure("The papers open a key, but not this hospital's.", exitCode: .data)
                }
                Terminal.line("good: \(sheet ? "the sheet and the code open" : "the code opens") this hospital")
            }
        }
    }

    struct Sheet: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sheet", abstract: "Write the recovery sheet again, as PDF.",
            discussion:
                "The recovery code stays the same and is not on it.\n\nExample: sehat key sheet --out recovery.pdf")

        @OptionGroup var data: DataOptions
        @Option(help: "The file to write.") var out: String

        func run() async throws {
            try await running {
                let configuration = try data.loaded()
                let directory = DataDirectory(configuration.dataDirectory)
                _ = try RecoveryPapers.stored(directory)
                let (profile, authority, papers) = try await Control.perform(data) { client in
                    _ = try await client.send(
                        .post, "/api/key/papers", KeyEndpoints.Papers(kind: .sheet, count: 1, need: 1))
                    let hospital = try await client.send(.get, "/api/hospital").decode(HospitalView.self)
                    let certificates = try await client.send(.get, "/api/tls").decode(CertificateStatus.self)
                    let papers = try await client.send(.get, "/api/paper-settings").decode(PaperSettings.self)
                    return (hospital.profile, certificates.authority?.fingerprint ?? "", papers)
                }
                let sheet = try HospitalSetup.sheet(
                    of: directory, profile: profile, authority: authority, papers: papers)
                try HospitalSetup.writeSheet(sheet, to: out)
                Terminal.line(out)
            }
        }
    }
}

extension KeyCommand {
    struct Seal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "seal", abstract: "Keep the key as an encrypted credential of this machine, not as a file.",
            discussion: """
                systemd seals the key with the machine's TPM, or where there is none with a secret of this installation, and \
                gives it to the server alone. The key file is removed when the sealed key was opened again. The recovery \
                papers are then the only other way to the key: try them first. Needs root, and the server restarted.

                Example: sehat key seal
                """)

        @OptionGroup var data: DataOptions

        func run() async throws {
            try await running {
                let directory = DataDirectory(try data.loaded().dataDirectory)
                guard getuid() == 0, directory.path == Configuration().dataDirectory else {
                    throw CommandFailure(
                        "Only root can seal a key, and only that of \(Configuration().dataDirectory).", exitCode: .usage
                    )
                }
                try SealedKey.seal(directory.keyFile)
                Terminal.line("The key is sealed in \(SealedKey.file); \(directory.keyFile.path) was removed.")
                Terminal.line("Next: systemctl restart sehat")
            }
        }
    }
}

/// What a person reads from the recovery papers.
enum RecoveryPapers {
    /// The recovery code, typed without an echo. An empty line is passed over, and a slip of the hand is no reason to type the
    /// words of a sheet again.
    static func code() throws -> KeyRecovery.Code {
        let words = "That is no recovery code: it has eight groups of four characters."
        for turn in 1...tries {
            guard let typed = Terminal.secret("Recovery code: ") else { break }
            if let code = KeyRecovery.Code(typed) { return code }
            if turn < tries, !typed.isEmpty { Terminal.note(words) }
        }
        throw CommandFailure(words, exitCode: .data)
    }

    private static let tries = 3

    /// The words of a sheet: lines until there are enough words, or an empty line.
    static func sheet() throws -> KeyRecovery {
        Terminal.note("Words of the recovery sheet, or its QR code; an empty line ends them:")
        var text = ""
        while let line = readLine(), !line.isEmpty {
            text += line + "\n"
            if let recovery = try? KeyRecovery(sheet: text) { return recovery }
        }
        do {
            return try KeyRecovery(sheet: text)
        } catch let fault as KeyRecovery.SheetFault {
            throw CommandFailure(fault.description, exitCode: .data)
        }
    }

    /// The wrapped key in a data directory.
    static func stored(_ directory: DataDirectory) throws -> KeyRecovery {
        guard let recovery = KeyRecovery.read(in: directory.url) else {
            throw CommandFailure("\(directory.path) holds no wrapped key (recovery.json).", exitCode: .data)
        }
        return recovery
    }
}
