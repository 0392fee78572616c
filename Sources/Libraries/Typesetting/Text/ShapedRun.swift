import CText
import SehatCore

/// A glyph as HarfBuzz placed it, in font units.
struct ShapedGlyph: Sendable {
    let id: UInt32
    /// Index of the first scalar of its cluster, counted from the start of the run.
    let cluster: Int32
    let advance: Int32
    let xOffset: Int32
    let yOffset: Int32
}

/// A run of one font and direction after shaping; glyphs from left to right.
struct ShapedRun: Sendable {
    let glyphs: [ShapedGlyph]
    /// The sum of the advances in font units.
    let advance: Int
    /// The ink of the whole run in font units, relative to the pen's start.
    let ink: GlyphBox
}

/// What the result of shaping depends on. Sizes do not matter: shaping happens in font units.
struct ShapeKey: Hashable, Sendable {
    let scalars: [UInt32]
    let face: FontFace
    let script: UInt32
    let language: Language
    let isRightToLeft: Bool
}

extension Engine {
    /// Shapes a run, or finds it in the cache.
    ///
    /// - Throws: `TypesettingError.fontUnavailable` when the font cannot be loaded.
    func shape(_ key: ShapeKey) throws -> ShapedRun {
        if let known = shapes.value(key) { return known }
        let font = try font(key.face)
        let run = shapeNow(key, font)
        shapes.insert(run, for: key, cost: 96 + key.scalars.count * 4 + run.glyphs.count * 20)
        return run
    }

    private func shapeNow(_ key: ShapeKey, _ font: LoadedFont) -> ShapedRun {
        let native = buffer.pointer
        hb_buffer_clear_contents(native)
        key.scalars.withUnsafeBufferPointer { scalars in
            hb_buffer_add_codepoints(native, scalars.baseAddress, Int32(scalars.count), 0, Int32(scalars.count))
        }
        hb_buffer_set_direction(native, key.isRightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
        hb_buffer_set_script(native, hb_script_t(rawValue: key.script))
        hb_buffer_set_language(native, hb_language_from_string(key.language.rawValue, -1))
        hb_buffer_set_flags(native, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES)
        hb_shape(font.shapingFont, native, nil, 0)
        var count: UInt32 = 0
        let infos = UnsafeBufferPointer(start: hb_buffer_get_glyph_infos(native, &count), count: Int(count))
        let positions = UnsafeBufferPointer(start: hb_buffer_get_glyph_positions(native, &count), count: Int(count))
        return collect(infos, positions, font)
    }

    private func collect(
        _ infos: UnsafeBufferPointer<hb_glyph_info_t>, _ positions: UnsafeBufferPointer<hb_glyph_position_t>,
        _ font: LoadedFont
    ) -> ShapedRun {
        var glyphs: [ShapedGlyph] = []
        glyphs.reserveCapacity(infos.count)
        var pen: Int32 = 0
        var ink = GlyphBox.empty
        for (info, position) in zip(infos, positions) {
            let box = font.box(of: info.codepoint)
            if !box.isEmpty {
                let x = pen + position.x_offset
                ink.left = min(ink.left, x + box.left)
                ink.right = max(ink.right, x + box.right)
                ink.bottom = min(ink.bottom, position.y_offset + box.bottom)
                ink.top = max(ink.top, position.y_offset + box.top)
            }
            glyphs.append(
                ShapedGlyph(
                    id: info.codepoint, cluster: Int32(info.cluster), advance: position.x_advance,
                    xOffset: position.x_offset, yOffset: position.y_offset))
            pen += position.x_advance
        }
        return ShapedRun(glyphs: glyphs, advance: Int(pen), ink: ink)
    }
}
