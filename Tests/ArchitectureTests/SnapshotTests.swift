import Crypto
import Foundation
import GRDB
import SehatApp
import SehatCore
import SehatWeb
import TestKit
import Testing

@testable import SehatStore

/// Texts that change only on purpose: a loosened gate, a new permission or another schema is one line in a review.
///
/// With SEHAT_RECORD=1 in the environment the snapshots are written anew.
@Suite struct SnapshotTests {
    @Test func routesAreThoseOfTheSnapshot() async throws {
        try await Self.withAppliance { appliance in
            try Self.compare(RouteTable.text(of: appliance.site.endpoints), "routes.txt")
        }
    }

    @Test func permissionsAreThoseOfTheSnapshot() async throws {
        try await Self.withAppliance { appliance in
            let lines = appliance.composition.permissions.map {
                "\($0.permission.code): \($0.roles.sorted().joined(separator: " "))\n"
            }
            try Self.compare(lines.sorted().joined(), "permissions.txt")
        }
    }

    @Test func theSchemaIsThatOfTheSnapshot() async throws {
        try await Self.withAppliance { appliance in
            let schema = try await appliance.store.read(as: .system("test")) { tx in
                try String.fetchAll(
                    tx.db, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
            }
            try Self.compare(schema.map { $0 + ";\n" }.joined(), "schema.sql")
        }
    }

    @Test func theAPIIsDescribedWhole() async throws {
        try await Self.withAppliance { appliance in
            let document = try OpenAPI.document(of: appliance.site.endpoints, version: "test")
            let object = try #require(try JSONSerialization.jsonObject(with: Data(document)) as? [String: Any])
            let paths = try #require(object["paths"] as? [String: Any])
            for path in ["/api/session", "/api/patients", "/api/bills/{id}/payments", "/api/documents/{id}.pdf"] {
                #expect(paths[path] != nil, "\(path)")
            }
        }
    }

    /// Shipped migrations never change: lines are only appended, and a new id sorts after the last.
    @Test func shippedMigrationsStayAsTheyAre() throws {
        let options = Composition.Options(directory: DataDirectory("/nonexistent"), key: .random())
        let migrations = try (StoreMigrations.all + Composition(options).schema.migrations).sorted {
            $0.id.compare($1.id, options: .numeric) == .orderedAscending
        }
        let lines = migrations.map { migration in
            let hash = SHA256.hash(data: Data(migration.sql.utf8)).map { String(format: "%02x", $0) }.joined()
            return "\(migration.id) \(hash)\n"
        }
        try Self.compare(lines.joined(), "migrations.lock")
    }

    private static func withAppliance(_ body: (Appliance) async throws -> Void) async throws {
        let directory = DataDirectory(TestStore.newDirectory().path)
        defer { try? FileManager.default.removeItem(at: directory.url) }
        let appliance = try await Appliance.open(directory, key: .random(), isNew: true)
        defer { appliance.close() }
        try await body(appliance)
    }

    private static func compare(_ text: String, _ name: String) throws {
        let file = Repository.root.appending(path: "Tests/ArchitectureTests/Snapshots/\(name)")
        if ProcessInfo.processInfo.environment["SEHAT_RECORD"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let stored = try String(contentsOf: file, encoding: .utf8)
        let known = Set(stored.split(separator: "\n"))
        let found = Set(text.split(separator: "\n"))
        #expect(found.subtracting(known).sorted() == [], "new in \(name)")
        #expect(known.subtracting(found).sorted() == [], "gone from \(name)")
        #expect(stored == text)
    }
}
