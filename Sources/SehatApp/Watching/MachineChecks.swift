import Foundation
import Glibc
import SehatStore

/// What the doctor finds about the machine below the server: disk, memory, clock, files and limits.
struct MachineChecks: Sendable {
    let directory: DataDirectory
    let drive: MountTable.Mount?

    typealias Check = DoctorReport.Check

    init(directory: DataDirectory) {
        self.directory = directory
        drive = MountTable.current.mount(of: directory.path)
    }

    var all: [Check] {
        [flush(), mount(), diskErrors(), permissions(), memory(), descriptors(), timeSync(), entropy()]
    }

    /// A flush that takes no time at all did not reach anything that survives a power cut.
    private func flush() -> Check {
        guard let times = FlushProbe.run(in: directory.url) else {
            return Check(
                name: "flush", isGood: false, finding: "the data directory cannot be written",
                advice: "Look at its owner, its permissions and the free space.")
        }
        let words = "a flush takes \(times.median) µs (\(times.least) to \(times.most))" + cache
        return Check(
            name: "flush", isGood: true, isDoubtful: times.median < FlushProbe.implausibleMicroseconds, finding: words,
            advice: """
                No disk is that fast: a controller or a virtual machine may say "written" too early. Switch its write cache to \
                write-through, or give it a battery; then cut the power once on a test server.
                """)
    }

    /// What the kernel does on a flush: it tells a disk with a cache of its own to empty it, and trusts one that says it has none.
    private var cache: String {
        let name = drive.map { URL(filePath: $0.device).resolvingSymlinksInPath().lastPathComponent } ?? ""
        let folders = ["/sys/class/block/\(name)/queue", "/sys/class/block/\(name)/../queue"]
        let mode = folders.lazy.compactMap { Self.text("\($0)/write_cache") }.first
        switch mode {
        case "write back": return "; the disk has a cache that each flush empties"
        case "write through": return "; the disk says that it has no cache to empty"
        default: return ""
        }
    }

