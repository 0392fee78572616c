import Foundation
import Pictures
import SehatCore

/// A photo of a patient in the two forms that are kept, made anew from a file that somebody brought: its pixels alone.
struct PhotoFile: Hashable, Sendable {
    /// In colour, for pages.
    let photo: Photo
    /// Smaller and grey, for papers.
    let paper: [UInt8]

    /// The longest side of what pages show, in pixels.
    static let side = 400
    /// The longest side on paper: 27 mm at 300 dots per inch.
    static let paperSide = 320

    /// - Throws: 422 on `image` when it is no PNG or JPEG file, is damaged or too large, a mere strip, or too small to tell
    ///   anybody by.
    init(_ file: [UInt8]) throws {
        do {
            photo = try Photo(file, longestSide: Self.side)
            paper = try Picture(file, .grey, longestSide: Self.paperSide).jpeg(quality: 80)
        } catch let error as PictureError {
            throw Self.refusal(error)
        }
        let (short, long) = (min(photo.width, photo.height), max(photo.width, photo.height))
        guard long <= 4 * short else { throw Problem.invalid("image", "identification.field.photoStrip") }
        guard short >= Self.least else {
            throw Problem.invalid("image", "identification.field.photoTooSmall", ["pixels": String(Self.least)])
        }
    }

    /// The shorter side that tells anybody by, in pixels.
    private static let least = 40

    /// What is wrong with the file, each fault in words of its own.
    private static func refusal(_ error: PictureError) -> Problem {
        switch error {
        case .unknownKind: .invalid("image", "identification.field.photoKind")
        case .tooLarge(let width, let height, let limit):
            .invalid(
                "image", "identification.field.photoTooLarge",
                ["width": String(width), "height": String(height), "megapixels": String(limit / 1_000_000)])
        case .damaged: .invalid("image", "identification.field.photoDamaged")
        case .encoding: .invalid("image", "identification.field.photo")
        }
    }
}
