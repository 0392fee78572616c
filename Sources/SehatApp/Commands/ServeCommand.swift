import ArgumentParser
import Foundation
import Logging
import Schedule
import SehatWeb

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the hospital until told to stop (SIGTERM or Ctrl-C).",
        discussion: """
            The settings of /etc/sehat/sehat.toml are options here too, but for those of alarms, standby_minutes and outgoing_printers.

            With --read-only it shows a restored copy, so that the records of a day or a patient can be looked at: people sign \
            in as they did, every change is refused, and every page says so. What was opened is noted in the copy's own log.

            Example: sehat serve --data /var/lib/sehat --listen 0.0.0.0:8443
            """)

    @OptionGroup var data: DataOptions

    @Option(help: "Address and port; port 0 takes a free one.")
    var listen: String?

    @Option(help: "A host name or address for the server's own certificate; may be repeated.")
    var host: [String] = []

    @Flag(help: "Plain HTTP instead of TLS; only on a loopback address.")
    var plainHTTP = false

    @Flag(name: .customLong("allow-tls12"), help: "Accept TLS 1.2 as well.")
    var allowTLS12 = false

    @Flag(help: "Only show a restored copy: changes are refused, nothing is printed, shipped or run by schedule.")
    var readOnly = false

    @Option(help: "Where backups are written.")
    var backupDirectory: String?

    @Option(help: "Local time of the nightly backup, HH:MM; empty for none.")
    var backupTime: String?

    @Option(help: "How many backups are kept.")
    var backupKeep: Int?

    @Option(help: "Where every commit is shipped: a directory, sftp://… or s3://…; may be repeated.")
    var backupTarget: [String] = []

    @Option(help: "Days for which the last moment of every hour stays restorable.")
    var backupTargetDays: Int?

    @Option(help: "When restores are tried, in five fields of crontab; empty for never.")
    var drillTimetable: String?

    @Option(help: "Days without a good drill after which people are told.")
    var drillDays: Int?

    @Option(help: "Where drills restore to.")
    var drillDirectory: String?

    @Option(help: "The CUPS server: a socket's path or host:port.")
    var cupsServer: String?

    @Option(name: .customLong("disk-reserve-mib"), help: "Room kept for the day on which the disk is full; 0 for none.")
    var diskReserveMiB: Int?

    @Option(help: "Lowest level of the log: trace, debug, info, notice, warning, error.")
    var logLevel: String?

    @Option(help: "Serve the pages from this directory (debug builds).")
    var webRoot: String?

    func run() async throws {
        try await running {
            let configuration = try merged()
            let logger = try Self.logger(configuration.logLevel)
            let directory = DataDirectory(configuration.dataDirectory)
            let key = try directory.key(file: configuration.keyFile)
            try ServiceAccount.become(ownerOf: directory.path)
            ServiceManager.current?.tell(.status("Opening \(directory.path)"))
            let appliance = try await Appliance.open(
                directory, key: key, configuration: configuration,
                reserveMiB: readOnly ? 0 : configuration.diskReserveMiB,
                webRoot: webRoot, isReadOnly: readOnly, logger: logger)
            defer { appliance.close() }
            try await appliance.serve(listen: ListenAddress(configuration.listen)) { bound in
                Terminal.line(
                    "Sehat \(Version.current) serves \(readOnly ? "a copy, only to be read, at " : "")\(bound.url)")
            }
        }
    }

    private func merged() throws -> Configuration {
        var configuration = try data.loaded()
        if let listen { configuration.listen = listen }
        if !host.isEmpty { configuration.hosts = host }
        if plainHTTP { configuration.plainHTTP = true }
        if allowTLS12 { configuration.allowTLS12 = true }
        if let backupDirectory { configuration.backupDirectory = backupDirectory }
        if let backupTime { configuration.backupTime = backupTime }
        if let backupKeep { configuration.backupKeep = backupKeep }
        if !backupTarget.isEmpty { configuration.shippingTargets = backupTarget }
        if let backupTargetDays { configuration.shippingDays = backupTargetDays }
        if let drillTimetable {
            guard drillTimetable.isEmpty || Timetable(drillTimetable) != nil else {
                throw CommandFailure("--drill-timetable wants five fields, such as 30 3 * * 0.", exitCode: .usage)
            }
            configuration.drillTimetable = drillTimetable
        }
        if let drillDays { configuration.drillDays = drillDays }
        if let drillDirectory { configuration.drillDirectory = drillDirectory }
        if let cupsServer { configuration.cupsServer = cupsServer }
        if let diskReserveMiB { configuration.diskReserveMiB = diskReserveMiB }
        if let logLevel { configuration.logLevel = logLevel }
        return configuration
    }

    /// A logger on standard error: for the journal where systemd gave it, else with the time for people.
    static func logger(_ level: String) throws -> Logger {
        guard let level = Logger.Level(rawValue: level) else {
            throw CommandFailure("There is no log level \"\(level)\".", exitCode: .configuration)
        }
        let isAttached = JournalLog.isAttached()
        let journal = isAttached ? JournalSocket() : nil
        var logger =
            isAttached
            ? Logger(label: "sehat") { _ in RecentLog.shared.keeping(JournalLog(journal: journal)) }
            : Logger(label: "sehat") { RecentLog.shared.keeping(StreamLogHandler.standardError(label: $0)) }
        logger.logLevel = level
        return logger
    }
}
