import Crypto
import Foundation
public import SehatCore
import SwiftASN1
import X509

/// The appliance's own certificate authority: browsers of the hospital import its certificate once, and trust every
/// server certificate that it issues.
///
/// It can vouch for no names but the private ones of a hospital's network and those given at its making (name
/// constraints), so a stolen key is of no use against the sites of the internet. Addresses are left free: programs on
/// BoringSSL, this product's own tests among them, refuse every chain with a constraint on addresses.
public enum LocalAuthority {
    /// Ten years.
    public static let authorityDays = 3650
    /// Browsers refuse server certificates that are good for longer than 398 days.
    public static let serverDays = 397

    /// Makes a new authority.
    ///
    /// - Parameters:
    ///   - name: of the hospital, shown in the lists of browsers.
    ///   - hosts: those it must be able to vouch for; names outside the private ones are permitted one by one.
    public static func make(name: String, hosts: [CertificateHost], now: Instant) throws -> KeyedCertificate {
        let key = P256.Signing.PrivateKey()
        let privateKey = Certificate.PrivateKey(key)
        let short = key.publicKey.rawRepresentation.suffix(3).map { String($0, radix: 16) }.joined()
        let subject = try DistinguishedName {
            OrganizationName(String(name.prefix(60)))
            CommonName("Sehat local authority \(short)")
        }
        let constraints = constraints(for: hosts)
        let extensions = try Certificate.Extensions {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
            Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            SubjectKeyIdentifier(hash: privateKey.publicKey)
            Critical(constraints)
        }
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: privateKey.publicKey,
            notValidBefore: now.adding(seconds: -86_400).date,
            notValidAfter: now.adding(seconds: Int64(authorityDays) * 86_400).date,
            issuer: subject, subject: subject, signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: privateKey)
        return KeyedCertificate(chain: try PEM.text([certificate]), key: key.pemRepresentation)
    }

    /// Issues a certificate for the server, with a new key. It begins a day ago, for clients whose clock is behind,
    /// and never outlives its authority.
    ///
    /// - Parameter hosts: names and addresses, at least one.
    /// - Throws: `CertificateFault.outsideAuthority` when the authority may not vouch for one of them, `.expired` or
    ///   `.notYetValid` when the authority itself is not good now.
    public static func issue(
        from authority: KeyedCertificate, hosts: [CertificateHost], now: Instant
    ) throws -> KeyedCertificate {
        guard let issuer = try PEM.certificates(authority.chain).first, let firstHost = hosts.first else {
            throw CertificateFault.noNames
        }
        try check(issuer, hosts: hosts, now: now)
        let issuerKey = try PEM.key(authority.key)
        let key = P256.Signing.PrivateKey()
        let publicKey = Certificate.PublicKey(key.publicKey)
        let end = min(now.adding(seconds: Int64(serverDays - 1) * 86_400), Instant(issuer.notValidAfter))
        let extensions = try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.serverAuth])
            SubjectAlternativeNames(hosts.map(\.generalName))
            SubjectKeyIdentifier(hash: publicKey)
            AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: issuer.publicKey).keyIdentifier)
        }
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: publicKey,
            notValidBefore: now.adding(seconds: -86_400).date, notValidAfter: end.date,
            issuer: issuer.subject,
            subject: try DistinguishedName { CommonName(String(firstHost.description.prefix(64))) },
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions, issuerPrivateKey: issuerKey)
        return KeyedCertificate(chain: try PEM.text([certificate, issuer]), key: key.pemRepresentation)
    }

    /// The hosts that an authority may vouch for, in their order.
    ///
    /// - Throws: `CertificateFault` when it is no certificate.
    public static func permitted(_ hosts: [CertificateHost], by authority: KeyedCertificate) throws -> [CertificateHost]
    {
        guard let issuer = try PEM.certificates(authority.chain).first,
            let constraints = try? issuer.extensions.nameConstraints
        else { return hosts }
        return hosts.filter { permits(constraints, $0) }
    }

    private static func check(_ issuer: Certificate, hosts: [CertificateHost], now: Instant) throws {
        if Instant(issuer.notValidAfter) <= now { throw CertificateFault.expired("\(issuer.notValidAfter)") }
        if Instant(issuer.notValidBefore) > now { throw CertificateFault.notYetValid("\(issuer.notValidBefore)") }
        guard let constraints = try? issuer.extensions.nameConstraints else { return }
        for host in hosts where !permits(constraints, host) {
            throw CertificateFault.outsideAuthority(host.description)
        }
    }

    private static func constraints(for hosts: [CertificateHost]) -> NameConstraints {
        var names = PrivateSpace.suffixes
        for case .dns(let name) in hosts {
            // One label, or outside the private suffixes: permitted by its own name.
            let bare = name.hasPrefix("*.") ? String(name.dropFirst(2)) : name
            if !names.contains(where: { isWithin(bare, $0) }) { names.append(bare) }
        }
        return NameConstraints(permittedDNSDomains: names)
    }

    private static func permits(_ constraints: NameConstraints, _ host: CertificateHost) -> Bool {
        guard case .dns(let name) = host else { return true }
        let bare = name.hasPrefix("*.") ? String(name.dropFirst(2)) : name
        return constraints.permittedDNSDomains.contains { isWithin(bare, $0) }
    }

    private static func isWithin(_ name: String, _ domain: String) -> Bool {
        name == domain || name.hasSuffix("." + domain)
    }
}

extension CertificateHost {
    var generalName: GeneralName {
        switch self {
        case .dns(let name): .dnsName(name)
        case .ip(let bytes): .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
        }
    }
}
