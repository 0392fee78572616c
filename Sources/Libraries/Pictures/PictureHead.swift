/// What the head of a picture's file says, read without unpacking anything.
public struct PictureHead: Hashable, Sendable {
    /// The kinds of files that are read.
    public enum Kind: String, Hashable, Sendable {
        /// Portable Network Graphics.
        case png = "PNG"
        /// ITU-T T.81, baseline or progressive.
        case jpeg = "JPEG"
    }

    /// The kind, by the first bytes and never by a name.
    public let kind: Kind
    /// Pixels from left to right as stored; a camera on its side stores them turned.
    public let width: Int
    /// Pixels from top to bottom as stored.
    public let height: Int
    /// How the stored picture is to be turned to stand upright: 1 to 8 as in Exif's tag Orientation, 1 for not at all.
    public let orientation: Int
    /// Whether all its data must be held before the first row is known.
    public let isProgressive: Bool

    /// No side may be longer: what is more is no picture that a printer or a screen shows.
    static let sideLimit = 30_000

    /// The head of a file.
    ///
    /// - Throws: `PictureError.unknownKind` when it is of neither kind, `.damaged` when the head ends early.
    public init(_ file: [UInt8]) throws {
        if file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            try self.init(png: file)
        } else if file.starts(with: [0xFF, 0xD8, 0xFF]) {
            try self.init(jpeg: file)
        } else {
            throw PictureError.unknownKind
        }
        guard width > 0, height > 0 else { throw PictureError.damaged(kind) }
    }

    private init(png file: [UInt8]) throws {
        guard file.count > 32, Array(file[12..<16]) == Array("IHDR".utf8) else { throw PictureError.damaged(.png) }
        let number = { (place: Int) in file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        (kind, orientation, isProgressive) = (.png, 1, file[28] != 0)
        (width, height) = (number(16), number(20))
    }

    /// Goes from marker to marker up to the frame's head; Exif's segment stands before it.
    private init(jpeg file: [UInt8]) throws {
        var (place, turn) = (2, 1)
        while true {
            while place < file.count, file[place] == 0xFF, place + 1 < file.count, file[place + 1] == 0xFF {
                place += 1
            }
            guard place + 4 <= file.count, file[place] == 0xFF else { throw PictureError.damaged(.jpeg) }
            let marker = file[place + 1]
            let length = Int(file[place + 2]) << 8 | Int(file[place + 3])
            let end = place + 2 + length
            guard length >= 2, end <= file.count, marker != 0xD9, marker != 0xDA else {
                throw PictureError.damaged(.jpeg)
            }
            let body = file[place + 4..<end]
            if marker == 0xE1 { turn = ExifOrientation.of(body) ?? turn }
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                guard body.count >= 6 else { throw PictureError.damaged(.jpeg) }
                let bytes = Array(body.prefix(5)).map(Int.init)
                (kind, orientation, isProgressive) = (.jpeg, turn, [0xC2, 0xC6, 0xCA, 0xCE].contains(marker))
                (height, width) = (bytes[1] << 8 | bytes[2], bytes[3] << 8 | bytes[4])
                return
            }
            place = end
        }
    }
}

/// The tag Orientation (0x0112) of Exif's first directory; nothing else of Exif is ever read or kept.
enum ExifOrientation {
    static func of(_ segment: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(segment)
        guard bytes.starts(with: Array("Exif\0\0".utf8)), bytes.count >= 14 else { return nil }
        let tiff = Array(bytes[6...])
        let isLittle: Bool
        switch (tiff[0], tiff[1]) {
        case (0x49, 0x49): isLittle = true
        case (0x4D, 0x4D): isLittle = false
        default: return nil
        }
        func number(_ place: Int, _ count: Int) -> Int? {
            guard place >= 0, place + count <= tiff.count else { return nil }
            let range = tiff[place..<place + count]
            return isLittle ? range.reversed().reduce(0) { $0 << 8 | Int($1) } : range.reduce(0) { $0 << 8 | Int($1) }
        }
        guard let start = number(4, 4), let entries = number(start, 2) else { return nil }
        for entry in 0..<min(entries, 100) {
            let place = start + 2 + entry * 12
            guard let tag = number(place, 2) else { return nil }
            if tag == 0x0112 {
                return number(place + 8, 2).flatMap { (1...8).contains($0) ? $0 : nil }
            }
        }
        return nil
    }
}