    private func mount() -> Check {
        guard let drive else {
            return Check(name: "mount", isGood: true, isDoubtful: true, finding: "the system does not say")
        }
        let wrong = drive.options.filter { ["ro", "nobarrier", "barrier=0", "data=writeback"].contains($0) }
        let isPassing = ["tmpfs", "ramfs"].contains(drive.kind)
        let isFar = ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "vboxsf", "9p"].contains(drive.kind)
        let words =
            "\(drive.kind) on \(drive.device)"
            + (wrong.isEmpty ? "" : ", mounted with \(wrong.joined(separator: ", "))")
        return Check(
            name: "mount", isGood: wrong.isEmpty && !isFar, isDoubtful: isPassing, finding: words,
            advice: isFar
                ? "A database must lie on a disk of this machine: network file systems lose locks and flushes."
                : isPassing
                    ? "This is memory, not a disk: everything is gone after a restart."
                    : "Take these options out of /etc/fstab.")
    }

    /// What the kernel has counted; it needs no right and no further program.
    private func diskErrors() -> Check {
        let name = drive.map { URL(filePath: $0.device).resolvingSymlinksInPath().lastPathComponent } ?? ""
        let counted = Self.number("/sys/fs/ext4/\(name)/errors_count")
        // A partition stands below its disk.
        let state =
            Self.text("/sys/class/block/\(name)/device/state") ?? Self.text("/sys/class/block/\(name)/../device/state")
        let isOffline = state.map { !["running", "live"].contains($0) } ?? false
        let errors = counted ?? 0
        let known = counted != nil || state != nil
        return Check(
            name: "diskHealth", isGood: errors == 0 && !isOffline,
            finding: known
                ? "\(errors) errors of the file system" + (state.map { ", the device is \($0)" } ?? "")
                : "the kernel tells nothing about \(name.isEmpty ? "this disk" : name): smartctl -H, as root",
            advice: "Make a backup on another disk now, look at smartctl -a and the kernel's log, and replace the disk."
        )
    }

    private func permissions() -> Check {
        let mode = { (path: String) -> Int? in
            (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
        }
        var open: [String] = []
        for path in [directory.path, directory.keyFile.path] {
            if let found = mode(path), found & 0o077 != 0 { open.append(path) }
        }
        return Check(
            name: "permissions", isGood: open.isEmpty,
            finding: open.isEmpty
                ? "nobody else reads the data directory and the key"
                : "others can read \(open.joined(separator: ", "))",
            advice: "chmod go= \(open.joined(separator: " "))")
    }

    private func memory() -> Check {
        let lines = Self.text("/proc/meminfo")?.split(separator: "\n") ?? []
        let value = { (key: String) -> Int? in
            lines.first { $0.hasPrefix(key + ":") }?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        }
        guard let free = value("MemAvailable"), let all = value("MemTotal") else { return installed() }
        return Check(
            name: "memory", isGood: free > 200 * 1024, finding: "\(free / 1024) of \(all / 1024) MiB are available",
            advice: "Stop what else runs on this machine, or give it more memory: 2 GiB are enough for Sehat.")
    }

    /// Where the unit hides `/proc/meminfo`: what is there, because what is free without the caches says nothing.
    private func installed() -> Check {
        let mebibytes = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) / 1_048_576
        return Check(
            name: "memory", isGood: true, isDoubtful: mebibytes < 1900, finding: "\(mebibytes) MiB in all",
            advice: "Give this machine more memory: 2 GiB are enough for Sehat.")
    }

    private func descriptors() -> Check {
        let used = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0
        let line = Self.text("/proc/self/limits")?.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        let limit = line.flatMap { $0.split(separator: " ").compactMap { Int($0) }.first } ?? .max
        return Check(
            name: "descriptors", isGood: used * 10 < limit * 8,
            finding: "\(used) files are open" + (limit == .max ? "" : ", \(limit) may be"),
            advice: "Set LimitNOFILE=65536 with systemctl edit sehat.")
    }

    private func timeSync() -> Check {
        let files = FileManager.default
        let isSynced = files.fileExists(atPath: "/run/systemd/timesync/synchronized")
        let others = ["/run/chrony", "/run/chrony/chronyd.pid", "/run/ntpd.pid", "/run/openntpd.sock"]
        let hasOther = others.contains { files.fileExists(atPath: $0) }
        return Check(
            name: "timeSync", isGood: true, isDoubtful: !isSynced && !hasOther,
            finding: isSynced
                ? "the clock is kept by systemd-timesyncd"
                : hasOther ? "a time service runs" : "nobody seems to keep the clock right",
            advice: "Name a time server of the hospital in /etc/systemd/timesyncd.conf, or install chrony.")
    }

    private func entropy() -> Check {
        let bits = Self.number("/proc/sys/kernel/random/entropy_avail") ?? 256
        return Check(
            name: "random", isGood: bits >= 128,
            finding: "the kernel's random numbers are \(bits >= 128 ? "" : "NOT ")ready",
            advice: "Keys must not be made now. Wait, or install rng-tools.")
    }

    private static func text(_ path: String) -> String? {
        guard let data = FileHandle(forReadingAtPath: path).flatMap({ try? $0.readToEnd() }) else { return nil }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func number(_ path: String) -> Int? { text(path).flatMap { Int($0) } }
}

/// How long this disk takes to make a page durable.
struct FlushProbe: Sendable {
    let least: Int
    let median: Int
    let most: Int

    /// The fastest disks that keep what they say need longer than this for a flush.
    static let implausibleMicroseconds = 15
    private static let tries = 24

    /// Writes a page and flushes it, again and again; nil when the directory cannot be written.
    static func run(in directory: URL) -> FlushProbe? {
        let file = directory.appending(path: ".flush-\(UUID().uuidString)")
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        defer {
            close(descriptor)
            unlink(file.path)
        }
        let page = [UInt8](repeating: 0x5A, count: 4096)
        var times: [Int] = []
        for turn in 0..<tries {
            let begin = ContinuousClock.now
            guard pwrite(descriptor, page, page.count, off_t(turn * page.count)) == page.count,
                fdatasync(descriptor) == 0
            else { return nil }
            times.append(Int((ContinuousClock.now - begin) / .microseconds(1)))
        }
        times.sort()
        return FlushProbe(least: times[0], median: times[tries / 2], most: times[tries - 1])
    }
}
