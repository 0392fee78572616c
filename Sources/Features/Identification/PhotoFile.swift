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
        } catch is PictureError {
            throw Problem.invalid("image", "identification.field.photo")
        }
        let (short, long) = (min(photo.width, photo.height), max(photo.width, photo.height))
        guard short >= 40, long <= 4 * short else { throw Problem.invalid("image", "identification.field.photo") }
    }
}
