import Foundation
import TestKit

/// From starting the process on the demonstration hospital to its first answer to somebody signed in, and its memory.
enum StartRows {
    static func run(_ setting: Setting) async throws {
        let data = setting.scratch.appending(path: "start")
        let first = try await DemoServer.start(setting, data: data)
        let token = try await first.signedIn { $0.token }
        await first.stop()
        var times: [Double] = []
        for _ in 0..<setting.rounds(15, quick: 3) {
            let start = ContinuousClock.now
            let server = try await DemoServer.start(setting, data: data)
            _ = try await Caller.with(server.ready.url) { caller in
                try await caller.with(token: token).json("GET", "/api/session")
            }
            times.append((ContinuousClock.now - start).seconds)
            await server.stop()
        }
        setting.print(Row(name: "start.cold", value: Figures.median(times), unit: "s", goal: .valueAtMost(0.32)))
    }
}
