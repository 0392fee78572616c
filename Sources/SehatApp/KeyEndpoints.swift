import SehatCore
import SehatStore
import SehatWeb

/// What the log says of the key's papers; the papers themselves are made by the commands, and no part of the key goes over a route.
enum KeyEndpoints {
    /// Which papers are about to be made.
    struct Papers: Codable, Sendable {
        enum Kind: String, WireEnum {
            /// The recovery sheet: the wrapped key, which opens nothing without its code.
            case sheet
            /// A part of the key for each of several officers.
            case parts
        }

        var kind: Kind
        /// How many parts there are, 2 to 20; of a sheet 1.
        var count: Int
        /// How many of them open the hospital.
        var need: Int
    }

    static let all: [Endpoint] = [
        .command(
            "/key/papers", "appliance.key.note", .requires(.applianceManage),
            "Notes in the log that papers of the key are about to be made.", status: 201
        ) { (call: Call<Papers>, tx: Tx) in
            let papers = call.input
            let isRight =
                papers.kind == .sheet
                ? papers.count == 1 && papers.need == 1
                : (2...20).contains(papers.count) && (2...papers.count) ~= papers.need
            guard isRight else { throw Problem.invalid("need", "app.field.type") }
            tx.audit(
                "appliance.key.papersMade",
                [
                    "kind": .text(papers.kind.rawValue), "count": .number(Int64(papers.count)),
                    "need": .number(Int64(papers.need)),
                ])
            return papers
        }
    ]
}
