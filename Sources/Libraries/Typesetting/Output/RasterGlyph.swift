import CText

/// What the picture of a glyph depends on.
struct RasterGlyphKey: Hashable, Sendable {
    let face: FontFace
    let glyph: UInt32
    /// Size in 1/64 pixel.
    let size: Int32
    /// The part of a pixel by which the glyph is moved right and down, in quarters.
    let quarterX: UInt8
    let quarterY: UInt8
}

/// The picture of a glyph: how much of each pixel its ink covers.
struct RasterGlyph: Sendable {
    /// Pixels from the origin's pixel to the left edge.
    let left: Int
    /// Pixels from the baseline up to the upper edge.
    let top: Int
    let width: Int
    let height: Int
    let coverage: [UInt8]
}

extension Engine {
    /// The picture of a glyph, or nil when the font cannot draw it.
    ///
    /// - Throws: `TypesettingError.fontUnavailable` when the font cannot be opened.
    func rasterGlyph(_ key: RasterGlyphKey) throws -> RasterGlyph? {
        if let known = rasterGlyphs.value(key) { return known }
        let face = try font(key.face).outlineFace(freeType)
        guard let glyph = Self.draw(key, face) else { return nil }
        rasterGlyphs.insert(glyph, for: key, cost: 64 + glyph.coverage.count)
        return glyph
    }

    private static func draw(_ key: RasterGlyphKey, _ face: FT_Face) -> RasterGlyph? {
        guard FT_Set_Char_Size(face, 0, FT_F26Dot6(key.size), 72, 72) == 0,
            FT_Load_Glyph(face, key.glyph, FT_Int32(FreeTypeFlags.noHinting)) == 0, let slot = face.pointee.glyph
        else { return nil }
        FT_Outline_Translate(&slot.pointee.outline, FT_Pos(key.quarterX) * 16, -FT_Pos(key.quarterY) * 16)
        guard FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) == 0 else { return nil }
        let bitmap = slot.pointee.bitmap
        let (width, height) = (Int(bitmap.width), Int(bitmap.rows))
        guard width > 0, height > 0, let pixels = bitmap.buffer else {
            return RasterGlyph(left: 0, top: 0, width: 0, height: 0, coverage: [])
        }
        var coverage: [UInt8] = []
        coverage.reserveCapacity(width * height)
        for row in 0..<height {
            coverage.append(contentsOf: UnsafeBufferPointer(start: pixels + row * Int(bitmap.pitch), count: width))
        }
        return RasterGlyph(
            left: Int(slot.pointee.bitmap_left), top: Int(slot.pointee.bitmap_top), width: width, height: height,
            coverage: coverage)
    }
}
