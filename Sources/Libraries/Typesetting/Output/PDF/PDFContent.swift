/// The drawing of one page as PDF operators.
///
/// PDF counts upwards from the lower edge. Letters stand on hundredths of a point, a twelfth of a dot at 600 dots per inch.
struct PDFContent {
    /// The name of the font of the letters beneath.
    static let lettersName = "T"

    private let height: Double
    private var output = PDFBytes()
    private var pen = PDFPen()

    init(height: Double) { self.height = height }

    var bytes: [UInt8] { output.bytes }

    /// The name by which pages know a face.
    static func name(_ face: FontFace, isSilent: Bool) -> String { (isSilent ? "S" : "F") + String(face.rawValue) }

    mutating func draw(_ element: PageElement, _ fonts: inout PDFFonts, _ images: inout [ImageMark], _ engine: Engine)
        throws
    {
        switch element {
        case .text(let line): try draw(line, &fonts, engine)
        case .rule(let mark): draw(mark)
        case .code(let mark):
            draw(mark.rectangles, mark.x, mark.y, mark.moduleWidth, mark.moduleHeight)
        case .picture(let mark):
            let (wide, high) = mark.pixelSize
            draw(mark.darkRuns, mark.box.left, mark.box.top, wide, high)
        case .image(let mark):
            let index = images.firstIndex { $0.columns == mark.columns && $0.ink == mark.ink } ?? images.count
            if index == images.count { images.append(mark) }
            draw(mark.box, image: index)
        }
    }

    private mutating func draw(_ line: TextLine, _ fonts: inout PDFFonts, _ engine: Engine) throws {
        let isBeneath = line.runs.contains {
            !$0.glyphs.isEmpty && ($0.face.family == .nastaliq || $0.face.family == .naskh)
        }
        guard line.runs.contains(where: { !$0.glyphs.isEmpty }) else { return }
        let origin = (x: line.x, y: height - line.baseline)
        if isBeneath {
            // Letters without ink, and after them those with ink again.
            output.add("BT 3 Tr\n")
            for (index, run) in line.runs.enumerated() where !run.glyphs.isEmpty {
                let words = SearchLayer.words(of: run, RunEdges(index, in: line), try engine.font(run.face))
                for word in words { pen.show(word, run.size, origin, &fonts, &output) }
            }
            output.add("0 Tr ET\n")
        }
        output.add("BT\n")
        pen.begin()
        for (index, run) in line.runs.enumerated() where !run.glyphs.isEmpty {
            let font = try engine.font(run.face)
            fonts.use(font) { use in
                if isBeneath {
                    pen.showSilent(run, origin, &use, &output)
                } else {
                    pen.show(run, ClusteredText(run, RunEdges(index, in: line)), origin, &use, &output)
                }
            }
        }
        output.add("ET\n")
    }

    private mutating func draw(_ mark: RuleMark) {
        guard mark.isDashed else { return fill(mark.box.left, mark.box.width, mark.box) }
        for left in stride(from: mark.box.left, to: mark.box.right, by: RuleMark.dash * 2) {
            fill(left, min(RuleMark.dash, mark.box.right - left), mark.box)
        }
    }

    private mutating func fill(_ left: Double, _ width: Double, _ box: Box) {
        let high = max(box.height, 0.1)
        add(left, height - box.top - high, width, high)
        output.add("re f\n")
    }

    /// Rectangles of whole modules, in the modules' own measure.
    private mutating func draw(
        _ rectangles: [ModuleRectangle], _ x: Double, _ y: Double, _ wide: Double, _ high: Double
    ) {
        guard !rectangles.isEmpty else { return }
        output.add("q ")
        add(wide, 0, 0, -high)
        add(x, height - y)
        output.add("cm\n")
        for rectangle in rectangles {
            for value in [rectangle.column, rectangle.row, rectangle.width] {
                output.add(Int(value))
                output.add(" ")
            }
            output.add("1 re\n")
        }
        output.add("f Q\n")
    }

    private mutating func draw(_ box: Box, image: Int) {
        output.add("q ")
        add(box.width, 0, 0, box.height)
        add(box.left, height - box.bottom)
        output.add("cm /I")
        output.add(image)
        output.add(" Do Q\n")
    }

    private mutating func add(_ numbers: Double...) {
        for number in numbers {
            output.add(number)
            output.add(" ")
        }
    }
}
