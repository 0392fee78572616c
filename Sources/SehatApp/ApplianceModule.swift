import Alarms
import Backup
import Certificates
import GRDB
import PrintQueue
import Printing
public import SehatCore
import SehatStore
import SehatWeb

extension Permission {
    /// See how the server is, and its certificate.
    public static let applianceRead = Permission("appliance.read")
    /// Check the server whole, replace and renew its certificate.
    public static let applianceManage = Permission("appliance.manage")
}

/// The server itself: how it is, its checks, its certificate.
enum ApplianceModule {
    static func module(
        _ certificates: CertificateKeeper, _ backups: Backups, _ shippers: [Shipper], _ alarms: AlarmWatch,
        _ monitor: PrintMonitor, _ metrics: MetricsText, _ options: Composition.Options
    ) -> Module {
        Module(
            name: "appliance",
            permissions: [
                PermissionDeclaration(.applianceRead, roles: ["administrator", "auditor"]),
                PermissionDeclaration(.applianceManage, roles: ["administrator"]),
            ],
            endpoints: [
                .raw(
                    .get, "/mode", "appliance.mode.read", .anonymous,
                    "Whether changes are taken, and the epoch: a page that sees another one was opened on another server.",
                    shape: .json(NoInput.self, ApplianceMode.self)
                ) { call in
                    let epoch = try await call.store.read(as: call.principal) { tx in try Fencing.own(in: tx) }
                    return try .json(ApplianceMode(mode: options.mode.state, epoch: epoch))
                },
                .raw(
                    .get, "/status", "appliance.status.read", .requires(.applianceRead), "How the server is.",
                    shape: .json(NoInput.self, ApplianceStatus.self)
                ) { call in
                    let (isDiskLow, takeover) = (call.store.isDiskLow, options.mode.takeover)
                    var status = try await call.store.read(as: call.principal) { tx in
                        try ApplianceStatus(tx, certificates, backups, isDiskLow: isDiskLow)
                    }
                    let now = call.store.now
                    status.shipping = shippers.map { $0.status(at: now) }
                    status.alarms = alarms.live
                    status.takeover = takeover
                    return try .json(status)
                },
                .raw(
                    .post, "/doctor", "appliance.doctor.run", .requires(.applianceManage),
                    "Check the hospital whole: settings, pages of the database, audit chain, disk, printing, backups.",
                    shape: .json(NoInput.self, DoctorReport.self)
                ) { call in
                    let doctor = Doctor(
                        call: call, certificates: certificates, backups: backups, shippers: shippers, options: options,
                        language: call.request.language)
                    let report = try await doctor.run()
                    // Asked most where nothing may be changed any more, and then leaves nothing.
                    guard options.mode.state == .normal else { return try .json(report) }
                    try await call.store.write(as: call.principal) { tx in
                        tx.audit("appliance.doctor.run", ["isGood": .flag(report.isGood)])
                    }
                    return try .json(report)
                }.allowedReadOnly(),
            ] + CertificateEndpoints(certificates: certificates).all + KeyEndpoints.all
                + ResidencyEndpoints(options: options, backups: backups.directory, monitor: monitor).all
                + SupportEndpoints(
                    certificates: certificates, backups: backups, shippers: shippers, monitor: monitor,
                    options: options,
                    metrics: metrics
                ).all)
    }
}

/// Whether changes are taken, and since which promotion.
struct ApplianceMode: Codable, Sendable {
    let mode: ServingMode.State
    /// Raised by each promotion; 0 where there was none.
    let epoch: Int64
}

/// How the server is.
struct ApplianceStatus: Codable, Sendable {
    var version: String
    var hospital: String
    var time: Instant
    var today: CalendarDay
    /// The database and its write-ahead log.
    var databaseBytes: Int64
    var auditEntries: Int64
    var jobsWaiting: Int
    var jobsDead: Int
    var printsWaiting: Int
    var printsFailed: Int
    /// Whether the disk is nearly full: the server lives on its reserve.
    var isDiskLow: Bool
    /// When the newest backup that was checked whole was made.
    var lastBackup: Instant?
    var certificateUntil: Instant?
    /// Each target of continuous shipping, and how far it is.
    var shipping: [ShippingStatus] = []
    /// The alarms that are so now.
    var alarms: [Alarm] = []
    /// The server that has taken over from this one, which accepts nothing any more; nil where none has.
    var takeover: ServingMode.Takeover?

    init(_ tx: ReadTx, _ certificates: CertificateKeeper, _ backups: Backups, isDiskLow: Bool) throws {
        version = Version.current
        hospital = tx.hospital.name.en
        time = tx.now
        today = tx.today
        databaseBytes =
            try Int64.fetchOne(
                tx.db, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") ?? 0
        auditEntries = try Int64.fetchOne(tx.db, sql: "SELECT coalesce(max(seq), 0) FROM storeAudit") ?? 0
        let jobs = try JobOutbox.counts(in: tx)
        jobsWaiting = (jobs[.queued] ?? 0) + (jobs[.running] ?? 0)
        jobsDead = jobs[.dead] ?? 0
        let prints = try PrintQueue.counts(in: tx)
        printsWaiting = (prints[.queued] ?? 0) + (prints[.submitted] ?? 0)
        printsFailed = (prints[.failed] ?? 0) + (prints[.held] ?? 0) + (prints[.unknown] ?? 0)
        self.isDiskLow = isDiskLow
        lastBackup = backups.list().first { $0.verifiedAt != nil }?.createdAt
        certificateUntil = try certificates.server(in: tx)?.notAfter
    }
}
