import Backup
import Printing
import SehatCore
import SehatStore
import SehatWeb
import Synchronization

/// Where the numbers of `/metrics` are had from, once the site is made.
final class MetricsText: Sendable {
    private let registry = Mutex<MetricsRegistry?>(nil)

    func use(_ metrics: MetricsRegistry) { registry.withLock { $0 = metrics } }

    var text: String { registry.withLock { $0 }?.text() ?? "" }
}

/// Making the support bundle over the API.
struct SupportEndpoints: Sendable {
    let certificates: CertificateKeeper
    let backups: Backups
    let shippers: [Shipper]
    let monitor: PrintMonitor
    let options: Composition.Options
    let metrics: MetricsText

    var all: [Endpoint] {
        [
            .raw(
                .post, "/support-bundle", "appliance.support.make", .requires(.applianceManage),
                "An archive for those who look after the server, without anything about patients.",
                shape: RawShape(contentType: "application/x-tar")
            ) { call in
                // In English: who reads it may be anywhere.
                let doctor = Doctor(
                    call: call, certificates: certificates, backups: backups, shippers: shippers, options: options,
                    language: .en)
                let report = try await doctor.run()
                let bundle = SupportBundle(
                    options: options, backups: backups, shippers: shippers, monitor: monitor, doctor: report,
                    metrics: metrics.text, log: RecentLog.shared.newest)
                let bytes = try await bundle.make(call.store, call.principal)
                try await call.store.write(as: call.principal) { tx in
                    tx.audit("appliance.support.made", ["bytes": .number(Int64(bytes.count))])
                }
                return .bytes(bytes, contentType: "application/x-tar")
                    .header("content-disposition", "attachment; filename=\"sehat-support.tar\"")
            }
        ]
    }
}
