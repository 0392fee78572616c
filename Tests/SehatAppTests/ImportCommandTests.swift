import Foundation
import SehatApp
import TestKit
import Testing

/// `sehat import` as an administrator runs it: the dry run, its report, and what is refused before anything is read.
@Suite(.serialized) struct ImportCommandTests {
    private static let file = "Name,Sex,Age,Phone\nمحمد اسلم,M,40,03001112223\nSunita Devi,F,abc,9876543210\n,F,20,\n"

    @Test(.timeLimit(.minutes(3))) func aDryRunNamesEveryFaultAndRegistersNobody() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        hospital.close()
        let folder = hospital.directory.url
        let (old, report) = (folder.appending(path: "old.csv"), folder.appending(path: "faults.csv"))
        try Data(Self.file.utf8).write(to: old)
        func sehat(_ arguments: [String]) async throws -> Binary.Result {
            try await Binary.run(["import", "patients", old.path] + arguments + ["--data", folder.path])
        }
        // Work that goes on in the background needs a server.
        #expect(try await sehat([]).status == 69)

        let server = try await ServerProcess.start(data: folder)
        let checked = try await sehat(["--check", "--report", report.path])
        #expect(
            checked.status == 0
                && checked.output.contains(
                    "checked: 3 rows, 1 would be registered, 0 likely there already, 2 with faults"),
            "\(checked)")
        let faults = try String(contentsOf: report, encoding: .utf8).split(whereSeparator: \.isNewline)
        #expect(faults.count == 3 && faults[1].hasPrefix("3,Age,abc,") && faults[2].hasPrefix("4,Name,,"), "\(faults)")
        let twice = folder.appending(path: "twice.csv")
        try Data("Name,Name,Sex\nBilal,بلال,M\n".utf8).write(to: twice)
        let left = try await Binary.run(["import", "patients", twice.path, "--check", "--data", folder.path])
        #expect(left.status == 0 && left.output.contains("columns not taken: Name (2)"), "\(left)")
        let unknown = try await sehat(["--profile", "Old"])
        #expect(unknown.status == 64 && unknown.errors.contains("no profile Old; none is saved"), "\(unknown)")
        #expect(try await sehat(["--duplicates", "perhaps"]).status == 64)
        #expect(await server.stop() == 0)

        let opened = try await Hospital.open(at: folder, key: hospital.key)
        defer { opened.close() }
        #expect(try await opened.count("SELECT count(*) FROM patientsPatient") == 0)
        #expect(try await opened.count("SELECT count(*) FROM patientsImport") == 2, "what was refused was not sent")
    }
}
