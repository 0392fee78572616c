import Backup
import Foundation
import SehatApp
import SehatCore
import SehatStore
import SehatWeb
import TestKit
import Testing

/// A second server that takes over from the first, with the real executable.
@Suite(.serialized) struct StandbyTests {
    /// Two data directories and the target between them.
    private struct Ground {
        let first: URL
        let second = TestStore.newDirectory()
        let copy = TestStore.newDirectory()
        let target = TestStore.newDirectory()
        let keyFile: String
        let username: String
        var options: [String] { ["--plain-http", "--backup-target", target.path] }

        init() async throws {
            let hospital = try await Hospital.open()
            defer { hospital.close() }
            first = hospital.directory.url
            keyFile = hospital.directory.keyFile.path
            username = try await hospital.user(hospital.appliance.composition.permissions.map(\.permission))
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        }

        func remove() {
            for folder in [first, second, copy, target] { try? FileManager.default.removeItem(at: folder) }
        }

        /// What standbys have left at the target.
        func marks() throws -> [StandbyMark] {
            try StandbyMark.all(
                at: BackupTarget(directory: target), key: DatabaseKey(file: URL(filePath: keyFile)))
        }

        func signedIn<Value: Sendable>(
            _ server: ServerProcess, _ body: (Caller) async throws -> Value
        ) async throws -> Value {
            let credentials = #"{"username": "\#(username)", "password": "\#(Hospital.password)"}"#
            return try await Caller.with(server.url) { anybody in
                let session = try await anybody.json("POST", "/api/session", credentials)
                return try await body(anybody.with(token: session["token"].text))
            }
        }

        static func register(_ name: String, _ caller: Caller) async throws -> Answer {
            let body =
                #"{"name": "\#(name)", "sex": "male", "ageYears": 40, "noPhone": true, "reasonForNew": "another person"}"#
            return try await caller.call("POST", "/api/patients", body, key: UUID().uuidString)
        }

        static func names(_ caller: Caller) async throws -> [String] {
            try await caller.json("GET", "/api/patients?q=Yusuf")["items"].items.compactMap {
                $0["names"]["primary"].text
            }.sorted()
        }

        /// Status, doctor, alarms and the state of shipping all say that another server has taken over.
        static func expectSuperseded(_ data: URL, _ caller: Caller) async throws {
            let isTold = try await eventually {
                try await caller.json("GET", "/api/alarms")["items"].items.contains { $0["kind"].text == "superseded" }
            }
            #expect(isTold, "an alarm")
            let status = try await Binary.run(["status", "--data", data.path])
            #expect(status.output.split(separator: "\n").prefix(3).joined().contains("superseded by"), "\(status)")
            #expect(
                status.output.contains("stopped: superseded by") && !status.output.contains("following,"), "\(status)")
            let doctor = try await Binary.run(["doctor", "--data", data.path])
            #expect(doctor.status == 1 && doctor.output.contains("superseded by"), "\(doctor)")
        }

        /// Waits until the target has everything and is followed.
        static func followed(_ caller: Caller) async throws {
            let isFollowed = try await eventually {
                let targets = try await caller.json("GET", "/api/backups/targets")["items"]
                return targets[0]["state"].text == "following"
            }
            try #require(isFollowed)
        }

