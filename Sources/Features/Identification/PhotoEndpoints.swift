import Foundation
import Patients
import SehatCore
import SehatStore
import SehatWeb

/// The routes of photos.
enum PhotoEndpoints {
    /// The most bytes of a photo that is brought.
    private static let uploadLimit = 10 << 20

    static let all: [Endpoint] = [
        .raw(
            .put, "/patients/{id}/photo", "identification.photo.set", .requires(.identificationPhoto),
            "Puts a photo into a patient's record, in place of the one before.",
            shape: .json(PhotoInput.self, PhotoView.self)
        ) { call in
            guard let id = ID<Patient>(try call.request.path("id")) else { throw Problem.notFound("patient") }
            try await call.store.read(as: call.principal) { tx in _ = try Photos.open(id, in: tx) }
            let input: PhotoInput = try await call.json()
            let file = try await call.offload { try Self.photo(input.image) }
            return try .json(
                try await call.store.write(as: call.principal, name: "identification.photo.set") { tx in
                    try Photos.set(id, file, input.source ?? .file, in: tx)
                })
        }
        .bodyLimit(uploadLimit / 3 * 4 + 1024)
        .explained(
            """
            The picture is unpacked and made anew, at most 400 pixels long; whatever else stood in the file, such as \
            the place and the camera, is not kept.
            """),
        .command(
            .delete, "/patients/{id}/photo", "identification.photo.remove", .requires(.identificationPhoto),
            "Removes a patient's photo and the earlier ones for ever."
        ) { (call: Call<NoInput>, tx: Tx) in
            try Photos.remove(try call.id(), in: tx)
            return try Identification.view(try call.id(), in: tx)
        },
        .file(
            "/patients/{id}/photo.jpeg", "identification.photo.read", .requires(.patientsRead),
            "A patient's photo; the access log notes it.", contentType: "image/jpeg"
        ) { (call: Call<NoInput>, tx: ReadTx) in
            let patient = try Photos.open(try call.id(), in: tx)
            guard let body = try Photos.current(of: patient, in: tx)?.body else { throw Problem.photoNotFound }
            tx.viewed(patient, "identification.photo.read")
            return { [UInt8](body) }
        },
    ]

    private static func photo(_ base64: String) throws -> PhotoFile {
        guard let file = Data(base64Encoded: base64) else {
            throw Problem.invalid("image", "identification.field.photoBase64")
        }
        return try PhotoFile([UInt8](file))
    }
}

struct PhotoInput: Codable, Sendable {
    /// A PNG or JPEG file of at most 10 MiB, in base64.
    var image: String
    /// `file`, when absent.
    var source: PhotoSource?
}
