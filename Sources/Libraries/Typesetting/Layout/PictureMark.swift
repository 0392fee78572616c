public import Documents

/// A picture and its place.
public struct PictureMark: Hashable, Sendable {
    /// The picture.
    public var bitmap: Bitmap
    /// Where it is drawn.
    public var box: Box

    /// The size of one pixel in points.
    var pixelSize: (width: Double, height: Double) {
        (box.width / Double(bitmap.width), box.height / Double(bitmap.height))
    }

    /// Black pixels beside each other in one row.
    var darkRuns: [ModuleRectangle] {
        let bytes = [UInt8](bitmap.bits)
        let stride = (bitmap.width + 7) / 8
        var result: [ModuleRectangle] = []
        for row in 0..<bitmap.height {
            var column = 0
            while column < bitmap.width {
                var end = column
                while end < bitmap.width, bytes[row * stride + end / 8] & (0x80 >> UInt8(end % 8)) != 0 { end += 1 }
                if end > column {
                    result.append(ModuleRectangle(column: Int32(column), row: Int32(row), width: Int32(end - column)))
                }
                column = max(end, column + 1)
            }
        }
        return result
    }
}
