import Testing

@testable import Outgoing

@Suite struct OutgoingTests {
    @Test(arguments: [
        "127.0.0.1", "127.9.9.9", "::1", "10.0.0.7", "172.16.0.1", "172.31.255.255", "192.168.1.20", "169.254.3.4",
        "fd00::5", "fe80::1%eth0", "::ffff:192.168.1.20",
    ])
    func addressesOfTheHospital(_ text: String) throws {
        #expect(try #require(NetworkAddress(text)).isOfTheHospital)
        try Outgoing.requirePrinter(host: "printer", address: text, port: 9100)
    }

    @Test(arguments: [
        "8.8.8.8", "172.15.0.1", "172.32.0.1", "192.167.1.1", "2001:db8::1", "::ffff:8.8.8.8", "128.0.0.1",
    ])
    func addressesOfTheWorld(_ text: String) throws {
        #expect(try !#require(NetworkAddress(text)).isOfTheHospital)
        #expect(throws: OutgoingRefusal.self) {
            try Outgoing.requirePrinter(host: "printer.example", address: text, port: 9100)
        }
    }

    @Test(arguments: ["", "localhost", "1.2.3", "1.2.3.4.5", "printer.lan"]) func namesAreNoAddresses(_ text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test func onlyWhatIsOnTheListForThatPurposeMayBeSpokenTo() throws {
        let host = "store-\(UInt64.random(in: 0 ..< .max)).example"
        #expect(throws: OutgoingRefusal(purpose: .backup, host: host, port: 443)) {
            try Outgoing.require(.backup, host: host, port: 443)
        }
        Outgoing.allow([OutgoingRule(.backup, host: host.uppercased(), port: 443)])
        try Outgoing.require(.backup, host: host, port: 443)
        #expect(throws: OutgoingRefusal.self) { try Outgoing.require(.backup, host: host, port: 80) }
        #expect(throws: OutgoingRefusal.self) { try Outgoing.require(.mail, host: host, port: 443) }
        // In the hospital, but nobody configured it.
        #expect(throws: OutgoingRefusal.self) { try Outgoing.require(.sms, host: "192.168.1.20", port: 80) }
        try Outgoing.require(.sms, host: "127.0.0.1", port: 80)
        try Outgoing.require(.mail, host: "localhost", port: 25)
        #expect(Outgoing.rules.contains(OutgoingRule(.backup, host: host, port: 443)))
    }
}
