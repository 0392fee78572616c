import Foundation
public import SehatCore
import X509

/// The hospital's own certificate, checked before it takes the place of the local authority's.
public struct HospitalCertificate: Hashable, Sendable {
    /// What does not prevent its use but should be said.
    public enum Warning: Hashable, Sendable, CustomStringConvertible {
        /// Browsers that use this name or address will refuse it.
        case hostNotCovered(String)
        /// The certificates came in another order and were put right.
        case reordered
        /// The authority that signed the last one is not among them: browsers must know it.
        case chainEnds(issuer: String)
        case endsSoon(days: Int)
        /// Certificates in the file that do not belong to the chain were left out.
        case unrelated(Int)

        /// A sentence for the administrator.
        public var description: String {
            switch self {
            case .hostNotCovered(let host): "it is not good for \(host): browsers that use this address will warn"
            case .reordered: "the certificates came in another order; they were put right"
            case .chainEnds(let issuer): "the chain ends at \(issuer), which every browser must already trust"
            case .endsSoon(let days): "it ends in \(days) days"
            case .unrelated(let count): "\(count) certificates in the file belong to another chain and were left out"
            }
        }
    }

    /// In the right order, ready to be served.
    public let certificate: KeyedCertificate
    /// What the server's certificate says.
    public let facts: CertificateFacts
    /// What should be said to the administrator.
    public let warnings: [Warning]

    /// Checks a certificate with its key.
    ///
    /// - Parameters:
    ///   - chain: PEM, in any order; the server's certificate is the one that belongs to the key.
    ///   - hosts: names and addresses that browsers use; those it does not cover are warned of.
    /// - Throws: `CertificateFault` when it cannot be used.
    public init(chain: String, key: String, hosts: [CertificateHost], now: Instant) throws {
        let certificates = try PEM.certificates(chain)
        guard !certificates.isEmpty else { throw CertificateFault.unreadableCertificate("there is none in the file") }
        let privateKey = try PEM.key(key)
        guard let leaf = certificates.first(where: { $0.publicKey == privateKey.publicKey }) else {
            throw CertificateFault.keyDoesNotMatch
        }
        try Self.check(leaf, now)
        let ordered = Self.ordered(from: leaf, certificates)
        facts = try CertificateFacts(leaf)
        warnings = Self.warnings(facts, leaf: leaf, ordered: ordered, given: certificates, hosts: hosts, now: now)
        certificate = KeyedCertificate(chain: try PEM.text(ordered), key: key)
    }

    private static func check(_ leaf: Certificate, _ now: Instant) throws {
        if CertificateFacts.isAuthority(leaf) { throw CertificateFault.isAuthority }
        if Instant(leaf.notValidAfter) <= now { throw CertificateFault.expired("\(leaf.notValidAfter)") }
        if Instant(leaf.notValidBefore) > now { throw CertificateFault.notYetValid("\(leaf.notValidBefore)") }
        if CertificateFacts.hosts(of: leaf).isEmpty { throw CertificateFault.noNames }
    }

    /// The chain from the server's certificate upwards: each signed by the next.
    private static func ordered(from leaf: Certificate, _ all: [Certificate]) -> [Certificate] {
        var chain = [leaf]
        while let last = chain.last, last.issuer != last.subject,
            let issuer = all.first(where: { candidate in
                candidate.subject == last.issuer && !chain.contains(candidate)
                    && candidate.publicKey.isValidSignature(last.signature, for: last)
            })
        {
            chain.append(issuer)
        }
        return chain
    }

    private static func warnings(
        _ facts: CertificateFacts, leaf: Certificate, ordered: [Certificate], given: [Certificate],
        hosts: [CertificateHost], now: Instant
    ) -> [Warning] {
        var warnings: [Warning] = []
        let named = CertificateFacts.hosts(of: leaf)
        for host in hosts where !named.contains(where: { $0.covers(host) }) {
            warnings.append(.hostNotCovered(host.description))
        }
        if Array(given.prefix(ordered.count)) != ordered { warnings.append(.reordered) }
        if given.count > ordered.count { warnings.append(.unrelated(given.count - ordered.count)) }
        if let last = ordered.last, last.issuer != last.subject {
            warnings.append(.chainEnds(issuer: last.issuer.description))
        }
        let days = facts.daysLeft(at: now)
        if days < Renewal.margin { warnings.append(.endsSoon(days: days)) }
        return warnings
    }
}
