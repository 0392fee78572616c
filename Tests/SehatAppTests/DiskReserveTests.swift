import Foundation
import SehatApp
import SehatCore
import TestKit
import Testing

/// The room that a server keeps for the day on which the disk is full, and where people hear of it.
@Suite struct DiskReserveTests {
    private func answers(_ reserveMiB: Int) async throws -> (health: JSONValue, status: JSONValue, disk: JSONValue) {
        let hospital = try await Hospital.open(reserveMiB: reserveMiB)
        defer { hospital.remove() }
        let token = try await hospital.token(roles: ["administrator"])
        return try await hospital.serving { caller in
            let signedIn = caller.with(token: token)
            let report = try await signedIn.json("POST", "/api/doctor")
            return (
                try await caller.json("GET", "/api/health"), try await signedIn.json("GET", "/api/status"),
                report["checks"].items.first { $0["name"].text == "disk" } ?? .null
            )
        }
    }

    @Test func aFullDiskIsSaidEverywhere() async throws {
        // No file can be 2^60 bytes long, so the reserve cannot be had, as on a full disk.
        let full = try await answers(1 << 40)
        #expect(full.health["isDiskLow"].flag == true && full.health["status"].text == "ok")
        #expect(full.status["isDiskLow"].flag == true)
        #expect(full.disk["isGood"].flag == false)
        #expect(full.disk["finding"].text?.contains("the reserve is used up") == true)
        let roomy = try await answers(1)
        #expect(roomy.health["isDiskLow"].flag == false && roomy.status["isDiskLow"].flag == false)
        #expect(roomy.disk["finding"].text?.contains("reserve") == false)
    }

    @Test func theServerKeepsAsMuchAsItIsTold() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        hospital.close()
        let server = try await ServerProcess.start(
            data: hospital.directory.url, options: ["--plain-http", "--disk-reserve-mib", "3"])
        let reserve = hospital.directory.url.appending(path: "reserve")
        #expect(try FileManager.default.attributesOfItem(atPath: reserve.path)[.size] as? Int == 3 << 20)
        _ = try await Caller.with(server.url) { try await $0.json("GET", "/api/health") }
    }

    @Test func theSettingIsReadFromTheFile() throws {
        #expect(Configuration().diskReserveMiB == 256)
        #expect(try Configuration.parse("disk_reserve_mib = 0", file: "a").diskReserveMiB == 0)
        #expect(throws: CommandFailure.self) { try Configuration.parse("disk_reserve_mib = -1", file: "a") }
    }
}
