import CPictures

/// JPEG files by TurboJPEG, which catches the codec's jumps itself.
enum JPEGReading {
    static func picture(
        _ file: [UInt8], _ head: PictureHead, _ colours: Picture.Colours, atLeast side: Int
    ) throws -> Picture {
        guard let codec = tjInitDecompress() else { throw PictureError.damaged(.jpeg) }
        defer { tjDestroy(codec) }
        var (width, height, sampling, space) = (Int32(0), Int32(0), Int32(0), Int32(0))
        guard tjDecompressHeader3(codec, file, UInt(file.count), &width, &height, &sampling, &space) == 0,
            Int(width) == head.width, Int(height) == head.height
        else { throw PictureError.damaged(.jpeg) }
        let eighths = eighths(of: head, atLeast: side)
        let (columns, rows) = ((head.width * eighths + 7) / 8, (head.height * eighths + 7) / 8)
        // Print shops' four inks; what they call black is white in the file.
        let hasFourInks = space == Int32(TJCS_CMYK.rawValue) || space == Int32(TJCS_YCCK.rawValue)
        let layout =
            hasFourInks ? TJPF_CMYK : colours == .grey && space == Int32(TJCS_GRAY.rawValue) ? TJPF_GRAY : TJPF_RGB
        let depth = hasFourInks ? 4 : layout == TJPF_GRAY ? 1 : 3
        var hasFailed = false
        let raw = [UInt8](unsafeUninitializedCapacity: columns * rows * depth) { output, filled in
            // Thousands of scans in a small file would cost minutes: those are refused. So is what ends early.
            hasFailed =
                tjDecompress2(
                    codec, file, UInt(file.count), output.baseAddress, Int32(columns), 0, Int32(rows),
                    Int32(layout.rawValue), Int32(TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS)) != 0
            filled = hasFailed ? 0 : columns * rows * depth
        }
        if hasFailed { throw PictureError.damaged(.jpeg) }
        return Picture(
            width: columns, height: rows, colours: colours, pixels: converted(raw, columns * rows, depth, colours))
    }

    /// The codec unpacks at n eighths for next to nothing; the fewest that leave enough pixels.
    private static func eighths(of head: PictureHead, atLeast side: Int) -> Int {
        let longest = max(head.width, head.height)
        return (1...8).first { (longest * $0 + 7) / 8 >= side } ?? 8
    }

    private static func converted(_ raw: [UInt8], _ count: Int, _ depth: Int, _ colours: Picture.Colours) -> [UInt8] {
        if depth == colours.rawValue { return raw }
        return [UInt8](unsafeUninitializedCapacity: count * colours.rawValue) { output, filled in
            raw.withUnsafeBufferPointer { raw in
                for pixel in 0..<count {
                    let start = pixel * depth
                    let black = depth == 4 ? Int(raw[start + 3]) : 255
                    let mixed = { (channel: Int) in UInt8(Int(raw[start + channel]) * black / 255) }
                    let (red, green, blue) = (mixed(0), mixed(1), mixed(2))
                    switch colours {
                    case .grey: output[pixel] = Grey.of(red, green, blue)
                    case .rgb: (output[pixel * 3], output[pixel * 3 + 1], output[pixel * 3 + 2]) = (red, green, blue)
                    }
                }
            }
            filled = count * colours.rawValue
        }
    }
}
