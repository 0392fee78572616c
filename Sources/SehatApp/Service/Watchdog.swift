import SehatCore
import SehatStore
import ServiceLifecycle

/// Signs of life for the service manager, given only while the database answers both ways.
///
/// A full disk or a refused write is an answer; a writer or a reader that hangs is none, and then the manager starts the
/// server anew.
struct Watchdog: Service {
    let manager: ServiceManager
    let store: Store

    func run() async throws {
        await withGracefulShutdownHandler {
            await cancelWhenGracefulShutdown { await watch() }
        } onGracefulShutdown: {
            manager.tell(.stopping)
        }
    }

    private func watch() async {
        while !Task.isCancelled {
            if manager.watchdogInterval != nil {
                await probe()
                if !Task.isCancelled { manager.tell(.alive) }
            }
            try? await Task.sleep(for: manager.watchdogInterval ?? .seconds(3600))
        }
    }

    private func probe() async {
        try? await store.write(as: .system("watchdog")) { _ in }
        try? await store.read(as: .system("watchdog")) { _ in }
    }
}
