import Backup
import Documents
import Foundation
import Glibc
import PrintQueue
import SehatCore
import SehatStore
import TestKit
import Testing
import Typesetting

@testable import SehatApp

/// `sehat setup` by the real executable, from a file and with questions, and the papers it leaves.
@Suite(.serialized) struct SetupTests {
    /// A place for one setup: settings, data, backups and sheet of its own.
    private struct Ground {
        let folder = TestStore.newDirectory()
        var data: String { folder.appending(path: "data").path }
        var settings: String { folder.appending(path: "etc/sehat.toml").path }
        var sheet: String { folder.appending(path: "sheet.pdf").path }
        var backups: String { folder.appending(path: "disk/backups").path }
        var paper: String { folder.appending(path: "paper").path }

        init() throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try FileManager.default.createDirectory(atPath: paper, withIntermediateDirectories: true)
        }

        func remove() { try? FileManager.default.removeItem(at: folder) }

        func run(_ command: [String], input: String = "") async throws -> Binary.Result {
            try await Binary.run(command + ["--data", data, "--config", settings], input: Data(input.utf8))
        }

        func setup(_ plan: String) async throws -> Binary.Result {
            let file = folder.appending(path: "plan.toml").path
            try Data(plan.utf8).write(to: URL(filePath: file))
            try Data(PrivateSettings.text.utf8).write(to: try settingsURL())
            return try await run(["setup", "--from", file, "--sheet", sheet, "--json"])
        }

