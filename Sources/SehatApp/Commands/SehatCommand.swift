import Alarms
public import ArgumentParser
import Backup
import SehatCore
import SehatStore
import SehatWeb

/// The command line of Sehat.
public struct SehatCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "sehat",
        abstract: "A hospital management system in one file.",
        discussion: """
            Commands that work on a hospital speak to the running server through the socket in its data directory; when \
            none runs they open the database themselves. Exit codes: 0 done, 1 checked and not in order, 64 wrong \
            command line, 65 wrong data or key, 69 no server, 70 internal, 73 in use or no access, 74 disk, 75 go on \
            later, 77 refused, 78 wrong setting.

            Example: sehat demo
            """,
        version: Version.current,
        subcommands: [
            SetupCommand.self, InitCommand.self, ServeCommand.self, DemoCommand.self, StatusCommand.self,
            DoctorCommand.self,
            RoutesCommand.self, OpenAPICommand.self, UserCommand.self, PrinterCommand.self, RenderCommand.self,
            TemplateCommand.self,
            NamesCommand.self, IdentifierCommand.self, PatientCommand.self, DuplicatesCommand.self,
            ImportCommand.self, ExportCommand.self,
            BackupCommand.self, RestoreCommand.self, DrillCommand.self, ScheduleCommand.self, DowntimeCommand.self,
            AlarmsCommand.self, ResidencyCommand.self, SupportCommand.self, StandbyCommand.self,
            PromoteCommand.self, KeyCommand.self, AuditCommand.self, TLSCommand.self, VersionCommand.self,
        ])

    public init() {}
}

/// Where the hospital is; the same options at every command that works on one.
struct DataOptions: ParsableArguments {
    @Option(name: .long, help: "The data directory. Default: data_directory of the configuration.")
    var data: String?

    @Option(name: .long, help: "The configuration file. Default: /etc/sehat/sehat.toml where it exists.")
    var config: String?

    @Option(name: .long, help: "A file with the database key. Default: the systemd credential, else DATA/key.")
    var keyFile: String?

    /// The configuration with the options laid over it.
    ///
    /// - Parameter isNew: whether the file is about to be written, and may be missing.
    func loaded(isNew: Bool = false) throws -> Configuration {
        var configuration = try Configuration.load(path: config, mayBeMissing: isNew)
        if let data { configuration.dataDirectory = data }
        if let keyFile { configuration.keyFile = keyFile }
        return configuration
    }
}

/// Runs the body of a command and turns what it throws into words and an exit code.
func running(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let error as ExitCode {
        throw error
    } catch {
        let failure = CommandFailure(saying: error)
        Terminal.endProgress()
        Terminal.note("sehat: \(failure.message)")
        throw failure.exitCode
    }
}

extension CommandFailure {
    /// Any error as words with the exit code that belongs to it.
    init(saying error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as StoreOpenError: self.init(error.description, exitCode: error.exitCode)
        case let error as BackupError: self.init(error.description, exitCode: error.exitCode)
        case let problem as Problem: self.init(Self.words(problem), exitCode: .refused)
        case let error as MessageSettingError: self.init(error.description, exitCode: .configuration)
        case let error as WebServerError: self.init("\(error)", exitCode: .cannotOpen)
        default: self.init("\(error)", exitCode: .software)
        }
    }
}

extension CommandFailure {
    /// A problem in the words that a page would show.
    private static func words(_ problem: Problem) -> String {
        guard let catalogue = try? Assets.catalogue() else { return problem.code }
        let fields = problem.fields.map { "\n  \($0.field): \(catalogue.text("field.\($0.code)", .en, $0.params))" }
        return catalogue.text("problem.\(problem.code)", .en, problem.params) + fields.joined()
    }
}

extension StoreOpenError {
    fileprivate var exitCode: CommandFailure.Code {
        switch self {
        case .inUse, .directoryMissing, .directoryNotWritable, .keyUnreadable: .cannotOpen
        case .diskFull: .disk
        case .library, .unsafeSetting, .migrationFailed, .badMigrationID: .software
        default: .data
        }
    }
}

extension BackupError {
    fileprivate var exitCode: CommandFailure.Code {
        switch self {
        case .notABackup, .damaged, .wrongRecoveryCode, .noRecovery, .wrongKey, .formerKey, .nothingShipped,
            .nothingSoOld:
            .data
        case .badTarget: .configuration
        case .targetNotEmpty, .notFound, .targetMissing, .targetReplaced, .noHospital: .cannotOpen
        case .cannotWrite, .notTakenAway: .disk
        case .noMemory: .software
        case .alreadyRunning: .refused
        }
    }
}
