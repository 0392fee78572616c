import SehatCore
import Testing

@testable import Certificates

private let now = Instant(milliseconds: 1_795_239_000_000)

private func hosts(_ texts: String...) throws -> [CertificateHost] {
    try texts.map { try #require(CertificateHost($0)) }
}

@Suite struct LocalAuthorityTests {
    @Test func theAuthorityLivesTenYearsAndTheServerLessThan398Days() throws {
        let authority = try LocalAuthority.make(name: "ہسپتال", hosts: hosts("sehat.lan"), now: now)
        let facts = try CertificateFacts(pem: authority.chain)
        #expect(facts.isAuthority)
        #expect(facts.isSelfSigned)
        #expect(facts.daysLeft(at: now) == 3650)
        let server = try LocalAuthority.issue(from: authority, hosts: hosts("sehat.lan", "10.1.2.3"), now: now)
        let leaf = try CertificateFacts(pem: server.chain)
        #expect(!leaf.isAuthority)
        #expect(leaf.hosts == ["sehat.lan", "10.1.2.3"])
        #expect(leaf.notAfter.seconds(since: leaf.notBefore) <= 397 * 86_400)
        #expect(leaf.issuer == facts.subject)
    }

    @Test func theFingerprintIsThirtyTwoPairs() throws {
        let authority = try LocalAuthority.make(name: "Hospital", hosts: [], now: now)
        let parts = try CertificateFacts(pem: authority.chain).fingerprint.split(separator: ":")
        #expect(parts.count == 32)
        #expect(parts.allSatisfy { $0.count == 2 && UInt8($0, radix: 16) != nil })
    }

    @Test func itMayNotVouchForTheInternet() throws {
        let authority = try LocalAuthority.make(name: "Hospital", hosts: [], now: now)
        for host in ["bank.example.com", "notlan", "hospital.example.com"] {
            #expect(throws: CertificateFault.outsideAuthority(host)) {
                try LocalAuthority.issue(from: authority, hosts: hosts(host), now: now)
            }
        }
        for host in ["a.b.local", "192.168.7.9", "fd12::1", "::1", "127.0.0.1", "localhost", "x.home.arpa"] {
            _ = try LocalAuthority.issue(from: authority, hosts: hosts(host), now: now)
        }
    }

    @Test func whatItMayNotVouchForIsLeftOut() throws {
        let authority = try LocalAuthority.make(name: "Hospital", hosts: hosts("sehat"), now: now)
        let wanted = try hosts("localhost", "other", "sehat", "203.0.113.9", "hospital.example.com")
        #expect(
            try LocalAuthority.permitted(wanted, by: authority) == hosts("localhost", "sehat", "203.0.113.9"))
    }

    @Test func itVouchesForTheHostsNamedAtItsMaking() throws {
        let named = try hosts("sehat", "*.emr.shifa.example.pk", "203.0.113.9")
        let authority = try LocalAuthority.make(name: "Hospital", hosts: named, now: now)
        _ = try LocalAuthority.issue(from: authority, hosts: named, now: now)
        #expect(throws: CertificateFault.outsideAuthority("shifa.example.pk")) {
            try LocalAuthority.issue(from: authority, hosts: hosts("shifa.example.pk"), now: now)
        }
    }

    @Test func aServerNeverOutlivesItsAuthority() throws {
        let authority = try LocalAuthority.make(name: "Hospital", hosts: [], now: now)
        let late = now.adding(seconds: 3600 * 86_400)
        let server = try LocalAuthority.issue(from: authority, hosts: hosts("sehat.lan"), now: late)
        #expect(try CertificateFacts(pem: server.chain).notAfter == CertificateFacts(pem: authority.chain).notAfter)
        #expect(throws: CertificateFault.self) {
            try LocalAuthority.issue(from: authority, hosts: hosts("a.lan"), now: now.adding(seconds: 4000 * 86_400))
        }
    }

    @Test func theKeyDoesNotShowItself() throws {
        let authority = try LocalAuthority.make(name: "Hospital", hosts: [], now: now)
        #expect(!"\(authority)".contains("PRIVATE"))
        #expect(!String(reflecting: authority).contains("PRIVATE"))
    }
}

@Suite struct RenewalTests {
    private func state(at time: Instant, hosts wanted: [CertificateHost]) throws -> Renewal {
        let authority = try LocalAuthority.make(name: "Hospital", hosts: [], now: now)
        let server = try LocalAuthority.issue(from: authority, hosts: hosts("sehat.lan"), now: now)
        return Renewal.state(of: try CertificateFacts(pem: server.chain), hosts: wanted, now: time)
    }

    @Test func itIsDueThirtyDaysBeforeTheEnd() throws {
        let wanted = try hosts("sehat.lan")
        #expect(try state(at: now, hosts: wanted) == .good(daysLeft: 396))
        #expect(try state(at: now.adding(seconds: 366 * 86_400), hosts: wanted) == .good(daysLeft: 30))
        #expect(try state(at: now.adding(seconds: 367 * 86_400), hosts: wanted) == .due(daysLeft: 29))
        #expect(try state(at: now.adding(seconds: 397 * 86_400), hosts: wanted) == .expired)
    }

    @Test func aClockSetBackIsNoticed() throws {
        #expect(try state(at: now.adding(seconds: -2 * 86_400), hosts: hosts("sehat.lan")) == .notYetValid)
    }

    @Test func aNewHostMakesItDue() throws {
        #expect(try state(at: now, hosts: hosts("sehat.lan", "10.0.0.9")).needsReplacement)
    }

    @Test(arguments: [(61, nil), (60, 60), (31, 60), (30, 30), (7, 7), (-1, 7)] as [(Int, Int?)])
    func alarmsComeAtSixtyThirtyAndSevenDays(_ days: Int, _ alarm: Int?) {
        #expect(Renewal.alarm(daysLeft: days) == alarm)
    }
}

@Suite struct CertificateHostTests {
    @Test(arguments: ["10.0.0.5", "fd00::5", "sehat", "sehat.hospital.lan", "*.lan", "::1"])
    func hostsAreReadAndWrittenAlike(_ text: String) {
        #expect(CertificateHost(text)?.description == text)
    }

    @Test(arguments: ["", "10.0.0", "10.0.0.256", "a..b", "-a.lan", "a b", "http://x", "مثال.lan"])
    func nonsenseIsRefused(_ text: String) {
        #expect(CertificateHost(text) == nil)
    }

    @Test func aStarCoversOneLabel() throws {
        let star = try #require(CertificateHost("*.lan"))
        #expect(star.covers(.dns("a.lan")))
        #expect(!star.covers(.dns("a.b.lan")))
        #expect(!star.covers(.dns("lan")))
    }
}
