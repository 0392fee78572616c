import Billing
import Foundation
import HTTPTypes
import HummingbirdTesting
import Ledger
import NIOCore
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

@Suite struct BillingEndpointTests {
    /// Calls the routes without a network; the token is the name of the caller.
    private func routed(_ body: @Sendable (Desk, Caller) async throws -> Void) async throws {
        let desk = try await Desk.make()
        defer { desk.test.remove() }
        let people = ["cashier": Desk.cashier, "supervisor": Desk.supervisor, "nobody": Principal.user("nobody")]
        let sessions = SessionPort { token, _ in people[token].map { SignedIn(principal: $0, csrf: "csrf") } }
        try await desk.test.routed(Desk.modules, sessions: sessions) { client in
            try await body(desk, Caller(client: client))
        }
    }

    private static func bill(_ desk: Desk, quantity: Int = 1) -> String {
        """
        {"patientID": "\(desk.patient)", "encounterID": "\(desk.encounter)",
         "lines": [{"serviceID": "\(desk.services[0])", "quantity": \(quantity)}, {"serviceID": "\(desk.services[2])"}]}
        """
    }

    @Test func aBillGoesFromQuoteToReceipt() async throws {
        try await routed { desk, caller in
            let quote = try await caller.post("/bills/quote", Self.bill(desk))
            #expect(quote.status == .ok)
            #expect(try quote.object()["total"] as? NSDictionary == ["amount": 159_999, "currency": "PKR"])
            let issued = try await caller.post("/bills", Self.bill(desk), key: "k1")
            #expect(issued.status == .created)
            let bill = try issued.object()
            let id = try #require(bill["id"] as? String)
            #expect(bill["number"] as? String == "OP-2026-000001" && bill["status"] as? String == "issued")
            let paid = try await caller.post(
                "/bills/\(id)/payments",
                #"{"tenders":[{"method":"card","amount":59999,"currency":"PKR","reference":"77"},{"method":"cash","amount":150000}]}"#,
                key: "k2", version: 1)
            #expect(paid.status == .created)
            let payment = try paid.object()
            #expect(payment["receiptNumber"] as? String == "R-2026-000001")
            #expect(payment["change"] as? NSDictionary == ["amount": 50_000, "currency": "PKR"])
            #expect(payment["printJobID"] is String && payment["documentID"] is String)
            let list = try await caller.get("/bills?status=settled&patientID=\(desk.patient)")
            #expect((try list.object()["items"] as? [[String: Any]])?.map { $0["id"] as? String } == [id])
            let copy = try await caller.post("/bills/\(id)/print", #"{"kind":"receipt","language":"en"}"#)
            #expect(copy.status == .ok)
            #expect(try copy.object()["copy"] as? Int == 2)
        }
    }

    @Test func aRepeatedRequestIsAnsweredOnce() async throws {
        try await routed { desk, caller in
            let first = try await caller.post("/bills", Self.bill(desk), key: "same")
            let second = try await caller.post("/bills", Self.bill(desk), key: "same")
            #expect(second.status == .created)
            #expect(Array(first.body.readableBytesView) == Array(second.body.readableBytesView))
            let other = try await caller.post("/bills", Self.bill(desk, quantity: 2), key: "same")
            #expect(other.status == .conflict)
            let missing = try await caller.post("/bills", Self.bill(desk))
            #expect(missing.status.code >= 400)
            #expect(try await desk.count("billingBill") == 1)
            let id = try #require(try first.object()["id"] as? String)
            let cash = #"{"tenders":[{"method":"cash","amount":200000}]}"#
            for _ in 0..<3 {
                let paid = try await caller.post("/bills/\(id)/payments", cash, key: "pay")
                #expect(paid.status == .created)
            }
            #expect(try await desk.count("billingPayment") == 1)
            #expect(try await desk.count("printQueueJob") == 1)
        }
    }

    @Test func gatesAndStatesHaveTheirStatus() async throws {
        try await routed { desk, caller in
            #expect(try await caller.post("/bills", Self.bill(desk), as: "nobody", key: "a").status == .forbidden)
            #expect(try await caller.post("/bills", Self.bill(desk), as: nil, key: "b").status == .unauthorized)
            let id = try #require(
                try await caller.post("/bills", Self.bill(desk), key: "c").object()["id"] as? String)
            #expect(try await caller.get("/bills/\(id)").status == .ok)
            #expect(try await caller.get("/bills/7").status == .notFound)
            #expect(try await caller.get("/bills/x").status == .notFound)
            let cancel = "/bills/\(id)/cancel"
            let reason = #"{"reason":"wrong patient"}"#
            #expect(try await caller.post(cancel, reason, key: "d").status == .forbidden)
            #expect(try await caller.post(cancel, "{}", as: "supervisor", key: "e").status.code == 422)
            #expect(try await caller.post(cancel, reason, as: "supervisor", key: "f", version: 9).status == .conflict)
            #expect(try await caller.post(cancel, reason, as: "supervisor", key: "g", version: 1).status == .ok)
            let pay = try await caller.post(
                "/bills/\(id)/payments", #"{"tenders":[{"method":"cash","amount":100}]}"#, key: "h")
            #expect(pay.status == .conflict)
            #expect(try pay.object()["code"] as? String == "billing.bill.cancelled")
        }
    }

    @Test func problemsSpeakTheCallersLanguage() async throws {
        try await routed { desk, caller in
            let lines = Array(repeating: #"{"serviceID":"\#(desk.services[0])"}"#, count: 5_000).joined(separator: ",")
            let answer = try await caller.post(
                "/bills", #"{"patientID":"\#(desk.patient)","lines":[\#(lines)]}"#, key: "many", language: "ur")
            #expect(answer.status.code == 422)
            let text = String(decoding: answer.body.readableBytesView, as: UTF8.self)
            #expect(text.contains("سطریں") && text.contains("5000"))
        }
    }

    @Test func aBadFieldIsNamed() async throws {
        try await routed { desk, caller in
            let answer = try await caller.post("/bills", Self.bill(desk, quantity: 1_000), key: "q")
            let fields = try #require(try answer.object()["fields"] as? [[String: Any]])
            #expect(fields.first?["field"] as? String == "lines.0.quantity")
            let wrong = try await caller.post(
                "/bills/1/payments", #"{"tenders":[{"method":"gold","amount":1}]}"#, key: "r")
            #expect(wrong.status.code == 422)
        }
    }

    @Test func listsArePagedAndFiltered() async throws {
        try await routed { desk, caller in
            for number in 0..<5 { _ = try await caller.post("/bills", Self.bill(desk), key: "n\(number)") }
            let first = try await caller.get("/bills?day=2026-11-21&status=open&limit=2").object()
            let items = try #require(first["items"] as? [[String: Any]])
            #expect(items.map { $0["number"] as? String } == ["OP-2026-000005", "OP-2026-000004"])
            let next = try #require(first["next"] as? String)
            let second = try await caller.get("/bills?status=open&limit=3&after=\(next)").object()
            #expect((second["items"] as? [[String: Any]])?.count == 3 && second["next"] == nil)
            let scanned = try await caller.get("/bills?number=op-2026-000003").object()
            #expect((scanned["items"] as? [[String: Any]])?.count == 1)
            let none = try await caller.get("/bills?status=cancelled").object()
            #expect((none["items"] as? [[String: Any]])?.isEmpty == true)
        }
    }

    @Test func theAuthorityIsReadAndSet() async throws {
        try await routed { _, caller in
            let authority = try await caller.get("/billing/discount-authority").object()
            #expect(authority["limit"] as? Int == 1_000)
            let body = #"{"limit":2000,"fullLimit":10000}"#
            let set = try await caller.call(.put, "/billing/discount-authority", body)
            #expect(set.status == .forbidden)
        }
    }

    @Test func takingsAreShownToThoseWhoMaySeeThem() async throws {
        try await routed { _, caller in
            let takings = try await caller.get("/ledger/takings?day=2026-11-21")
            #expect(takings.status == .forbidden)
        }
    }
}

/// A program with a bearer token.
struct Caller: Sendable {
    let client: any TestClientProtocol

    func get(_ path: String) async throws -> TestResponse { try await call(.get, path, nil) }

    func post(
        _ path: String, _ body: String, as caller: String? = "cashier", key: String? = nil, version: Int? = nil,
        language: String? = nil
    ) async throws -> TestResponse {
        try await call(.post, path, body, as: caller, key: key, version: version, language: language)
    }

    func call(
        _ method: HTTPRequest.Method, _ path: String, _ body: String?, as caller: String? = "cashier",
        key: String? = nil, version: Int? = nil, language: String? = nil
    ) async throws -> TestResponse {
        var fields = HTTPFields()
        let named = [
            "authorization": caller.map { "Bearer \($0)" }, "idempotency-key": key,
            "if-match": version.map { "\"\($0)\"" }, "accept-language": language,
            "content-type": body.map { _ in "application/json" },
        ]
        for (name, value) in named {
            if let value, let name = HTTPField.Name(name) { fields[name] = value }
        }
        return try await client.execute(
            uri: "/api" + path, method: method, headers: fields, body: body.map { ByteBuffer(string: $0) })
    }
}
