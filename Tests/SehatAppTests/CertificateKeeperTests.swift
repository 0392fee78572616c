import Certificates
import Foundation
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import SehatApp

/// The hospital's certificates on a machine with other names than the one where they were made.
@Suite struct CertificateKeeperTests {
    private static func hosts(_ keeper: CertificateKeeper, _ store: Store) async throws -> (
        hosts: [String], missing: [String]
    ) {
        _ = try await keeper.credentials(store, host: "127.0.0.1", allowsTLS12: false)
        return try await store.read(as: .system("test")) { tx in
            (try keeper.server(in: tx)?.hosts ?? [], try keeper.missingHosts(in: tx))
        }
    }

    /// Restored on another machine the hospital must serve: under the old names and addresses at least.
    @Test func aNameThatTheAuthorityDoesNotKnowStopsNoServer() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let before = try await Self.hosts(CertificateKeeper(hosts: ["counter-server"]), hospital.store)
        #expect(before.hosts.contains("counter-server") && before.missing == [])
        let elsewhere = CertificateKeeper(hosts: ["spare-server", "192.0.2.7"])
        let after = try await Self.hosts(elsewhere, hospital.store)
        #expect(!after.hosts.contains("spare-server") && after.hosts.contains("192.0.2.7"))
        #expect(after.missing == ["spare-server"])
        // Not made anew each hour because of what cannot be in it.
        let entries = try await Self.entries(hospital.store)
        #expect(try await elsewhere.refresh(hospital.store))
        #expect(try await Self.entries(hospital.store) == entries)
        let renewed = try await hospital.store.write(as: .system("test")) { tx in
            try elsewhere.renew(hasNewAuthority: true, in: tx)
        }
        #expect(renewed.hosts.contains("spare-server"))
    }

    private static func entries(_ store: Store) async throws -> Int {
        try await store.read(as: .system("test")) { tx in
            try AuditLog.newest(AuditFilter(), limit: 100, in: tx).filter { $0.action.contains("certificate") }.count
        }
    }
}
