import Foundation
import GRDB
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Testing

/// What goes wrong around the process: each ends with its exit code and words, and changes nothing.
@Suite(.serialized) struct ProcessFaultTests {
    /// `serve` that must end by itself.
    private func refusal(_ data: URL, _ options: [String] = []) async throws -> Binary.Result {
        try await Binary.run(["serve", "--data", data.path, "--backup-time", ""] + options)
    }

    private static let plain = ["--plain-http", "--listen", "127.0.0.1:0"]

    private func closedHospital() async throws -> Hospital {
        let hospital = try await Hospital.open()
        hospital.close()
        return hospital
    }

    @Test func aWrongKeyIsToldAndNothingChanges() async throws {
        let hospital = try await closedHospital()
        defer { hospital.remove() }
        let other = hospital.directory.url.appending(path: "other-key")
        try Hospital.writeKey(.random(), to: other)
        let before = try Data(contentsOf: hospital.directory.database)
        let result = try await refusal(hospital.directory.url, Self.plain + ["--key-file", other.path])
        #expect(result.status == 65)
        #expect(result.errors.contains("The key does not fit"), "\(result.errors)")
        #expect(try Data(contentsOf: hospital.directory.database) == before)
    }

    @Test func aPlainDatabaseIsNotTaken() async throws {
        let hospital = try await closedHospital()
        defer { hospital.remove() }
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: hospital.directory.database.path + suffix)
        }
        let queue = try DatabaseQueue(path: hospital.directory.database.path)
        try await queue.write { try $0.execute(sql: "CREATE TABLE note (id INTEGER PRIMARY KEY)") }
        try queue.close()
        let before = try Data(contentsOf: hospital.directory.database)
        let result = try await refusal(hospital.directory.url, Self.plain)
        #expect(result.status == 65)
        #expect(result.errors.contains("an SQLite file without encryption"), "\(result.errors)")
        #expect(try Data(contentsOf: hospital.directory.database) == before)
    }

    @Test func aNewerSchemaIsNotTouched() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        try await hospital.store.write(as: .system("test")) { tx in
            try tx.housekeeping {
                try tx.db.execute(
                    sql: "INSERT INTO storeMigration VALUES ('2099-01-01.1-future-thing', x'00', 0)")
            }
        }
        hospital.close()
        let result = try await refusal(hospital.directory.url, Self.plain)
        #expect(result.status == 65)
        #expect(result.errors.contains("newer version") && result.errors.contains("2099-01-01.1-future-thing"))
    }

    @Test func onlyOneProcessWorksOnADirectory() async throws {
        let hospital = try await closedHospital()
        defer { hospital.remove() }
        let server = try await ServerProcess.start(data: hospital.directory.url)
        let result = try await refusal(hospital.directory.url, Self.plain)
        #expect(result.status == 73)
        #expect(result.errors.contains("Another process"), "\(result.errors)")
        let health = try await Caller.with(server.url) { try await $0.call("GET", "/api/health") }
        #expect(health.status == 200)
        #expect(await server.stop() == 0)
    }

    @Test func aBusyPortIsNamed() async throws {
        let first = try await closedHospital()
        let second = try await closedHospital()
        defer {
            first.remove()
            second.remove()
        }
        let server = try await ServerProcess.start(data: first.directory.url)
        let place = try #require(server.url.split(separator: "/").last.map(String.init))
        let result = try await refusal(second.directory.url, ["--plain-http", "--listen", place])
        #expect(result.status == 73)
        #expect(result.errors.contains("already listens on \(place)"), "\(result.errors)")
        #expect(await server.stop() == 0)
    }

    @Test func plainHTTPStaysOnThisMachine() async throws {
        let hospital = try await closedHospital()
        defer { hospital.remove() }
        let result = try await refusal(hospital.directory.url, ["--plain-http", "--listen", "0.0.0.0:0"])
        #expect(result.status == 73)
        #expect(result.errors.contains("plain HTTP is served on this machine only"), "\(result.errors)")
    }

    @Test func aMissingDirectoryAndAMissingKeyAreNamed() async throws {
        let hospital = try await closedHospital()
        defer { hospital.remove() }
        try FileManager.default.removeItem(at: hospital.directory.keyFile)
        let keyless = try await refusal(hospital.directory.url, Self.plain)
        #expect(keyless.status == 73)
        #expect(keyless.errors.contains("key file"), "\(keyless.errors)")
        let nowhere = TestStore.newDirectory()
        let result = try await refusal(nowhere, Self.plain)
        #expect(result.status == 73)
        #expect(result.errors.contains(nowhere.path), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: nowhere.path))
    }
}
