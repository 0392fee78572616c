import Foundation
import SehatStore

/// What the database says of itself.
enum StoreMetrics {
    /// - Parameter jobs: how many are in each state; nil when the database did not answer.
    static func text(_ figures: StoreFigures, jobs: [JobView.State: Int]?, isDiskLow: Bool) -> String {
        var text = MetricsText()
        text.head("sehat_store_queue_length", "gauge", "Commands that wait for the writer.")
        text.line("sehat_store_queue_length", [], Double(figures.waiting))
        text.head("sehat_store_commands_total", "counter", "Commands run, by outcome.")
        text.line("sehat_store_commands_total", [("outcome", "failed")], Double(figures.failures))
        text.line("sehat_store_commands_total", [("outcome", "done")], Double(figures.commands - figures.failures))
        text.head("sehat_store_transactions_total", "counter", "Transactions that the commands shared.")
        text.line("sehat_store_transactions_total", [], Double(figures.batches))
        text.head("sehat_store_slow_commands_total", "counter", "Commands that held the writer too long.")
        text.line("sehat_store_slow_commands_total", [], Double(figures.slow))
        text.head("sehat_store_up", "gauge", "Whether the database answered.")
        text.line("sehat_store_up", [], jobs == nil ? 0 : 1)
        if let jobs {
            text.head("sehat_jobs", "gauge", "Jobs in the outbox, by state.")
            for state in JobView.State.allCases {
                text.line("sehat_jobs", [("state", state.rawValue)], Double(jobs[state] ?? 0))
            }
        }
        text.head("sehat_disk_low", "gauge", "Whether the disk of the data directory is nearly full.")
        text.line("sehat_disk_low", [], isDiskLow ? 1 : 0)
        return text.text
    }
}

/// Memory, processor time and open files of this process, as Linux tells them.
enum ProcessMetrics {
    private static let started = Date().timeIntervalSince1970

    /// Notes when the process began to serve.
    static func begin() { _ = started }

    /// Resident memory in bytes, 0 where it is not known.
    static var residentBytes: Double {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
        else { return 0 }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    static func write(to text: inout MetricsText) {
        text.head("process_resident_memory_bytes", "gauge", "Resident memory.")
        text.line("process_resident_memory_bytes", [], residentBytes)
        if let count = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
            text.head("process_open_fds", "gauge", "Open file descriptors.")
            text.line("process_open_fds", [], Double(count))
        }
        var usage = rusage()
        if getrusage(Int32(RUSAGE_SELF.rawValue), &usage) == 0 {
            let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            let fraction = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
            text.head("process_cpu_seconds_total", "counter", "Processor time, user and system.")
            text.line("process_cpu_seconds_total", [], seconds + fraction)
        }
        text.head("process_start_time_seconds", "gauge", "When the process began to serve, since 1970.")
        text.line("process_start_time_seconds", [], started)
    }
}
