import Directory
import Encounters
import Patients
import SehatCore
import SehatStore
public import SehatWeb

/// The registration counter: commands composed of what the spine can do, and the token slip.
public enum CounterModule {
    /// The module as the product takes it. It has no tables and no permissions of its own.
    public static func module() -> Module {
        Module(name: "counter", endpoints: CounterEndpoints.all)
    }
}

/// The routes of the counter.
enum CounterEndpoints {
    static let all: [Endpoint] = [
        .command(
            "/counter/visits", "counter.visit.open", .requires(.encountersOpen),
            "Registers the patient if new, opens the visit, gives the token and prints its slip", status: 201
        ) { (call: Call<CounterVisitInput>, tx: Tx) in try CounterVisits.open(call.input, in: tx) },
        .command(
            "/encounters/{id}/print-token", "counter.slip.reprint", .requires(.encountersOpen),
            "Prints the token slip again, marked as a copy"
        ) { (call: Call<ReprintInput>, tx: Tx) in
            try TokenSlips.reprint(try call.id(), language: call.input.language, in: tx)
        },
        .query(
            "/counter/today", "counter.visit.today", .requires(.encountersRead),
            "Today's visits with their tokens, the newest first", today),
        .query(
            "/counter/stats", "counter.stats.read", .requires(.encountersRead), "How the day stands"
        ) { (_: Call<NoInput>, tx: ReadTx) in try CounterVisits.stats(in: tx) },
    ]

    struct ReprintInput: Codable, Sendable {
        /// The language of the slip: the patient's, else the hospital's, when absent.
        var language: Language?
    }

    struct TodayInput: Codable, Sendable {
        var departmentID: ID<Department>?
        var practitionerID: ID<Practitioner>?
        var status: EncounterStatus?
        var limit: Int?
        var after: String?
    }

    private static func today(_ call: Call<TodayInput>, _ tx: ReadTx) throws -> Page<TodayVisit> {
        let input = call.input
        var filter = EncounterQueries.Filter()
        filter.departmentID = input.departmentID
        filter.practitionerID = input.practitionerID
        filter.status = input.status
        return try CounterVisits.today(filter, limit: input.limit, after: input.after, in: tx)
    }
}
