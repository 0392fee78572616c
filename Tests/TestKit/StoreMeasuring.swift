import Crypto
public import Foundation
import GRDB
import Glibc
public import SehatCore
public import SehatStore

/// Measures the store beside plain loops over the same library, so that results can be told as ratios.
public enum StoreMeasuring {
    /// How often something was done in a second, and how long one took in milliseconds.
    public struct Rate: Sendable {
        public let perSecond: Double
        public let median: Double
        public let p99: Double
        public let longest: Double
    }

    /// The table that both sides write: one patient's row.
    public static let schema = StoreSchema(migrations: [Migration("2026-11-21.1-measure-patient", table)])
    private static let table = """
        CREATE TABLE measurePatient (
            id INTEGER NOT NULL PRIMARY KEY, mrn TEXT NOT NULL UNIQUE, name TEXT NOT NULL, sex TEXT, born TEXT,
            phone TEXT
        ) STRICT
        """
    private static let insert = """
        INSERT INTO measurePatient (id, mrn, name, sex, born, phone)
        VALUES (?, ?, 'محمد عثمان چوہدری', 'male', '1980-01-02', '03001234567')
        """

    /// Milliseconds that one flush of a 4 KiB write takes now.
    public static func flush(in directory: URL, rounds: Int = 200) -> Double {
        let path = directory.appendingPathComponent("flush-\(UUID().uuidString)").path
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT, 0o600)
        defer {
            Glibc.close(descriptor)
            unlink(path)
        }
        let page = [UInt8](repeating: 7, count: 4096)
        for index in 0..<64 { _ = pwrite(descriptor, page, page.count, index * page.count) }
        fsync(descriptor)
        let start = ContinuousClock.now
        for index in 0..<rounds {
            _ = pwrite(descriptor, page, page.count, index % 64 * page.count)
            fdatasync(descriptor)
        }
        return (ContinuousClock.now - start) / .milliseconds(1) / Double(rounds)
    }

    /// One-row transactions in a plain loop on SQLCipher with FULL durability.
    public static func bareCommits(in directory: URL, count: Int) throws -> Double {
        let path = directory.appendingPathComponent("bare-\(UUID().uuidString).db").path
        let key = try TestStore.key()
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: key.withBytes { "PRAGMA key = \"x'\(Hex.text($0))'\"" })
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { db in
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: table)
        }
        let rate = try queue.inDatabase { db in
            let statements = try ["BEGIN IMMEDIATE", insert, "COMMIT"].map { try db.makeStatement(sql: $0) }
            let start = ContinuousClock.now
            for number in 0..<count {
                try statements[0].execute()
                try statements[1].execute(arguments: [number, "\(10_000_000 + number)"])
                try statements[2].execute()
            }
            return Double(count) / ((ContinuousClock.now - start) / .seconds(1))
        }
        try queue.close()
        try FileManager.default.removeItem(atPath: path)
        return rate
    }

    /// Registrations of one row each with a number of a series, by so many clients at once.
    ///
    /// - Parameter isAudited: whether each has its audit entry; without, they count as housekeeping.
    public static func commits(
        _ store: Store, clients: Int, for time: Duration, isAudited: Bool = true
    ) async throws -> Rate {
        let start = ContinuousClock.now
        let times = try await withThrowingTaskGroup(of: [Double].self) { group in
            for client in 0..<clients {
                group.addTask {
                    let user = Principal.user("user\(client)", id: Int64(client + 1))
                    var times: [Double] = []
                    while ContinuousClock.now - start < time {
                        let began = ContinuousClock.now
                        try await store.write(as: user) { tx in try register(tx, isAudited: isAudited) }
                        times.append((ContinuousClock.now - began) / .milliseconds(1))
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return rate(times, ContinuousClock.now - start)
    }

    /// One patient's row with number and, where wanted, audit entry.
    public static func register(_ tx: Tx, isAudited: Bool = true) throws {
        let number = try tx.nextNumber("measure.mrn")
        let id = tx.newID(Patient.self)
        func row() throws {
            try tx.db.cachedStatement(sql: insert).execute(arguments: [id, "\(10_000_000 + number)"])
        }
        if isAudited {
            try row()
            tx.audit("patients.patient.registered", id, patient: id, ["mrn": .number(number)])
        } else {
            try tx.housekeeping(row)
        }
    }

    static func rate(_ times: [Double], _ time: Duration) -> Rate {
        let sorted = times.sorted()
        guard let longest = sorted.last else { return Rate(perSecond: 0, median: 0, p99: 0, longest: 0) }
        return Rate(
            perSecond: Double(sorted.count) / (time / .seconds(1)), median: sorted[sorted.count / 2],
            p99: sorted[sorted.count * 99 / 100], longest: longest)
    }

    /// Seconds for walking the audit chain of `store`, and for SHA-256 alone over as many bytes of the same sizes.
    public static func auditVerification(_ store: Store, bytesPerEntry: Int = 190) throws -> (
        walk: Double, bare: Double
    ) {
        let start = ContinuousClock.now
        let report = try AuditVerifier.verify(store)
        let walk = (ContinuousClock.now - start) / .seconds(1)
        let bytes = [UInt8](repeating: 7, count: bytesPerEntry)
        let bareStart = ContinuousClock.now
        var last = SHA256.hash(data: bytes)
        for _ in 1..<max(2, report.entries) { last = SHA256.hash(data: bytes) }
        _ = last
        return (walk, (ContinuousClock.now - bareStart) / .seconds(1))
    }
}
