public import SehatCore

/// Whether a certificate should be replaced, so that it never runs out.
public enum Renewal: Hashable, Sendable {
    /// Nothing to do.
    case good(daysLeft: Int)
    /// It ends within the margin, or the hosts have changed: replace it now, while it still works.
    case due(daysLeft: Int)
    /// It has ended.
    case expired
    /// It begins later than now, so this machine's clock was wrong when it was made, or is now.
    case notYetValid

    /// Days before the end at which a certificate of the local authority is replaced.
    public static let margin = 30
    /// Days before the end of the hospital's own certificate at which people are told.
    public static let alarms = [60, 30, 7]

    /// The state of a certificate.
    ///
    /// - Parameter hosts: those it should be good for.
    public static func state(
        of facts: CertificateFacts, hosts: [CertificateHost], now: Instant, margin: Int = margin
    ) -> Renewal {
        if now < facts.notBefore { return .notYetValid }
        if now >= facts.notAfter { return .expired }
        let days = facts.daysLeft(at: now)
        let named = facts.hosts.compactMap { CertificateHost($0) }
        let isComplete = hosts.allSatisfy { host in named.contains { $0.covers(host) } }
        return days < margin || !isComplete ? .due(daysLeft: days) : .good(daysLeft: days)
    }

    /// Whether anything but `good`.
    public var needsReplacement: Bool {
        if case .good = self { false } else { true }
    }

    /// The most urgent alarm that has been reached: 60, 30 or 7 days; nil before the first.
    public static func alarm(daysLeft: Int) -> Int? {
        alarms.filter { daysLeft <= $0 }.min()
    }
}
