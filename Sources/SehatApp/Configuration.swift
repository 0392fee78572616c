import Foundation
import Schedule
import TOMLKit

/// How the server runs: read from `/etc/sehat/sehat.toml`, every key also an option of `sehat serve`.
///
/// A key that is not known is an error, because a misspelt key would silently leave a default in force.
public struct Configuration: Sendable, Equatable {
    /// Where the database, its key file and the lock live.
    public var dataDirectory = "/var/lib/sehat"
    /// The file with the 64 hexadecimal digits of the database key; by default a systemd credential, else `key` in the data directory.
    public var keyFile: String?
    /// Address and port of the web server.
    public var listen = "0.0.0.0:8443"
    /// Host names and addresses that the server's own certificate is made for, besides those of the machine.
    public var hosts: [String] = []
    /// Plain HTTP instead of TLS; refused unless the address is a loopback one.
    public var plainHTTP = false
    /// Accept TLS 1.2 as well, for old analysers.
    public var allowTLS12 = false
    /// Where backups are written; by default `backups` in the data directory.
    public var backupDirectory: String?
    /// Local time of the nightly backup, `HH:MM`; empty for none.
    public var backupTime = "02:00"
    /// How many backups are kept.
    public var backupKeep = 14
    /// Where every commit is shipped: directories inside a mounted disk or share, `sftp://…`, `s3://…`.
    public var shippingTargets: [String] = []
    /// Days for which the last moment of every hour stays restorable.
    public var shippingDays = 14
    /// When restores are tried, in the five fields of crontab; empty for never.
    public var drillTimetable = "30 3 * * 0"
    /// After so many days without a good drill people are told.
    public var drillDays = 10
    /// Where drills restore to; by default `drill` in the data directory.
    public var drillDirectory: String?
    /// After so many minutes without a sign of a standby that has once followed a target people are told; 0 for never.
    public var standbyMinutes = 15
    /// The CUPS server: a socket's path or `host:port`; empty for the system's default.
    public var cupsServer = ""
    /// Printers outside the hospital's networks, `host:port`, that may be spoken to.
    public var outgoingPrinters: [String] = []
    /// To whom alarms go.
    public var alarms = AlarmSettings()
    /// Room that the server keeps for the day on which the disk is full, in MiB; 0 for none.
    public var diskReserveMiB = 256
    /// Lowest level of the log: trace, debug, info, notice, warning, error.
    public var logLevel = "info"

    public init() {}

    public static let standardPath = "/etc/sehat/sehat.toml"

    /// Reads a configuration file; a missing file at the standard path gives the defaults.
    ///
    /// - Parameter mayBeMissing: whether any file may be missing, because it is about to be written.
    /// - Throws: `CommandFailure` naming the file and the key.
    public static func load(path: String?, mayBeMissing: Bool = false) throws -> Configuration {
        let file = path ?? standardPath
        guard FileManager.default.fileExists(atPath: file) else {
            if path != nil, !mayBeMissing {
                throw CommandFailure("There is no configuration file \(file).", exitCode: .configuration)
            }
            return Configuration()
        }
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw CommandFailure("\(file) cannot be read.", exitCode: .configuration)
        }
        return try parse(text, file: file)
    }

    /// Reads the text of a configuration file.
    public static func parse(_ text: String, file: String) throws -> Configuration {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw CommandFailure(
                "\(file), line \(error.source.begin.line): \(error.description)", exitCode: .configuration)
        }
        var configuration = Configuration()
        for key in table.keys {
            guard let value = table[key] else { continue }
            try configuration.set(key, to: value, file: file)
        }
        return configuration
    }

    private mutating func set(_ key: String, to value: any TOMLValueConvertible, file: String) throws {
        switch key {
        case "data_directory": dataDirectory = try Self.string(value, key, file)
        case "key_file": keyFile = try Self.string(value, key, file)
        case "listen": listen = try Self.string(value, key, file)
        case "hosts": hosts = try Self.strings(value, key, file)
        case "plain_http": plainHTTP = try Self.flag(value, key, file)
        case "allow_tls12": allowTLS12 = try Self.flag(value, key, file)
        case "backup_directory": backupDirectory = try Self.string(value, key, file)
        case "backup_time": backupTime = try Self.string(value, key, file)
        case "backup_keep": backupKeep = try Self.number(value, key, file)
        case "backup_targets": shippingTargets = try Self.strings(value, key, file)
        case "backup_target_days": shippingDays = try Self.number(value, key, file)
        case "drill_timetable":
            drillTimetable = try Self.string(value, key, file)
            guard drillTimetable.isEmpty || Timetable(drillTimetable) != nil else {
                throw Self.wrongType(key, "five fields of crontab, such as 30 3 * * 0", file)
            }
        case "drill_days": drillDays = try Self.number(value, key, file)
        case "drill_directory": drillDirectory = try Self.string(value, key, file)
        case "standby_minutes": standbyMinutes = try Self.number(value, key, file, from: 0)
        case "cups_server": cupsServer = try Self.string(value, key, file)
        case "outgoing_printers": outgoingPrinters = try Self.strings(value, key, file)
        case "alarm_email": alarms.emails = try Self.strings(value, key, file)
        case "alarm_sms": alarms.numbers = try Self.strings(value, key, file)
        case "alarm_per_hour": alarms.perHour = try Self.number(value, key, file)
        case let key where AlarmSettings.texts[key] != nil:
            if let path = AlarmSettings.texts[key] { alarms[keyPath: path] = try Self.string(value, key, file) }
        case "disk_reserve_mib": diskReserveMiB = try Self.number(value, key, file, from: 0)
        case "log_level": logLevel = try Self.string(value, key, file)
        default:
            throw CommandFailure(
                "\(file): there is no setting \"\(key)\". Known: \(Self.keys.joined(separator: ", ")).",
                exitCode: .configuration)
        }
    }

    /// Every key that a configuration file may hold.
    public static let keys =
        [
            "data_directory", "key_file", "listen", "hosts", "plain_http", "allow_tls12", "backup_directory",
            "backup_time", "backup_keep", "backup_targets", "backup_target_days", "drill_timetable", "drill_days",
            "drill_directory", "standby_minutes", "cups_server", "outgoing_printers", "alarm_email", "alarm_sms",
            "alarm_per_hour",
            "disk_reserve_mib", "log_level",
        ] + AlarmSettings.texts.keys.sorted()

    private static func string(_ value: any TOMLValueConvertible, _ key: String, _ file: String) throws -> String {
        guard let text = value.string else { throw wrongType(key, "a text in quotes", file) }
        return text
    }

    private static func flag(_ value: any TOMLValueConvertible, _ key: String, _ file: String) throws -> Bool {
        guard let flag = value.bool else { throw wrongType(key, "true or false", file) }
        return flag
    }

    private static func number(
        _ value: any TOMLValueConvertible, _ key: String, _ file: String, from least: Int = 1
    ) throws -> Int {
        guard let number = value.int, (least...10_000).contains(number) else {
            throw wrongType(key, "a whole number from \(least) to 10000", file)
        }
        return number
    }

    private static func strings(_ value: any TOMLValueConvertible, _ key: String, _ file: String) throws -> [String] {
        guard let array = value.array else { throw wrongType(key, "a list of texts", file) }
        return try array.map { element in try string(element, key, file) }
    }

    private static func wrongType(_ key: String, _ wanted: String, _ file: String) -> CommandFailure {
        CommandFailure("\(file): \(key) must be \(wanted).", exitCode: .configuration)
    }
}