        func settingsURL() throws -> URL {
            let url = URL(filePath: settings)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            return url
        }
    }

    /// Settings as the package lays them down, with a CUPS that is not the machine's.
    private enum PrivateSettings {
        static let text =
            "# Settings\n#listen = \"0.0.0.0:8443\"\ncups_server = \"127.0.0.1:9\"\n#backup_time = \"02:00\"\n"
    }

    private func plan(_ ground: Ground) -> String {
        """
        [hospital]
        name = "City Hospital"
        name_ur = "شہر ہسپتال"
        currency = "PKR"
        language = "ur"

        [administrator]
        username = "amina"

        [server]
        listen = "127.0.0.1:0"
        hosts = ["hospital.lan", "192.168.1.10"]

        [[printer]]
        name = "Papers"
        kind = "folder"
        target = "\(ground.paper)"
        papers = ["receipt", "tokenSlip"]

        [backup]
        directory = "\(ground.backups)"
        time = "03:30"
        keep = 7
        """
    }

    @Test func aFileMakesTheWholeHospital() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        let result = try await ground.setup(plan(ground))
        try #require(result.status == 0, "\(result.errors)")
        let made = try JSONDecoder().decode(HospitalSetup.Made.self, from: Data(result.output.utf8))
        #expect(made.username == "amina")
        #expect(made.printers == ["Papers"])
        #expect(try Data(contentsOf: URL(filePath: ground.sheet)).starts(with: Data("%PDF-".utf8)))

        let settings = try String(contentsOfFile: ground.settings, encoding: .utf8)
        #expect(
            settings.hasPrefix(
                "# Settings\nlisten = \"127.0.0.1:0\"\ncups_server = \"127.0.0.1:9\"\nbackup_time = \"03:30\"\n"))
        let configuration = try Configuration.load(path: ground.settings)
        #expect(configuration.hosts == ["hospital.lan", "192.168.1.10"])
        #expect(configuration.backupDirectory == ground.backups)
        #expect(configuration.backupKeep == 7)

        let backup = URL(filePath: ground.backups).appending(path: made.firstBackup)
        let code = try #require(KeyRecovery.Code(made.recoveryCode))
        let check = try Backups.check(backup, key: try #require(KeyRecovery.read(in: backup)).key(with: code))
        #expect(check.isGood && check.auditEntries > 0)
        let printers = try await ground.run(["printer", "list"])
        #expect(printers.output.contains("Papers"), "\(printers.errors)")
        let certificate = try await ground.run(["tls", "show", "--json"])
        #expect(certificate.output.contains("hospital.lan") && certificate.output.contains("192.168.1.10"))
    }

    @Test func theSheetAndTheCodeOpenTheHospitalAndNothingElseDoes() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        let result = try await ground.setup("[hospital]\nname = \"City Hospital\"\n")
        try #require(result.status == 0, "\(result.errors)")
        let made = try JSONDecoder().decode(HospitalSetup.Made.self, from: Data(result.output.utf8))
        let recovery = try #require(KeyRecovery.read(in: URL(filePath: ground.data)))

        let good = try await ground.run(
            ["key", "check", "--sheet"], input: "\(recovery.sheetText)\n\(made.recoveryCode)\n")
        #expect(good.status == 0 && good.output.hasPrefix("good:"), "\(good.errors)")
        // An empty line after the words, as some scanners send it, and a code that was mistyped once.
        let slips = try await ground.run(
            ["key", "check", "--sheet"], input: "\(recovery.sheetText)\n\nABCD\n\(made.recoveryCode)\n")
        #expect(slips.status == 0, "\(slips.errors)")
        let stored = try await ground.run(["key", "check"], input: "\(made.recoveryCode)\n")
        #expect(stored.status == 0, "\(stored.errors)")
        let wrong = try await ground.run(["key", "check"], input: "\(KeyRecovery.Code.random().text)\n")
        #expect(wrong.status == 65 && wrong.errors.contains("recovery code"), "\(wrong.errors)")
        let code = try #require(KeyRecovery.Code(made.recoveryCode))
        let others = try KeyRecovery(wrapping: .random(), with: code).sheetText
        let stranger = try await ground.run(["key", "check", "--sheet"], input: "\(others)\n\(made.recoveryCode)\n")
        #expect(stranger.status == 65 && stranger.errors.contains("not this hospital's"), "\(stranger.errors)")

        let backup = "\(ground.data)/backups/\(made.firstBackup)"
        try FileManager.default.removeItem(atPath: "\(backup)/recovery.json")
        let target = ground.folder.appending(path: "restored").path
        let restored = try await Binary.run(
            ["restore", backup, "--data", target, "--sheet"],
            input: Data("\(recovery.sheetText)\n\(made.recoveryCode)\n".utf8))
        #expect(restored.status == 0, "\(restored.errors)")
        let doctor = try await Binary.run(["status", "--data", target])
        #expect(doctor.status == 69)
    }

    /// As systemd reads it: quotes hold spaces together, a percent sign would begin a specifier.
    @Test func pathsOfUnitsAreQuoted() {
        #expect(
            SystemUnit.dropIn(["/mnt/usb/sehat", "/media/Ward 3/50% \"B\""], "the disks")
                == """
                # Written by sehat: the disks.
                [Service]
                ReadWritePaths="-/mnt/usb/sehat"
                ReadWritePaths="-/media/Ward 3/50%% \\"B\\""

                """)
    }

    /// A sign of a path must not become a pattern in the profile: it would open what nobody meant, or break it for everybody.
    @Test func pathsOfTheProfileMeanThemselves() {
        #expect(SystemUnit.rule("/mnt/usb/sehat") == "  \"/mnt/usb/sehat/{,**}\" rwkl,\n")
        #expect(
            SystemUnit.rule(#"/media/Ward [3]/{a}*?"\"#) == #"  "/media/Ward \[3\]/\{a\}\*\?\"\\/{,**}" rwkl,"# + "\n")
    }

    @Test func questionsTakeTheirUsualAnswers() throws {
        var shown: [String] = []
        var typed = [
            "", "Shifa  Hospital", "شفا", "", "", "", "", "tr", "hi", "inr", "", "amina", "", "maybe", "thermal",
            "office", "", "04:00",
        ].makeIterator()
        let questions = SetupQuestions(
            ask: { question in
                shown.append(question)
                return typed.next()
            }, queues: ["counter1", "laser"])
        let plan = try questions.plan()
        #expect(plan.hospital.name == "Shifa Hospital")
        #expect(plan.hospital.nameUr == "شفا" && plan.hospital.nameHi == nil)
        #expect(plan.hospital.language == "hi" && plan.hospital.timeZone == "Asia/Kolkata")
        #expect(try plan.hospital.profile().grouping == .lakh)
        #expect(plan.printer.map(\.name) == ["counter1", "laser"])
        #expect(plan.printer.map(\.papers) == [["receipt", "tokenSlip"], ["bill"]])
        #expect(plan.backup.directory == nil && plan.backup.time == "04:00")
        #expect(shown.filter { $0.contains("One of thermal") }.count == 1)
        #expect(typed.next() == nil)
        #expect(throws: CommandFailure.self) { try SetupQuestions(ask: { _ in nil }, queues: []).plan() }
    }

    @Test(arguments: [
        ("[hospital]\nname = \"x\"\nnmae = \"x\"\n", "nmae"),
        ("[hospital]\nphone = \"1\"\n", "hospital.name is missing"),
        ("[server]\nlisten = \"x\"\n", "hospital"),
        ("[hospital]\nname = 5\n", "hospital.name"), ("[hospital\n", "line 1"),
        ("[hospital]\nname = \"x\"\n[[printer]]\nname = \"p\"\nkind = \"laser\"\ntarget = \"q\"\n", "kind"),
        ("[hospital]\nname = \"x\"\n[backup]\ntime = \"25:00\"\n", "25:00"),
        ("[hospital]\nname = \"x\"\ncurrency = \"XXX\"\n", "XXX"),
    ]) func aWrongFileIsNamedAndNothingIsMade(plan: String, named: String) async throws {
        let ground = try Ground()
        defer { ground.remove() }
        let result = try await ground.setup(plan)
        #expect(result.status == 78 || result.status == 64, "\(result.status)")
        #expect(result.errors.contains(named), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: ground.data))
        #expect(try String(contentsOfFile: ground.settings, encoding: .utf8) == PrivateSettings.text)
    }

    /// As root sets up for the account of the service: that one must reach a backup directory several levels down.
    @Test func theOwnerOfTheDataDirectoryReachesABackupDirectoryThatSetupMade() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        try FileManager.default.createDirectory(atPath: ground.data, withIntermediateDirectories: true)
        if getuid() == 0 { try #require(chown(ground.data, 65_534, gid_t.max) == 0) }
        let result = try await ground.setup(
            "[hospital]\nname = \"City Hospital\"\n[backup]\ndirectory = \"\(ground.backups)\"\ntargets = [\"\(ground.paper)/target?every=5\"]\n"
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: ground.backups).count == 1)
        let target = try FileManager.default.attributesOfItem(atPath: ground.paper + "/target")
        #expect(getuid() != 0 || target[.ownerAccountID] as? Int == 65_534)
        #expect(try String(contentsOfFile: ground.settings, encoding: .utf8).contains("backup_targets = ["))
    }

    @Test func aSetupThatFailsLeavesNoHospitalWithoutItsCode() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        let plan =
            "[hospital]\nname = \"City Hospital\"\n[[printer]]\nname = \"p\"\nkind = \"thermal\"\ntarget = \"no/such queue\"\n"
            + "[administrator]\nusername = \"a\"\n"
        let result = try await ground.setup(plan)
        #expect(result.status == 77 && result.errors.contains("username"), "\(result.status) \(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: ground.data))
        #expect(try await ground.setup("[hospital]\nname = \"City Hospital\"\n").status == 0)
    }

    /// What stood before is as it was, what did not is not there, and the words lead to the line of the plan.
    @Test func aSetupThatFailsTakesEverythingBack() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        let wrong = plan(ground).replacing("\"tokenSlip\"", with: "\"reciept\"")
        let result = try await ground.setup(wrong)
        #expect(result.status == 77, "\(result)")
        #expect(result.errors.contains("Printer \"Papers\", paper \"reciept\""), "\(result.errors)")
        #expect(!result.errors.contains("CancellationError"), "\(result.errors)")
        #expect(try String(contentsOfFile: ground.settings, encoding: .utf8) == PrivateSettings.text)
        for path in [ground.data, ground.folder.appending(path: "disk").path, ground.sheet] {
            #expect(!FileManager.default.fileExists(atPath: path), "\(path) is left")
        }
        let unmounted = try await ground.setup(
            "[hospital]\nname = \"City Hospital\"\n[backup]\ntargets = [\"\(ground.folder.path)/none/usb\"]\n")
        #expect(unmounted.status == 73 && unmounted.errors.contains("Is the disk mounted?"), "\(unmounted)")
        #expect(!FileManager.default.fileExists(atPath: ground.data))
        #expect(try String(contentsOfFile: ground.settings, encoding: .utf8) == PrivateSettings.text)
        #expect(try await ground.setup(plan(ground)).status == 0)
    }

    /// A directory that was there keeps what was in it; a directory of backups all that others have written there.
    @Test func aSetupThatFailsTakesNothingOfOthers() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        for folder in [ground.data, ground.backups] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data("ours".utf8).write(to: URL(filePath: folder).appending(path: "note"))
        }
        let result = try await ground.setup(plan(ground).replacing("\"tokenSlip\"", with: "\"reciept\""))
        #expect(result.status == 77, "\(result)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: ground.data) == ["note"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: ground.backups) == ["note"])
    }

    @Test func aNewFileOfSettingsIsWrittenAndNamedInWhatComesNext() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        let file = ground.folder.appending(path: "plan.toml")
        try Data("[hospital]\nname = \"City Hospital\"\n".utf8).write(to: file)
        let sheet = ground.folder.appending(path: "ورق 1.pdf").path
        let made = try await ground.run(["setup", "--from", file.path, "--sheet", sheet, "--no-start"])
        #expect(made.status == 0, "\(made.errors)")
        #expect(try Configuration.load(path: ground.settings).dataDirectory == ground.data)
        #expect(made.output.contains("(lp '\(sheet)')"), "\(made.output)")
        #expect(
            made.output.contains("Next: sehat serve --data \(ground.data) --config \(ground.settings)\n"),
            "\(made.output)")
        let missing = try await Binary.run(["printer", "list", "--config", ground.folder.path + "/none.toml"])
        #expect(missing.status == 78 && missing.errors.contains("There is no configuration file"), "\(missing)")
        let wrong = try await ground.run(["key", "check"], input: "\(KeyRecovery.Code.random().text)\n")
        #expect(wrong.status == 65 && !wrong.errors.contains("backup"), "\(wrong.errors)")
        let plain = try await Binary.run(
            [
                "restore", "--from", file.path, "--to", ground.folder.path + "/new", "--key-file",
                ground.data + "/key",
            ])
        #expect(plain.status == 73 && plain.errors.contains("is a file, not a directory"), "\(plain)")
    }

    /// What follows the words "Next:" goes through a shell as it stands.
    @Test func linesForTheShellAreQuoted() async throws {
        let words = ["/tmp/ڈیٹا", "/media/Ward 3/it's $HOME", "", "a;b", "s3://host:9000/b?credentials=/etc/x&every=5"]
        let line = ShellWords(["printf", "%s\\n"] + words).description
        #expect(line.hasPrefix("printf '%s\\n' /tmp/ڈیٹا '/media/Ward 3/it'\\''s $HOME' '' 'a;b' 's3://"), "\(line)")
        let shell = try await Binary.run(["-c", line], executable: URL(filePath: "/bin/bash"))
        #expect(shell.output == words.map { $0 + "\n" }.joined())
        #expect(ShellWords.whole(target: "/mnt/usb/../disk?every=5") == "/mnt/disk?every=5")
        #expect(ShellWords.whole(target: "usb").hasPrefix("/"))
        #expect(ShellWords.whole(target: "sftp://a@b/c") == "sftp://a@b/c")
    }

    @Test func aReaderThatGoesAwayIsNoFault() async throws {
        let result = try await Binary.run(
            ["-c", "\(Binary.url.path) routes --json | head -c 1; exit ${PIPESTATUS[0]}"],
            executable: URL(filePath: "/bin/bash"))
        #expect(result.status == 0, "\(result.status) \(result.errors)")
        #expect(!result.errors.contains("Fatal error"))
    }

    @Test func aHospitalThatIsThereIsNotTouched() async throws {
        let ground = try Ground()
        defer { ground.remove() }
        #expect(try await ground.setup("[hospital]\nname = \"City Hospital\"\n").status == 0)
        let key = try Data(contentsOf: URL(filePath: ground.data).appending(path: "key"))
        let again = try await ground.setup("[hospital]\nname = \"Another\"\n")
        #expect(again.status == 73 && again.errors.contains("already holds a hospital"), "\(again.errors)")
        #expect(try Data(contentsOf: URL(filePath: ground.data).appending(path: "key")) == key)
    }

    @Test(arguments: Language.allCases) func theSheetIsOnePageThatCarriesTheWords(language: Language) throws {
        let recovery = try KeyRecovery(wrapping: .random(), with: .random())
        var profile = Hospital.profile
        profile.language = language
        let sheet = RecoverySheet(
            hospital: profile, recovery: recovery, authority: String(repeating: "AB:", count: 31) + "AB",
            text: .init(try Assets.catalogue(), language), at: Instant(milliseconds: 1_790_000_000_000))
        let laidOut = try DocumentRenderer().layout(sheet.document)
        #expect(laidOut.pages.count == 1)
        #expect(laidOut.warnings.isEmpty)
        let code = sheet.document.blocks.compactMap { if case .qrCode(let code) = $0 { code.payload } else { nil } }
        #expect(code == [recovery.sheetText])
        let stored = String(decoding: try JSONEncoder().encode(sheet.document), as: UTF8.self)
        #expect(recovery.words.enumerated().allSatisfy { stored.contains("\"\($0.offset + 1) \($0.element)\"") })
    }

    @Test func settingsAreChangedInTheirOwnLine() throws {
        var file = SettingsFile("# a\nlisten = \"x\" # ours\n#hosts = []\n\n# log_level = \"info\"\n")
        file.set("listen", SettingsFile.quoted("0.0.0.0:443"))
        file.set("hosts", SettingsFile.quoted(["a\"b\\c\u{7}"]))
        file.set("backup_keep", "3")
        #expect(
            file.text
                == "# a\nlisten = \"0.0.0.0:443\"\nhosts = [\"a\\\"b\\\\c\\u0007\"]\n\n# log_level = \"info\"\nbackup_keep = 3\n"
        )
        let read = try Configuration.parse(file.text, file: "test")
        #expect(read.hosts == ["a\"b\\c\u{7}"] && read.backupKeep == 3)
        var empty = SettingsFile("")
        empty.set("listen", "\"x\"")
        #expect(empty.text == "listen = \"x\"\n")
    }
}
