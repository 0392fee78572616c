import Foundation
import GRDB
import Logging
import SehatCore
import SehatStore
import TestKit
import Testing

@testable import SehatApp

/// What leaves the hospital for those who look after its server: everything they need, nothing about patients.
@Suite struct SupportTests {
    /// Names in four scripts, telephone numbers and identity cards, as they stand in records and might stand in a log.
    private static let secrets = [
        "Zarghuna", "Mehsood", "Gulshan", "محمد عثمان", "عثمان", "आयशा", "0300-7654321", "03007654321", "+923007654321",
        "35202-7654321-1", "3520276543211", "zarghuna@example.pk", "mango tree behind ward 3",
    ]

    private static func seed(_ hospital: Hospital) async throws {
        let caller = """
            {"name": "Zarghuna Mehsood", "otherName": "محمد عثمان", "sex": "female", "ageYears": 30, "phone": "0300-7654321",
            "identifiers": [{"type": "cnic", "value": "35202-7654321-1"}], "guardianRelation": "father",
            "guardianName": "आयशा Gulshan", "address": "Gulshan Block 7"}
            """
        let token = try await hospital.token(roles: ["administrator", "registration"])
        try await hospital.serving { anybody in
            let made = try await anybody.with(token: token).call("POST", "/api/patients", caller, key: "seed")
            #expect(made.status == 201, "\(made)")
            _ = try await anybody.with(token: token).call("GET", "/api/patients?q=Zarghuna%20Mehsood")
        }
        try await hospital.store.write(as: .system("test")) { tx in
            try tx.db.execute(
                sql: """
                    INSERT INTO scheduleRun (id, task, state, dueAt, startedAt, endedAt, missed, words, startedBy)
                    VALUES (1, 'backup.make', 'failed', 1, 1, 1, 0, ?, 'test')
                    """, arguments: ["cannot print for ZARGHUNA Mehsood, 0300-7654321, \"mango tree behind ward 3\""])
            tx.audit("test.seeded")
        }
        var logger = Logger(label: "test") { _ in RecentLog.shared.keeping(LogRecorder().logger.handler) }
        logger.logLevel = .debug
        logger.error(
            "a row of Zarghuna Mehsood (35202-7654321-1, zarghuna@example.pk, محمد عثمان) cannot be read",
            metadata: ["reason": "+923007654321 is wrong", "task": "Gulshan", "state": "stopped"])
    }

