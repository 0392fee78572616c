import Foundation
import SehatApp
import SehatCore
import SehatStore
import TestKit
import Testing

/// The product's own periodic work, run by hand over the API as the schedule runs it.
@Suite struct PeriodicWorkTests {
    @Test func everyTaskOfTheProductRuns() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        _ = try await hospital.ground()
        let token = try await hospital.token(roles: ["administrator"])
        try await hospital.serving { anybody in
            let caller = anybody.with(token: token)
            let names = try await caller.json("GET", "/api/schedule")["items"].items.compactMap { $0["name"].text }
            #expect(
                names == [
                    "backup.make", "backup.drill", "downtime.make", "alarms.look", "auditTrail.verify",
                    "patients.pairs",
                    "appliance.certificate",
                ])
            for name in names {
                let run = try await caller.json("POST", "/api/schedule/\(name)/run", "{}")
                #expect(run["state"].text == "done", "\(name): \(run["words"].text ?? "")")
            }
            let backups = try await caller.json("GET", "/api/backups")["items"]
            #expect(backups.items.count == 1 && backups[0]["verifiedAt"].text != nil)
            let drills = try await caller.json("GET", "/api/backups/drills")
            #expect(drills["items"][0]["isGood"].flag == true && drills["isOverdue"].flag == false)
            let list = try await caller.json("GET", "/api/schedule")["items"]
            #expect(list.items.allSatisfy { $0["last"]["state"].text == "done" })
        }
    }

    @Test func aDrillWithoutABackupIsSaidAndNoAlarm() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let token = try await hospital.token(roles: ["administrator"])
        try await hospital.serving { anybody in
            let run = try await anybody.with(token: token).json("POST", "/api/schedule/backup.drill/run", "{}")
            #expect(run["state"].text == "done" && run["words"].text == "nothing was saved yet", "\(run)")
            let asked = try await anybody.with(token: token).call("POST", "/api/backups/drills", nil)
            #expect(try asked.status == 409 && asked.json()["code"].text == "drill.nothing")
            let doctor = try await anybody.with(token: token).json("POST", "/api/doctor", "{}")
            let drill = doctor["checks"].items.first { $0["name"].text == "drill" }
            #expect(drill?["isGood"].flag == true)
        }
    }
}
