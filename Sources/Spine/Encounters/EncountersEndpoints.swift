import Directory
import SehatCore
import SehatStore
import SehatWeb

/// The routes of visits and queues.
enum EncountersEndpoints {
    static let all: [Endpoint] = visits + steps + queues

    private static let visits: [Endpoint] = [
        .command(
            "/encounters", "encounters.encounter.open", .requires(.encountersOpen),
            "Opens a visit and gives the next token of its queue", status: 201
        ) { (call: Call<NewEncounter>, tx: Tx) in try Opening.open(call.input, in: tx).shown(in: tx) }
        .explained(
            """
            Without `practitionerID` the visit waits for whoever of the department is free. `priority` is `normal` and \
            `class` is `opd` where absent. A patient who waits in the same queue already is refused with 409 \
            `encounters.alreadyOpen` unless `again` is true. `token.number` is what is called out.
            """),
        .query(
            "/encounters", "encounters.encounter.list", .requires(.encountersRead),
            "Visits of a day or a patient, the newest first", list),
        .query(
            "/encounters/{id}", "encounters.encounter.read", .requires(.encountersRead),
            "Opens a visit; the access log notes it"
        ) { (call: Call<NoInput>, tx: ReadTx) in try EncounterQueries.open(try call.id(), in: tx) },
    ]

    private static let steps: [Endpoint] = [
        .command(
            "/encounters/{id}/token/call", "encounters.token.call", .requires(.encountersManageQueue),
            "Calls the token, again when it was called already"
        ) { (call: Call<CallInput>, tx: Tx) in
            try Calling.call(try call.id(), room: call.input.room, in: tx).shown(in: tx)
        },
        step("serve", "The patient has come into the room") { try Calling.serve($0, in: $1) },
        step("done", "The patient has been seen") { try Calling.done($0, in: $1) },
        step("skip", "Nobody came when the number was called") { try Calling.skip($0, in: $1) },
        step("requeue", "A skipped patient waits again, at the end") { try Calling.requeue($0, in: $1) },
        .command(
            "/encounters/{id}/token/cancel", "encounters.token.cancel", .requires(.encountersOpen),
            "Takes the token back and cancels the visit"
        ) { (call: Call<CancelInput>, tx: Tx) in
            try Calling.cancel(try call.id(), reason: call.input.reason, in: tx).shown(in: tx)
        },
    ]

    private static let queues: [Endpoint] = [
        .query(
            "/queues", "encounters.queue.list", .requires(.encountersRead),
            "The queues of a day with their counts and waiting times"
        ) { (call: Call<DayInput>, tx: ReadTx) in Page(items: try QueueLists.list(day: call.input.day, in: tx)) },
        .query(
            "/queues/{id}", "encounters.queue.read", .requires(.encountersRead), "One queue"
        ) { (call: Call<NoInput>, tx: ReadTx) in try QueueLists.queue(try call.id(), in: tx) },
        .query(
            "/queues/{id}/line", "encounters.queue.line", .requires(.encountersRead),
            "The visits still to be seen, in the order in which they will be called"
        ) { (call: Call<NoInput>, tx: ReadTx) in Page(items: try QueueLists.line(try call.id(), in: tx)) },
        .command(
            "/queues/{id}/call-next", "encounters.queue.callNext", .requires(.encountersManageQueue),
            "Calls whoever is next"
        ) { (call: Call<CallInput>, tx: Tx) in
            try Calling.callNext(try call.id(), room: call.input.room, in: tx).shown(in: tx)
        },
    ]

    private static func step(
        _ verb: String, _ summary: String,
        _ handler: @escaping @Sendable (ID<Encounter>, Tx) throws -> EncounterView
    ) -> Endpoint {
        .command(
            "/encounters/{id}/token/\(verb)", "encounters.token.\(verb)", .requires(.encountersManageQueue), summary
        ) { (call: Call<NoInput>, tx: Tx) in try handler(try call.id(), tx).shown(in: tx) }
    }

    struct CallInput: Codable, Sendable {
        /// Where to go; the queue's room when absent.
        var room: String?
    }

    struct CancelInput: Codable, Sendable {
        var reason: String
    }

    struct DayInput: Codable, Sendable {
        /// A business day; today when absent.
        var day: CalendarDay?
    }

    struct ListInput: Codable, Sendable {
        /// A business day; today when neither a day nor a patient is given.
        var day: CalendarDay?
        var patientID: ID<Patient>?
        var departmentID: ID<Department>?
        var practitionerID: ID<Practitioner>?
        var status: EncounterStatus?
        /// The number of one visit, of any day.
        var number: String?
        var limit: Int?
        var after: String?
    }

    private static func list(_ call: Call<ListInput>, _ tx: ReadTx) throws -> Page<EncounterView> {
        let input = call.input
        let isOfAnyDay = input.patientID != nil || input.number != nil
        var filter = EncounterQueries.Filter(day: input.day ?? (isOfAnyDay ? nil : tx.today))
        filter.number = input.number
        filter.patientID = input.patientID
        filter.departmentID = input.departmentID
        filter.practitionerID = input.practitionerID
        filter.status = input.status
        return try EncounterQueries.list(filter, limit: input.limit, after: input.after, in: tx)
    }
}
