import Encounters
import Patients
public import SehatCore
import SehatStore
public import SehatWeb

extension Permission {
    /// See the downtime packs, their age, and what became of reserved numbers.
    public static let downtimeRead = Permission("downtime.read")
    /// Say which places get packs, with which passphrase; make them.
    public static let downtimeManage = Permission("downtime.manage")
    /// Enter what was written on paper, and give up numbers that were not used.
    public static let downtimeEnter = Permission("downtime.enter")
}

extension Problem {
    /// There is no such place.
    public static let downtimePlaceNotFound = Problem(.notFound, "downtime.place.notFound")
    /// There is no such number.
    static let downtimeNumberNotFound = Problem(.notFound, "downtime.number.notFound")
}

/// Work without the server: numbers reserved for blank forms, and what was written on them.
public enum DowntimeModule {
    /// The module as the product takes it; the packs themselves are made by DowntimePack.
    public static func module() -> Module {
        Module(
            name: "downtime",
            permissions: [
                PermissionDeclaration(.downtimeRead, roles: ["administrator", "supervisor", "auditor"]),
                PermissionDeclaration(.downtimeManage, roles: ["administrator"]),
                PermissionDeclaration(
                    .downtimeEnter, roles: ["administrator", "registration", "cashier", "supervisor"]),
            ],
            migrations: DowntimeSchema.migrations, violations: DowntimeSchema.violations, views: DowntimeSchema.views,
            endpoints: endpoints)
    }

    struct Counts: Codable, Sendable { var items: [ReservedCount] }

    struct VoidInput: Codable, Sendable {
        /// Why the form is not used: not needed, spoiled. Required.
        var reason: String
    }

    private static let endpoints: [Endpoint] = [
        .query(
            "/downtime/numbers", "downtime.number.list", .requires(.downtimeEnter),
            "The numbers reserved for blank forms and what became of them, the oldest first."
        ) { (call: Call<ReservedQuery>, tx: ReadTx) in try ReservedNumbers.list(call.input, in: tx) },
        .query(
            "/downtime/counts", "downtime.number.counts", .requires(.downtimeEnter),
            "How many numbers of each place are open, used and void."
        ) { (_: Call<NoInput>, tx: ReadTx) in Counts(items: try ReservedNumbers.counts(in: tx)) },
        .command(
            "/downtime/numbers/{id}/void", "downtime.number.void", .requires(.downtimeEnter),
            "Gives up the number of a form that was not used."
        ) { (call: Call<VoidInput>, tx: Tx) in
            try ReservedNumbers.void(try call.id(), reason: call.input.reason, in: tx)
        },
        .command(
            "/downtime/patients", "downtime.patient.enter", .requires(.downtimeEnter),
            "Registers a patient under the number of the paper form.", status: 201
        ) { (call: Call<PaperPatient>, tx: Tx) in try BackEntry.patient(call.input, in: tx) },
        .command(
            "/downtime/visits", "downtime.visit.enter", .requires(.downtimeEnter),
            "Opens a visit under the number of the paper slip.", status: 201
        ) { (call: Call<PaperVisit>, tx: Tx) in try BackEntry.visit(call.input, in: tx) },
    ]
}
