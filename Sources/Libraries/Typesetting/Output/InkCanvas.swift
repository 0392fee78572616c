/// A page on which ink gathers: one byte per dot, saturating, so that two half-covered edges of a join make a full one.
struct InkCanvas {
    private let width: Int
    private let height: Int
    /// Dots per point.
    private let scale: Double
    /// The page's dots, and behind them what a larger page before has left, all white.
    private var ink: [UInt8]
    /// The rows on which ink may lie. Most of a sheet is white, and white rows need neither be packed nor wiped.
    private var inked: [Bool]
    /// True when the page will be dots, so that pictures must become patterns of dots.
    private let isOneBit: Bool

    /// An empty page, in memory that an earlier page of the engine may have used.
    init(_ page: LaidOutPage, dotsPerInch: Double, isOneBit: Bool, _ engine: Engine) throws {
        guard (20...1200).contains(dotsPerInch) else { throw TypesettingError.badGeometry }
        scale = dotsPerInch / 72
        self.isOneBit = isOneBit
        let wide = (page.width * scale - 0.001).rounded(.up)
        let high = (page.height * scale - 0.001).rounded(.up)
        guard wide >= 1, high >= 1, wide * high <= 400_000_000 else { throw TypesettingError.badGeometry }
        width = Int(wide)
        height = Int(high)
        ink = engine.takeCanvas(count: width * height)
        inked = [Bool](repeating: false, count: height)
    }

    /// Wipes the page and gives its memory back for the next one; nothing may be drawn afterwards.
    mutating func release(_ engine: Engine) {
        ink.withUnsafeMutableBufferPointer { ink in
            for row in 0..<height where inked[row] {
                ink[row * width..<(row + 1) * width].update(repeating: 0)
            }
        }
        var dots: [UInt8] = []
        swap(&dots, &ink)
        engine.keepCanvas(dots)
    }

    mutating func draw(_ elements: [PageElement], _ engine: Engine) throws {
        for element in elements {
            switch element {
            case .text(let line): try draw(line, engine)
            case .rule(let mark): draw(mark)
            case .code(let mark): draw(mark)
            case .picture(let mark): draw(mark)
            case .image(let mark): draw(mark)
            }
        }
    }

    func grey() -> GreyPage {
        GreyPage(width: width, height: height, ink: ink.count == width * height ? ink : Array(ink[..<(width * height)]))
    }

    /// Eight dots to a byte.
    func packed(threshold: UInt8) -> RasterPage {
        let stride = (width + 7) / 8
        let bits = [UInt8](unsafeUninitializedCapacity: stride * height) { output, count in
            ink.withUnsafeBufferPointer { ink in
                output.initialize(repeating: 0)
                for row in 0..<height where inked[row] {
                    Self.pack(ink, row * width, width, threshold, output, row * stride)
                }
            }
            count = stride * height
        }
        return RasterPage(width: width, height: height, bits: bits)
    }

    private static func pack(
        _ ink: UnsafeBufferPointer<UInt8>, _ start: Int, _ width: Int, _ threshold: UInt8,
        _ output: UnsafeMutableBufferPointer<UInt8>, _ target: Int
    ) {
        let bytes = UnsafeRawBufferPointer(ink)
        var column = 0
        while column + 8 <= width {
            // Most of a page is white, so eight dots at a time are first looked at together.
            if bytes.loadUnaligned(fromByteOffset: start + column, as: UInt64.self) != 0 {
                let dots = bytes.loadUnaligned(fromByteOffset: start + column, as: SIMD8<UInt8>.self)
                let marks = SIMD8<UInt8>().replacing(with: weights, where: dots .>= threshold)
                output[target + column / 8] = marks.wrappedSum()
            }
            column += 8
        }
        guard column < width else { return }
        var byte: UInt8 = 0
        for bit in 0..<width - column where ink[start + column + bit] >= threshold { byte |= 0x80 >> UInt8(bit) }
        output[target + column / 8] = byte
    }

    private static let weights = SIMD8<UInt8>(0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01)

