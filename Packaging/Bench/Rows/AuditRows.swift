import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit

/// What the audit chain costs, and how fast it is checked.
enum AuditRows {
    static func run(_ setting: Setting) async throws {
        try await time(setting)
        try await bytes(setting)
    }

    private static func time(_ setting: Setting) async throws {
        let test = try TestStore.make(StoreMeasuring.schema) { $0.clock = .system }
        defer { test.remove() }
        let time = Duration.milliseconds(setting.rounds(1500, quick: 200))
        var parts: [Double] = []
        for _ in 0..<setting.rounds(5, quick: 2) {
            let plain = try await StoreMeasuring.commits(test.store, clients: 64, for: time, isAudited: false)
            let audited = try await StoreMeasuring.commits(test.store, clients: 64, for: time)
            parts.append(plain.perSecond / audited.perSecond)
        }
        setting.print(
            Row(
                name: "audit.writeTime", value: Figures.median(parts), unit: "times unaudited", reference: 1,
                goal: .ratioAtMost(1.1)))
        for client in 0..<setting.rounds(100, quick: 10) {
            try await test.store.write(as: .user("user\(client)", id: Int64(client + 1))) { tx in
                for _ in 0..<1000 { try StoreMeasuring.register(tx) }
            }
        }
        var walks: [(walk: Double, bare: Double)] = []
        for _ in 0..<3 { walks.append(try StoreMeasuring.auditVerification(test.store)) }
        setting.print(
            Row(
                name: "audit.verify", value: Figures.median(walks.map(\.walk)), unit: "s",
                reference: Figures.median(walks.map(\.bare)), ratio: Figures.median(walks.map { $0.bare / $0.walk }),
                goal: .ratioAtLeast(0.3)))
    }

    /// The pages of the chain beside those of everything else, after registrations and bills.
    private static func bytes(_ setting: Setting) async throws {
        let data = setting.scratch.appending(path: "audit")
        let server = try await DemoServer.start(setting, data: data)
        try await server.signedIn { caller in
            let names = NameSource()
            for _ in 0..<setting.rounds(500, quick: 20) {
                _ = try await caller.timed("POST", "/api/patients", names.next())
            }
            let desk = try await BillDesk.open(caller)
            for _ in 0..<setting.rounds(200, quick: 5) { _ = try await desk.serve(caller) }
        }
        await server.stop()
        let sizes = try pages(of: data)
        setting.print(
            Row(
                name: "audit.bytes", value: sizes.chain / 1e6, unit: "MB", reference: sizes.whole / 1e6,
                goal: .ratioAtMost(0.15)))
    }

    private static func pages(of data: URL) throws -> (chain: Double, whole: Double) {
        let key = try DatabaseKey(file: data.appending(path: "key"))
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: key.withBytes { "PRAGMA key = \"x'\(Hex.text($0))'\"" })
        }
        let queue = try DatabaseQueue(
            path: data.appending(path: StoreConfiguration.fileName).path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { db in
            let chain = try Int64.fetchOne(
                db,
                sql: """
                    SELECT sum(pgsize) FROM dbstat
                    WHERE name IN (SELECT name FROM sqlite_schema WHERE tbl_name LIKE 'storeAudit%')
                    """)
            let whole = try Int64.fetchOne(db, sql: "SELECT sum(pgsize) FROM dbstat")
            return (Double(chain ?? 0), Double(whole ?? 0))
        }
    }
}
