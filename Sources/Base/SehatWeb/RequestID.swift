import Synchronization

/// Ids of requests: random for the process, counted within it; they mean nothing and repeat never.
struct RequestIDs: Sendable {
    private let prefix: String
    private let counter = Counter()

    private final class Counter: Sendable {
        let value = Atomic<UInt32>(0)
    }

    init() {
        prefix = String(UInt32.random(in: .min ... .max), radix: 36) + "-"
    }

    func next() -> String {
        prefix + String(counter.value.wrappingAdd(1, ordering: .relaxed).newValue, radix: 36)
    }
}
