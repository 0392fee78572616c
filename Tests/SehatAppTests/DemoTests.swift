import Foundation
import SehatStore
import TestKit
import Testing

@testable import SehatApp

/// `sehat demo` by the real executable, on a demonstration that is there already; making one is tried from outside, because it
/// takes longer than all other tests.
@Suite struct DemoTests {
    @Test(.timeLimit(.minutes(2))) func aDemonstrationIsServedAndSaysHowToSignIn() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let username = try await hospital.user(roles: ["administrator"])
        hospital.close()
        try DemoAccount(username: username, password: Hospital.password).write(in: hospital.directory)
        let process = Process()
        process.executableURL = Binary.url
        process.arguments = [
            "demo", "--data", hospital.directory.path, "--listen", "127.0.0.1:0", "--cups-server", "127.0.0.1:9",
            "--json",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        let (ended, teller) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { teller.yield($0.terminationStatus) }
        let lines = pipe.lines
        try process.run()
        let line = try #require(await lines.first { $0.hasPrefix("{") })
        let ready = try JSONDecoder().decode(DemoCommand.Ready.self, from: Data(line.utf8))
        #expect(ready.url.hasPrefix("https://127.0.0.1:") && ready.username == username)
        let authority = try String(contentsOfFile: ready.ca, encoding: .utf8)
        try await Caller.with(ready.url, trust: authority) { caller in
            let session = try await caller.json(
                "POST", "/api/session", "{\"username\":\"\(ready.username)\",\"password\":\"\(ready.password)\"}")
            #expect(session["token"].text?.isEmpty == false)
        }
        process.terminate()
        #expect(await ended.first { _ in true } == 0)
    }

    /// A hospital that is no demonstration must not be served as one: it would say its password to anybody.
    @Test func aHospitalThatIsNoDemonstrationIsRefused() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        hospital.close()
        let result = try await Binary.run(["demo", "--data", hospital.directory.path, "--listen", "127.0.0.1:0"])
        #expect(result.status == 65 && result.errors.contains("is no demonstration"), "\(result)")
    }
}
