import Certificates
import Foundation
import Logging
import SehatCore
import SehatStore
import SehatWeb
import Synchronization

/// The appliance's certificates: kept in the encrypted database, renewed before they end, replaced without a restart.
///
/// The local authority is made once, for ten years. The server's certificate comes from it, for at most 397 days, unless
/// the hospital has given its own.
final class CertificateKeeper: Sendable {
    private let hosts: [String]
    private let live = Mutex<TLSCredentials?>(nil)

    private static let authorityKey = "appliance.authority"
    private static let serverKey = "appliance.certificate"

    /// The server's certificate as it is stored.
    private struct Stored: Codable {
        var certificate: KeyedCertificate
        /// Whether the hospital gave it; such a certificate is never renewed by itself.
        var isHospitals: Bool
    }

    /// The authority as the administrator needs it.
    struct Authority: Sendable {
        /// PEM.
        let certificate: String
        /// SHA-256 as browsers show it.
        let fingerprint: String
    }

    /// - Parameter hosts: names and addresses besides those of the machine.
    init(hosts: [String]) {
        self.hosts = hosts
    }

    /// The local authority; made at the first call.
    func authority(_ store: Store) async throws -> Authority {
        let hosts = certificateHosts(nil)
        return try await store.write(as: .system("tls")) { tx in
            let authority = try self.authority(hosts, in: tx)
            let facts = try CertificateFacts(pem: authority.chain)
            return Authority(certificate: authority.chain, fingerprint: facts.fingerprint)
        }
    }

    /// What the TLS listener uses; made at the first call and changed in place by renewal and replacement.
    ///
    /// - Parameter host: the address that the server listens on.
    func credentials(_ store: Store, host: String, allowsTLS12: Bool) async throws -> TLSCredentials {
        let hosts = certificateHosts(host)
        let stored = try await store.write(as: .system("tls")) { tx in try self.fresh(hosts, force: false, in: tx) }
        let credentials = try TLSCredentials(chain: stored.chain, key: stored.key, allowsTLS12: allowsTLS12)
        live.withLock { $0 = credentials }
        return credentials
    }

    /// The facts of the server's certificate; nil before the first start with TLS.
    func server(in tx: ReadTx) throws -> CertificateFacts? {
        try tx.setting(Self.serverKey, as: Stored.self).map { try CertificateFacts(pem: $0.certificate.chain) }
    }

    /// Whether the hospital gave the server's certificate.
    func isHospitals(in tx: ReadTx) throws -> Bool {
        try tx.setting(Self.serverKey, as: Stored.self)?.isHospitals ?? false
    }

    /// The facts and the PEM of the authority; nil before it was made.
    func authority(in tx: ReadTx) throws -> (facts: CertificateFacts, pem: String)? {
        try tx.setting(Self.authorityKey, as: KeyedCertificate.self).map {
            (try CertificateFacts(pem: $0.chain), $0.chain)
        }
    }

    /// The names and addresses of this machine for which the server's certificate is not good.
    func missingHosts(in tx: ReadTx) throws -> [String] {
        guard let facts = try server(in: tx), try !isHospitals(in: tx) else { return [] }
        return certificateHosts(nil).map(\.description).filter { !facts.hosts.contains($0) }
    }

    /// Makes a new server certificate from the local authority at once, in place of any other.
    ///
    /// - Parameter hasNewAuthority: whether the authority is made anew too, for the names of this machine: every browser must
    ///   then be told of it.
    func renew(hasNewAuthority: Bool = false, in tx: Tx) throws -> CertificateFacts {
        if hasNewAuthority { _ = try makeAuthority(certificateHosts(nil), in: tx) }
        let certificate = try fresh(certificateHosts(nil), force: true, in: tx)
        return try CertificateFacts(pem: certificate.chain)
    }

