import CPictures
import Foundation
import Testing

@testable import Pictures

/// Files of pictures, read within bounds and made anew.
@Suite("Pictures")
struct PictureTests {
    /// A picture whose left half is red and whose top right corner is black, so that every turn of it differs.
    private static let sample: Picture = {
        let (width, height) = (64, 48)
        var pixels: [UInt8] = []
        for row in 0..<height {
            for column in 0..<width {
                pixels += column < width / 2 ? [220, 20, 20] : row < height / 2 ? [0, 0, 0] : [255, 255, 255]
            }
        }
        return Picture(width: width, height: height, colours: .rgb, pixels: pixels)
    }()

    /// The file with Exif's segment after its first marker: an orientation and a place that must not be kept.
    private static func turned(_ jpeg: [UInt8], _ orientation: UInt8, isLittle: Bool) -> [UInt8] {
        let tiff: [UInt8] =
            isLittle
            ? [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
            : [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
        let body = Array("Exif\0\0".utf8) + tiff + Array("31.5204N 74.3587E".utf8)
        let length = body.count + 2
        return Array(jpeg.prefix(2)) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + body + jpeg.dropFirst(2)
    }

    private func differs(_ one: [UInt8], _ other: [UInt8]) -> Double {
        guard one.count == other.count else { return .infinity }
        return zip(one, other).reduce(0.0) { $0 + abs(Double($1.0) - Double($1.1)) } / Double(one.count)
    }

    @Test("What is written as JPEG is read again, in colours and in greys")
    func roundTrip() throws {
        let file = try Self.sample.jpeg(quality: 95)
        let head = try PictureHead(file)
        #expect((head.kind, head.width, head.height, head.orientation) == (.jpeg, 64, 48, 1))
        let again = try Picture(file, .rgb, longestSide: 64)
        #expect(differs(again.pixels, Self.sample.pixels) < 8)
        let grey = try Picture(file, .grey, longestSide: 64)
        #expect(abs(Int(grey.pixels[0]) - Int(Grey.of(220, 20, 20))) < 12 && grey.pixels.count == 64 * 48)
        #expect(try Self.sample.jpeg(quality: 95) == file)
    }

    @Test("Each of Exif's eight orientations stands upright", arguments: 1...8, [true, false])
    func orientations(orientation: Int, isLittle: Bool) throws {
        // The inverse turn of the sample, marked with the orientation, is the sample again.
        let inverse = [1, 2, 3, 4, 5, 8, 7, 6][orientation - 1]
        let stored = try Self.sample.upright(inverse).jpeg(quality: 95)
        let file = Self.turned(stored, UInt8(orientation), isLittle: isLittle)
        let picture = try Picture(file, .rgb, longestSide: 64)
        #expect((picture.width, picture.height) == (64, 48))
        #expect(differs(picture.pixels, Self.sample.pixels) < 8)
    }

    @Test("A photo keeps nothing of its file but the picture, upright and small")
    func photo() throws {
        let large = Self.sample.resized(1_600, 1_200)
        let file = Self.turned(try large.jpeg(quality: 90), 6, isLittle: true)
        let photo = try Photo(file)
        #expect((photo.width, photo.height) == (360, 480))
        let bytes = Data(photo.jpeg)
        #expect(bytes.range(of: Data("Exif".utf8)) == nil && bytes.range(of: Data("31.5204N".utf8)) == nil)
        #expect(photo.jpeg.count < 60_000)
    }

    @Test("Too many pixels are refused by the head alone")
    func limits() throws {
        let file = try Self.sample.jpeg(quality: 80)
        let frame = try #require(Data(file).range(of: Data([0xFF, 0xC0]))?.lowerBound)
        var huge = file
        huge.replaceSubrange(frame + 5..<frame + 9, with: [0x75, 0x30, 0x75, 0x30])  // 30,000 × 30,000
        #expect(throws: PictureError.tooLarge(width: 30_000, height: 30_000, limit: Picture.pixelLimit)) {
            _ = try Photo(huge)
        }
        #expect(throws: PictureError.tooLarge(width: 64, height: 48, limit: 3_000)) {
            _ = try Picture(file, .grey, longestSide: 64, pixelLimit: 3_000)
        }
        // Forty million pixels that the head promises and the data do not hold.
        huge.replaceSubrange(frame + 5..<frame + 9, with: [0x18, 0xE0, 0x18, 0xE0])
        #expect(throws: PictureError.damaged(.jpeg)) { _ = try Photo(huge) }
    }

    /// What other programs write: progressive files, and print shops' four inks.
    private static func foreign(_ pixels: [UInt8], _ layout: TJPF, _ flags: Int32, _ sampling: TJSAMP) throws -> [UInt8]
    {
        let codec = try #require(tjInitCompress())
        defer { tjDestroy(codec) }
        var buffer: UnsafeMutablePointer<UInt8>?
        var size: UInt = 0
        #expect(
            tjCompress2(
                codec, pixels, 64, 0, 48, Int32(layout.rawValue), &buffer, &size, Int32(sampling.rawValue), 95, flags)
                == 0)
        defer { tjFree(buffer) }
        return Array(UnsafeBufferPointer(start: try #require(buffer), count: Int(size)))
    }

    @Test("Progressive files, full colour sampling and four inks are read")
    func kinds() throws {
        let progressive = try Self.foreign(Self.sample.pixels, TJPF_RGB, TJFLAG_PROGRESSIVE, TJSAMP_444)
        #expect(try PictureHead(progressive).isProgressive)
        #expect(differs(try Picture(progressive, .rgb, longestSide: 64).pixels, Self.sample.pixels) < 8)
        var inks: [UInt8] = []
        for pixel in 0..<64 * 48 { inks += Self.sample.pixels[pixel * 3..<pixel * 3 + 3] + [255] }
        let fourInks = try Self.foreign(inks, TJPF_CMYK, 0, TJSAMP_444)
        #expect(differs(try Picture(fourInks, .rgb, longestSide: 64).pixels, Self.sample.pixels) < 8)
    }

    @Test("Cut or changed anywhere, a file is refused or read, and nothing worse")
    func damaged() throws {
        let file = Self.turned(try Self.sample.jpeg(quality: 80), 6, isLittle: false)
        for length in 0..<file.count - 2 {
            #expect(throws: PictureError.self) { _ = try Photo(Array(file.prefix(length))) }
        }
        for place in 2..<file.count {
            for value in [UInt8(0), 0xFF, file[place] ^ 0x10] {
                var changed = file
                changed[place] = value
                if let photo = try? Photo(changed) { #expect(max(photo.width, photo.height) <= Photo.sideLimit) }
            }
        }
        #expect(throws: PictureError.unknownKind) { _ = try Photo(Array("GIF89a, no photo".utf8)) }
        #expect(throws: PictureError.unknownKind) { _ = try Photo([]) }
    }
}
