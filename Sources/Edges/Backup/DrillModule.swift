import SehatCore
import SehatStore
public import SehatWeb

/// Drills over the API; the schedule and the command line use the same.
public enum DrillModule {
    struct Made: Codable, Sendable { var items: [Drill] }

    /// - Parameter limitDays: after so many days without a good drill people are told.
    public static func module(_ drilling: Drilling, limitDays: Int) -> Module {
        Module(
            name: "drill", migrations: Drills.migrations,
            endpoints: [
                .query(
                    "/backups/drills", "backup.drill.list", .requires(.backupRead),
                    "The newest drills: restores into a scratch place, and whether a good one is overdue."
                ) { (_: Call<NoInput>, tx: ReadTx) in try Drills.report(limitDays: limitDays, in: tx) },
                .raw(
                    .post, "/backups/drills", "backup.drill.make", .requires(.backupRun),
                    "Restores the newest state of every place into a scratch directory and checks it; answers when done.",
                    shape: .json(NoInput.self, Made.self, status: 201)
                ) { call in
                    let drills = try await drilling.run(in: call.store, as: call.principal) { work in
                        try await call.offload(work)
                    }
                    guard !drills.isEmpty else { throw Problem(.conflict, "drill.nothing") }
                    return try .json(Made(items: drills), status: 201)
                },
            ])
    }
}
