import Backup
import Dispatch
import Logging
import SehatCore
import SehatStore
import SehatWeb

/// Ships every commit to the configured targets, each by itself, so that a slow one holds up no other.
struct Shipping: Sendable {
    let appliance: Appliance

    func run() async {
        await withDiscardingTaskGroup { tasks in
            for shipper in appliance.composition.shippers {
                register(shipper)
                tasks.addTask { await follow(shipper) }
            }
        }
    }

    /// Ships what was accepted before another server took over, and says that nothing is shipped from then on.
    func end(_ words: String) async {
        let store = appliance.store
        for shipper in appliance.composition.shippers {
            await withCheckedContinuation { answer in
                DispatchQueue(label: "sehat.shipping").async {
                    shipper.supersede(store, words: words)
                    answer.resume()
                }
            }
            tell(shipper.status(at: store.now))
        }
    }

    private func follow(_ shipper: Shipper) async {
        let store = appliance.store
        // A thread of its own: one that waits for a slow target takes none from the requests.
        let queue = DispatchQueue(label: "sehat.shipping")
        var before = ShippingStatus.State.starting
        while !Task.isCancelled {
            let isCopying = await withCheckedContinuation { answer in
                queue.async { answer.resume(returning: shipper.step(store)) }
            }
            let status = shipper.status(at: store.now)
            if status.state != before { tell(status) }
            before = status.state
            // Half of what is promised, so that writing has the other half.
            if !isCopying { try? await Task.sleep(for: .milliseconds(500)) }
        }
    }

    private func tell(_ status: ShippingStatus) {
        let facts: Logger.Metadata = [
            "target": "\(status.target)", "state": "\(status.state.rawValue)", "words": "\(status.words ?? "")",
        ]
        switch status.state {
        case .missing, .replaced, .failed, .damaged, .superseded:
            appliance.logger.error("shipping does not go on", metadata: facts)
        default: appliance.logger.info("shipping", metadata: facts)
        }
    }

    private func register(_ shipper: Shipper) {
        let store = appliance.store
        let target = shipper.status(at: store.now).target
        appliance.site.metrics.register(
            MetricsRegistry.Gauge(
                "sehat_backup_lag_seconds", help: "How far a target of continuous shipping is behind.",
                labels: [("target", target)]
            ) { Double(shipper.status(at: store.now).lagMilliseconds) / 1000 })
        appliance.site.metrics.register(
            MetricsRegistry.Gauge(
                "sehat_backup_target_good",
                help: "Whether every commit arrives at a target and its objects are as written: 1 or 0.",
                labels: [("target", target)]
            ) { shipper.status(at: store.now).isGood ? 1 : 0 })
        appliance.site.metrics.register(
            MetricsRegistry.Gauge(
                "sehat_backup_target_objects", help: "Objects at a target.", labels: [("target", target)]
            ) { Double(shipper.status(at: store.now).objects) })
        appliance.site.metrics.register(
            MetricsRegistry.Gauge(
                "sehat_backup_shipped_bytes", help: "Bytes of segments shipped to a target since the start.",
                labels: [("target", target)]
            ) { Double(shipper.status(at: store.now).bytes) })
    }
}
