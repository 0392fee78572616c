import Foundation
import GRDB
import Patients
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Testing

/// The real server, killed in the middle of an import of patients.
@Suite(.serialized) struct CrashedImportTests {
    private static let rows = 6_000

    /// Every row a person of its own: another name, telephone and card.
    private static var file: String {
        let people = (1...rows).map { number in
            "A-\(number),Person \(letters(number)) Khan,M,\(20 + number % 60),\(String(format: "0300%07d", number))"
        }
        return "MR No,Name,Gender,Age,Mobile\n" + people.joined(separator: "\n") + "\n"
    }

    private static func letters(_ number: Int) -> String {
        String(String.UnicodeScalarView(String(number).unicodeScalars.compactMap { Unicode.Scalar($0.value + 49) }))
    }

    /// Killed after some batches, again and again, it goes on by itself; everybody is there once, under numbers without a
    /// gap, and can be taken back.
    @Test func nobodyIsRegisteredTwiceOrLost() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let token = try await hospital.token([.patientsImport, .patientsRead])
        hospital.close()
        let id = try await Self.begun(hospital, token)
        var registered = 0
        for _ in 0..<3 where registered < Self.rows {
            registered = try await Self.killed(hospital, token, id, after: registered)
        }
        let server = try await ServerProcess.start(data: hospital.directory.url)
        try await Caller.with(server.url) { caller in
            let caller = caller.with(token: token)
            let done = try await Self.view(caller.with(token: token), id) { $0["state"].text == "done" }
            #expect(done["registered"].number == Int64(Self.rows) && done["duplicates"].number == 0)
            #expect(done["faulty"].number == 0 && done["rows"].number == Int64(Self.rows))
            let found = try await caller.call("GET", "/api/patients?q=0300\(String(format: "%07d", Self.rows))")
            #expect(try found.json()["items"].items.count == 1)
        }
        #expect(await server.stop() == 0)
        try Self.expectEverybodyOnce(hospital)
        let report = try StoreCheck.verify(file: hospital.directory.database, key: hospital.key, depth: .full)
        #expect(report.isGood, "\(report.faults)")
    }

    private static func begun(_ hospital: Hospital, _ token: String) async throws -> String {
        let server = try await ServerProcess.start(data: hospital.directory.url)
        let id = try await Caller.with(server.url) { caller in
            let caller = caller.with(token: token)
            let answer = try await caller.call("POST", "/api/patients/imports?name=old.csv", file)
            let view = try answer.json()
            let id = try #require(view["id"].text, "\(answer)")
            try await caller.json("POST", "/api/patients/imports/\(id)/run")
            return id
        }
        await server.crash()
        return id
    }

    /// Kills the server as soon as more rows are registered than before.
    ///
    /// - Returns: how many it had told of.
    private static func killed(
        _ hospital: Hospital, _ token: String, _ id: String, after registered: Int
    ) async throws -> Int {
        let server = try await ServerProcess.start(data: hospital.directory.url)
        let now = try await Caller.with(server.url) { caller in
            try await view(caller.with(token: token), id) { ($0["registered"].number ?? 0) > Int64(registered) }
        }
        await server.crash()
        return Int(now["registered"].number ?? 0)
    }

    /// The import as soon as it is as wanted.
    private static func view(
        _ caller: Caller, _ id: String, _ isWanted: (JSONValue) -> Bool
    ) async throws -> JSONValue {
        while true {
            let view = try await caller.json("GET", "/api/patients/imports/\(id)")
            if isWanted(view) || view["state"].text == "done" { return view }
        }
    }

    private static func expectEverybodyOnce(_ hospital: Hospital) throws {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.prepareDatabase { db in
            try db.execute(sql: hospital.key.withBytes { "PRAGMA key = \"x'\(Hex.text($0))'\"" })
        }
        let queue = try DatabaseQueue(path: hospital.directory.database.path, configuration: configuration)
        try queue.read { db in
            for (words, sql) in [
                ("patients", "SELECT count(*) FROM patientsPatient"),
                ("telephones", "SELECT count(DISTINCT phone) FROM patientsPatient"),
                ("former numbers", "SELECT count(DISTINCT value) FROM patientsIdentifier"),
                ("rows noted", "SELECT count(*) FROM patientsImportRow"),
                ("patients noted", "SELECT count(DISTINCT patientID) FROM patientsImportRow"),
                (
                    "patients in the index",
                    """
                    SELECT sum(length(entries)) / 2 FROM patientsNameBlock
                    WHERE id >> 28 = (SELECT id FROM patientsWord WHERE text = 'khan')
                    """
                ),
                ("numbers given", "SELECT sum(value) FROM storeSeries WHERE name LIKE 'patients.mrn%'"),
            ] {
                let count = try Int.fetchOne(db, sql: sql)
                #expect(count == rows, "\(words): \(String(describing: count))")
            }
        }
        try queue.close()
    }
}