    @Test func theBundleSaysEverythingButNothingAboutPatients() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        try await Self.seed(hospital)
        let token = try await hospital.token(roles: ["administrator"])
        let bytes = try await hospital.serving { anybody in
            try await anybody.with(token: token).call("POST", "/api/support-bundle", "{}").bytes
        }
        let text = String(decoding: bytes, as: UTF8.self)
        for secret in Self.secrets {
            #expect(!text.localizedCaseInsensitiveContains(secret), "\(secret) is in the bundle")
        }
        #expect(!text.contains(hospital.key.withBytes { Hex.text($0) }))
        for wanted in [
            "cannot be read", "state=stopped", "\"patientsPatient\" : 1", "sehat_http_requests_total", "backup.make",
        ] {
            #expect(text.contains(wanted), "\(wanted) is missing")
        }
        let names = try await Self.unpacked(bytes)
        #expect(
            names == [
                "about.json", "alarms.json", "backups.json", "database.json", "doctor.json", "log.txt", "metrics.txt",
                "printers.json", "schedule.json", "settings.json", "targets.json",
            ])
    }

    /// By the system's own tar.
    private static func unpacked(_ bytes: some Sequence<UInt8>) async throws -> [String] {
        let folder = TestStore.newDirectory()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "bundle.tar")
        try Data(bytes).write(to: file)
        let result = try await Binary.run(
            ["-xf", file.path, "-C", folder.path], executable: URL(filePath: "/usr/bin/tar"))
        #expect(result.status == 0, "\(result)")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "sehat-support").path)
        where name.hasSuffix(".json") {
            let data = try Data(contentsOf: folder.appending(path: "sehat-support/\(name)"))
            _ = try JSONSerialization.jsonObject(with: data)
        }
        return try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "sehat-support").path)
            .sorted()
    }

    @Test func scrubbingKeepsWhatIsOfUse() {
        let scrubber = Scrubber(names: ["iqbal"])
        #expect(
            scrubber.clean("2026-11-21 the disk /dev/sda1 has 12 errors")
                == "2026-11-21 the disk /dev/sda1 has 12 errors")
        #expect(scrubber.clean("Iqbal called from 042 357 61234") == "• called from •")
        #expect(scrubber.clean("said \"no room\" to a@b.pk") == "said • to •")
    }

    @Test func theStatementOfResidencyNamesEveryPlaceAndConnection() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        let token = try await hospital.token(roles: ["administrator"])
        try await hospital.serving { anybody in
            let caller = anybody.with(token: token)
            let residency = try await caller.json("GET", "/api/residency")
            let contents = residency["places"].items.compactMap { $0["content"].text }
            #expect(contents == ["database", "backups", "key", "drills"])
            let open = residency["places"].items.filter { $0["isEncrypted"].flag == false }.compactMap {
                $0["content"].text
            }
            #expect(open == ["key"])
            #expect(residency["connections"].items.compactMap { $0["purpose"].text } == ["spooler"])
            let sheet = try await caller.call("GET", "/api/residency.pdf")
            #expect(sheet.status == 200 && sheet.bytes.starts(with: Array("%PDF-".utf8)))
        }
    }

    @Test func theDoctorSaysWhatToDo() async throws {
        let hospital = try await Hospital.open()
        defer { hospital.remove() }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: hospital.directory.keyFile.path)
        let token = try await hospital.token(roles: ["administrator"])
        let report = try await hospital.serving { anybody in
            try await anybody.with(token: token).json("POST", "/api/doctor", "{}")
        }
        let names = Set(report["checks"].items.compactMap { $0["name"].text })
        #expect(
            names.isSuperset(of: ["flush", "mount", "diskHealth", "permissions", "memory", "descriptors", "timeSync"]))
        let permissions = report["checks"].items.first { $0["name"].text == "permissions" }
        #expect(permissions?["isGood"].flag == false && permissions?["advice"].text?.contains("chmod go=") == true)
        for check in report["checks"].items where check["isGood"].flag == false {
            #expect(check["advice"].text?.isEmpty == false, "\(check["name"].text ?? "") says not what to do")
        }
    }

    /// Whoever reads them decides the language: of the page, of the terminal.
    @Test func findingsAreToldInTheReadersLanguage() async throws {
        let hospital = try await Hospital.open()
        hospital.close()
        defer { hospital.remove() }
        let data = hospital.directory.path
        let marks: [Language: Unicode.Scalar] = [.ur: "ٹ", .hi: "क", .ar: "ة"]
        for (language, mark) in marks {
            let command = ["LC_ALL=\(language.rawValue)_XX.UTF-8", Binary.url.path, "doctor", "--json", "--data", data]
            let asked = try await Binary.run(command, executable: URL(filePath: "/usr/bin/env"))
            let report = try JSONDecoder().decode(DoctorReport.self, from: Data(asked.output.utf8))
            let told = report.checks.map { $0.title + $0.finding + $0.advice }
            #expect(told.joined().unicodeScalars.contains(mark), "\(language)")
            #expect(!told.joined().contains("appliance.doctor."), "\(told.filter { $0.contains("appliance.doctor.") })")
            // Whole sentences in English would be left over from before.
            #expect(!told.contains { $0.contains(" the ") }, "\(told.filter { $0.contains(" the ") })")
        }
    }

    @Test func theDoctorSeesWhoHasThePort() async throws {
        let hospital = try await Hospital.open()
        hospital.close()
        defer { hospital.remove() }
        let server = try await ServerProcess.start(data: hospital.directory.url)
        let asked = try await Binary.run(["doctor", "--json", "--data", hospital.directory.path])
        let report = try JSONDecoder().decode(DoctorReport.self, from: Data(asked.output.utf8))
        let port = try #require(report.checks.first { $0.name == "port" })
        #expect(port.isGood && port.finding.contains("answers, on this machine only"), "\(port)")
        let words = try Assets.catalogue()
        let taken = try #require(Int(server.url.split(separator: ":").last ?? ""))
        let other = PortCheck(listen: try ListenAddress("127.0.0.1:\(taken)"), bound: nil).check().told(words, .en)
        #expect(
            !other.isGood && other.finding == "another program has port \(taken)" && other.advice.contains("ss -ltnp"))
        await server.stop()
        let free = PortCheck(listen: try ListenAddress("127.0.0.1:\(taken)"), bound: nil).check().told(words, .en)
        #expect(free.isGood && free.finding.contains("is free"), "\(free)")
        let none = PortCheck(listen: try ListenAddress("192.0.2.1:8443"), bound: nil).check().told(words, .en)
        #expect(!none.isGood && none.finding.contains("has no address"), "\(none)")
    }

    /// As smartctl 7.3 writes it, shortened: a disk that is well, one with sectors that cannot be read, a worn and a failing one.
    @Test func whatDrivesSayOfThemselvesIsRead() throws {
        let words = try Assets.catalogue()
        let ata = { (passed: Bool, pending: Int) in
            """
            {"device": {"name": "/dev/sda"}, "smart_status": {"passed": \(passed)}, "temperature": {"current": 31},
            "ata_smart_attributes": {"table": [{"id": 9, "name": "Power_On_Hours", "raw": {"value": 4000}},
            {"id": 197, "name": "Current_Pending_Sector", "raw": {"value": \(pending)}}]}}
            """
        }
        let well = try #require(DriveCheck.check(Data(ata(true, 0).utf8))).told(words, .en)
        #expect(
            well.isGood && !well.isDoubtful && well.finding == "/dev/sda says that it is well, 31 °C"
                && well.advice == "")
        let doubtful = try #require(DriveCheck.check(Data(ata(true, 8).utf8))).told(words, .en)
        #expect(doubtful.isGood && doubtful.isDoubtful && doubtful.finding.contains("Current_Pending_Sector 8"))
        let failing = try #require(DriveCheck.check(Data(ata(false, 8).utf8))).told(words, .en)
        #expect(!failing.isGood && failing.advice.contains("replace this one"))
        let worn = """
            {"device": {"name": "/dev/nvme0"}, "smart_status": {"passed": true}, "temperature": {"drive_trip": 70},
            "nvme_smart_health_information_log": {"percentage_used": 101, "media_errors": 0}}
            """
        let wearing = try #require(DriveCheck.check(Data(worn.utf8))).told(words, .en)
        #expect(!wearing.isGood && wearing.finding.contains("101 % of its life used"))
        #expect(DriveCheck.check(Data(#"{"device": {"name": "/dev/vda"}}"#.utf8)) == nil)
        #expect(DriveCheck.check(Data("Permission denied".utf8)) == nil)
    }

    @Test func mountsAreFoundByTheLongestPoint() {
        let table = MountTable(
            """
            22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
            30 22 8:17 / /mnt/my\\040disk rw,noatime shared:1 - xfs /dev/sdb1 rw,nobarrier
            31 22 0:50 / /mnt rw - nfs nas:/x rw
            """)
        #expect(table.mount(of: "/mnt/my disk/sehat")?.device == "/dev/sdb1")
        #expect(table.mount(of: "/mnt/my disk/sehat")?.options.contains("nobarrier") == true)
        #expect(table.mount(of: "/mnt/other")?.kind == "nfs")
        #expect(table.mount(of: "/mntx")?.kind == "ext4")
    }
}
