import SehatCore
import SehatStore
import SehatWeb

/// The routes of services, prices and the hospital's profile.
enum ServiceEndpoints {
    static let all: [Endpoint] = [
        .query(
            "/services", "directory.service.list", .requires(.directoryView),
            "Services by code, each with the price in force today", list),
        .query(
            "/services/{id}", "directory.service.read", .requires(.directoryView),
            "A service with the price in force today"
        ) { (call: Call<NoInput>, tx: ReadTx) in try Services.view(try call.id(), in: tx) },
        .command(
            "/services", "directory.service.create", .requires(.directoryManage), "Offers a service", status: 201
        ) { (call: Call<NewService>, tx: Tx) in try Services.create(call.input, in: tx) },
        .command(
            .patch, "/services/{id}", "directory.service.update", .requires(.directoryManage), "Changes a service"
        ) { (call: Call<ServiceChange>, tx: Tx) in
            try Services.update(try call.id(), call.input, version: try call.version(call.input.version), in: tx)
        },
        .query(
            "/services/{id}/prices", "directory.price.list", .requires(.directoryView),
            "All prices of a service, the latest first"
        ) { (call: Call<NoInput>, tx: ReadTx) in Page(items: try Prices.history(of: try call.id(), in: tx)) },
        .command(
            "/services/{id}/prices", "directory.price.set", .requires(.directoryManage),
            "Sets what a service costs from a day on", status: 201, setPrice),
        .query(
            "/hospital", "directory.hospital.read", .signedIn, "The hospital's profile"
        ) { (_: Call<NoInput>, tx: ReadTx) in try Hospitals.view(in: tx) },
        .command(
            .patch, "/hospital", "directory.hospital.update", .requires(.directoryManage),
            "Changes the hospital's profile"
        ) { (call: Call<HospitalChange>, tx: Tx) in
            try Hospitals.update(call.input, version: try call.version(call.input.version), in: tx)
        },
    ]

    struct ListInput: Codable, Sendable {
        var q: String?
        var departmentID: ID<Department>?
        /// Also services no longer offered.
        var closed: Bool?
        var limit: Int?
        var after: String?
    }

    private static func list(_ call: Call<ListInput>, _ tx: ReadTx) throws -> Page<ServiceView> {
        let input = call.input
        return try Services.list(
            text: input.q, department: input.departmentID, includesClosed: input.closed ?? false, limit: input.limit,
            after: input.after, in: tx)
    }

    struct PriceInput: Codable, Sendable {
        var amount: Money
        /// The first day; today when absent.
        var from: CalendarDay?
    }

    private static func setPrice(_ call: Call<PriceInput>, _ tx: Tx) throws -> ServicePrice {
        try Prices.set(try call.id(), call.input.amount, from: call.input.from ?? tx.today, in: tx)
    }
}
