import Foundation

/// A grey picture that can be compared with another one.
struct InkPicture {
    let width: Int
    let height: Int
    /// 0 is white, 255 is black.
    let ink: [UInt8]

    init(width: Int, height: Int, ink: [UInt8]) {
        self.width = width
        self.height = height
        self.ink = ink
    }

    struct NotAPicture: Error {}

    /// Reads a binary PGM file of 256 shades.
    init(pgm data: Data) throws {
        var fields: [Int] = []
        var place = data.startIndex
        guard data.starts(with: Array("P5".utf8)) else { throw NotAPicture() }
        place += 2
        while fields.count < 3, place < data.endIndex {
            while place < data.endIndex, data[place] <= 0x20 { place += 1 }
            var number = 0
            while place < data.endIndex, data[place] > 0x20 {
                number = number * 10 + Int(data[place]) - 48
                place += 1
            }
            fields.append(number)
        }
        place += 1
        guard fields.count == 3, fields[2] == 255, data.endIndex - place >= fields[0] * fields[1] else {
            throw NotAPicture()
        }
        width = fields[0]
        height = fields[1]
        ink = data[place..<place + fields[0] * fields[1]].map { 255 - $0 }
    }

    private func isDark(_ x: Int, _ y: Int) -> Bool {
        x >= 0 && y >= 0 && x < width && y < height && ink[y * width + x] >= 128
    }

    /// How much of this picture's ink, 0 to 1, has ink of the other picture within a pixel.
    func nearness(_ other: InkPicture) -> Double {
        var (near, all) = (0, 0)
        for y in 0..<height {
            for x in 0..<width where ink[y * width + x] >= 128 {
                all += 1
                let touches = (-1...1).contains { dy in (-1...1).contains { other.isDark(x + $0, y + dy) } }
                if touches { near += 1 }
            }
        }
        return Double(near) / Double(max(all, 1))
    }

    /// The smallest rectangle round the ink: left, top, right, bottom; the last two are exclusive.
    private var bounds: (Int, Int, Int, Int)? {
        var (left, top, right, bottom) = (Int.max, Int.max, 0, 0)
        for y in 0..<height {
            for x in 0..<width where ink[y * width + x] >= 128 {
                (left, top, right, bottom) = (min(left, x), min(top, y), max(right, x + 1), max(bottom, y + 1))
            }
        }
        return left < right ? (left, top, right, bottom) : nil
    }

    /// Which pixels are dark within the ink's own bounds, with white round it.
    private func cropped(white: Int, width: Int, height: Int) -> [Bool] {
        guard let bounds else { return [] }
        var result = [Bool](repeating: false, count: width * height)
        for y in bounds.1..<bounds.3 {
            for x in bounds.0..<bounds.2 where ink[y * self.width + x] >= 128 {
                result[(y - bounds.1 + white) * width + x - bounds.0 + white] = true
            }
        }
        return result
    }

    /// How much of the ink of either picture is ink of both, 0 to 1, once the pictures are cut to their ink, at the best
    /// shift of up to four pixels that walking uphill finds.
    func overlap(_ other: InkPicture) -> Double {
        guard let mine = bounds, let theirs = other.bounds else { return 0 }
        let width = max(mine.2 - mine.0, theirs.2 - theirs.0) + 16
        let height = max(mine.3 - mine.1, theirs.3 - theirs.1) + 16
        let (a, b) = (
            cropped(white: 8, width: width, height: height), other.cropped(white: 8, width: width, height: height)
        )
        let total = a.count { $0 } + b.count { $0 }
        func at(_ dx: Int, _ dy: Int) -> Double {
            let both = a.withUnsafeBufferPointer { a in
                b.withUnsafeBufferPointer { b in
                    let shift = dy * width + dx
                    return (4 * width + 4..<(height - 4) * width - 4).count { a[$0] && b[$0 + shift] }
                }
            }
            return Double(both) / Double(max(total - both, 1))
        }
        var (x, y, best) = (0, 0, at(0, 0))
        var climbs = true
        while climbs {
            climbs = false
            for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] where abs(x + dx) <= 4 && abs(y + dy) <= 4 {
                let value = at(x + dx, y + dy)
                if value > best { (x, y, best, climbs) = (x + dx, y + dy, value, true) }
            }
        }
        return best
    }
}
