import SehatStore
import Synchronization

/// Holds what an export ends with until the last byte has been sent.
final class SealBox: Sendable {
    private let value = Mutex<AuditSeal?>(nil)

    var seal: AuditSeal? { value.withLock { $0 } }

    func put(_ seal: AuditSeal) {
        value.withLock { $0 = seal }
    }
}
