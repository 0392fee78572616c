import Alarms
import Backup
import SehatStore
import SehatWeb

extension Composition {
    /// What `/api/health` says of alarms and targets: numbers and words of the product, no names.
    func health(_ store: Store) -> @Sendable () -> SiteHealth {
        { [alarms, shippers] in
            let now = store.now
            return SiteHealth(
                alarms: alarms.live.count(where: \.isLoud),
                targets: shippers.map { shipper in
                    let status = shipper.status(at: now)
                    return SiteHealth.Target(
                        state: status.state.rawValue, isGood: status.isGood, lagSeconds: status.lagMilliseconds / 1000)
                })
        }
    }

    /// One number for each kind of alarm.
    func registerAlarms(_ metrics: MetricsRegistry) {
        for kind in AlarmKind.allCases {
            metrics.register(
                MetricsRegistry.Gauge(
                    "sehat_alarms_active", help: "Alarms that are so now, taken note of or not.",
                    labels: [("kind", kind.rawValue)]
                ) { [alarms] in Double(alarms.live.count { $0.kind == kind }) })
        }
    }
}
