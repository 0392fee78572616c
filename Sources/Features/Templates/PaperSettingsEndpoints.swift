import Foundation
import PrintQueue
import SehatCore
import SehatStore
import SehatWeb
import Typesetting

/// The routes of what all papers share: digits, calendar, pictures.
enum PaperSettingsEndpoints {
    /// The most bytes of a picture that is brought.
    private static let uploadLimit = 4 << 20

    static let all: [Endpoint] = [
        .query(
            "/paper-settings", "templates.paper.read", .requires(.templatesRead),
            "Digits and calendar of papers, and the pictures that they show."
        ) { (_: Call<NoInput>, tx: ReadTx) in try PaperSettings.inUse(in: tx) },
        .command(
            .put, "/paper-settings", "templates.paper.set", .requires(.templatesManage),
            "Sets the digits and the calendar of papers."
        ) { (call: Call<PaperSettingsInput>, tx: Tx) in
            let input = call.input
            return try PaperSettings.update(
                localDigits: input.localDigits, hijriShift: input.hijriShift, version: input.version, in: tx)
        },
        .raw(
            .put, "/pictures/{name}", "templates.picture.set", .requires(.templatesManage),
            "Puts a picture under a name; papers made before keep the one that they have.",
            shape: .json(PictureInput.self, PaperSettings.self)
        ) { call in
            let name = try call.request.path("name")
            try PaperSettings.check(name)
            let input: PictureInput = try await call.json()
            let picture = try await call.offload { try Self.picture(input.png) }
            let settings = try await call.store.write(as: call.principal) { tx in
                try PaperSettings.set(
                    name, png: Data(picture.png), width: picture.width, height: picture.height, in: tx)
            }
            return try .json(settings)
        }
        .bodyLimit(uploadLimit / 3 * 4 + 1024)
        .explained(
            "The PNG or JPEG file is laid on white, its white edges are cut off, and it is made grey and at most 800 pixels long."
        ),
        .command(
            .delete, "/pictures/{name}", "templates.picture.remove", .requires(.templatesManage),
            "Takes a picture's name away: new papers do without it."
        ) { (call: Call<NoInput>, tx: Tx) in try PaperSettings.remove(try call.path("name"), in: tx) },
        .file(
            "/pictures/{name}", "templates.picture.read", .requires(.templatesRead), "The picture of a name.",
            contentType: "image/png"
        ) { (call: Call<NoInput>, tx: ReadTx) in
            let digest = try PaperSettings.inUse(in: tx).pictures[try call.path("name")]?.sha256
            guard let picture = try digest.flatMap({ try PaperPicture.of($0, in: tx) }) else {
                throw Problem(.notFound, "printQueue.picture.notFound")
            }
            return { [UInt8](picture.png) }
        },
    ]

    private static func picture(_ base64: String) throws -> PictureFile {
        guard let file = Data(base64Encoded: base64) else { throw Problem.invalid("png", "templates.field.picture") }
        do {
            return try PictureFile([UInt8](file))
        } catch is TypesettingError {
            throw Problem.invalid("png", "templates.field.picture")
        }
    }
}

struct PaperSettingsInput: Codable, Sendable {
    var localDigits: [Language]
    /// Absent for Gregorian dates only.
    var hijriShift: Int?
    /// The version that the caller has seen; absent not to ask.
    var version: Int64?
}

struct PictureInput: Codable, Sendable {
    /// A PNG or JPEG file of at most 4 MiB and 16 million pixels, in base64.
    var png: String
}