    /// Uses the hospital's own certificate from now on.
    ///
    /// - Throws: `appliance.certificate.refused` with the reason in words.
    func replace(chain: String, key: String, in tx: Tx) throws -> HospitalCertificate {
        do {
            let checked = try HospitalCertificate(chain: chain, key: key, hosts: certificateHosts(nil), now: tx.now)
            try tx.setSetting(Self.serverKey, Stored(certificate: checked.certificate, isHospitals: true))
            tx.audit("appliance.certificate.replaced", ["fingerprint": .text(checked.facts.fingerprint)])
            return checked
        } catch let fault as CertificateFault {
            throw Problem(.invalid, "appliance.certificate.refused", params: ["words": fault.description])
        }
    }

    /// Gives the listener the certificate that is stored now; open connections go on undisturbed.
    func reload(_ store: Store) async throws {
        let stored = try await store.read(as: .system("tls")) { tx in try tx.setting(Self.serverKey, as: Stored.self) }
        guard let stored, let credentials = live.withLock({ $0 }) else { return }
        try credentials.replace(chain: stored.certificate.chain, key: stored.certificate.key)
    }

    /// Renews the certificate when its time has come.
    ///
    /// - Returns: whether the listener has one at all.
    func refresh(_ store: Store) async throws -> Bool {
        guard live.withLock({ $0 != nil }) else { return false }
        let hosts = certificateHosts(nil)
        _ = try await store.write(as: .system("tls")) { tx in try self.fresh(hosts, force: false, in: tx) }
        try await reload(store)
        return true
    }

    private func authority(_ hosts: [CertificateHost], in tx: Tx) throws -> KeyedCertificate {
        if let stored = try tx.setting(Self.authorityKey, as: KeyedCertificate.self) { return stored }
        return try makeAuthority(hosts, in: tx)
    }

    private func makeAuthority(_ hosts: [CertificateHost], in tx: Tx) throws -> KeyedCertificate {
        let made = try LocalAuthority.make(name: tx.hospital.name.en, hosts: hosts, now: tx.now)
        try tx.setSetting(Self.authorityKey, made)
        tx.audit(
            "appliance.authority.made", ["fingerprint": .text(try CertificateFacts(pem: made.chain).fingerprint)])
        return made
    }

    private func fresh(_ hosts: [CertificateHost], force: Bool, in tx: Tx) throws -> KeyedCertificate {
        let stored = try tx.setting(Self.serverKey, as: Stored.self)
        if !force, let stored, stored.isHospitals { return stored.certificate }
        let authority = try authority(hosts, in: tx)
        // A hospital that was restored on a machine of another name must serve there: what the authority may not vouch for
        // is left out, and the doctor says so.
        let hosts = try LocalAuthority.permitted(hosts, by: authority)
        if !force, let stored, try !needsRenewal(stored, hosts, tx.now) { return stored.certificate }
        let made = try LocalAuthority.issue(from: authority, hosts: hosts, now: tx.now)
        try tx.setSetting(Self.serverKey, Stored(certificate: made, isHospitals: false))
        tx.audit(
            "appliance.certificate.made", ["fingerprint": .text(try CertificateFacts(pem: made.chain).fingerprint)])
        return made
    }

    private func needsRenewal(_ stored: Stored, _ hosts: [CertificateHost], _ now: Instant) throws -> Bool {
        let facts = try CertificateFacts(pem: stored.certificate.chain)
        return Renewal.state(of: facts, hosts: hosts, now: now).needsReplacement
    }

    /// The machine's own names, the loopback addresses, the listening address and the configured ones.
    private func certificateHosts(_ listening: String?) -> [CertificateHost] {
        var names = ["localhost", "127.0.0.1", "::1", ProcessInfo.processInfo.hostName] + hosts
        if let listening, listening != "0.0.0.0", listening != "::" { names.append(listening) }
        var seen: Set<CertificateHost> = []
        return names.compactMap { CertificateHost($0) }.filter { seen.insert($0).inserted }
    }
}
