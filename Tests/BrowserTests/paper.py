"""Reads received print bytes back: what the codes say, and how much of a line's ink an independent renderer puts at the same place.

Reads one JSON object from standard input and writes one to standard output:
  {"kind": "escpos" | "picture", "file": PATH, "dpi": N, "lines": [{"text", "font", "family", "points"}]}
  {"width", "height", "codes": [TEXT], "overlaps": [0...1]}
A line is set by Pango from the one font file, unhinted, at the paper's resolution; whole and fractional shifts are tried, since a printer's dots
need not begin where the letters do. The overlap is that of the ink of both within the line's rectangle, over the ink of either.
"""

import json, os, subprocess, sys, tempfile

import numpy
import zxingcpp
from PIL import Image

FINE = 8


def dots(data):
    """The rows of dots of an ESC/POS job that has nothing but raster commands, drawer pulses and cuts."""
    bands, place = [], 0
    while place < len(data):
        if data[place : place + 4] == b"\x1dv0\0":
            stride, rows = (data[place + at] | data[place + at + 1] << 8 for at in (4, 6))
            bits = numpy.frombuffer(data, numpy.uint8, stride * rows, place + 8).reshape(rows, stride)
            bands.append(numpy.unpackbits(bits, axis=1))
            place += 8 + stride * rows
        else:
            known = {b"\x1b@": 2, b"\x1bp": 5, b"\x1dV": 4}
            length = known.get(data[place : place + 2])
            if length is None:
                sys.exit(f"an unknown command at byte {place}: {data[place : place + 8].hex()}")
            place += length
    width = max(band.shape[1] for band in bands)
    return numpy.vstack([numpy.pad(band, ((0, 0), (0, width - band.shape[1]))) for band in bands]).astype(bool)


def drawn(line, dpi):
    """The line's ink as Pango sets it, at FINE times the resolution, cut to the ink."""
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(line["font"], f"{folder}/font.ttf")
        with open(f"{folder}/fonts.conf", "w") as settings:
            settings.write(f"<fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>")
        sheet = f"{folder}/line.pdf"
        subprocess.run(
            ["pango-view", "--rtl", "--no-auto-dir", "--language=ur", f"--font={line['family']} 64", "--dpi=72", "--margin=120",
             "--hinting=none", "--subpixel-positions", "-q", "-o", sheet, f"--text={line['text']}"],
            check=True, env={**os.environ, "FONTCONFIG_FILE": f"{folder}/fonts.conf"})
        resolution = dpi * FINE * line["points"] / 64
        subprocess.run(["pdftoppm", "-r", str(resolution), "-gray", "-singlefile", sheet, f"{folder}/line"], check=True)
        ink = numpy.array(Image.open(f"{folder}/line.pgm")) < 128
    rows, columns = numpy.where(ink.any(1))[0], numpy.where(ink.any(0))[0]
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def stamp(ink, down, right):
    """The line in whole dots, shifted by some FINE parts of a dot."""
    height, width = -(-(ink.shape[0] + down) // FINE), -(-(ink.shape[1] + right) // FINE)
    field = numpy.zeros((height * FINE, width * FINE))
    field[down : down + ink.shape[0], right : right + ink.shape[1]] = ink
    return field.reshape(height, FINE, width, FINE).mean(axis=(1, 3)) >= 0.5


def place_of(page, spectrum, mark):
    """Where the mark has most of its ink in common with the page, and the page the least besides."""
    height, width = mark.shape
    if height > page.shape[0] or width > page.shape[1]:
        return 0, 0
    field = numpy.zeros(page.shape)
    field[:height, :width] = mark
    both = numpy.fft.irfft2(spectrum * numpy.conj(numpy.fft.rfft2(field)), s=page.shape).round()
    both = both[: page.shape[0] - height + 1, : page.shape[1] - width + 1]
    sums = numpy.pad(page.astype(numpy.int64).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    there = sums[height:, width:] - sums[:-height, width:] - sums[height:, :-width] + sums[:-height, :-width]
    return numpy.unravel_index((both / (there + mark.sum() - both)).argmax(), both.shape)


def overlap(page, spectrum, line, dpi):
    ink = drawn(line, dpi)
    top, left = place_of(page, spectrum, stamp(ink, 0, 0))
    best = 0.0
    for down in range(0, FINE, 2):
        for right in range(0, FINE, 2):
            mark = stamp(ink, down, right)
            for y in range(max(top - 2, 0), top + 3):
                for x in range(max(left - 2, 0), left + 3):
                    there = page[y : y + mark.shape[0], x : x + mark.shape[1]]
                    if there.shape == mark.shape:
                        best = max(best, float((there & mark).sum() / (there | mark).sum()))
    return best


def main():
    wish = json.load(sys.stdin)
    if wish["kind"] == "escpos":
        with open(wish["file"], "rb") as file:
            page = dots(file.read())
        picture = Image.fromarray(numpy.where(page, 0, 255).astype(numpy.uint8))
    else:
        picture = Image.open(wish["file"]).convert("L")
        page = numpy.array(picture) < 128
    if "save" in wish:
        picture.save(wish["save"])
    spectrum = numpy.fft.rfft2(page)
    json.dump(
        {"width": page.shape[1], "height": page.shape[0],
         "codes": [code.text for code in zxingcpp.read_barcodes(picture)],
         "overlaps": [overlap(page, spectrum, line, wish["dpi"]) for line in wish["lines"]]},
        sys.stdout)


main()
