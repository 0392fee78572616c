import Access
import Alarms
import AuditTrail
public import Backup
import Billing
import Counter
import Directory
import Downtime
import DowntimePack
import Encounters
public import Foundation
import Identification
import Ledger
public import Logging
import Patients
import PrintQueue
import Printing
import Schedule
public import SehatCore
public import SehatStore
public import SehatWeb
import Templates

/// The whole product put together: the one place that knows every module.
public struct Composition: Sendable {
    public let modules: [Module]
    let access: AccessServices
    let monitor: PrintMonitor
    let backups: Backups
    let shippers: [Shipper]
    let key: DatabaseKey
    let certificates: CertificateKeeper
    let scheduler: Scheduler
    let mode: ServingMode
    let fencing: Fencing
    let alarms: AlarmWatch
    let metrics = MetricsText()
    let listening: ListeningPlace

    /// What the composition is made for.
    public struct Options: Sendable {
        public var directory: DataDirectory
        public var key: DatabaseKey
        public var backupDirectory: URL
        public var backupKeep: Int
        /// Where every commit is shipped, and the days for which every hour of it is kept.
        public var shippingTargets: [BackupTarget] = []
        public var shippingDays = 14
        /// Local time of the nightly backup, `HH:MM`; empty for none.
        public var backupTime = ""
        /// When restores are tried, in five fields of crontab; empty for never.
        public var drillTimetable = ""
        /// After so many days without a good drill people are told.
        public var drillDays = 10
        /// After so many minutes without a sign of a standby people are told; 0 for never.
        public var standbyMinutes = 15
        /// Where drills restore to; by default `drill` in the data directory.
        public var drillDirectory: URL?
        /// Whether changes are taken.
        public var mode = ServingMode()
        /// Where the web server is to listen, and where it does.
        public var listen = Configuration().listen
        public var listening = ListeningPlace()
        public var cupsServer: String
        /// To whom alarms go besides the page.
        var alarmChannels = AlarmChannels()
        /// Names and addresses that the server's own certificate is made for.
        public var hosts: [String]
        public var logger: Logger

        public init(
            directory: DataDirectory, key: DatabaseKey, backupDirectory: URL? = nil, backupKeep: Int = 14,
            cupsServer: String = "", hosts: [String] = [], logger: Logger = Logger(label: "sehat")
        ) {
            self.directory = directory
            self.key = key
            self.backupDirectory = backupDirectory ?? directory.backups
            self.backupKeep = backupKeep
            self.cupsServer = cupsServer
            self.hosts = hosts
            self.logger = logger
        }
    }

    /// - Throws: a `Problem` when the password library cannot start.
    public init(_ options: Options) throws {
        access = try AccessServices()
        key = options.key
        monitor = PrintMonitor(server: options.cupsServer, logger: options.logger)
        certificates = CertificateKeeper(hosts: options.hosts)
        backups = Backups(
            directory: options.backupDirectory, dataDirectory: options.directory.url, product: Version.current,
            keep: options.backupKeep)
        let plan = Shipper.Plan(
            product: Version.current, dataDirectory: options.directory.url, keepDays: options.shippingDays)
        shippers = options.shippingTargets.map { Shipper(target: $0, key: options.key, plan: plan) }
        mode = options.mode
        listening = options.listening
        fencing = Fencing(
            targets: options.shippingTargets, key: options.key,
            ring: KeyRing(in: options.directory.url, key: options.key), mode: options.mode, logger: options.logger)
        let drilling = Drilling(
            [.newestBackup(backups, key: options.key)]
                + options.shippingTargets.map { .target($0, key: options.key) },
            scratch: options.drillDirectory ?? options.directory.url.appending(path: "drill"), key: options.key)
        let packs = PackMaking(parts: Self.downtimeParts)
        let chain = ChainWatch()
        let sources = AlarmSources(
            backups: backups, shippers: shippers, certificates: certificates, monitor: monitor, chain: chain,
            standbys: StandbyWatch(
                targets: options.shippingTargets, key: options.key, ring: fencing.ring,
                limitMinutes: options.standbyMinutes), options: options)
        alarms = AlarmWatch(sources: sources.all, channels: options.alarmChannels, logger: options.logger)
        scheduler = Scheduler(
            PeriodicWork(backups, drilling, certificates, packs, alarms, chain, options).tasks, logger: options.logger)
        let ports = AccessPorts(
            modules: Self.pageModules, version: Version.current, mode: options.mode, station: Self.station)
        modules = [
            DirectoryModule.module(),
            PatientsModule.module(parts: Self.patientParts),
            EncountersModule.module(),
            LedgerModule.module(),
            PrintQueueModule.module(),
            AccessModule.module(access, ports: ports),
            AuditTrailModule.module(),
            CounterModule.module(),
            BillingModule.module(),
            TemplatesModule.module(),
            PrintingModule.module(server: options.cupsServer, monitor: monitor),
            BackupModule.module(backups, key: options.key, shippers: shippers),
            DrillModule.module(drilling, limitDays: options.drillDays),
            ScheduleModule.module(scheduler),
            IdentificationModule.module(),
            DowntimeModule.module(),
            PackModule.module(packs),
            AlarmModule.module(alarms),
            ApplianceModule.module(certificates, backups, shippers, alarms, monitor, metrics, options),
        ]
    }

    /// Every route of the product.
    public var endpoints: [Endpoint] { modules.flatMap(\.endpoints) }

    /// Every permission that a module or the base declares.
    public var permissions: [PermissionDeclaration] { Site.permissions(of: modules) }

    /// Every migration, constraint and view.
    public var schema: StoreSchema {
        StoreSchema(
            migrations: modules.flatMap(\.migrations),
            violations: modules.reduce(into: [:]) { $0.merge($1.violations) { first, _ in first } },
            views: modules.flatMap(\.views))
    }

    /// Where patients stand in the tables of the modules. The print queue knows no patients, only ids.
    static let patientParts = [
        EncounterPatientPart.part, LedgerPatientPart.part, BillPatientPart.part, IdentificationPatientPart.part,
        PatientPart(tables: [.moving("printQueueDocument")], history: DocumentHistory.list),
    ]

    /// What stands in the downtime packs, in the order in which wards read it.
    static let downtimeParts = DowntimePart.hospital + [.billing]

    /// The folders of the pages, in the order in which the shell loads them.
    static let pageModules = [
        "counter", "patients", "billing", "templates", "printing", "directory", "access", "auditTrail", "backup",
        "schedule", "downtime", "alarms", "appliance",
    ]

    private static let station: @Sendable (ID<Station>, ReadTx) throws -> SessionStation? = { id, tx in
        guard let station = try? Stations.find(id, in: tx), station.isActive else { return nil }
        return SessionStation(id: id, number: station.number, name: station.name)
    }
}

/// The version of the product.
public enum Version {
    public static let current = "1.0.0"
}
