import Foundation
import TestKit

/// Opening the chart of a patient who has come often, over TLS: everything that the page asks for, all at once. Times are
/// those of the client.
enum ChartRows {
    static func run(_ setting: Setting) async throws {
        let server = try await DemoServer.start(setting, data: setting.scratch.appending(path: "chart"))
        try await server.signedIn { caller in
            let count = setting.rounds(500, quick: 20)
            let patient = try await fill(caller, encounters: count)
            var times: [Double] = []
            for _ in 0..<setting.rounds(300, quick: 10) { times.append(try await open(patient, caller)) }
            let name = "chart.encounters\(count)"
            setting.print(Row(name: "\(name).p50", value: Figures.median(times), unit: "ms"))
            setting.print(
                Row(name: "\(name).p99", value: Figures.percentile(times, 0.99), unit: "ms", goal: .valueAtMost(30)))
        }
        await server.stop()
    }

    /// A patient with so many visits, each with its token, and a bill at every tenth.
    private static func fill(_ caller: Caller, encounters count: Int) async throws -> String {
        let desk = try await BillDesk.open(caller)
        let departments = try await caller.json("GET", "/api/departments")["items"].items.compactMap { $0["id"].text }
        guard !departments.isEmpty else { throw NoDepartment() }
        for number in 0..<count {
            let department = departments[number % departments.count]
            try await caller.json(
                "POST", "/api/encounters",
                #"{"patientID":"\#(desk.patient)","departmentID":"\#(department)","again":true}"#)
            if number % 10 == 0 { _ = try await desk.serve(caller) }
        }
        return desk.patient
    }

    private struct NoDepartment: Error {}

    /// The milliseconds until all that the page shows is there.
    private static func open(_ patient: String, _ caller: Caller) async throws -> Double {
        let path = "/api/patients/\(patient)"
        let parts = [
            path, "\(path)/merges", "\(path)/background", "\(path)/identification", "/api/registration-questions",
            "/api/patient-identifier-types", "/api/encounters?patientID=\(patient)", "/api/bills?patientID=\(patient)",
            "\(path)/history?limit=10",
        ]
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in parts { group.addTask { _ = try await caller.timed("GET", part) } }
            try await group.waitForAll()
        }
        return (ContinuousClock.now - start).milliseconds
    }
}
