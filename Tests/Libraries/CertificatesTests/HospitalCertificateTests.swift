import Crypto
import Foundation
import SehatCore
import SwiftASN1
import Testing
import X509

@testable import Certificates

private let now = Instant(milliseconds: 1_795_239_000_000)

/// A hospital's own authority with one in between, as Windows domains have them.
private struct OwnAuthority {
    let root = P256.Signing.PrivateKey()
    let middle = P256.Signing.PrivateKey()
    let server = P256.Signing.PrivateKey()

    func name(_ text: String) throws -> DistinguishedName { try DistinguishedName { CommonName(text) } }

    func certificate(
        _ subject: String, _ key: P256.Signing.PrivateKey, by issuer: String, _ issuerKey: P256.Signing.PrivateKey,
        isAuthority: Bool, hosts: [CertificateHost] = [], days: Int64 = 300
    ) throws -> Certificate {
        let extensions = try Certificate.Extensions {
            if isAuthority {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            } else {
                Critical(BasicConstraints.notCertificateAuthority)
            }
            if !hosts.isEmpty { SubjectAlternativeNames(hosts.map(\.generalName)) }
        }
        return try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(key.publicKey),
            notValidBefore: now.adding(seconds: -86_400).date, notValidAfter: now.adding(seconds: days * 86_400).date,
            issuer: name(issuer), subject: name(subject), signatureAlgorithm: .ecdsaWithSHA256,
            extensions: extensions, issuerPrivateKey: .init(issuerKey))
    }

    func rootPEM() throws -> String {
        try PEM.text([certificate("root", root, by: "root", root, isAuthority: true)])
    }

    func middlePEM() throws -> String {
        try PEM.text([certificate("middle", middle, by: "root", root, isAuthority: true)])
    }

    func serverPEM(days: Int64 = 300, hosts: [CertificateHost] = [.dns("emr.hospital.example")]) throws -> String {
        try PEM.text([
            certificate("server", server, by: "middle", middle, isAuthority: false, hosts: hosts, days: days)
        ])
    }
}

@Suite struct HospitalCertificateTests {
    private let own = OwnAuthority()

    @Test func aGoodChainIsTakenAsItIs() throws {
        let pem = try own.serverPEM() + own.middlePEM() + own.rootPEM()
        let taken = try HospitalCertificate(
            chain: pem, key: own.server.pemRepresentation, hosts: [.dns("emr.hospital.example")], now: now)
        #expect(taken.warnings.isEmpty)
        #expect(taken.certificate.chain == pem)
        #expect(taken.facts.hosts == ["emr.hospital.example"])
    }

    @Test func anotherOrderIsPutRight() throws {
        let other = OwnAuthority()
        let pem = try own.rootPEM() + other.rootPEM() + own.middlePEM() + own.serverPEM()
        let taken = try HospitalCertificate(chain: pem, key: own.server.pemRepresentation, hosts: [], now: now)
        #expect(taken.warnings == [.reordered, .unrelated(1)])
        let subjects = try PEM.certificates(taken.certificate.chain).map(\.subject.description)
        #expect(subjects == ["CN=server", "CN=middle", "CN=root"])
    }

    @Test func whatWillSurprisePeopleIsSaid() throws {
        let taken = try HospitalCertificate(
            chain: try own.serverPEM(days: 9), key: own.server.pemRepresentation,
            hosts: [.dns("emr.hospital.example"), .ip([10, 0, 0, 5])], now: now)
        #expect(taken.warnings == [.hostNotCovered("10.0.0.5"), .chainEnds(issuer: "CN=middle"), .endsSoon(days: 9)])
    }

    @Test func anotherKeyIsRefused() throws {
        #expect(throws: CertificateFault.keyDoesNotMatch) {
            try HospitalCertificate(
                chain: try own.serverPEM(), key: own.root.pemRepresentation, hosts: [], now: now)
        }
    }

    @Test func outdatedAndNamelessOnesAreRefused() throws {
        let key = own.server.pemRepresentation
        #expect(throws: CertificateFault.self) {
            try HospitalCertificate(chain: try own.serverPEM(days: 0), key: key, hosts: [], now: now)
        }
        #expect(throws: CertificateFault.noNames) {
            try HospitalCertificate(chain: try own.serverPEM(hosts: []), key: key, hosts: [], now: now)
        }
        #expect(throws: CertificateFault.isAuthority) {
            try HospitalCertificate(chain: try own.rootPEM(), key: own.root.pemRepresentation, hosts: [], now: now)
        }
    }

    @Test func filesThatAreNoneAreRefusedInWords() throws {
        #expect(throws: CertificateFault.unreadableCertificate("there is none in the file")) {
            try HospitalCertificate(chain: "hello", key: "", hosts: [], now: now)
        }
        #expect(throws: CertificateFault.unreadableKey("there is no private key in it")) {
            try HospitalCertificate(chain: try own.serverPEM(), key: "hello", hosts: [], now: now)
        }
        let locked = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"
        #expect(throws: CertificateFault.encryptedKey) {
            try HospitalCertificate(chain: try own.serverPEM(), key: locked, hosts: [], now: now)
        }
    }

    @Test func aRequestNamesItsHosts() throws {
        let request = try CertificateRequest(organization: "Shifa", hosts: [.dns("emr.lan"), .ip([10, 0, 0, 5])])
        #expect(request.request.hasPrefix("-----BEGIN CERTIFICATE REQUEST-----"))
        let parsed = try CertificateSigningRequest(pemEncoded: request.request)
        let names = try parsed.attributes.extensionRequest?.extensions.subjectAlternativeNames
        #expect(names.map { Array($0) } == [.dnsName("emr.lan"), CertificateHost.ip([10, 0, 0, 5]).generalName])
        #expect(try PEM.key(request.key).publicKey == parsed.publicKey)
    }
}
