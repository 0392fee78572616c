import SehatCore
import SehatStore
import SehatWeb

/// The routes of the module.
enum ExampleEndpoints {
    static let all: [Endpoint] = [
        .query(
            "/example", "example.entry.list", .requires(.exampleRead), "The entries, the newest first"
        ) { (call: Call<ListInput>, tx: ReadTx) in
            try ExampleEntries.list(limit: call.input.limit, after: call.input.after, in: tx)
        },
        .query(
            "/example/{id}", "example.entry.read", .requires(.exampleRead), "One entry"
        ) { (call: Call<NoInput>, tx: ReadTx) in try ExampleEntries.find(try call.id(), in: tx) },
        .command(
            "/example", "example.entry.create", .requires(.exampleWrite), "Makes an entry", status: 201
        ) { (call: Call<NewExampleEntry>, tx: Tx) in try ExampleEntries.create(call.input, in: tx) },
    ]

    struct ListInput: Codable, Sendable {
        var limit: Int?
        /// The `next` of the page before.
        var after: String?
    }
}