    private mutating func draw(_ line: TextLine, _ engine: Engine) throws {
        for run in line.runs {
            let size = Int32((run.size * scale * 64).rounded())
            for glyph in run.glyphs {
                // Quarter dots; the floor keeps the quarter positive.
                let x = Int(((line.x + Double(glyph.x)) * scale * 4).rounded())
                let y = Int(((line.baseline + Double(glyph.y)) * scale * 4).rounded())
                let key = RasterGlyphKey(
                    face: run.face, glyph: glyph.id, size: size, quarterX: UInt8(x & 3), quarterY: UInt8(y & 3))
                if let picture = try engine.rasterGlyph(key) { add(picture, x: x >> 2, y: y >> 2) }
            }
        }
    }

    private mutating func add(_ glyph: RasterGlyph, x: Int, y: Int) {
        let left = x + glyph.left
        let top = y - glyph.top
        let (firstColumn, endColumn) = (max(0, -left), min(glyph.width, width - left))
        let (firstRow, endRow) = (max(0, -top), min(glyph.height, height - top))
        guard firstColumn < endColumn, firstRow < endRow else { return }
        for row in firstRow..<endRow { inked[top + row] = true }
        ink.withUnsafeMutableBufferPointer { ink in
            glyph.coverage.withUnsafeBufferPointer { coverage in
                for row in firstRow..<endRow {
                    let target = (top + row) * width + left
                    let source = row * glyph.width
                    for column in firstColumn..<endColumn {
                        let (sum, overflow) = ink[target + column].addingReportingOverflow(coverage[source + column])
                        ink[target + column] = overflow ? 255 : sum
                    }
                }
            }
        }
    }

    private mutating func fill(_ left: Int, _ top: Int, _ right: Int, _ bottom: Int) {
        let columns = max(left, 0)..<max(min(right, width), max(left, 0))
        guard !columns.isEmpty else { return }
        for row in max(top, 0)..<max(min(bottom, height), max(top, 0)) {
            inked[row] = true
            for column in columns { ink[row * width + column] = 255 }
        }
    }

    private func dots(_ distance: Double) -> Int { Int((distance * scale).rounded()) }

    private mutating func draw(_ mark: RuleMark) {
        let (left, top) = (dots(mark.box.left), dots(mark.box.top))
        let right = max(dots(mark.box.right), left + 1)
        let bottom = max(dots(mark.box.bottom), top + 1)
        guard mark.isDashed else { return fill(left, top, right, bottom) }
        let dash = max(dots(RuleMark.dash), 2)
        for start in stride(from: left, to: right, by: dash * 2) { fill(start, top, min(start + dash, right), bottom) }
    }

    private mutating func draw(_ mark: CodeMark) {
        // Modules are whole dots even where the layout knew of none; what that takes off is left on both sides alike.
        let module = max(Int((mark.moduleWidth * scale + 0.25).rounded(.down)), 1)
        let high = mark.rows == 1 ? max(dots(mark.moduleHeight), 1) : module
        let left = dots(mark.x) + (dots(Double(mark.columns) * mark.moduleWidth) - mark.columns * module) / 2
        let top = dots(mark.y) + (dots(Double(mark.rows) * mark.moduleHeight) - mark.rows * high) / 2
        for rectangle in mark.rectangles {
            let x = left + Int(rectangle.column) * module
            let y = top + Int(rectangle.row) * high
            fill(x, y, x + Int(rectangle.width) * module, y + high)
        }
    }

    private mutating func draw(_ mark: ImageMark) {
        let (left, top) = (dots(mark.box.left), dots(mark.box.top))
        let columns = max(dots(mark.box.right) - left, 1)
        let rows = max(dots(mark.box.bottom) - top, 1)
        let picture =
            isOneBit
            ? mark.dithered(columns: columns, rows: rows)
            : mark.shades(columns: columns, rows: rows)
        add(RasterGlyph(left: 0, top: 0, width: columns, height: rows, coverage: picture), x: left, y: top)
    }

    private mutating func draw(_ mark: PictureMark) {
        let (wide, high) = mark.pixelSize
        for run in mark.darkRuns {
            let left = mark.box.left + Double(run.column) * wide
            let top = mark.box.top + Double(run.row) * high
            fill(dots(left), dots(top), dots(left + Double(run.width) * wide), dots(top + high))
        }
    }
}

extension RuleMark {
    /// The length of a dash and of the white behind it, in points.
    static let dash = 2.0
}
