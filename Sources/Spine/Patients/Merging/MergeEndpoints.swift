import SehatCore
import SehatStore
import SehatWeb

/// The routes of merging.
struct MergeEndpoints: Sendable {
    let merging: Merging

    var all: [Endpoint] {
        [
            .query(
                "/patients/{id}/comparison", "patients.merge.compare", .requires(.patientsMerge),
                "Two records side by side, and what stands in the way of merging them"
            ) { (call: Call<CompareInput>, tx: ReadTx) in
                try MergeQueries.compare(try call.id(), call.input.with, merging.parts, in: tx)
            },
            .command(
                "/patients/{id}/merge", "patients.merge.make", .requires(.patientsMerge),
                "Merges another record of the same person into this one"
            ) { (call: Call<MergeInput>, tx: Tx) in try merging.merge(into: try call.id(), call.input, in: tx) },
            .query(
                "/patients/{id}/merges", "patients.merge.list", .requires(.patientsRead),
                "The merges of a patient, the newest first"
            ) { (call: Call<NoInput>, tx: ReadTx) in Page(items: try MergeQueries.list(of: try call.id(), in: tx)) },
            .command(
                "/merges/{id}/undo", "patients.merge.undo", .requires(.patientsUnmerge),
                "Undoes a merge: exactly what went over comes back"
            ) { (call: Call<UnmergeInput>, tx: Tx) in try merging.unmerge(try call.id(), call.input, in: tx) },
        ]
    }

    struct CompareInput: Codable, Sendable {
        /// The record that would be given up.
        var with: ID<Patient>
    }
}
