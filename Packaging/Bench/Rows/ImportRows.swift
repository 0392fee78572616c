import Foundation
import Patients
import SehatCore
import TestKit

/// Taking patients in from a file of an earlier system: the release executable, from the upload to the last row.
///
/// Times are of the clock, since several threads work; a busy machine makes them longer.
enum ImportRows {
    static func run(_ setting: Setting) async throws {
        let server = try await DemoServer.start(setting, data: setting.scratch.appending(path: "import"))
        try await server.signedIn { caller in
            let count = setting.isQuick ? 3_000 : setting.manyPatients
            try await measure(setting, caller, server, "unchecked", count: count, from: 0, goal: 20_000)
            // These are looked for among all who were taken in before.
            let checked = min(count, 100_000)
            try await measure(setting, caller, server, "skip", count: checked, from: count, goal: 3_000)
        }
        await server.stop()
    }

    private static func measure(
        _ setting: Setting, _ caller: Caller, _ server: DemoServer, _ duplicates: String, count: Int, from first: Int,
        goal: Double
    ) async throws {
        let name = "import.\(duplicates)"
        let file = try text(setting.names, count: count, from: first)
        let (answer, received) = try await caller.timed("POST", "/api/patients/imports?name=\(duplicates).csv", file)
        setting.print(Row(name: "\(name).upload", value: Double(file.utf8.count) / received / 1000, unit: "MB/s"))
        let view = try answer.json()
        guard let id = view["id"].text, let mapping = mapping(view) else { throw Caller.Refused(answer: answer) }
        let start = ContinuousClock.now
        try await caller.json(
            "POST", "/api/patients/imports/\(id)/run",
            #"{"mapping":{"columns":\#(mapping),"duplicates":"\#(duplicates)"}}"#)
        var done = view
        repeat {
            try await Task.sleep(for: .milliseconds(20))
            done = try await caller.json("GET", "/api/patients/imports/\(id)")
        } while done["state"].text == "running"
        let seconds = (ContinuousClock.now - start).milliseconds / 1000
        setting.print(Row(name: name, value: Double(count) / seconds, unit: "1/s", goal: .valueAtLeast(goal)))
        let share = Double(done["registered"].number ?? 0) / Double(count)
        setting.print(Row(name: "\(name).registered", value: share, unit: "share"))
        setting.print(Row(name: "\(name).memory", value: try server.memory().most, unit: "MB"))
    }

    /// What the server has guessed of the headings, as it was answered.
    private static func mapping(_ view: JSONValue) -> String? {
        let columns = view["mapping"]["columns"].items.compactMap { column -> String? in
            guard let heading = column["heading"].text, let field = column["field"].text else { return nil }
            return #"{"heading":"\#(heading)","field":"\#(field)"}"#
        }
        return columns.isEmpty ? nil : "[\(columns.joined(separator: ","))]"
    }

    private static func text(_ names: URL, count: Int, from first: Int) throws -> String {
        var population = try Population(names, seed: UInt64(first) + 9)
        var text = "Name,Other Name,Gender,DOB,Mobile,Father Name,CNIC,Address\n"
        for number in first..<first + count {
            let person = population.next(number).input
            let card = person.identifiers?.first { $0.type == .cnic }?.value ?? ""
            let day = person.birthDate.map { "\($0.year)-\($0.month)-\($0.day)" } ?? ""
            text += "\(person.name),\(person.otherName ?? ""),\(person.sex == .male ? "M" : "F"),\(day),"
            text += "\(person.phone ?? ""),\(person.guardianName ?? ""),\(card),\"\(person.address ?? "")\"\n"
        }
        return text
    }
}
