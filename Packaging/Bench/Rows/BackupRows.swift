import Backup
import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit

/// Shipping beside work; whole copies of a large database are `WholeCopyRows`.
enum BackupRows {
    static func run(_ setting: Setting) async throws {
        try await lag(setting)
        try await cost(setting)
        try await incremental(setting)
    }

    private static func shipper(_ test: TestStore, _ setting: Setting) throws -> Shipper {
        let target = setting.scratch.appending(path: "target-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        let plan = Shipper.Plan(product: "bench", dataDirectory: test.directory)
        let shipper = Shipper(target: target, key: try TestStore.key(), plan: plan)
        shipper.attach(test.store, mark: nil)
        while shipper.step(test.store) {}
        return shipper
    }

    /// Steps as the server does until it is cancelled, and says when each step began and ended.
    private static func follow(_ shipper: Shipper, _ store: Store) async -> [(
        from: ContinuousClock.Instant, to: ContinuousClock.Instant
    )] {
        var steps: [(from: ContinuousClock.Instant, to: ContinuousClock.Instant)] = []
        while !Task.isCancelled {
            let from = ContinuousClock.now
            shipper.step(store)
            steps.append((from, ContinuousClock.now))
            try? await Task.sleep(for: .milliseconds(500))
        }
        return steps
    }

    /// From the answer to a commit until it is at the target, at 200 commits a second.
    private static func lag(_ setting: Setting) async throws {
        let test = try TestStore.make(StoreMeasuring.schema) { $0.clock = .system }
        defer { test.remove() }
        let shipper = try shipper(test, setting)
        let follower = Task { await follow(shipper, test.store) }
        var answered: [ContinuousClock.Instant] = []
        let start = ContinuousClock.now
        for index in 0..<setting.rounds(4000, quick: 400) {
            try await Task.sleep(until: start + .milliseconds(5 * index), clock: .continuous)
            try await test.store.write(as: .user()) { tx in try StoreMeasuring.register(tx) }
            answered.append(ContinuousClock.now)
        }
        try await Task.sleep(for: .seconds(1))
        follower.cancel()
        let steps = await follower.value
        let lags = answered.compactMap { at in steps.first { $0.from >= at }.map { ($0.to - at).milliseconds } }
        let state = shipper.status(at: test.store.now).state
        setting.print(
            Row(
                name: "backup.shipping.lag.p99",
                value: state == .following ? Figures.percentile(lags, 0.99) : .infinity, unit: "ms",
                goal: .valueAtMost(1000)))
    }

    /// The latency of a commit with shipping beside that without, in turns on the same store.
    private static func cost(_ setting: Setting) async throws {
        let test = try TestStore.make(StoreMeasuring.schema) { $0.clock = .system }
        defer { test.remove() }
        var ratios: [Double] = []
        for _ in 0..<setting.rounds(9, quick: 2) {
            let bare = try await latency(test.store, setting)
            let shipper = try shipper(test, setting)
            let follower = Task { await follow(shipper, test.store) }
            let shipped = try await latency(test.store, setting)
            follower.cancel()
            _ = await follower.value
            shipper.finish(test.store)
            ratios.append(shipped / bare)
        }
        setting.print(
            Row(
                name: "backup.shipping.cost", value: Figures.median(ratios), unit: "times unshipped", reference: 1,
                goal: .ratioAtMost(1.05)))
    }

    /// The mean of a commit in milliseconds, one after the other.
    private static func latency(_ store: Store, _ setting: Setting) async throws -> Double {
        let count = setting.rounds(1500, quick: 100)
        let start = ContinuousClock.now
        for _ in 0..<count { try await store.write(as: .user()) { tx in try StoreMeasuring.register(tx) } }
        return (ContinuousClock.now - start).milliseconds / Double(count)
    }

    /// What one shipment writes of what has changed, beside restic's next snapshot of the same file.
    private static func incremental(_ setting: Setting) async throws {
        let test = try TestStore.make(StoreMeasuring.schema) { $0.clock = .system }
        defer { test.remove() }
        for _ in 0..<setting.rounds(10, quick: 1) {
            try await test.store.write(as: .user()) { tx in
                for _ in 0..<20_000 { try StoreMeasuring.register(tx, isAudited: false) }
            }
        }
        let shipper = try shipper(test, setting)
        let file = setting.scratch.appending(path: "incremental.db")
        func copy() throws -> Data {
            try? FileManager.default.removeItem(at: file)
            _ = try test.store.copyCiphertext(to: file)
            return try Data(contentsOf: file)
        }
        let before = try copy()
        let restic = try Restic(in: setting.scratch.appending(path: "incremental-restic"))
        try restic?.backUp(file)
        let whole = restic?.bytes ?? 0
        for _ in 0..<setting.rounds(400, quick: 50) {
            try await test.store.write(as: .user()) { tx in try StoreMeasuring.register(tx) }
        }
        let sent = shipper.status(at: test.store.now).bytes
        shipper.step(test.store)
        let shipped = Double(shipper.status(at: test.store.now).bytes - sent)
        let after = try copy()
        let changed = stride(from: 0, to: after.count, by: 4096).filter { start in
            start + 4096 > before.count || before[start..<(start + 4096)] != after[start..<(start + 4096)]
        }
        setting.print(
            Row(
                name: "backup.incremental", value: shipped, unit: "bytes", reference: Double(changed.count * 4096),
                goal: .ratioAtMost(1.3)))
        guard let restic else { return }
        try restic.backUp(file)
        setting.print(
            Row(
                name: "backup.incremental.restic", value: shipped, unit: "bytes",
                reference: Double(restic.bytes - whole), goal: .ratioAtMost(1.0 / 30)))
    }
}
