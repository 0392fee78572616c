import GRDB
public import SehatCore

/// One command's part of a write transaction.
///
/// Everything done through it stands together or not at all. A command that changed rows must have noted why with
/// `audit`; otherwise it is undone and fails.
public final class Tx: ReadTx {
    private let ids: IDGenerator
    private(set) var drafts: [AuditDraft] = []
    private(set) var announcements: [Announcement] = []
    private(set) var hasJobs = false
    private(set) var hasNewProfile = false
    /// Rows changed by the store itself, which need no entry of their own.
    private var ownChanges = 0

    init(
        db: Database, principal: Principal, now: Instant, hospital: HospitalProfile, catalogue: Catalogue,
        ids: IDGenerator
    ) {
        self.ids = ids
        super.init(db: db, principal: principal, now: now, hospital: hospital, catalogue: catalogue)
    }

    /// A new row id, greater than every one before it.
    public func newID<Entity>(_ entity: Entity.Type = Entity.self) -> ID<Entity> {
        ids.next(Entity.self)
    }

    /// Notes in the audit chain what this command does to the row `id`; written when the command has succeeded.
    ///
    /// - Parameters:
    ///   - action: dotted, `billing.bill.issued`.
    ///   - patient: whose record is touched, so that everything about one patient can be found.
    ///   - detail: what changed, in ids, codes and amounts; no names of patients.
    public func audit<Entity>(
        _ action: String, _ id: ID<Entity>, patient: ID<Patient>? = nil, _ detail: [String: AuditValue] = [:],
        reason: String? = nil
    ) {
        drafts.append(
            AuditDraft(
                action: action, entity: String(describing: Entity.self), entityID: id.rawValue, patientID: patient,
                detail: detail, reason: reason))
    }

    /// Notes an event that belongs to no single row: a failed sign-in, a changed setting.
    public func audit(
        _ action: String, patient: ID<Patient>? = nil, _ detail: [String: AuditValue] = [:], reason: String? = nil
    ) {
        drafts.append(
            AuditDraft(
                action: action, entity: "", entityID: nil, patientID: patient, detail: detail, reason: reason))
    }

    /// The next number of a series, counted from 1 without a gap: a command that fails gives its number back.
    ///
    /// - Parameter year: numbers begin anew with each year where one is given.
    public func nextNumber(_ series: String, year: Int? = nil) throws -> Int64 {
        try housekeeping { try NumberSeries.next(series, year: year, db) }
    }

    /// The first of `count` next numbers of a series, which the caller uses all; see `nextNumber`.
    public func nextNumbers(_ series: String, count: Int) throws -> Int64 {
        try housekeeping { try NumberSeries.next(series, year: nil, count: count, db) } - Int64(count) + 1
    }

    /// Puts work for later into the outbox, in the same transaction; it runs after the commit.
    public func enqueue(_ job: Job) throws {
        try housekeeping { try JobOutbox.insert(job, id: newID(), now: now, db) }
        hasJobs = true
    }

    /// Wakes the job runners after the commit.
    func noteJobs() { hasJobs = true }

    /// Tells the listeners of `topic` after the commit; nothing is told when the command fails.
    public func announce(_ topic: String, _ id: String = "") {
        announcements.append(Announcement(topic: topic, id: id))
    }

    /// Stores a setting under `key`; the command must audit it.
    public func setSetting(_ key: String, _ value: some Encodable) throws {
        try Settings.write(key, value, now: now, db)
    }

    /// Removes a setting; nothing happens where there is none.
    public func removeSetting(_ key: String) throws {
        try Settings.remove(key, db)
    }

    /// Stores the hospital's profile; `Store.hospital` shows it after the commit. The command must audit it.
    public func setHospital(_ profile: HospitalProfile) throws {
        try setSetting(Settings.hospitalKey, profile)
        hospital = profile
        hasNewProfile = true
    }

    /// Runs changes that no auditor asks about, such as the last use of a session: they need no audit entry.
    ///
    /// Facts of patients, money, stock and rights never belong here.
    public func housekeeping<R>(_ body: () throws -> R) rethrows -> R {
        let before = db.totalChangesCount
        defer { ownChanges += db.totalChangesCount - before }
        return try body()
    }

    /// Whether rows were changed since `before` that an audit entry must explain.
    func changedFacts(since before: Int) -> Bool {
        db.totalChangesCount - before > ownChanges
    }
}
