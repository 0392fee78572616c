import Foundation
import Synchronization

/// The numbers that Prometheus reads: requests by route and status, their times, and gauges that others register.
public final class MetricsRegistry: Sendable {
    /// A number read when it is asked for.
    public struct Gauge: Sendable {
        let name: String
        let help: String
        let labels: [(String, String)]
        let read: @Sendable () -> Double

        /// - Parameters:
        ///   - name: `sehat_store_queue_length`; letters, digits and underscores.
        ///   - read: short and never blocking.
        public init(
            _ name: String, help: String, labels: [(String, String)] = [], read: @escaping @Sendable () -> Double
        ) {
            self.name = name
            self.help = help
            self.labels = labels
            self.read = read
        }
    }

    private let gauges = Mutex<[Gauge]>([])
    private let routes = Mutex<[String: RouteMetrics]>([:])

    /// A registry without numbers.
    public init() {}

    /// Adds a gauge; gauges of one name with different labels are one metric.
    public func register(_ gauge: Gauge) {
        gauges.withLock { $0.append(gauge) }
    }

    /// The counts of a route; the same for every listener.
    func route(_ name: String, method: String) -> RouteMetrics {
        routes.withLock { routes in
            if let known = routes[name] { return known }
            let metrics = RouteMetrics(route: name, method: method)
            routes[name] = metrics
            return metrics
        }
    }

    /// Everything in the text format of Prometheus, version 0.0.4.
    public func text() -> String {
        var text = MetricsText()
        let routes = routes.withLock { $0 }.sorted { $0.key < $1.key }
            .map { ($0.value, $0.value.snapshot()) }.filter { $0.1.count > 0 }
        text.head("sehat_http_requests_total", "counter", "Requests answered, by route and status.")
        for (route, counts) in routes {
            for (status, count) in counts.statuses.sorted(by: { $0.key < $1.key }) {
                text.line("sehat_http_requests_total", route.labels + [("status", "\(status)")], Double(count))
            }
        }
        text.head("sehat_http_request_duration_seconds", "histogram", "Time from the request's head to its answer.")
        for (route, counts) in routes {
            text.histogram("sehat_http_request_duration_seconds", route.labels, counts)
        }
        for (name, group) in Dictionary(grouping: gauges.withLock { $0 }, by: \.name).sorted(by: { $0.key < $1.key }) {
            text.head(name, "gauge", group[0].help)
            for gauge in group { text.line(name, gauge.labels, gauge.read()) }
        }
        ProcessMetrics.write(to: &text)
        return text.text
    }
}

/// The counts of one route.
final class RouteMetrics: Sendable {
    struct Counts: Sendable {
        var statuses: [Int: UInt64] = [:]
        var buckets = [UInt64](repeating: 0, count: RouteMetrics.bounds.count)
        var count: UInt64 = 0
        var nanoseconds: UInt64 = 0
    }

    /// Upper bounds of the histogram, in seconds.
    static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
    private static let nanosecondBounds = bounds.map { UInt64($0 * 1_000_000_000) }
    let labels: [(String, String)]
    private let counts = Mutex(Counts())

    init(route: String, method: String) {
        labels = [("route", route), ("method", method)]
    }

    func count(status: Int, nanoseconds: UInt64) {
        counts.withLock { counts in
            counts.statuses[status, default: 0] += 1
            counts.count += 1
            counts.nanoseconds += nanoseconds
            if let bucket = Self.nanosecondBounds.firstIndex(where: { nanoseconds <= $0 }) {
                counts.buckets[bucket] += 1
            }
        }
    }

    func snapshot() -> Counts { counts.withLock { $0 } }
}

/// Text in the format of Prometheus while it is written.
struct MetricsText {
    private(set) var text = ""

    mutating func head(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
        let inner = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        let number = value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
        text += inner.isEmpty ? "\(name) \(number)\n" : "\(name){\(inner)} \(number)\n"
    }

    mutating func histogram(_ name: String, _ labels: [(String, String)], _ counts: RouteMetrics.Counts) {
        var sum: UInt64 = 0
        for (bound, count) in zip(RouteMetrics.bounds, counts.buckets) {
            sum += count
            line("\(name)_bucket", labels + [("le", "\(bound)")], Double(sum))
        }
        line("\(name)_bucket", labels + [("le", "+Inf")], Double(counts.count))
        line("\(name)_sum", labels, Double(counts.nanoseconds) / 1_000_000_000)
        line("\(name)_count", labels, Double(counts.count))
    }

    private static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
            .replacingOccurrences(of: "\n", with: "\\n")
    }
}
