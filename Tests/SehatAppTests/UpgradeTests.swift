import Foundation
import GRDB
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Testing

/// What a migration leaves to do is done before anybody is served.
@Suite struct UpgradeTests {
    /// The index of names of an earlier version is made anew: the first request after the upgrade finds everybody.
    @Test func everybodyIsFoundByNameAtTheFirstRequest() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let token = try await hospital.token(roles: ["administrator", "registration"])
        let id = try await hospital.serving { anybody in
            try await anybody.with(token: token).json(
                "POST", "/api/patients", #"{"name":"محمد عثمان","sex":"male","ageYears":30,"noPhone":true}"#)["id"]
                .text
        }
        try await Self.forgetNames(hospital.store)
        #expect(try await Self.found(hospital, token) == [id])
        let left = try await hospital.store.read(as: .system("test")) { tx in try JobOutbox.counts(in: tx) }
        #expect(left[.dead] == nil)
    }

    private static func found(_ hospital: Hospital, _ token: String) async throws -> [String?] {
        try await hospital.serving { anybody in
            try await anybody.with(token: token).json("GET", "/api/patients?q=Usman")["items"].items.map {
                $0["id"].text
            }
        }
    }

    /// What the migrations do that change the index.
    private static func forgetNames(_ store: Store) async throws {
        try await store.write(as: .system("test")) { tx in
            try tx.db.execute(
                sql: """
                    DELETE FROM patientsNameBlock;
                    INSERT INTO storeJob (kind, payload, state, priority, attempt, notBefore, createdAt)
                        VALUES ('patients.rekey', '{"after":0}', 'queued', 0, 0, 0, 0);
                    """)
            tx.audit("test.forgotten")
        }
    }
}
