/// Why a certificate or key cannot be used, in words for the administrator.
public enum CertificateFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// No PEM block of a certificate, or one that cannot be read.
    case unreadableCertificate(String)
    /// No PEM block of a private key, or one of a kind that is not supported.
    case unreadableKey(String)
    /// The key is protected by a passphrase.
    case encryptedKey
    /// None of the certificates belongs to the key.
    case keyDoesNotMatch
    /// The certificate's last day is over.
    case expired(String)
    /// The certificate's first day is still to come, or the clock of this machine is wrong.
    case notYetValid(String)
    /// Browsers look at the alternative names only, and there are none.
    case noNames
    /// It is an authority's own certificate, not a server's.
    case isAuthority
    /// A host lies outside what the authority may vouch for.
    case outsideAuthority(String)

    /// A sentence for the administrator.
    public var description: String {
        switch self {
        case .unreadableCertificate(let reason): "the certificate cannot be read: \(reason)"
        case .unreadableKey(let reason): "the private key cannot be read: \(reason)"
        case .encryptedKey: "the private key is protected by a passphrase; write it out without one first"
        case .keyDoesNotMatch: "the private key belongs to none of the certificates"
        case .expired(let day): "the certificate ended on \(day)"
        case .notYetValid(let day): "the certificate begins on \(day); is the clock of this machine right?"
        case .noNames: "the certificate names no host (subject alternative names), so browsers refuse it"
        case .isAuthority: "this is the certificate of an authority, not of a server"
        case .outsideAuthority(let host):
            "the local authority may not vouch for \(host); make a new one: sehat tls renew --authority"
        }
    }
}
