import CPictures

/// PNG files by libpng's simplified interface, which neither jumps nor keeps state.
enum PNGReading {
    private static let opacity = UInt32(1)
    private static let coloured = UInt32(2)

    static func picture(_ file: [UInt8], _ head: PictureHead, _ colours: Picture.Colours) throws -> Picture {
        var image = png_image()
        image.version = UInt32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        return try file.withUnsafeBytes { bytes in
            guard png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0,
                Int(image.width) == head.width, Int(image.height) == head.height
            else { throw PictureError.damaged(.png) }
            // Greys stay greys, a third of the memory; colours are mixed here, so that strokes stay as dark as they look.
            let format = image.format & (opacity | coloured)
            image.format = format
            let depth = (format & coloured == 0 ? 1 : 3) + (format & opacity == 0 ? 0 : 1)
            let count = head.width * head.height
            var hasFailed = false
            let raw = [UInt8](unsafeUninitializedCapacity: count * depth) { output, filled in
                hasFailed = png_image_finish_read(&image, nil, output.baseAddress, 0, nil) == 0
                filled = hasFailed ? 0 : count * depth
            }
            if hasFailed { throw PictureError.damaged(.png) }
            return Picture(
                width: head.width, height: head.height, colours: colours,
                pixels: onWhite(raw, count, format, depth, colours))
        }
    }

    private static func onWhite(
        _ raw: [UInt8], _ count: Int, _ format: UInt32, _ depth: Int, _ colours: Picture.Colours
    ) -> [UInt8] {
        let (isColoured, hasOpacity) = (format & coloured != 0, format & opacity != 0)
        if !hasOpacity, isColoured == (colours == .rgb) { return raw }
        return [UInt8](unsafeUninitializedCapacity: count * colours.rawValue) { output, filled in
            raw.withUnsafeBufferPointer { raw in
                for pixel in 0..<count {
                    let start = pixel * depth
                    let alpha = hasOpacity ? Int(raw[start + depth - 1]) : 255
                    let laid = { (value: UInt8) in UInt8((Int(value) * alpha + 255 * (255 - alpha) + 127) / 255) }
                    let red = laid(raw[start])
                    let (green, blue) = isColoured ? (laid(raw[start + 1]), laid(raw[start + 2])) : (red, red)
                    switch colours {
                    case .grey: output[pixel] = isColoured ? Grey.of(red, green, blue) : red
                    case .rgb: (output[pixel * 3], output[pixel * 3 + 1], output[pixel * 3 + 2]) = (red, green, blue)
                    }
                }
            }
            filled = count * colours.rawValue
        }
    }
}

/// Lightness of a colour by the weights of ITU-R BT.709.
enum Grey {
    static func of(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
        UInt8((Int(red) * 54 + Int(green) * 183 + Int(blue) * 19) >> 8)
    }
}
