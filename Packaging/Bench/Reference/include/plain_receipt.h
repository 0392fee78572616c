#pragma once
#include <stddef.h>

/// One piece of text at a size, in dots of 203.2 per inch.
struct plain_text {
    const char *text;
    double size;
    int is_bold;
    int ends_row; // the next piece stands on a row of its own
};

/// Sets the pieces with plain calls of HarfBuzz, FriBidi and Cairo, right to left on a roll of 80 mm, with no document
/// model: what a careful programmer would write for this one receipt. `modules` is a QR code of `size` by `size`.
/// Returns the number of bytes made: a PDF file where `is_pdf`, else 576 dots of one bit in a row.
size_t plain_receipt(const struct plain_text *pieces, int count, const unsigned char *modules, int size, int is_pdf);

/// A PNG file that is printed so wide, in dots.
struct plain_picture {
    const void *bytes;
    size_t length;
    double width;
};

/// The same on a page of other measures, in dots of 203.2 per inch, with pictures below the text; `modules` may be NULL
/// where `size` is 0, and `pictures` where there are none.
size_t plain_page(
    const struct plain_text *pieces, int count, const unsigned char *modules, int size, const struct plain_picture *pictures,
    int picture_count, int width, int height, int is_pdf);
