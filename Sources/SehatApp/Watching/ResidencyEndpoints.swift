import Foundation
import PrintQueue
import Printing
import SehatCore
import SehatStore
import SehatWeb

/// The statement of where data lives.
struct ResidencyEndpoints: Sendable {
    let options: Composition.Options
    let backups: URL
    let monitor: PrintMonitor

    var all: [Endpoint] {
        [
            .raw(
                .get, "/residency", "appliance.residency.read", .requires(.applianceRead),
                "Where the data lives, and every connection that goes out.", shape: .json(NoInput.self, Residency.self)
            ) { call in try .json(try await statement(call).residency) },
            .raw(
                .get, "/residency.pdf", "appliance.residency.print", .requires(.applianceRead),
                "The same as a PDF to be signed, in the hospital's language.",
                shape: RawShape(contentType: "application/pdf")
            ) { call in
                let (residency, hospital, catalogue) = try await statement(call)
                let bytes = try await call.offload {
                    try ResidencySheet(
                        residency: residency, hospital: hospital, text: DocumentText(catalogue, hospital.language)
                    ).pdf()
                }
                return .bytes(bytes, contentType: "application/pdf")
            },
        ]
    }

    private func statement(
        _ call: RawCall
    ) async throws -> (residency: Residency, hospital: HospitalProfile, catalogue: Catalogue) {
        try await call.store.read(as: call.principal) { tx in
            (try Residency.make(options, backups, monitor, in: tx), tx.hospital, tx.catalogue)
        }
    }
}
