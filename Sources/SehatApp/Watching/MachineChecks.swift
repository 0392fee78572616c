import Foundation
import Glibc
import SehatStore

/// What the doctor finds about the machine below the server: disk, memory, clock, files and limits.
struct MachineChecks: Sendable {
    let directory: DataDirectory
    let drive: MountTable.Mount?

    typealias Saying = Finding.Saying

    init(directory: DataDirectory) {
        self.directory = directory
        drive = MountTable.current.mount(of: directory.path)
    }

    var all: [Finding] {
        [flush(), mount(), diskErrors(), permissions(), memory(), descriptors(), timeSync(), entropy()]
    }

    /// A flush that takes no time at all did not reach anything that survives a power cut.
    private func flush() -> Finding {
        guard let times = FlushProbe.run(in: directory.url) else {
            return Finding("flush", isGood: false, [Saying("flush.none")], advice: Saying("flush.noneAdvice"))
        }
        let figures = ["number": "\(times.median)", "least": "\(times.least)", "most": "\(times.most)"]
        return Finding(
            "flush", isGood: true, isDoubtful: times.median < FlushProbe.implausibleMicroseconds,
            [Saying("flush.time", figures)] + cache, advice: Saying("flush.advice"))
    }

    /// What the kernel does on a flush: it tells a disk with a cache of its own to empty it, and trusts one that says it has none.
    private var cache: [Saying] {
        let name = drive.map { URL(filePath: $0.device).resolvingSymlinksInPath().lastPathComponent } ?? ""
        let folders = ["/sys/class/block/\(name)/queue", "/sys/class/block/\(name)/../queue"]
        let mode = folders.lazy.compactMap { Self.text("\($0)/write_cache") }.first
        switch mode {
        case "write back": return [Saying("flush.cache")]
        case "write through": return [Saying("flush.noCache")]
        default: return []
        }
    }

    private func mount() -> Finding {
        guard let drive else {
            return Finding(
                "mount", isGood: true, isDoubtful: true, [Saying("mount.unknown")],
                advice: Saying("mount.unknownAdvice"))
        }
        let wrong = drive.options.filter { ["ro", "nobarrier", "barrier=0", "data=writeback"].contains($0) }
        let isPassing = ["tmpfs", "ramfs"].contains(drive.kind)
        let isFar = ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "vboxsf", "9p"].contains(drive.kind)
        let options = Saying("mount.options", ["options": wrong.joined(separator: ", ")])
        return Finding(
            "mount", isGood: wrong.isEmpty && !isFar, isDoubtful: isPassing,
            [Saying("mount.place", ["kind": drive.kind, "device": drive.device])] + (wrong.isEmpty ? [] : [options]),
            advice: Saying(isFar ? "mount.far" : isPassing ? "mount.passing" : "mount.advice"))
    }

    /// What the kernel has counted; it needs no right and no further program.
    private func diskErrors() -> Finding {
        let name = drive.map { URL(filePath: $0.device).resolvingSymlinksInPath().lastPathComponent } ?? ""
        let counted = Self.number("/sys/fs/ext4/\(name)/errors_count")
        // A partition stands below its disk.
        let state =
            Self.text("/sys/class/block/\(name)/device/state") ?? Self.text("/sys/class/block/\(name)/../device/state")
        let isOffline = state.map { !["running", "live"].contains($0) } ?? false
        let errors = counted ?? 0
        let known = counted != nil || state != nil
        let counts =
            [Saying("diskHealth.errors", ["number": "\(errors)"])]
            + (state.map { [Saying("diskHealth.state", ["state": $0])] } ?? [])
        return Finding(
            "diskHealth", isGood: errors == 0 && !isOffline,
            known ? counts : [Saying("diskHealth.unknown", ["device": name, "command": "smartctl -H"])],
            advice: Saying("diskHealth.advice", ["command": "smartctl -a"]))
    }

    private func permissions() -> Finding {
        let mode = { (path: String) -> Int? in
            (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
        }
        var open: [String] = []
        for path in [directory.path, directory.keyFile.path] {
            if let found = mode(path), found & 0o077 != 0 { open.append(path) }
        }
        return Finding(
            "permissions", isGood: open.isEmpty,
            [
                open.isEmpty
                    ? Saying("permissions.good") : Saying("permissions.bad", ["names": open.joined(separator: ", ")])
            ],
            advice: Saying("permissions.advice", ["command": "chmod go= \(open.joined(separator: " "))"]))
    }

    private func memory() -> Finding {
        let lines = Self.text("/proc/meminfo")?.split(separator: "\n") ?? []
        let value = { (key: String) -> Int? in
            lines.first { $0.hasPrefix(key + ":") }?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        }
        guard let free = value("MemAvailable"), let all = value("MemTotal") else { return installed() }
        return Finding(
            "memory", isGood: free > 200 * 1024,
            [Saying("memory.free", ["number": "\(free / 1024)", "all": "\(all / 1024)"])],
            advice: Saying("memory.advice"))
    }

    /// Where the unit hides `/proc/meminfo`: what is there, because what is free without the caches says nothing.
    private func installed() -> Finding {
        let mebibytes = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) / 1_048_576
        return Finding(
            "memory", isGood: true, isDoubtful: mebibytes < 1900, [Saying("memory.all", ["all": "\(mebibytes)"])],
            advice: Saying("memory.advice"))
    }

    private func descriptors() -> Finding {
        let used = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0
        let line = Self.text("/proc/self/limits")?.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        let limit = line.flatMap { $0.split(separator: " ").compactMap { Int($0) }.first } ?? .max
        return Finding(
            "descriptors", isGood: used * 10 < limit * 8,
            [Saying("descriptors.used", ["number": "\(used)"])]
                + (limit == .max ? [] : [Saying("descriptors.limit", ["number": "\(limit)"])]),
            advice: Saying(
                "descriptors.advice", ["setting": "LimitNOFILE=65536", "command": "systemctl edit sehat"]))
    }

    private func timeSync() -> Finding {
        let files = FileManager.default
        let isSynced = files.fileExists(atPath: "/run/systemd/timesync/synchronized")
        let others = ["/run/chrony", "/run/chrony/chronyd.pid", "/run/ntpd.pid", "/run/openntpd.sock"]
        let hasOther = others.contains { files.fileExists(atPath: $0) }
        return Finding(
            "timeSync", isGood: true, isDoubtful: !isSynced && !hasOther,
            [Saying(isSynced ? "timeSync.systemd" : hasOther ? "timeSync.other" : "timeSync.none")],
            advice: Saying("timeSync.advice", ["file": "/etc/systemd/timesyncd.conf", "package": "chrony"]))
    }

    private func entropy() -> Finding {
        let bits = Self.number("/proc/sys/kernel/random/entropy_avail") ?? 256
        return Finding(
            "random", isGood: bits >= 128, [Saying(bits >= 128 ? "random.good" : "random.bad")],
            advice: Saying("random.advice", ["package": "rng-tools"]))
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
