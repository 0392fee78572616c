import SehatCore

@testable import Typesetting

/// Glyphs and positions of words that once went wrong elsewhere, made with HarfBuzz's own Python binding (15.0.0) on the
/// font files, and pinned to them: the table holds only while the fonts' digests below are those of the embedded fonts.
struct ShapingGolden: Sendable {
    let text: String
    let face: FontFace
    let language: Language
    /// For each glyph from left to right: number, cluster, advance, offset to the right, offset upwards, in font units.
    let glyphs: String
}

enum ShapingGoldens {
    /// FNV-1a digests of the font files, 64 bits.
    static let fonts: [(file: String, digest: UInt64)] = [
        ("NotoNaskhArabic-Regular.ttf", 0x5379_60E1_395A_456B),
        ("NotoNaskhArabic-Bold.ttf", 0xCD96_94F7_98EA_11CA),
        ("NotoNastaliqUrdu-Regular.ttf", 0x7920_4A4F_426D_0795),
        ("NotoNastaliqUrdu-Bold.ttf", 0x59E4_42F9_940F_5159),
        ("NotoSans-Regular.ttf", 0xE646_B4FB_9F3C_980D),
        ("NotoSans-Bold.ttf", 0xD2A2_7431_087D_8B16),
        ("NotoSansDevanagari-Regular.ttf", 0x4946_3AF5_701D_2948),
        ("NotoSansDevanagari-Bold.ttf", 0xA329_8775_0D49_8E70),
    ]

    static let lines: [ShapingGolden] = [
        ShapingGolden(
            text: "محمد عثمان چوہدری", face: FontFace(.nastaliq, isBold: false), language: .ur,
            glyphs: """
                275/16/860/0/0 239/15/406/0/0 238/14/362/0/0 73/13/0/-120/70 972/13/0/0/0 309/13/175/0/0
                361/12/273/0/0 16/11/0/333/167 972/11/0/0/0 672/11/500/0/205 3/10/132/0/0 18/9/0/397/-1
                234/9/861/0/0 231/8/263/0/0 810/7/304/0/0 13/6/0/38/-53 397/6/225/0/321 972/5/0/0/0 566/5/554/0/416
                3/4/132/0/0 238/3/362/0/0 810/2/304/0/0 675/1/84/0/321 972/0/0/0/0 792/0/512/0/696
                """),
        ShapingGolden(
            text: "ایکسیسبیلٹی", face: FontFace(.nastaliq, isBold: false), language: .ur,
            glyphs: """
                277/10/520/0/0 59/9/0/65/-127 380/9/294/0/379 434/8/277/0/429 15/7/0/211/417 364/7/267/0/501
                115/6/0/231/309 371/6/184/0/646 813/5/538/0/711 15/4/0/136/758 377/4/178/0/934 813/3/538/0/955
                708/2/277/0/1178 15/1/0/73/1085 972/1/0/0/0 284/1/236/0/1250 224/0/330/0/0
                """),
        ShapingGolden(
            text: "حُسنِ", face: FontFace(.nastaliq, isBold: false), language: .ur,
            glyphs: """
                44/3/0/312/-494 18/3/0/396/-2 235/3/749/0/0 586/2/569/0/335 39/0/0/244/241 972/0/0/0/0
                485/0/459/0/551
                """),
        ShapingGolden(
            text: "بھٹی", face: FontFace(.nastaliq, isBold: false), language: .ur,
            glyphs: """
                277/3/520/0/0 59/2/0/65/-127 380/2/294/0/379 528/1/311/0/429 14/0/0/244/487 972/0/0/0/0
                327/0/404/0/773
                """),
        ShapingGolden(
            text: "کل رقم", face: FontFace(.nastaliq, isBold: true), language: .ur,
            glyphs: """
                282/5/451/0/0 12/4/0/292/496 972/4/0/0/0 265/4/490/0/594 239/3/489/0/0 3/2/150/0/0 252/1/886/0/0
                972/0/0/0/0 299/0/296/0/297
                """),
        ShapingGolden(
            text: "الله الأحمد", face: FontFace(.naskh, isBold: false), language: .ar,
            glyphs: """
                182/10/474/0/0 484/9/413/0/0 140/8/636/0/0 9/7/0/0/0 450/6/518/0/0 3/5/238/0/0 1364/4/221/0/0
                1062/1/952/0/0 3/0/238/0/0
                """),
        ShapingGolden(
            text: "श्रीमती ज्योति", face: FontFace(.devanagari, isBold: false), language: .hi,
            glyphs: """
                284/0/707/0/0 68/0/259/0/0 50/4/598/0/0 40/5/570/0/0 68/5/259/0/0 3/7/260/0/0 190/8/499/0/0
                51/10/580/0/0 79/10/259/0/0 607/12/259/0/0 40/12/570/0/0
                """),
        ShapingGolden(
            text: "धर्मेन्द्र", face: FontFace(.devanagari, isBold: false), language: .hi,
            glyphs: """
                43/0/615/0/0 50/1/598/0/0 450/1/0/0/0 202/5/309/0/0 271/7/520/0/0
                """),
        ShapingGolden(
            text: "0300-1234567", face: FontFace(.sans, isBold: false), language: .en,
            glyphs: """
                19/0/572/0/0 22/1/572/0/0 19/2/572/0/0 19/3/572/0/0 16/4/322/0/0 20/5/572/0/0 21/6/572/0/0
                22/7/572/0/0 23/8/572/0/0 24/9/572/0/0 25/10/572/0/0 26/11/572/0/0
                """),
    ]
}
