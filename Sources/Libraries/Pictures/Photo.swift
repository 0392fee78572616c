import CPictures

/// A photo as it is kept: a JPEG file made here, upright, of bounded size, without Exif, place, thumbnail or any other
/// byte of the file that it came from.
public struct Photo: Hashable, Sendable {
    /// A baseline JPEG file.
    public let jpeg: [UInt8]
    /// Pixels.
    public let width: Int
    /// Pixels.
    public let height: Int

    /// The longest side of what is kept: a face 40 mm wide at 300 dots per inch.
    public static let sideLimit = 480

    /// A photo from a PNG or JPEG file, whatever a camera or a scanner makes of up to 64 million pixels.
    ///
    /// Costs some 10 to 100 ms of one core: not on a thread that others wait for.
    ///
    /// - Parameters:
    ///   - file: the file as it was brought; bound its bytes before (a telephone's photo has 2 to 10 MB).
    ///   - longestSide: pixels of what is kept.
    ///   - quality: 1 to 100.
    /// - Throws: `PictureError`.
    public init(_ file: [UInt8], longestSide: Int = Photo.sideLimit, quality: Int = 85) throws {
        let picture = try Picture(file, .rgb, longestSide: longestSide)
        jpeg = try picture.jpeg(quality: quality)
        (width, height) = (picture.width, picture.height)
    }
}

extension Picture {
    /// The picture as a baseline JPEG file; the same pixels always give the same bytes.
    ///
    /// - Throws: `PictureError.encoding`.
    public func jpeg(quality: Int) throws -> [UInt8] {
        guard let codec = tjInitCompress() else { throw PictureError.encoding }
        defer { tjDestroy(codec) }
        var buffer: UnsafeMutablePointer<UInt8>?
        var size: UInt = 0
        let (layout, sampling) = colours == .grey ? (TJPF_GRAY, TJSAMP_GRAY) : (TJPF_RGB, TJSAMP_420)
        let result = tjCompress2(
            codec, pixels, Int32(width), 0, Int32(height), Int32(layout.rawValue), &buffer, &size,
            Int32(sampling.rawValue), Int32(min(max(quality, 1), 100)), Int32(TJFLAG_ACCURATEDCT))
        defer { tjFree(buffer) }
        guard result == 0, let buffer else { throw PictureError.encoding }
        return Array(UnsafeBufferPointer(start: buffer, count: Int(size)))
    }
}
