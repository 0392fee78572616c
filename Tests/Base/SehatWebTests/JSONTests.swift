import Foundation
import SehatCore
import Testing

@testable import SehatWeb

@Suite struct JSONTests {
    struct Everything: Codable, Equatable {
        var text = "\"\\/\u{8}\u{C}\n\r\t\u{1}\u{1F} سلام नमस्ते 👩‍⚕️"
        var flag = true
        var int = Int.min
        var int64 = Int64.max
        var small: Int8 = -128
        var large = UInt64.max
        var double = 1e21
        var float: Float = 0.1
        var none: Int?
        var some: Int? = 5
        var list = [1, 2, 3]
        var nested = [["a"], [], ["b", "c"]]
        var map = ["b": 2, "a": 1]
        var optionals: [Int?] = [1, nil]
        var money = Money(amount: -5, currency: .PKR)
        var id = ID<Patient>(rawValue: 9_007_199_254_740_993)
        var at = Instant(milliseconds: 1_795_239_000_000)
    }

    @Test func whatIsWrittenIsReadBackByFoundationAndByItself() throws {
        let value = Everything()
        let bytes = try JSONWriter.write(value)
        #expect(try JSONDecoder().decode(Everything.self, from: Data(bytes)) == value)
        let read = try JSONValueDecoder(value: JSONReader.read(bytes), path: .root).decode(Everything.self)
        #expect(read == value)
    }

    @Test func whatFoundationWritesIsRead() throws {
        let bytes = Array(try JSONEncoder().encode(Everything()))
        let read = try JSONValueDecoder(value: JSONReader.read(bytes), path: .root).decode(Everything.self)
        #expect(read == Everything())
    }

    @Test func membersComeAsDeclaredAndMapsByKey() throws {
        struct Small: Codable {
            let z: Int
            let a: [String: Int]
            let none: Int?
        }
        let bytes = try JSONWriter.write(Small(z: 1, a: ["d": 4, "b": 2, "c": 3], none: nil))
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"z":1,"a":{"b":2,"c":3,"d":4}}"#)
    }

    @Test func containersMadeByHandAreClosedInTheirPlaces() throws {
        struct ByHand: Encodable {
            enum Keys: String, CodingKey { case a, b, c, list, `super` }

            func encode(to encoder: any Encoder) throws {
                var outer = encoder.container(keyedBy: Keys.self)
                var inner = outer.nestedContainer(keyedBy: Keys.self, forKey: .a)
                try inner.encode(1, forKey: .b)
                var list = outer.nestedUnkeyedContainer(forKey: .list)
                try list.encode("x")
                try list.encodeNil()
                var deep = list.nestedContainer(keyedBy: Keys.self)
                try deep.encode(true, forKey: .c)
                try outer.encode("end", forKey: .c)
                try 7.encode(to: outer.superEncoder())
                var again = encoder.container(keyedBy: Keys.self)
                try again.encode(2.5, forKey: .b)
            }
        }
        let text = String(decoding: try JSONWriter.write(ByHand()), as: UTF8.self)
        #expect(text == #"{"a":{"b":1},"list":["x",null,{"c":true}],"c":"end","super":7,"b":2.5}"#)
    }

    @Test func emptyThingsAndBareValuesAreWritten() throws {
        struct Empty: Codable {}
        func text(_ value: some Encodable) throws -> String {
            String(decoding: try JSONWriter.write(value), as: UTF8.self)
        }
        #expect(try text(Empty()) == "{}")
        #expect(try text([Empty]()) == "[]")
        #expect(try text("a") == "\"a\"")
        #expect(try text(Int?.none) == "null")
        #expect(try text(["k": [Empty()]]) == #"{"k":[{}]}"#)
        #expect(throws: EncodingError.self) { try text([1.0, .nan]) }
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "'a'", "01", "1.", ".5", "+1", "1e", "tru", "nul", "\"a",
        "\"\\x\"",
        "\"\\u12G4\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\u{1}\"", "[1] 2", "//x\n1", "NaN", "{\"a\":1,\"a\":2}",
    ])
    func whatIsNoJSONIsRefused(_ text: String) {
        #expect(throws: JSONSyntaxError.self) { try JSONReader.read(Array(text.utf8)) }
    }

    @Test func nestingEndsSomewhere() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONSyntaxError(offset: JSONReader.deepest)) { try JSONReader.read(Array(deep.utf8)) }
    }

    @Test func thePlaceIsCountedInLinesAndColumns() {
        let text = Array("{\n  \"a\": x\n}".utf8)
        #expect {
            try JSONReader.read(text)
        } throws: { error in
            guard let place = (error as? JSONSyntaxError)?.place(in: text) else { return false }
            return place == (2, 8)
        }
    }

    @Test func escapesBecomeTheirCharacters() throws {
        let value = try JSONReader.read(Array(#""\u0633\ud83d\ude00\/\n""#.utf8))
        guard case .text(let text) = value else {
            Issue.record("no text")
            return
        }
        #expect(text == "س😀/\n")
    }

    @Test func wholeNumbersMayBeWrittenAsFractionsAndNothingElse() throws {
        struct Number: Codable { let n: Int32 }
        func read(_ text: String) throws -> Int32 {
            try JSONValueDecoder(value: JSONReader.read(Array(#"{"n":\#(text)}"#.utf8)), path: .root).decode(
                Number.self
            ).n
        }
        #expect(try read("2e3") == 2000)
        #expect(try read("-7.0") == -7)
        for wrong in ["2147483648", "0.5", "1e300", "\"1\"", "true", "null"] {
            #expect(throws: DecodingError.self) { try read(wrong) }
        }
    }
}
