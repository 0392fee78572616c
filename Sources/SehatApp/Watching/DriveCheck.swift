import Foundation
import Glibc

/// What the drive says of itself (smartmontools): read by the command, because the server may touch no device.
struct DriveCheck: Sendable {
    typealias Saying = Finding.Saying

    /// Where Debian has it.
    private static let program = "/usr/sbin/smartctl"

    /// The finding for the drive below a directory; nil where nobody can look: no smartctl, not root, no drive of its own.
    static func run(_ directory: DataDirectory, program: String = program) -> Finding? {
        guard geteuid() == 0, access(program, X_OK) == 0,
            let mount = MountTable.current.mount(of: directory.path), mount.device.hasPrefix("/dev/")
        else { return nil }
        guard let text = output(program, ["--json", "--health", "--attributes", drive(of: mount.device)]) else {
            return nil
        }
        return check(text)
    }

    /// The whole disk of a partition: smartctl asks drives. A volume over several drives is asked as it is.
    static func drive(of device: String) -> String {
        let name = URL(filePath: device).resolvingSymlinksInPath().lastPathComponent
        let folder = URL(filePath: "/sys/class/block/\(name)").resolvingSymlinksInPath()
        let isPartition = FileManager.default.fileExists(atPath: folder.appending(path: "partition").path)
        return "/dev/" + (isPartition ? folder.deletingLastPathComponent().lastPathComponent : name)
    }

    /// What smartctl 7 writes with `--json`; nil for a drive that tells nothing, as virtual ones do.
    static func check(_ text: Data) -> Finding? {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: text), let status = answer.status else {
            return nil
        }
        let (worn, failed) = (answer.wear?.used ?? 0, answer.wear?.faults ?? 0)
        let rows: [Answer.Table.Row] = answer.table?.rows ?? []
        let bad = rows.filter { Self.telling.contains($0.id) && $0.raw.value > 0 }
        var said = [Saying(status.passed ? "drive.good" : "drive.failing", ["device": answer.device?.name ?? ""])]
        said += bad.map { Saying("drive.count", ["what": $0.name, "number": "\($0.raw.value)"]) }
        if let used = answer.wear?.used { said.append(Saying("drive.worn", ["number": "\(used)"])) }
        if failed > 0 { said.append(Saying("drive.errors", ["number": "\(failed)"])) }
        if let temperature = answer.temperature?.current {
            said.append(Saying("drive.temperature", ["number": "\(temperature)"]))
        }
        return Finding(
            "drive", isGood: status.passed && worn < 100, isDoubtful: !bad.isEmpty || failed > 0 || worn >= 80, said,
            advice: Saying("drive.advice", ["command": "smartctl -a"]))
    }

    /// Reallocated, pending and uncorrectable sectors.
    private static let telling: Set = [5, 187, 197, 198]

    private struct Answer: Decodable {
        struct Device: Decodable { let name: String }
        struct Status: Decodable { let passed: Bool }
        struct Temperature: Decodable { let current: Int? }
        struct Table: Decodable {
            struct Row: Decodable {
                struct Raw: Decodable { let value: Int64 }
                let id: Int
                let name: String
                let raw: Raw
            }
            let rows: [Row]
            private enum CodingKeys: String, CodingKey { case rows = "table" }
        }
        struct Wear: Decodable {
            let used: Int?
            let faults: Int64?
            private enum CodingKeys: String, CodingKey {
                case used = "percentage_used"
                case faults = "media_errors"
            }
        }

        let device: Device?
        let status: Status?
        let temperature: Temperature?
        let table: Table?
        let wear: Wear?

        private enum CodingKeys: String, CodingKey {
            case device, temperature
            case status = "smart_status"
            case table = "ata_smart_attributes"
            case wear = "nvme_smart_health_information_log"
        }
    }

    private static func output(_ program: String, _ arguments: [String]) -> Data? {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return nil }
        let data = try? pipe.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        return data
    }
}
