import Certificates
import SehatCore
import SehatStore
import SehatWeb

/// The routes of the certificates.
struct CertificateEndpoints: Sendable {
    let certificates: CertificateKeeper

    var all: [Endpoint] {
        [
            .query("/tls", "appliance.certificate.read", .requires(.applianceRead), "The certificates in use.") {
                (_: Call<NoInput>, tx) in
                CertificateStatus(
                    server: try certificates.server(in: tx), isHospitals: try certificates.isHospitals(in: tx),
                    authority: try certificates.authority(in: tx)?.facts)
            },
            .file(
                "/tls/ca.pem", "appliance.authority.export", .anonymous,
                "The local authority's certificate, to be imported into browsers.",
                contentType: "application/x-pem-file"
            ) { (_: Call<NoInput>, tx) in
                guard let authority = try certificates.authority(in: tx) else { throw Problem.notFound("authority") }
                return { Array(authority.pem.utf8) }
            },
            .raw(
                .put, "/tls/certificate", "appliance.certificate.replace", .requires(.applianceManage),
                "Use the hospital's own certificate from now on, without a restart.",
                shape: .json(NewCertificate.self, CertificateStatus.self)
            ) { call in
                let input = try await call.json(NewCertificate.self)
                let checked = try await call.store.write(as: call.principal) { tx in
                    try certificates.replace(chain: input.chain, key: input.key, in: tx)
                }
                try await certificates.reload(call.store)
                return try .json(
                    CertificateStatus(
                        server: checked.facts, isHospitals: true, warnings: checked.warnings.map(\.description)))
            },
            .raw(
                .post, "/tls/renew", "appliance.certificate.renew", .requires(.applianceManage),
                "Make a new server certificate from the local authority at once.",
                shape: .json(NoInput.self, CertificateStatus.self)
            ) { call in
                try await renewed(call, hasNewAuthority: false)
            },
            .raw(
                .post, "/tls/authority", "appliance.authority.renew", .requires(.applianceManage),
                "Make a new local authority for the names of this machine, and a server certificate from it.",
                shape: .json(NoInput.self, CertificateStatus.self)
            ) { call in
                try await renewed(call, hasNewAuthority: true)
            },
        ]
    }

    private func renewed(_ call: RawCall, hasNewAuthority: Bool) async throws -> RawAnswer {
        let facts = try await call.store.write(as: call.principal) { tx in
            try certificates.renew(hasNewAuthority: hasNewAuthority, in: tx)
        }
        try await certificates.reload(call.store)
        return try .json(CertificateStatus(server: facts, isHospitals: false))
    }
}

/// The hospital's own certificate with its key, both PEM.
struct NewCertificate: Codable, Sendable {
    /// The server's certificate first, then those that lead to its authority.
    var chain: String
    var key: String
}

/// The certificates in use.
struct CertificateStatus: Codable, Sendable {
    /// What is good to know of a certificate; none of it is secret.
    struct Facts: Codable, Sendable {
        var subject: String
        var issuer: String
        var notBefore: Instant
        var notAfter: Instant
        var hosts: [String]
        /// SHA-256, as browsers show it.
        var fingerprint: String

        init(_ facts: CertificateFacts) {
            subject = facts.subject
            issuer = facts.issuer
            notBefore = facts.notBefore
            notAfter = facts.notAfter
            hosts = facts.hosts
            fingerprint = facts.fingerprint
        }
    }

    /// Absent before the first start with TLS.
    var server: Facts?
    /// Whether the hospital gave it; it is then never renewed by itself.
    var isHospitals: Bool
    var authority: Facts?
    /// What does not prevent its use but should be known.
    var warnings: [String]

    init(
        server: CertificateFacts?, isHospitals: Bool, authority: CertificateFacts? = nil, warnings: [String] = []
    ) {
        self.server = server.map(Facts.init)
        self.isHospitals = isHospitals
        self.authority = authority.map(Facts.init)
        self.warnings = warnings
    }
}
