import SehatCore
import SehatStore
import SehatWeb

/// The routes of the worklist of likely duplicates.
enum PairEndpoints {
    static let all: [Endpoint] = [
        .query(
            "/patient-pairs", "patients.pair.list", .requires(.patientsMerge),
            "Records that may be of one person, the likeliest first"
        ) { (call: Call<Pairs.Query>, tx: ReadTx) in try Pairs.list(call.input, in: tx) },
        .command(
            "/patient-pairs/{id}/dismiss", "patients.pair.dismiss", .requires(.patientsMerge),
            "Notes that the two records are of different people"
        ) { (call: Call<DismissInput>, tx: Tx) in
            try Pairs.dismiss(try call.id(), reason: call.input.reason, in: tx)
        },
        .command(
            "/patient-pairs/search", "patients.pair.search", .requires(.patientsMerge),
            "Looks through all records for likely duplicates, in the background"
        ) { (_: Call<NoInput>, tx: Tx) in
            try PairSearch.begin(in: tx)
            tx.audit("patients.pairs.begun")
            return NoOutput()
        },
        .query(
            "/patient-pairs/settings", "patients.pair.settings", .requires(.patientsMerge),
            "From which score on records are likely duplicates, and names similar"
        ) { (_: Call<NoInput>, tx: ReadTx) in try PairSettings.current(in: tx) },
        .command(
            .put, "/patient-pairs/settings", "patients.pair.set", .requires(.patientsMerge),
            "Sets from which score on records are likely duplicates and names similar, and looks through all records anew"
        ) { (call: Call<PairSettings>, tx: Tx) in try PairSettings.set(call.input, in: tx) },
    ]

    struct DismissInput: Codable, Sendable {
        var reason: String
    }
}
