public import Foundation
public import Outgoing
public import SehatCore

/// A place to which commits are shipped, as an administrator writes it:
///
/// - `/mnt/usb/sehat`: a directory inside a mounted disk or share;
/// - `sftp://user@host:22/folder?identity=FILE&known_hosts=FILE`: another machine, through OpenSSH;
/// - `s3://host:9000/bucket/prefix?credentials=FILE`: an S3-compatible store, also `ca=FILE`, `region=NAME`, `plain=yes`.
///
/// Each takes `every=SECONDS` between two shipments, `kib_per_second=N`, `copy_hours=22-5` (when a new whole copy may
/// begin, hospital's time) and `minutes`, `hours`, `days`, `weeks`, `months`, `years` for what is kept. Secrets stand in
/// files, never in the address.
public struct BackupTarget: Sendable {
    /// What is shown of it: the address without its options.
    public let name: String
    /// The connection that it makes; nil for a directory.
    public let rule: OutgoingRule?
    /// Whether the connection itself is not encrypted; what goes over it always is.
    public private(set) var isPlain = false
    let settings: Settings
    let open: @Sendable () throws -> any ObjectStore

    struct Settings: Sendable {
        var everySeconds: Int64 = 0
        /// 0 for no limit.
        var kibPerSecond: Int64 = 0
        /// From one hour to another, which may be smaller: over midnight.
        var copyHours: (from: Int, to: Int)?
        var retention: [Retention.Class: Int] = [:]
    }

    /// Seconds that two looks at the target are apart while nothing is written: 1 for a directory.
    public var probeSeconds: Int64 { max(1, (try? open())?.probeSeconds ?? 60) }

    /// A directory.
    public init(directory: URL) {
        name = directory.path
        rule = nil
        settings = Settings()
        open = { DirectoryObjects(url: directory) }
    }

    /// - Throws: `BackupError.badTarget` naming what is wrong with the address. Files that it names are read when it is used.
    public init(_ text: String) throws {
        guard let mark = text.range(of: "://") else {
            let parts = text.split(separator: "?", maxSplits: 1).map(String.init)
            guard let path = parts.first, !path.isEmpty else {
                throw BackupError.badTarget("\"\(text)\": an address is empty")
            }
            let options = try Options(parts.count > 1 ? parts[1] : "", of: path)
            let url = URL(filePath: path)
            name = url.path
            rule = nil
            settings = try options.settings()
            open = { DirectoryObjects(url: url) }
            try options.finish([])
            return
        }
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty else {
            throw BackupError.badTarget("\"\(text.prefix(while: { $0 != "?" }))\" is no address")
        }
        // Without what may be a secret: a password does not belong into an address and must not come back out of it.
        var shown = parts
        (shown.password, shown.query) = (nil, nil)
        if text.hasPrefix("s3://") { shown.user = nil }
        let options = try Options(parts.percentEncodedQuery ?? "", of: shown.string ?? host)
        settings = try options.settings()
        switch text[..<mark.lowerBound] {
        case "sftp":
            let place = SFTPObjects.Place(
                user: try options.wanted(parts.user, "a user before the @"), host: host, port: parts.port ?? 22,
                folder: parts.path, identity: try options.wanted("identity"),
                knownHosts: try options.wanted("known_hosts"))
            guard parts.path.count > 1, parts.password == nil else {
                throw options.fault("wants a folder and no password")
            }
            try options.finish(["identity", "known_hosts"])
            name = place.name
            rule = OutgoingRule(.backup, host: host, port: place.port)
            open = { try SFTPObjects(place) }
        case "s3":
            let folders = parts.path.split(separator: "/").map(String.init)
            guard let bucket = folders.first else { throw options.fault("wants a bucket after the host") }
            guard parts.user == nil, parts.password == nil else {
                throw options.fault("must not hold a secret; name a file by credentials=")
            }
            let isPlain = options.values["plain"] == "yes"
            let place = S3Objects.Place(
                host: host, port: parts.port ?? (isPlain ? 80 : 443), bucket: bucket,
                prefix: folders.dropFirst().map { $0 + "/" }.joined(), region: options.values["region"] ?? "us-east-1",
                isPlain: isPlain, authority: options.values["ca"])
            let credentials = try options.wanted("credentials")
            try options.finish(["plain", "region", "ca", "credentials"])
            name = place.name
            rule = OutgoingRule(.backup, host: host, port: place.port)
            self.isPlain = isPlain
            open = { try S3Objects(place, credentials: S3Credentials(file: credentials)) }
        default: throw options.fault("begins with neither /, sftp:// nor s3://")
        }
    }
}

extension BackupTarget {
    /// The options behind the question mark.
    private struct Options {
        let address: String
        private(set) var values: [String: String] = [:]

        init(_ query: String, of address: String) throws {
            self.address = address
            for part in query.split(separator: "&") {
                let pair = part.split(separator: "=", maxSplits: 1).map {
                    String($0).removingPercentEncoding ?? String($0)
                }
                guard pair.count == 2, values.updateValue(pair[1], forKey: pair[0]) == nil else {
                    throw BackupError.badTarget("\(address): \"\(part)\" is no option")
                }
            }
        }

        func fault(_ words: String) -> BackupError { .badTarget("\(address): \(words)") }

        func wanted(_ name: String) throws -> String { try wanted(values[name], "\(name)=") }

        func wanted(_ value: String?, _ words: String) throws -> String {
            guard let value, !value.isEmpty else { throw fault("wants \(words)") }
            return value
        }

        func settings() throws -> Settings {
            var settings = Settings()
            settings.everySeconds = try number("every", upTo: 86_400) ?? 0
            settings.kibPerSecond = try number("kib_per_second", upTo: 10_000_000) ?? 0
            for kind in Retention.Class.allCases {
                if let count = try number(kind.rawValue, upTo: 100_000) { settings.retention[kind] = Int(count) }
            }
            if let hours = values["copy_hours"] {
                let pair = hours.split(separator: "-").compactMap { Int($0) }
                guard pair.count == 2, pair.allSatisfy((0..<24).contains) else {
                    throw fault("copy_hours wants two hours: 22-5")
                }
                settings.copyHours = (pair[0], pair[1])
            }
            return settings
        }

        private func number(_ name: String, upTo most: Int64) throws -> Int64? {
            guard let text = values[name] else { return nil }
            guard let number = Int64(text), (0...most).contains(number) else {
                throw fault("\(name) wants a number from 0 to \(most)")
            }
            return number
        }

        /// - Throws: for an option that nobody reads, because a misspelt one would silently not be followed.
        func finish(_ further: [String]) throws {
            let known = Set(
                ["every", "kib_per_second", "copy_hours"] + Retention.Class.allCases.map(\.rawValue) + further)
            if let unknown = values.keys.sorted().first(where: { !known.contains($0) }) {
                throw fault("there is no option \"\(unknown)\"")
            }
        }
    }
}
