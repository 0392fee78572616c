#include "plain_receipt.h"
#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo.h>
#include <fribidi.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>
#include <sehat_fonts.h>
#include <stdlib.h>
#include <string.h>

enum { MARGIN = 8, LONGEST = 1024, MOST_RUNS = 128 };
enum { LATIN, LATIN_BOLD, NASTALIQ, NASTALIQ_BOLD, NASKH, DEVANAGARI, DEVANAGARI_BOLD, FACES };

static const char *const files[FACES] = {
    "NotoSans-Regular.ttf",         "NotoSans-Bold.ttf",        "NotoNastaliqUrdu-Regular.ttf",
    "NotoNastaliqUrdu-Bold.ttf",    "NotoNaskhArabic-Regular.ttf", "NotoSansDevanagari-Regular.ttf",
    "NotoSansDevanagari-Bold.ttf"};
static hb_font_t *fonts[FACES];
static cairo_font_face_t *faces[FACES];

struct run {
    int start, end, face, level;
};

struct line {
    struct run runs[MOST_RUNS];
    cairo_glyph_t glyphs[MOST_RUNS][LONGEST];
    int counts[MOST_RUNS];
    int run_count;
    double width, ascent, descent;
};

static void open_fonts(void) {
    if (fonts[0]) return;
    FT_Library library;
    FT_Init_FreeType(&library);
    for (int i = 0; i < FACES; i++) {
        size_t length;
        const unsigned char *bytes = sehat_font_named(files[i], &length);
        hb_blob_t *blob = hb_blob_create((const char *)bytes, length, HB_MEMORY_MODE_READONLY, 0, 0);
        fonts[i] = hb_font_create(hb_face_create(blob, 0));
        FT_Face face;
        FT_New_Memory_Face(library, bytes, length, 0, &face);
        faces[i] = cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING);
    }
}

static int face_of(FriBidiChar c, int is_bold) {
    if ((c >= 0x600 && c < 0x780) || (c >= 0xfb50 && c < 0xff00)) return is_bold ? NASTALIQ_BOLD : NASTALIQ;
    if (c >= 0x900 && c < 0x980) return is_bold ? DEVANAGARI_BOLD : DEVANAGARI;
    return is_bold ? LATIN_BOLD : LATIN;
}

static int is_neutral(FriBidiChar c) {
    return c == ' ' || c == 0x200c || c == 0x200d || (c >= 0x2066 && c <= 0x2069);
}

static void find_runs(struct line *line, const FriBidiChar *text, int length, int is_bold) {
    FriBidiCharType types[LONGEST];
    FriBidiBracketType brackets[LONGEST];
    FriBidiLevel levels[LONGEST];
    FriBidiParType base = FRIBIDI_PAR_RTL;
    fribidi_get_bidi_types(text, length, types);
    fribidi_get_bracket_types(text, length, types, brackets);
    int most = fribidi_get_par_embedding_levels_ex(types, brackets, length, &base, levels) - 1;
    int count = 0;
    for (int i = 0; i < length; i++) {
        int face = is_neutral(text[i]) && count ? line->runs[count - 1].face : face_of(text[i], is_bold);
        struct run *last = count ? &line->runs[count - 1] : NULL;
        if (last && last->face == face && last->level == levels[i]) last->end = i + 1;
        else if (count < MOST_RUNS) line->runs[count++] = (struct run){i, i + 1, face, levels[i]};
    }
    for (int level = most; level > 0; level--)
        for (int i = 0; i < count; i++) {
            if (line->runs[i].level < level) continue;
            int end = i;
            while (end < count && line->runs[end].level >= level) end++;
            for (int a = i, b = end - 1; a < b; a++, b--) {
                struct run kept = line->runs[a];
                line->runs[a] = line->runs[b];
                line->runs[b] = kept;
            }
            i = end;
        }
    line->run_count = count;
}

static hb_script_t script_of(int face) {
    if (face == NASTALIQ || face == NASTALIQ_BOLD || face == NASKH) return HB_SCRIPT_ARABIC;
    return face == DEVANAGARI || face == DEVANAGARI_BOLD ? HB_SCRIPT_DEVANAGARI : HB_SCRIPT_LATIN;
}

