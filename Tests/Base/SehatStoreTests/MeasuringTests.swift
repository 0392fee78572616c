import Foundation
import GRDB
import SehatCore
import SehatStore
import TestKit
import Testing

/// Prints figures instead of judging them; runs only with SEHAT_MEASURE=1, alone and best in a release build.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["SEHAT_MEASURE"] != nil))
struct MeasuringTests {
    private func text(_ value: Double) -> String {
        String(format: "%.2f", value)
    }

    @Test func commits() async throws {
        let test = try TestStore.make(StoreMeasuring.schema) { $0.clock = .system }
        defer { test.remove() }
        let flush = StoreMeasuring.flush(in: test.directory)
        let bare = try StoreMeasuring.bareCommits(in: test.directory, count: 600)
        print("flush\t\(text(flush))\tms\nbare one-row commits\t\(text(bare))\t/s")
        for clients in [1, 16, 64, 1, 16, 64] {
            let rate = try await StoreMeasuring.commits(test.store, clients: clients, for: .seconds(2))
            let bare = try StoreMeasuring.bareCommits(in: test.directory, count: 400)
            print(
                "\(clients) clients\t\(text(rate.perSecond))\t/s\tbare \(text(bare))\t\(text(rate.perSecond / bare))",
                "p50 \(text(rate.median)) p99 \(text(rate.p99)) ms", separator: "\t")
        }
        let figures = test.store.figures
        print("commands in a batch\t\(text(Double(figures.commands) / Double(figures.batches)))")
        for _ in 0..<3 {
            let plain = try await StoreMeasuring.commits(test.store, clients: 64, for: .seconds(1), isAudited: false)
            let audited = try await StoreMeasuring.commits(test.store, clients: 64, for: .seconds(1))
            print("audited against not, 64 clients\t\(text(audited.perSecond / plain.perSecond))")
        }
    }

    @Test func auditVerification() async throws {
        let test = try TestStore.make(StoreMeasuring.schema) { $0.clock = .system }
        defer { test.remove() }
        for client in 0..<100 {
            try await test.store.write(as: .user("user\(client)", id: Int64(client + 1))) { tx in
                for _ in 0..<1000 { try StoreMeasuring.register(tx) }
            }
        }
        for _ in 0..<3 {
            let (walk, bare) = try await offCooperativePool { try StoreMeasuring.auditVerification(test.store) }
            print("audit walk, 100,000 entries\t\(text(walk))\ts\tof SHA-256 alone\t\(text(bare / walk))")
        }
        let sizes = try await test.store.read(as: .system()) { tx in
            try Row.fetchAll(tx.db, sql: "SELECT name, sum(pgsize) / 100000 AS size FROM dbstat GROUP BY name")
                .filter { ($0["size"] as Int) > 0 }.map { "\($0["name"] as String) \($0["size"] as Int)" }
        }
        print("bytes per row\t\(sizes.joined(separator: ", "))")
    }

    @Test func copyWhileWriting() async throws {
        let test = try TestStore.make(StoreMeasuring.schema) { $0.clock = .system }
        defer { test.remove() }
        for _ in 0..<60 {
            try await test.store.write(as: .user()) { tx in
                for _ in 0..<20_000 { try StoreMeasuring.register(tx, isAudited: false) }
            }
        }
        try test.store.checkpoint()
        for _ in 0..<3 {
            let file = TestStore.newDirectory()
            async let writing = StoreMeasuring.commits(test.store, clients: 2, for: .seconds(3))
            let start = ContinuousClock.now
            let facts = try await offCooperativePool { try test.store.copyCiphertext(to: file) }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let rate = try await writing
            let checkStart = ContinuousClock.now
            let report = try await offCooperativePool {
                try StoreCheck.verify(file: file, key: try TestStore.key(), depth: .pages)
            }
            let check = (ContinuousClock.now - checkStart) / .seconds(1)
            let megabytes = Double(facts.bytes) / 1e6
            print(
                "copy\t\(text(megabytes / seconds))\tMB/s\tpages checked\t\(text(megabytes / check))\tMB/s",
                "longest write \(text(rate.longest)) ms, p99 \(text(rate.p99)) ms, good \(report.isGood)",
                separator: "\t")
            try FileManager.default.removeItem(at: file)
        }
    }
}
