import CFonts
import CText

/// A box in font units round a glyph's ink, relative to its origin; y grows upwards.
struct GlyphBox: Sendable {
    var left: Int32
    var bottom: Int32
    var right: Int32
    var top: Int32

    static let empty = GlyphBox(left: .max, bottom: .max, right: .min, top: .min)
    var isEmpty: Bool { left >= right || bottom >= top }
}

/// One font of an engine: its native handles and what was learnt of its glyphs. Used by one thread at a time.
final class LoadedFont {
    let face: FontFace
    /// Font units per em.
    let unitsPerEm: Double
    private let bytes: UnsafeBufferPointer<UInt8>
    private let shaping: ShapingFontHandle
    private var outlines: OutlineFaceHandle?
    private var readTables: OutlineTables?
    private var boxes: [GlyphBox?]

    init(_ face: FontFace) throws {
        self.face = face
        bytes = try Self.bytes(of: face)
        shaping = try ShapingFontHandle(bytes: bytes, name: face.fileName)
        let native = hb_font_get_face(shaping.pointer)
        unitsPerEm = Double(max(hb_face_get_upem(native), 1))
        boxes = [GlyphBox?](repeating: nil, count: Int(hb_face_get_glyph_count(native)))
    }

    /// The font file as it is embedded in the program; valid as long as the program runs.
    static func bytes(of face: FontFace) throws -> UnsafeBufferPointer<UInt8> {
        var length = 0
        guard let start = sehat_font_named(face.fileName, &length), length > 0 else {
            throw TypesettingError.fontUnavailable(face.fileName)
        }
        return UnsafeBufferPointer(start: start, count: length)
    }

    /// The handle for HarfBuzz; valid while the font lives.
    var shapingFont: OpaquePointer { shaping.pointer }

    /// The glyph of a character by itself, or nil when the font has none.
    func glyph(for scalar: UInt32) -> UInt32? {
        var glyph: hb_codepoint_t = 0
        return hb_font_get_nominal_glyph(shaping.pointer, scalar, &glyph) != 0 && glyph != 0 ? glyph : nil
    }

    /// How far a glyph moves the pen, in ems.
    func advance(of glyph: UInt32) -> Double {
        Double(hb_font_get_glyph_h_advance(shaping.pointer, glyph)) / unitsPerEm
    }

    /// The ink of a glyph in font units; empty for a space.
    func box(of glyph: UInt32) -> GlyphBox {
        guard Int(glyph) < boxes.count else { return .empty }
        if let known = boxes[Int(glyph)] { return known }
        var extents = hb_glyph_extents_t()
        var box = GlyphBox.empty
        if hb_font_get_glyph_extents(shaping.pointer, glyph, &extents) != 0, extents.width != 0, extents.height != 0 {
            box = GlyphBox(
                left: extents.x_bearing, bottom: extents.y_bearing + extents.height,
                right: extents.x_bearing + extents.width, top: extents.y_bearing)
        }
        boxes[Int(glyph)] = box
        return box
    }

    /// The FreeType face for rasterising; opened when first asked for.
    func outlineFace(_ library: borrowing FreeTypeHandle) throws -> FT_Face {
        if outlines == nil {
            outlines = try OutlineFaceHandle(library, bytes: bytes, name: face.fileName)
        }
        guard let pointer = outlines?.pointer else { throw TypesettingError.fontUnavailable(face.fileName) }
        return pointer
    }

    /// The tables that a font embedded in a PDF file is made of; read when first asked for.
    var tables: OutlineTables {
        get throws {
            if let readTables { return readTables }
            let tables = try OutlineTables(bytes, name: face.fileName)
            readTables = tables
            return tables
        }
    }

    /// How many glyphs the font has.
    var glyphCount: Int { boxes.count }
}