static void shape(struct line *line, hb_buffer_t *buffer, const FriBidiChar *text, int length, double size) {
    for (int i = 0; i < line->run_count; i++) {
        struct run run = line->runs[i];
        hb_buffer_clear_contents(buffer);
        hb_buffer_add_utf32(buffer, text, length, run.start, run.end - run.start);
        hb_buffer_set_direction(buffer, run.level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
        hb_buffer_set_script(buffer, script_of(run.face));
        hb_buffer_set_language(buffer, hb_language_from_string("ur", -1));
        hb_shape(fonts[run.face], buffer, 0, 0);
        unsigned count;
        hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
        hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
        double scale = size / hb_face_get_upem(hb_font_get_face(fonts[run.face]));
        line->counts[i] = count;
        for (unsigned g = 0; g < count; g++) {
            line->glyphs[i][g] = (cairo_glyph_t){
                infos[g].codepoint, line->width + positions[g].x_offset * scale, -positions[g].y_offset * scale};
            line->width += positions[g].x_advance * scale;
            hb_glyph_extents_t ink;
            if (!hb_font_get_glyph_extents(fonts[run.face], infos[g].codepoint, &ink)) continue;
            double top = (ink.y_bearing + positions[g].y_offset) * scale, bottom = top + ink.height * scale;
            if (top > line->ascent) line->ascent = top;
            if (-bottom > line->descent) line->descent = -bottom;
        }
    }
}

static void show(cairo_t *cairo, struct line *line, double x, double y, double size) {
    for (int i = 0; i < line->run_count; i++) {
        for (int g = 0; g < line->counts[i]; g++) {
            line->glyphs[i][g].x += x;
            line->glyphs[i][g].y += y;
        }
        cairo_set_font_face(cairo, faces[line->runs[i].face]);
        cairo_set_font_size(cairo, size);
        cairo_show_glyphs(cairo, line->glyphs[i], line->counts[i]);
    }
}

static void set(cairo_t *cairo, const struct plain_text *pieces, int count, const unsigned char *modules, int size, int width) {
    static struct line line;
    hb_buffer_t *buffer = hb_buffer_create();
    double y = 10, deepest = 0;
    int is_first = 1;
    for (int i = 0; i < count; i++) {
        FriBidiChar text[LONGEST];
        int length = fribidi_charset_to_unicode(FRIBIDI_CHAR_SET_UTF8, pieces[i].text, strlen(pieces[i].text), text);
        line.width = line.ascent = line.descent = 0;
        find_runs(&line, text, length, pieces[i].is_bold);
        shape(&line, buffer, text, length, pieces[i].size);
        if (is_first) y += line.ascent + 4;
        show(cairo, &line, is_first ? width - MARGIN - line.width : MARGIN, y, pieces[i].size);
        if (line.descent > deepest) deepest = line.descent;
        is_first = pieces[i].ends_row;
        if (is_first) {
            y += deepest + 4;
            deepest = 0;
        }
    }
    for (int row = 0; row < size; row++)
        for (int column = 0; column < size; column++)
            if (modules[row * size + column]) cairo_rectangle(cairo, 200 + column * 4, y + row * 4, 4, 4);
    cairo_fill(cairo);
    hb_buffer_destroy(buffer);
}

struct file {
    unsigned char *bytes;
    size_t length, room;
};

static cairo_status_t append(void *context, const unsigned char *bytes, unsigned length) {
    struct file *file = context;
    if (file->length + length > file->room) {
        file->room = (file->length + length) * 2;
        file->bytes = realloc(file->bytes, file->room);
    }
    memcpy(file->bytes + file->length, bytes, length);
    file->length += length;
    return CAIRO_STATUS_SUCCESS;
}

static cairo_t *begin(cairo_surface_t *surface) {
    cairo_t *cairo = cairo_create(surface);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(cairo, options);
    cairo_font_options_destroy(options);
    cairo_set_source_rgba(cairo, 0, 0, 0, 1);
    return cairo;
}

static size_t to_one_bit(cairo_surface_t *surface, int width, int height) {
    const unsigned char *dots = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    int row = (width + 7) / 8;
    unsigned char *bits = calloc(row, height);
    size_t used = 0;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            if (dots[y * stride + x] >= 128) {
                bits[y * row + x / 8] |= 0x80 >> (x & 7);
                used = (size_t)(y + 1) * row;
            }
    free(bits);
    return used;
}

struct reading {
    const unsigned char *next;
    size_t left;
};

static cairo_status_t take(void *context, unsigned char *bytes, unsigned length) {
    struct reading *reading = context;
    if (reading->left < length) return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, reading->next, length);
    reading->next += length;
    reading->left -= length;
    return CAIRO_STATUS_SUCCESS;
}

