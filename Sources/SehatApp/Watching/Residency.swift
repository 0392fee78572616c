import Alarms
import Backup
import Downtime
import DowntimePack
import Foundation
import Outgoing
import Printing
import SehatCore
import SehatStore

/// Where the hospital's data lives, and every connection that goes out: made from the configuration, never written by hand.
struct Residency: Codable, Sendable {
    /// What lies somewhere.
    enum Content: String, CaseIterable, Codable, Sendable {
        case database, key, backups, drills, target, downtime, papers
    }

    struct Place: Codable, Hashable, Sendable {
        var content: Content
        var path: String
        /// The device below it and its file system; absent where the system does not say.
        var device: String?
        var fileSystem: String?
        /// Whether what lies there is encrypted by the product itself.
        var isEncrypted: Bool
    }

    struct Connection: Codable, Hashable, Sendable {
        var purpose: OutgoingPurpose
        var host: String
        var port: Int
        /// `TLS`, `SSH`, or `none`.
        var protection: String
        /// Whether what goes over it is encrypted by the product itself, whatever the connection is.
        var isSealed: Bool
    }

    var hospital: String
    var at: Instant
    var places: [Place]
    var connections: [Connection]
    /// The list that the server enforces: nothing else is spoken to but printers within the hospital's networks.
    var enforced: [OutgoingRule]

    /// - Throws: what the database throws.
    static func make(
        _ options: Composition.Options, _ backups: URL, _ monitor: PrintMonitor, in tx: ReadTx
    ) throws -> Residency {
        let printers = try monitor.states(in: tx).filter(\.isActive)
        let packs = try DowntimePlaces.list(in: tx).filter(\.isActive)
        let table = MountTable.current
        let place = { (content: Content, path: String, isEncrypted: Bool) -> Place in
            let mount = table.mount(of: path)
            return Place(
                content: content, path: path, device: mount?.device, fileSystem: mount?.kind, isEncrypted: isEncrypted)
        }
        var places = [place(.database, options.directory.path, true), place(.backups, backups.path, true)]
        if FileManager.default.fileExists(atPath: options.directory.keyFile.path) {
            places.append(place(.key, options.directory.keyFile.path, false))
        }
        places.append(
            place(.drills, (options.drillDirectory ?? options.directory.url.appending(path: "drill")).path, true))
        places += options.shippingTargets.filter { $0.rule == nil }.map { place(.target, $0.name, true) }
        places += packs.map { place(.downtime, $0.directory, true) }
        places += printers.filter { $0.target.hasPrefix("/") }.map { place(.papers, $0.target, false) }
        return Residency(
            hospital: tx.hospital.name.en, at: tx.now, places: places,
            connections: connections(options, printers), enforced: Outgoing.rules)
    }

    private static func connections(_ options: Composition.Options, _ printers: [PrinterState]) -> [Connection] {
        var all: [Connection] = options.shippingTargets.compactMap { target in
            guard let rule = target.rule else { return nil }
            let protection = target.name.hasPrefix("sftp") ? "SSH" : target.isPlain ? "none" : "TLS"
            return Connection(
                purpose: .backup, host: rule.host, port: rule.port, protection: protection, isSealed: true)
        }
        if let mail = options.alarmChannels.mail {
            let protection = mail.protection == .none ? "none" : "TLS"
            all.append(
                Connection(purpose: .mail, host: mail.host, port: mail.port, protection: protection, isSealed: false))
        }
        if let gateway = options.alarmChannels.gateway {
            all.append(
                Connection(
                    purpose: .sms, host: gateway.rule.host, port: gateway.rule.port,
                    protection: gateway.url.hasPrefix("https") ? "TLS" : "none", isSealed: false))
        }
        all += printers.compactMap { printer in
            guard printer.target.hasPrefix("socket://"), let url = URLComponents(string: printer.target),
                let host = url.host
            else { return nil }
            return Connection(
                purpose: .printer, host: host, port: url.port ?? 9100, protection: "none", isSealed: false)
        }
        if !options.cupsServer.isEmpty, !options.cupsServer.hasPrefix("/") {
            let parts = options.cupsServer.split(separator: ":")
            all.append(
                Connection(
                    purpose: .spooler, host: String(parts[0]), port: parts.count > 1 ? Int(parts[1]) ?? 631 : 631,
                    protection: "none", isSealed: false))
        }
        return all
    }
}
