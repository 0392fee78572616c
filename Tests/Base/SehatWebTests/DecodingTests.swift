import HTTPTypes
import HummingbirdTesting
import NIOCore
import SehatCore
import Testing

@testable import SehatWeb

@Suite struct DecodingTests {
    private func post(_ body: String, _ fields: [String: String] = [:]) async throws -> TestResponse {
        try await WebFixture().routed { client in
            try await client.execute(
                uri: "/api/notes", method: .post, headers: .bearer("writer", fields), body: ByteBuffer(string: body))
        }
    }

    private func field(_ answer: TestResponse) throws -> String? {
        #expect(answer.status == .unprocessableContent)
        return try answer.problem().fields?.first.map { "\($0.field) \($0.code)" }
    }

    @Test(arguments: [
        ("{}", "text app.field.required"),
        ("", "text app.field.required"),
        (#"{"text":null}"#, "text app.field.required"),
        (#"{"text":5}"#, "text app.field.type"),
        (#"{"text":"a","kind":"huge"}"#, "kind app.field.choice"),
        (#"{"text":"a","amount":{"amount":100}}"#, "amount.currency app.field.required"),
        (#"{"text":"a","amount":{"amount":1.5,"currency":"PKR"}}"#, "amount.amount app.field.type"),
        (#"{"text":"a","amount":{"amount":1,"currency":"XYZ"}}"#, "amount.currency app.field.type"),
        (#"{"text":"a","lines":[{"quantity":1},{"quantity":"two"}]}"#, "lines.1.quantity app.field.type"),
        (#"[1]"#, "body app.field.type"),
    ])
    func theWrongFieldIsNamed(_ body: String, _ expected: String) async throws {
        #expect(try field(try await post(body)) == expected)
    }

    @Test func everyRefusedFieldOfARuleIsNamedInTheLanguageOfTheCaller() async throws {
        let answer = try await post(#"{"text":"  "}"#, ["accept-language": "ur-PK,en;q=0.5"])
        let problem = try answer.problem()
        #expect(problem.title == "نشان زدہ خانے دیکھیں۔")
        #expect(problem.fields?.first?.message == "ضروری ہے۔")
        #expect(answer.headers[.contentLanguage] == "ur")
        let english = try await post(#"{"text":"  "}"#, ["accept-language": "en"]).problem()
        #expect(english.fields?.first?.message == "Needed.")
    }

    @Test(arguments: [
        (#"{"text":"a",}"#, 1), (#"{"text":"a","text":"b"}"#, 1), (#"{"text":01}"#, 1),
        ("{\n\"text\": \"a\"\n\"kind\": 1}", 3), ("{\"text\":", 1), ("nonsense", 1),
    ])
    func brokenJSONIsSaidWithItsPlace(_ body: String, _ line: Int) async throws {
        let answer = try await post(body)
        #expect(answer.status == .badRequest)
        let problem = try answer.problem()
        #expect(problem.code == "app.malformed")
        #expect(problem.params?["line"] == String(line))
        #expect(Int(problem.params?["column"] ?? "") != nil)
    }

    @Test func bytesThatAreNoTextAreBroken() async throws {
        let answer = try await WebFixture().routed { client in
            try await client.execute(
                uri: "/api/notes", method: .post, headers: .bearer("writer"),
                body: ByteBuffer(bytes: Array(#"{"text":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)))
        }
        #expect(answer.status == .badRequest)
    }

    @Test func anotherMediaTypeIsRefused() async throws {
        let answer = try await post("text=a", ["content-type": "application/x-www-form-urlencoded"])
        #expect(answer.status == .unsupportedMediaType)
        #expect(try answer.problem().code == "app.contentType")
        let good = try await post(#"{"text":"a"}"#, ["content-type": "application/json; charset=utf-8"])
        #expect(good.status == .created)
    }

    @Test func aBodyAboveTheLimitIsRefusedWhetherAnnouncedOrNot() async throws {
        let small = Endpoint.command(
            "/small", "more.small.add", .signedIn, "Takes little."
        ) { (_: Call<Notes.NewNote>, _) in NoOutput() }.bodyLimit(100)
        let fixture = try WebFixture(more: [small])
        let body = ByteBuffer(string: #"{"text":""# + String(repeating: "x", count: 200) + #""}"#)
        try await fixture.routed { client in
            let announced = try await client.execute(
                uri: "/api/small", method: .post, headers: .bearer("writer"), body: body)
            #expect(announced.status == .contentTooLarge)
            #expect(try announced.problem().params?["limit"] == "100")
        }
    }

    @Test func aNameOfTenThousandCharactersIsAFieldProblem() async throws {
        let long = String(repeating: "م", count: 10_000)
        let problem = try await post(#"{"text":"\#(long)"}"#).problem()
        #expect(problem.fields?.first?.code == "app.field.tooLong")
        #expect(problem.fields?.first?.params == ["limit": "50"])
    }
}

@Suite struct QueryTests {
    private func get(_ query: String) async throws -> TestResponse {
        try await WebFixture().routed { client in
            try await client.execute(uri: "/api/notes?\(query)", method: .get, headers: .bearer("reader"))
        }
    }

    @Test(arguments: [
        ("limit=many", "limit"), ("day=2026-02-30", "day"), ("kind=huge", "kind"), ("isOpen=maybe", "isOpen"),
        ("after=0", "after"), ("since=yesterday", "since"), ("q=%zz", "q"), ("q=%ff", "q"),
    ])
    func theWrongParameterIsNamed(_ query: String, _ name: String) async throws {
        let answer = try await get(query)
        #expect(answer.status == .unprocessableContent)
        #expect(try answer.problem().fields?.first?.field == name)
    }

    @Test(arguments: [
        "", "limit=5&unknown=1", "day=2026-02-28&kind=long&isOpen=true&after=77", "q=&limit=", "q=%D9%85%D8%AD+x",
        "since=2026-11-21T10:30:00%2B05:00",
    ])
    func goodParametersAreTaken(_ query: String) async throws {
        #expect(try await get(query).status == .ok)
    }

    @Test func repeatedNamesAreAList() throws {
        struct Wanted: Codable {
            let status: [String]
            let id: [ID<Notes.Note>]?
            let one: Double?
        }
        let wanted = try QueryDecoder.decode(Wanted.self, from: "status=a&status=b%20c&id=3&id=4&one=1.5")
        #expect(wanted.status == ["a", "b c"])
        #expect(wanted.id?.map(\.rawValue) == [3, 4])
        #expect(wanted.one == 1.5)
        #expect(throws: Problem.invalid("status", "app.field.required")) {
            try QueryDecoder.decode(Wanted.self, from: "one=1")
        }
    }
}
