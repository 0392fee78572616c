import ArgumentParser
import Backup
import Foundation
import Glibc
import SehatCore
import SehatStore

extension KeyCommand {
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: "Give the database a new key, and the hospital a new recovery code.",
            discussion: """
                Copies the database under a new key beside it while the server works, and again what has changed since; only \
                the last pass and the switch need the server stopped, for seconds. Where the package's server runs, and for \
                root, it is stopped and started here; else the command ends with exit code 75 when the copy is ready: stop \
                the server and give the command again. Interrupted at any point it goes on where it was, or is given up with \
                --discard. Old backups still open: their keys are kept under the new one, and their own recovery code opens \
                them, too. Needs as much room as the database.

                Example: sehat key rotate --data /var/lib/sehat
                """)

        @OptionGroup var data: DataOptions
        @Flag(help: "Give up a copy that was begun; the key stays as it is.") var discard = false
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let configuration = try data.loaded()
                let directory = DataDirectory(configuration.dataDirectory)
                if discard {
                    try await ServiceAccount.acting(asOwnerOf: directory.path) { try KeySwitch.discard(directory.url) }
                    return Terminal.line("The key stays as it is; the copy under another was removed.")
                }
                guard let code = try await KeyRotation(directory: directory, configuration: configuration).run() else {
                    throw CommandFailure(
                        "The copy under the new key is ready. Stop the server and give this command again: it takes seconds.",
                        exitCode: .tryAgain)
                }
                try report(code)
            }
        }

        private func report(_ code: KeyRecovery.Code) throws {
            if json { return try Terminal.json(["recoveryCode": code.text]) }
            Terminal.line("The database has a new key.")
            Terminal.line("Recovery code: \(code.text)")
            Terminal.line("It is shown this once: write it down. The old code opens only the backups made until now.")
            Terminal.line(
                "Next: \(ShellWords(["sehat", "key", "sheet", "--out", "recovery.pdf"] + (try data.again())))")
        }
    }
}

/// Gives a hospital's database another key.
struct KeyRotation {
    let directory: DataDirectory
    let configuration: Configuration
    /// Passes beside a working server end when one has taken so few pages: 8 MiB.
    private static let fewPages = 2048
    private static let mostPasses = 6

    /// - Returns: the new recovery code; nil when the copy is ready and a server that cannot be stopped here works.
    /// - Throws: `StoreOpenError`, `CommandFailure`; before the switch nothing of the hospital has changed.
    func run() async throws -> KeyRecovery.Code? {
        guard !StandbyState.isKept(in: directory.url) else {
            throw CommandFailure("\(directory.path) is the copy that a standby keeps.", exitCode: .cannotOpen)
        }
        let present = try directory.key(file: configuration.keyFile)
        // A sealed key or a credential has no file: the new key gets one, and is sealed again.
        let isSealed = configuration.keyFile == nil && !FileManager.default.fileExists(atPath: directory.keyFile.path)
        let keyFile = configuration.keyFile.map { URL(filePath: $0) } ?? directory.keyFile
        let owner = directory.path
        guard access(keyFile.deletingLastPathComponent().path, W_OK) == 0 else {
            throw CommandFailure(
                "The new key cannot be written beside \(keyFile.path). Nothing was changed.", exitCode: .cannotOpen)
        }
        // Without a server the last pass does all of it: counters that stand still wait for one pass, not for two.
        if Control.isServed(directory) {
            try await ServiceAccount.acting(asOwnerOf: owner) { try copy(present) }
        }
        let stopped = Control.isServed(directory) && SystemUnit.serves(directory)
        if stopped { try SystemUnit.stop() }
        defer { if stopped { _ = try? SystemUnit.start() } }
        if Control.isServed(directory) { return nil }
        let code = KeyRecovery.Code.random()
        try await ServiceAccount.acting(asOwnerOf: owner) {
            try await settleLog(present)
            let rekeying = try Rekeying(directory.url, present: present)
            let former = KeyRing(in: directory.url, key: present).former + [present]
            let progress = { (part: Double) in Terminal.progress("Last pass: \(Int(part * 100)) %") }
            try KeySwitch.perform(directory.url, rekeying, keyFile: keyFile, progress: progress) { folder in
                try KeyRecovery(wrapping: rekeying.key, with: code).write(in: folder)
                try KeyRing(former: former).write(in: folder, under: rekeying.key)
            }
            Terminal.endProgress()
        }
        if isSealed, SealedKey.exists { try SealedKey.seal(keyFile) }
        try await note()
        return code
    }

    /// Passes beside the working server, until little is left for the time without it.
    private func copy(_ present: DatabaseKey) throws {
        let rekeying = try Rekeying(directory.url, present: present)
        for number in 1...Self.mostPasses {
            let taken = try rekeying.pass { Terminal.progress("Pass \(number): \(Int($0 * 100)) %") }
            if taken < Self.fewPages { break }
        }
        Terminal.endProgress()
    }

    /// Opens and closes the store: a server that was killed left a log behind, and the copy takes only the main file.
    private func settleLog(_ present: DatabaseKey) async throws {
        let log = directory.database.path + "-wal"
        let size = (try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int) ?? 0
        if size > 0 { try await open(present) { _ in } }
    }

    /// The first thing that stands in the database under its new key.
    private func note() async throws {
        try await ServiceAccount.acting(asOwnerOf: directory.path) {
            try await open(directory.key(file: configuration.keyFile)) { appliance in
                try await appliance.store.write(as: .system("key")) { tx in tx.audit("appliance.key.rotated") }
            }
        }
    }

    private func open(_ key: DatabaseKey, _ body: (Appliance) async throws -> Void) async throws {
        let appliance = try await Appliance.open(
            directory, key: key, configuration: configuration, logger: Control.quietLogger)
        defer { appliance.close() }
        try await body(appliance)
    }
}