// Floyd and Steinberg's error diffusion on a part of the page.
static void dither(cairo_surface_t *page, int left, int top, int columns, int rows) {
    unsigned char *dots = cairo_image_surface_get_data(page);
    int stride = cairo_image_surface_get_stride(page);
    int *errors = calloc(columns + 2, sizeof *errors), *below = calloc(columns + 2, sizeof *below);
    for (int y = 0; y < rows; y++) {
        int carry = 0;
        for (int x = 0; x < columns; x++) {
            unsigned char *dot = dots + (top + y) * stride + left + x;
            int wanted = *dot + errors[x + 1] + carry, rest = wanted - (wanted >= 128 ? 255 : 0);
            *dot = wanted >= 128 ? 255 : 0;
            carry = rest * 7 / 16;
            below[x] += rest * 3 / 16;
            below[x + 1] += rest * 5 / 16;
            below[x + 2] += rest / 16;
        }
        int *kept = errors;
        errors = below;
        below = kept;
        memset(below, 0, (columns + 2) * sizeof *below);
    }
    free(errors);
    free(below);
}

static void place(cairo_t *cairo, cairo_surface_t *page, const struct plain_picture *picture, int is_pdf, int width, int height) {
    struct reading reading = {picture->bytes, picture->length};
    cairo_surface_t *read = cairo_image_surface_create_from_png_stream(take, &reading);
    if (cairo_surface_status(read)) return;
    int wide = cairo_image_surface_get_width(read), high = cairo_image_surface_get_height(read);
    cairo_surface_t *ink = cairo_image_surface_create(CAIRO_FORMAT_A8, wide, high);
    cairo_format_t format = cairo_image_surface_get_format(read);
    for (int y = 0; y < high; y++) {
        const unsigned char *from = cairo_image_surface_get_data(read) + y * cairo_image_surface_get_stride(read);
        unsigned char *to = cairo_image_surface_get_data(ink) + y * cairo_image_surface_get_stride(ink);
        for (int x = 0; x < wide; x++)
            to[x] = format == CAIRO_FORMAT_A8 ? from[x] : 255 - (from[x * 4] * 19 + from[x * 4 + 1] * 183 + from[x * 4 + 2] * 54) / 256;
    }
    cairo_surface_mark_dirty(ink);
    double scale = picture->width / wide;
    int columns = picture->width, rows = high * scale;
    if (MARGIN + columns > width) columns = width - MARGIN;
    if (MARGIN + rows > height) rows = height - MARGIN;
    cairo_save(cairo);
    cairo_translate(cairo, MARGIN, MARGIN);
    cairo_scale(cairo, scale, scale);
    cairo_mask_surface(cairo, ink, 0, 0);
    cairo_restore(cairo);
    if (!is_pdf) {
        cairo_surface_flush(page);
        dither(page, MARGIN, MARGIN, columns, rows);
        cairo_surface_mark_dirty(page);
    }
    cairo_surface_destroy(ink);
    cairo_surface_destroy(read);
}

size_t plain_receipt(const struct plain_text *pieces, int count, const unsigned char *modules, int size, int is_pdf) {
    return plain_page(pieces, count, modules, size, NULL, 0, 576, 1700, is_pdf);
}

size_t plain_page(
    const struct plain_text *pieces, int count, const unsigned char *modules, int size, const struct plain_picture *pictures,
    int picture_count, int width, int height, int is_pdf) {
    open_fonts();
    struct file file = {0};
    cairo_surface_t *surface = is_pdf ? cairo_pdf_surface_create_for_stream(append, &file, width * 72 / 203.2, height * 72 / 203.2)
                                      : cairo_image_surface_create(CAIRO_FORMAT_A8, width, height);
    cairo_t *cairo = begin(surface);
    if (is_pdf) cairo_scale(cairo, 72 / 203.2, 72 / 203.2);
    for (int i = 0; i < picture_count; i++) place(cairo, surface, &pictures[i], is_pdf, width, height);
    set(cairo, pieces, count, modules, size, width);
    cairo_destroy(cairo);
    size_t bytes;
    if (is_pdf) {
        cairo_surface_finish(surface);
        bytes = file.length;
        free(file.bytes);
    } else {
        cairo_surface_flush(surface);
        bytes = to_one_bit(surface, width, height);
    }
    cairo_surface_destroy(surface);
    return bytes;
}
