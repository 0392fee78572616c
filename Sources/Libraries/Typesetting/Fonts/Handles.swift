import CText

/// Owns a HarfBuzz font; freed with the value.
struct ShapingFontHandle: ~Copyable {
    let pointer: OpaquePointer

    /// A font over bytes that live as long as the program.
    init(bytes: UnsafeBufferPointer<UInt8>, name: String) throws {
        let data = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
        let blob = hb_blob_create(data, UInt32(bytes.count), HB_MEMORY_MODE_READONLY, nil, nil)
        defer { hb_blob_destroy(blob) }
        let face = hb_face_create(blob, 0)
        defer { hb_face_destroy(face) }
        guard let font = hb_font_create(face), hb_face_get_glyph_count(face) > 0 else {
            throw TypesettingError.fontUnavailable(name)
        }
        pointer = font
    }

    deinit { hb_font_destroy(pointer) }
}

/// Owns a FreeType library; freed with the value, after every face of it.
struct FreeTypeHandle: ~Copyable {
    let pointer: FT_Library

    init() throws {
        var library: FT_Library?
        guard FT_Init_FreeType(&library) == 0, let library else {
            throw TypesettingError.fontUnavailable("FreeType")
        }
        pointer = library
    }

    deinit { FT_Done_FreeType(pointer) }
}

/// Owns a FreeType face for rasterising.
struct OutlineFaceHandle: ~Copyable {
    let pointer: FT_Face

    init(_ library: borrowing FreeTypeHandle, bytes: UnsafeBufferPointer<UInt8>, name: String) throws {
        pointer = try openFace(library, bytes, name)
    }

    deinit { FT_Done_Face(pointer) }
}

/// Owns a HarfBuzz buffer that is used again for every run.
struct ShapingBufferHandle: ~Copyable {
    let pointer: OpaquePointer

    init() throws {
        guard let buffer = hb_buffer_create(), hb_buffer_allocation_successful(buffer) != 0 else {
            throw TypesettingError.fontUnavailable("HarfBuzz")
        }
        pointer = buffer
    }

    deinit { hb_buffer_destroy(pointer) }
}

/// Load flags, spelt out because Swift does not see the macros.
enum FreeTypeFlags {
    /// FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP: layout is independent of the resolution.
    static let noHinting = 1 << 1 | 1 << 3
}

private func openFace(
    _ library: borrowing FreeTypeHandle, _ bytes: UnsafeBufferPointer<UInt8>, _ name: String
) throws -> FT_Face {
    var face: FT_Face?
    guard FT_New_Memory_Face(library.pointer, bytes.baseAddress, bytes.count, 0, &face) == 0, let face else {
        throw TypesettingError.fontUnavailable(name)
    }
    return face
}