        /// Asks until the answer is as wanted; each question takes a moment of the server's own.
        static func eventually(_ isSo: () async throws -> Bool) async throws -> Bool {
            let limit = ContinuousClock.now + .seconds(60)
            while ContinuousClock.now < limit { if try await isSo() { return true } }
            return false
        }
    }

    @Test func thePromotedServerHasEverythingAndTheOldOneAcceptsNothing() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        let old = try await ServerProcess.start(data: ground.first, options: ground.options)
        try await ground.signedIn(old) { caller in
            #expect(try await Ground.register("Yusuf Karim", caller).status == 201)
            try await Ground.followed(caller)
            let follow = [
                "standby", "--from", ground.target.path, "--to", ground.copy.path, "--key-file", ground.keyFile,
                "--once",
            ]
            let standby = try await Binary.run(follow)
            #expect(standby.status == 0 && standby.output.contains("whole, checked"), "\(standby)")
            let served = try await Binary.run(["serve", "--data", ground.copy.path, "--listen", "127.0.0.1:0"])
            #expect(served.status == 73 && served.errors.contains("copy that a standby keeps"), "\(served)")
            #expect(try await Ground.register("Yusuf Rahim", caller).status == 201)
            let isLaid = try await Ground.eventually {
                let round = try await Binary.run(follow)
                return round.status == 0 && round.output.contains(" shipments,")
                    && !round.output.contains(" 0 shipments,")
            }
            #expect(isLaid)
            #expect(try ground.marks().count == 1, "a standby is seen at the target")
            // Acknowledged after the standby's round, and shipped or not when the promotion begins.
            #expect(try await Ground.register("Yusuf Salman", caller).status == 201)
            let promotion = try await Binary.run([
                "promote", "--from", ground.target.path, "--data", ground.copy.path, "--key-file", ground.keyFile,
            ])
            try #require(promotion.status == 0, "\(promotion)")
            #expect(try ground.marks().isEmpty, "who took over is no standby")
            let refused = try await Ground.register("Yusuf Salim", caller)
            #expect(refused.status == 503 && refused.code == "app.superseded", "\(refused)")
            #expect(try await Ground.names(caller) == ["Yusuf Karim", "Yusuf Rahim", "Yusuf Salman"])
            #expect(try await caller.json("GET", "/api/mode")["mode"].text == "superseded")
            try await Ground.expectSuperseded(ground.first, caller)
        }
        await old.stop()
        let new = try await ServerProcess.start(data: ground.copy, options: ground.options)
        try await ground.signedIn(new) { caller in
            #expect(try await Ground.names(caller) == ["Yusuf Karim", "Yusuf Rahim", "Yusuf Salman"])
            #expect(try await Ground.register("Yusuf Naeem", caller).status == 201)
            let mode = try await caller.json("GET", "/api/mode")
            #expect(mode["mode"].text == "normal" && mode["epoch"].number == 1)
        }
        let again = try await ServerProcess.start(data: ground.first, options: ground.options)
        try await ground.signedIn(again) { caller in
            let refused = try await Ground.register("Yusuf Salim", caller)
            #expect(refused.code == "app.superseded", "from its first request on: \(refused)")
            try await Ground.expectSuperseded(ground.first, caller)
        }
        await again.stop()
        await new.stop()
    }

    @Test func aPromotionIntoAHospitalOrWithAnotherKeyIsRefused() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        let into = try await Binary.run([
            "promote", "--from", ground.target.path, "--data", ground.first.path, "--key-file", ground.keyFile,
        ])
        #expect(into.status == 65 && into.errors.contains("already holds a hospital"), "\(into)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: ground.target.path) == [], "a refused promotion fences")
        let empty = try await Binary.run([
            "standby", "--from", ground.target.path, "--to", ground.copy.path, "--key-file", ground.keyFile, "--once",
        ])
        #expect(empty.status == 65 && !FileManager.default.fileExists(atPath: ground.copy.path), "\(empty)")
    }

    /// Without a standby the promotion brings everything back by itself.
    @Test func aPromotionWithoutAStandbyRestoresEverything() async throws {
        let ground = try await Ground()
        defer { ground.remove() }
        let old = try await ServerProcess.start(data: ground.first, options: ground.options)
        try await ground.signedIn(old) { caller in
            #expect(try await Ground.register("Yusuf Karim", caller).status == 201)
            try await Ground.followed(caller)
        }
        await old.stop()
        let promotion = try await Binary.run([
            "promote", "--from", ground.target.path, "--data", ground.second.path, "--key-file", ground.keyFile,
        ])
        try #require(promotion.status == 0, "\(promotion)")
        let new = try await ServerProcess.start(data: ground.second, options: ground.options)
        let names = try await ground.signedIn(new) { caller in try await Ground.names(caller) }
        #expect(names == ["Yusuf Karim"])
        await new.stop()
    }
}
