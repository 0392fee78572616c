import Crypto
import Foundation
public import SehatCore
import SwiftASN1
import X509

/// A certificate, those that lead from it to its authority, and its private key, as PEM.
///
/// The key is a secret: it is kept in the encrypted database and never printed.
public struct KeyedCertificate: Hashable, Sendable, Codable {
    /// The certificate itself first, then its issuers.
    public let chain: String
    /// The private key.
    public let key: String

    /// Takes PEM as it is, without looking into it.
    public init(chain: String, key: String) {
        self.chain = chain
        self.key = key
    }
}

extension KeyedCertificate: CustomStringConvertible, CustomReflectable {
    /// Without the key.
    public var description: String { "KeyedCertificate(key hidden)" }
    /// Without the key.
    public var customMirror: Mirror { Mirror(self, children: ["chain": chain]) }
}

/// What a certificate says.
public struct CertificateFacts: Hashable, Sendable, Codable {
    /// As RFC 4514 writes names.
    public let subject: String
    /// As RFC 4514 writes names.
    public let issuer: String
    /// Its first moment.
    public let notBefore: Instant
    /// Its last moment.
    public let notAfter: Instant
    /// Hosts it is good for.
    public let hosts: [String]
    /// SHA-256 of the certificate as browsers show it: `AB:CD:…`, 32 pairs.
    public let fingerprint: String
    /// Whether it may sign others.
    public let isAuthority: Bool
    /// Whether it names itself as its issuer.
    public let isSelfSigned: Bool

    /// The facts of the first certificate in a PEM text.
    ///
    /// - Throws: `CertificateFault.unreadableCertificate`.
    public init(pem: String) throws {
        let certificates = try PEM.certificates(pem)
        guard let first = certificates.first else { throw CertificateFault.unreadableCertificate("it is empty") }
        try self.init(first)
    }

    init(_ certificate: Certificate) throws {
        subject = certificate.subject.description
        issuer = certificate.issuer.description
        notBefore = Instant(certificate.notValidBefore)
        notAfter = Instant(certificate.notValidAfter)
        hosts = Self.hosts(of: certificate).map(\.description)
        fingerprint = try Self.fingerprint(of: certificate)
        isAuthority = Self.isAuthority(certificate)
        isSelfSigned = certificate.issuer == certificate.subject
    }

    /// Whole days from `now` until it ends; negative when it has ended.
    public func daysLeft(at now: Instant) -> Int {
        Int((Double(notAfter.seconds(since: now)) / 86_400).rounded(.down))
    }

    static func hosts(of certificate: Certificate) -> [CertificateHost] {
        guard let names = try? certificate.extensions.subjectAlternativeNames else { return [] }
        return names.compactMap { name in
            switch name {
            case .dnsName(let text): .dns(text.lowercased())
            case .ipAddress(let octets): .ip(Array(octets.bytes))
            default: nil
            }
        }
    }

    static func isAuthority(_ certificate: Certificate) -> Bool {
        guard let constraints = try? certificate.extensions.basicConstraints else { return false }
        if case .isCertificateAuthority = constraints { return true }
        return false
    }

    private static func fingerprint(of certificate: Certificate) throws -> String {
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return SHA256.hash(data: serializer.serializedBytes).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined(separator: ":")
    }
}

/// Reading and writing PEM.
enum PEM {
    static func certificates(_ text: String) throws -> [Certificate] {
        do {
            let documents = try PEMDocument.parseMultiple(pemString: text)
            return try documents.filter { $0.discriminator == Certificate.defaultPEMDiscriminator }
                .map { try Certificate(pemDocument: $0) }
        } catch {
            throw CertificateFault.unreadableCertificate("\(error)")
        }
    }

    static func key(_ text: String) throws -> Certificate.PrivateKey {
        if text.contains("ENCRYPTED") { throw CertificateFault.encryptedKey }
        do {
            let documents = try PEMDocument.parseMultiple(pemString: text)
            // openssl writes the curve before the key.
            guard let document = documents.first(where: { $0.discriminator.hasSuffix("PRIVATE KEY") }) else {
                throw CertificateFault.unreadableKey("there is no private key in it")
            }
            return try Certificate.PrivateKey(pemDocument: document)
        } catch let error as CertificateFault {
            throw error
        } catch {
            throw CertificateFault.unreadableKey("\(error)")
        }
    }

    static func text(_ certificates: [Certificate]) throws -> String {
        try certificates.map { try $0.serializeAsPEM().pemString + "\n" }.joined()
    }
}
