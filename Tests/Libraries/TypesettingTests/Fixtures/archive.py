"""Holds PDF files against ISO 19005-2 (PDF/A-2, level U), with the libraries pikepdf and fontTools instead of our own reader.

Prints one line for each fault: the clause of the standard and what was found. What our files cannot have (annotations, forms,
attachments, layers) is a fault as soon as it is there.
"""
import io
import re
import sys
import xml.etree.ElementTree as xml

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Name

OPERATORS = set("b B b* B* BDC BI BMC BT c cm CS cs d Do EMC ET f f* g G gs h i j J k K l m M n q Q re RG rg ri s S SC sc SCN scn"
                " sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"".split())
NAMESPACES = {"dc": "http://purl.org/dc/elements/1.1/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
              "xmp": "http://ns.adobe.com/xap/1.0/", "pdf": "http://ns.adobe.com/pdf/1.3/", "id": "http://www.aiim.org/pdfa/ns/id/"}


class Check:
    def __init__(self, path):
        self.bytes = open(path, "rb").read()
        self.file = pikepdf.open(io.BytesIO(self.bytes))
        self.faults = []
        self.fonts = {}
        self.drawn = 0

    def need(self, holds, clause, words):
        if not holds:
            self.faults.append(f"{clause}: {words}")

    def run(self):
        self.structure()
        self.metadata()
        self.intent()
        for number, page in enumerate(self.file.pages):
            self.page(page, number)
        for font, codes in self.fonts.values():
            self.font(font, codes)
        self.need(self.drawn > 0, "-", "no text is drawn")
        return self.faults

    def structure(self):
        need, root, trailer = self.need, self.file.Root, self.file.trailer
        need(re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", self.bytes), "6.1.2", "header without a binary comment")
        need("/ID" in trailer and len(trailer.ID) == 2, "6.1.3", "no file identifier")
        need("/Encrypt" not in trailer, "6.1.3", "encrypted")
        need(self.bytes.endswith(b"%%EOF\n") and self.bytes.count(b"%%EOF") == 1, "6.1.3", "something behind the end")
        for key in ["/AcroForm", "/OCProperties", "/AA", "/OpenAction", "/Names", "/Requirements", "/Perms", "/NeedsRendering"]:
            need(key not in root, "6.4 to 6.10", f"the catalog has {key}")
        for thing in self.file.objects:
            self.limits(thing)
            if isinstance(thing, pikepdf.Stream):
                need("/F" not in thing and "/FFilter" not in thing, "6.1.7", "a stream outside the file")
                filters = thing.get("/Filter", [])
                filters = [filters] if isinstance(filters, Name) else list(filters)
                need(all(f in (Name.FlateDecode, Name.DCTDecode, Name.CCITTFaxDecode) for f in filters), "6.1.7", f"filters {filters}")
                need(len(thing.read_raw_bytes()) == int(thing.Length), "6.1.7", "a stream's length is wrong")

    def limits(self, thing, depth=0):
        if isinstance(thing, pikepdf.Dictionary) or isinstance(thing, pikepdf.Stream):
            for key, value in thing.items():
                self.need(len(key.encode()) <= 128, "6.1.13", "a name of more than 127 bytes")
                if depth < 4 and not (isinstance(value, pikepdf.Object) and value.is_indirect):
                    self.limits(value, depth + 1)
        elif isinstance(thing, pikepdf.String):
            self.need(len(bytes(thing)) <= 32767, "6.1.13", "a string of more than 32,767 bytes")

    def metadata(self):
        stream = self.file.Root.get("/Metadata")
        if stream is None:
            return self.need(False, "6.6.2", "no metadata")
        self.need("/Filter" not in stream, "6.6.2", "the metadata are compressed")
        packet = stream.read_bytes()
        self.need(b"encoding=" not in packet.split(b"?>")[0], "6.6.2", "the packet's head names an encoding")
        tree = xml.fromstring(packet)
        text = lambda path: (tree.findtext(".//" + path, None, NAMESPACES) or "").strip()
        self.need((text("id:part"), text("id:conformance")) == ("2", "U"), "6.6.4", "the level is not 2U")
        info = self.file.trailer.get("/Info", {})
        moment = lambda value: re.sub(r"[-:T]", "", value.replace("Z", ""))
        pairs = [("/Title", text("dc:title/rdf:Alt/rdf:li"), str), ("/Creator", text("xmp:CreatorTool"), str),
                 ("/Producer", text("pdf:Producer"), str), ("/CreationDate", moment(text("xmp:CreateDate")), self.stamp),
                 ("/ModDate", moment(text("xmp:ModifyDate")), self.stamp)]
        for key, said, form in pairs:
            if key in info:
                self.need(form(str(info[key])) == said, "6.6.3", f"{key} and the metadata disagree: {info[key]!r}, {said!r}")
        known = {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
        self.need(set(info.keys()) <= known, "6.6.3", "the information has more than the metadata")

    @staticmethod
    def stamp(value):
        return re.sub(r"^D:|Z.*$", "", value)

    def intent(self):
        intents = list(self.file.Root.get("/OutputIntents", []))
        self.need(len(intents) == 1 and intents[0].S == Name.GTS_PDFA1, "6.2.3", "not one output intent")
        for intent in intents:
            profile = intent.DestOutputProfile
            icc = profile.read_bytes()
            self.need(int(profile.N) == 3 and icc[36:40] == b"acsp" and icc[16:20] == b"RGB ", "6.2.3", "the profile is not one of RGB")
            self.need(icc[12:16] in (b"mntr", b"prtr") and icc[8] <= 4, "6.2.3", "the profile's class or version")
            self.need(int.from_bytes(icc[:4], "big") == len(icc), "6.2.3", "the profile's length is wrong")

    def page(self, page, number):
        for box in [page.MediaBox]:
            sides = (float(box[2]) - float(box[0]), float(box[3]) - float(box[1]))
            self.need(all(3 <= side <= 14400 for side in sides), "6.1.13", f"page {number + 1} measures {sides}")
        for key in ["/Annots", "/AA", "/PresSteps"]:
            self.need(key not in page, "6.5, 6.10", f"page {number + 1} has {key}")
        group = page.get("/Group")
        if group is not None:
            self.need(group.get("/CS") in (None, Name.DeviceRGB), "6.2.10", f"the group's colours {group.get('/CS')}")
        self.content(page.obj, page.obj.Resources)

    def content(self, stream, resources):
        self.resources(resources)
        depth, deepest, font, mode = 0, 0, None, 0
        for operands, operator in pikepdf.parse_content_stream(stream):
            operator = str(operator)
            if operator == "INLINE IMAGE":
                self.need(False, "6.2.8", "an inline image")
                continue
            self.need(operator in OPERATORS, "6.2.2", f"operator {operator}")
            self.need(operator not in ("k", "K"), "6.2.4.3", "CMYK without a profile")
            if operator in ("cs", "CS"):
                space = operands[0]
                listed = resources.get("/ColorSpace", {}).get(str(space))
                self.need(space in (Name.DeviceRGB, Name.DeviceGray, Name.Pattern) or listed is not None, "6.2.4", f"colours {space}")
            depth += {"q": 1, "Q": -1}.get(operator, 0)
            deepest = max(deepest, depth)
            if operator == "Tf":
                font = resources.Font[str(operands[0])]
                self.fonts.setdefault(font.objgen, (font, set()))
            elif operator == "Tr":
                mode = int(operands[0])
            elif operator in ("Tj", "TJ", "'", '"'):
                strings = operands[0] if operator == "TJ" else [operands[-1]]
                for piece in strings:
                    if isinstance(piece, pikepdf.String):
                        self.shown(font, bytes(piece), mode)
            elif operator == "Do":
                form = resources.XObject[str(operands[0])]
                self.need(form.get("/Subtype") != Name.PS and "/Ref" not in form and "/OPI" not in form, "6.2.9", "a foreign form")
                if form.get("/Subtype") == Name.Form:
                    self.content(form, form.get("/Resources", resources))
        self.need(depth == 0 and deepest <= 28, "6.1.13", f"states nested {deepest}, left {depth}")

    def shown(self, font, codes, mode):
        wide = 2 if font.Subtype == Name.Type0 else 1
        self.need(len(codes) % wide == 0, "9.7", "half a code")
        used = self.fonts[font.objgen][1]
        for place in range(0, len(codes), wide):
            used.add(int.from_bytes(codes[place:place + wide], "big"))
            self.drawn += 1

    def resources(self, resources):
        for state in resources.get("/ExtGState", {}).values():
            self.need("/TR" not in state and "/HTP" not in state, "6.2.5", "a transfer function")
            self.need(state.get("/TR2", Name.Default) == Name.Default, "6.2.5", "a transfer function")
            self.need(state.get("/BM", Name.Normal) in (Name.Normal, Name.Compatible), "6.2.10", f"blending {state.get('/BM')}")
            self.need(state.get("/SMask", Name("/None")) == Name("/None"), "6.2.10", "a soft mask")
            self.need(float(state.get("/CA", 1)) == 1 and float(state.get("/ca", 1)) == 1, "6.2.10", "not opaque")
        for image in resources.get("/XObject", {}).values():
            if image.get("/Subtype") != Name.Image:
                continue
            self.need(not bool(image.get("/Interpolate", False)), "6.2.8", "an interpolated picture")
            self.need("/Alternates" not in image and "/OPI" not in image and "/SMask" not in image, "6.2.8", "a picture with more")
            self.need(bool(image.get("/ImageMask", False)) or image.ColorSpace in (Name.DeviceGray, Name.DeviceRGB),
                      "6.2.4", f"colours {image.get('/ColorSpace')}")

    def font(self, font, codes):
        name = str(font.get("/BaseFont"))
        inner = font.DescendantFonts[0] if font.Subtype == Name.Type0 else font
        self.need(inner.Subtype in (Name.CIDFontType2, Name.TrueType), "6.2.11.2", f"{name} is a {inner.Subtype}")
        program = inner.FontDescriptor.get("/FontFile2")
        if program is None:
            return self.need(False, "6.2.11.4", f"{name} is not embedded")
        self.need(re.match(r"/[A-Z]{6}\+", name) and name == str(inner.FontDescriptor.FontName), "6.2.11.2", f"the name {name}")
        if font.Subtype == Name.Type0:
            self.need(font.Encoding == Name("/Identity-H"), "6.2.11.3", f"{name}: encoding {font.Encoding}")
            self.need(inner.get("/CIDToGIDMap") == Name.Identity, "6.2.11.3", f"{name}: no map of glyphs")
        truetype = TTFont(io.BytesIO(program.read_bytes()))
        glyphs = self.glyphs(font, inner, truetype, codes)
        widths, unicode = self.widths(inner), self.unicode(font)
        for code in sorted(codes):
            glyph = glyphs.get(code)
            self.need(glyph, "6.2.11.8", f"{name}: code {code} shows .notdef")
            self.need(code in unicode and not {0, 0xFEFF, 0xFFFE} & set(map(ord, unicode[code])) and unicode[code],
                      "6.2.11.7", f"{name}: code {code} has no character")
            if glyph:
                wide = truetype["hmtx"][truetype.getGlyphName(glyph)][0] * 1000 / truetype["head"].unitsPerEm
                self.need(abs(widths(code) - wide) <= 1, "6.2.11.5", f"{name}: code {code} is {widths(code)} wide, not {wide}")

    @staticmethod
    def glyphs(font, inner, truetype, codes):
        if font.Subtype == Name.Type0:
            count = truetype["maxp"].numGlyphs
            return {code: code for code in codes if 0 < code < count}
        for table in truetype["cmap"].tables:
            found = {code: table.cmap.get(code) or table.cmap.get(0xF000 + code) for code in codes}
            if all(found.values()):
                return {code: truetype.getGlyphID(glyph) for code, glyph in found.items()}
        return {}

    @staticmethod
    def widths(font):
        if font.Subtype == Name.TrueType:
            first = int(font.FirstChar)
            return lambda code: float(font.Widths[code - first])
        listed, items, place = {}, list(font.get("/W", [])), 0
        while place < len(items):
            first = int(items[place])
            if isinstance(items[place + 1], pikepdf.Array):
                for offset, width in enumerate(items[place + 1]):
                    listed[first + offset] = float(width)
                place += 2
            else:
                for code in range(first, int(items[place + 1]) + 1):
                    listed[code] = float(items[place + 2])
                place += 3
        return lambda code: listed.get(code, float(font.get("/DW", 1000)))

    @staticmethod
    def unicode(font):
        if "/ToUnicode" not in font:
            return {}
        text, result = font.ToUnicode.read_bytes().decode("latin-1"), {}
        characters = lambda digits: bytes.fromhex(digits).decode("utf-16-be")
        for part in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
            for code, to in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", part):
                result[int(code, 16)] = characters(to)
        for part in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
            for first, last, to in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", part):
                for offset in range(int(last, 16) - int(first, 16) + 1):
                    start = characters(to)
                    result[int(first, 16) + offset] = start[:-1] + chr(ord(start[-1]) + offset)
            for first, _, listed in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*\[(.*?)\]", part, re.S):
                for offset, to in enumerate(re.findall(r"<([0-9a-fA-F]+)>", listed)):
                    result[int(first, 16) + offset] = characters(to)
        return result


for path in sys.argv[1:]:
    for fault in Check(path).run():
        print(path, fault)
