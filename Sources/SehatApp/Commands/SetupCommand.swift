import ArgumentParser
import Foundation
import SehatCore
import Spooler

struct SetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Set up a new hospital on this machine, with questions or from a file.",
        discussion: """
            Makes the key, the database, the certificate, the first administrator, the printers and a first backup, writes \
            the settings, starts the server where systemd runs, and ends with a recovery sheet to be printed. Shown once: \
            the administrator's one-time password and the recovery code that opens the sheet and every backup. Keep the \
            code and the sheet apart.

            With --from nothing is asked. The file is TOML: [hospital] name, name_ur, name_hi, name_ar, address, phone, \
            currency, time_zone, language; [administrator] username; [server] listen, hosts; [[printer]] name, kind, \
            target, dpi, papers; [backup] directory, time, keep, targets. Only the hospital's name must be there. The file of \
            --config is made where it is missing. A setup that fails takes back what it has made, and can be given again.

            Example: sehat setup --from hospital.toml --sheet /media/usb/recovery.pdf
            """)

    @OptionGroup var data: DataOptions
    @Option(help: "A file with the answers, so that nothing is asked.") var from: String?
    @Option(help: "Where the recovery sheet is written, as PDF.") var sheet = "sehat-recovery.pdf"
    @Flag(help: "Do not start the server.") var noStart = false
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        try await running {
            let configuration = try data.loaded(isNew: true)
            let directory = DataDirectory(configuration.dataDirectory)
            let file = URL(filePath: sheet).standardizedFileURL.path
            let setup = HospitalSetup(
                plan: try plan(configuration), directory: directory,
                settingsFile: data.config ?? Configuration.standardPath, sheetFile: file
            ) { Terminal.progress($0) }
            let made = try await setup.make()
            Terminal.endProgress()
            // From here on the hospital is there: whatever fails, its password and its code must be shown.
            let sheetFault = fault { try setup.writeSheet(made) }
            var isServed = false
            let startFault = fault {
                isServed = !noStart && SystemUnit.serves(directory) ? try SystemUnit.start() : false
            }
            if json { try Terminal.json(made) } else { show(made, isServed: isServed) }
            if let sheetFault {
                let sheet = ShellWords(
                    ["sehat", "key", "sheet"] + data.again(made.data, withKey: true) + ["--out", "FILE"])
                throw CommandFailure(
                    "The hospital is set up, but its recovery sheet is not written: \(sheetFault.message) Next: \(sheet)",
                    exitCode: sheetFault.code)
            }
            if let startFault { throw startFault }
        }
    }

    private func fault(_ work: () throws -> Void) -> CommandFailure? {
        do {
            try work()
            return nil
        } catch {
            return CommandFailure(saying: error)
        }
    }

    private func plan(_ configuration: Configuration) throws -> SetupPlan {
        if let from { return try SetupPlan.load(from) }
        let queues = (try? Spooler(server: configuration.cupsServer).queues().map(\.name)) ?? []
        let questions = SetupQuestions(
            ask: { question in
                FileHandle.standardError.write(Data(question.utf8))
                return readLine()
            }, queues: queues)
        return try questions.plan()
    }

    private func show(_ made: HospitalSetup.Made, isServed: Bool) {
        Terminal.line("The hospital is set up in \(made.data).")
        Terminal.line()
        Terminal.line("  administrator       \(made.username)")
        Terminal.line("  one-time password   \(made.oneTimePassword)   (must be changed at the first sign-in)")
        Terminal.line("  recovery code       \(made.recoveryCode)")
        Terminal.line("  recovery sheet      \(made.recoverySheet)")
        Terminal.line("  CA fingerprint      \(made.caFingerprint)")
        Terminal.line("  first backup        \(made.firstBackup), verified")
        if !made.printers.isEmpty { Terminal.line("  printers            \(made.printers.joined(separator: ", "))") }
        Terminal.line()
        let again = data.again(made.data, withKey: true)
        let isNamed = data.data != nil || data.config != nil || data.keyFile != nil
        let check = ShellWords(["sehat", "key", "check", "--sheet"] + (isNamed ? again : []))
        Terminal.line(
            "Print the sheet (\(ShellWords("lp", made.recoverySheet))), write the recovery code on another paper, and lock them away"
        )
        Terminal.line("apart: together they open this hospital on a new machine. Then try them: \(check)")
        Terminal.line(
            isServed
                ? "The server runs: systemctl status sehat" : "Next: \(ShellWords(["sehat", "serve"] + again))")
    }
}
