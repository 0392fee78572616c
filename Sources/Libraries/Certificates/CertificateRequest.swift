import Crypto
import SwiftASN1
import X509

/// A request for a certificate that the hospital's own authority, or a public one, signs.
public struct CertificateRequest: Hashable, Sendable {
    /// PKCS #10 in PEM, to be given to the authority.
    public let request: String
    /// The private key in PEM, kept until the certificate comes back.
    public let key: String

    /// Makes a new key and a request for these hosts.
    ///
    /// - Throws: `CertificateFault.noNames` without a host.
    public init(organization: String, hosts: [CertificateHost]) throws {
        guard let first = hosts.first else { throw CertificateFault.noNames }
        let key = P256.Signing.PrivateKey()
        let subject = try DistinguishedName {
            OrganizationName(String(organization.prefix(60)))
            CommonName(String(first.description.prefix(64)))
        }
        let extensions = try Certificate.Extensions {
            SubjectAlternativeNames(hosts.map(\.generalName))
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.serverAuth])
        }
        let attributes = try CertificateSigningRequest.Attributes([.init(ExtensionRequest(extensions: extensions))])
        let request = try CertificateSigningRequest(
            version: .v1, subject: subject, privateKey: .init(key), attributes: attributes,
            signatureAlgorithm: .ecdsaWithSHA256)
        self.request = try request.serializeAsPEM().pemString + "\n"
        self.key = key.pemRepresentation
    }
}
