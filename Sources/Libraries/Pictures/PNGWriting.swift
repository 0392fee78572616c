import CPictures

extension Picture {
    /// Bare bytes of grey pixels, row by row from the top and without gaps, as a PNG file.
    ///
    /// - Throws: `PictureError.encoding` when there are not `width` times `height` pixels, or libpng has no memory.
    public static func png(grey pixels: [UInt8], _ width: Int, _ height: Int) throws -> [UInt8] {
        guard width > 0, height > 0, pixels.count == width * height else { throw PictureError.encoding }
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        (image.width, image.height) = (UInt32(width), UInt32(height))
        defer { png_image_free(&image) }
        // Rows with their filter's byte, what zlib adds where nothing can be made smaller, and the chunks around them.
        let raw = (width + 1) * height
        let limit = raw + raw / 1_000 + 12 * (raw / 8_192 + 1) + 1_024
        var isWhole = false
        let file = [UInt8](unsafeUninitializedCapacity: limit) { output, count in
            var length = limit
            isWhole = png_image_write_to_memory(&image, output.baseAddress, &length, 0, pixels, 0, nil) != 0
            count = isWhole ? length : 0
        }
        guard isWhole else { throw PictureError.encoding }
        return file
    }
}
