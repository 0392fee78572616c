import CText
public import SehatCore

/// Draws laid-out documents as PDF: letters stay letters, so that the text can be searched and copied.
public struct PDFWriter: Sendable {
    /// A writer.
    public init() {}

    /// The document as a PDF file, made for archives (PDF/A-2u).
    ///
    /// The same document and time give the same bytes. The metadata hold the document's title (free of patients' names),
    /// the product's name and the time; nothing else.
    /// - Parameter created: The time of creation in the metadata.
    /// - Throws: `TypesettingError.drawing` when cairo fails, `TypesettingError.fontUnavailable`.
    public func write(_ document: LaidOutDocument, created: Instant) throws -> [UInt8] {
        try EnginePool.use { engine in
            try Self.write(document, created, engine)
        }
    }

    private static func write(_ document: LaidOutDocument, _ created: Instant, _ engine: Engine) throws -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(1 << 16)
        try withUnsafeMutablePointer(to: &output) { output in
            let surface = try PDFSurface(
                output, width: document.pages.first?.width ?? 1, height: document.pages.first?.height ?? 1)
            surface.describe()
            for page in document.pages {
                surface.start(width: page.width, height: page.height)
                for element in page.elements { try surface.draw(element, engine) }
                surface.endPage()
            }
            try surface.finish()
        }
        return try PDFArchive.finished(output, title: document.title, created: created)
    }
}

/// Owns a cairo PDF surface and its drawing context; both are freed with the value.
struct PDFSurface: ~Copyable {
    private let surface: OpaquePointer
    private let cairo: OpaquePointer

    /// A surface that appends to an array, which must outlive it.
    init(_ output: UnsafeMutablePointer<[UInt8]>, width: Double, height: Double) throws {
        let write: cairo_write_func_t = { closure, data, length in
            guard let output = closure?.assumingMemoryBound(to: [UInt8].self), let data else {
                return CAIRO_STATUS_WRITE_ERROR
            }
            output.pointee.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
            return CAIRO_STATUS_SUCCESS
        }
        guard let surface = cairo_pdf_surface_create_for_stream(write, output, width, height),
            let cairo = cairo_create(surface)
        else { throw TypesettingError.drawing("no surface") }
        self.surface = surface
        self.cairo = cairo
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        // Positions come from the layout; cairo must not move glyphs to its own idea of a grid.
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_set_font_options(cairo, options)
        cairo_font_options_destroy(options)
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    /// Has cairo write document information at all; what it says is `PDFArchive`'s.
    func describe() { cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Sehat") }

    func start(width: Double, height: Double) {
        cairo_pdf_surface_set_size(surface, width, height)
        cairo_set_source_rgb(cairo, 0, 0, 0)
    }

    func endPage() { cairo_show_page(cairo) }

    /// Writes the end of the file; nothing may be drawn afterwards.
    func finish() throws {
        cairo_surface_finish(surface)
        for status in [cairo_status(cairo), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw TypesettingError.drawing(String(cString: cairo_status_to_string(status)))
        }
    }

    func draw(_ element: PageElement, _ engine: Engine) throws {
        switch element {
        case .text(let line): try draw(line, engine)
        case .rule(let mark): draw(mark)
        case .code(let mark): draw(mark)
        case .picture(let mark): draw(mark)
        case .image(let mark): draw(mark)
        }
    }

    private func draw(_ line: TextLine, _ engine: Engine) throws {
        let isBeneath = line.runs.contains {
            !$0.glyphs.isEmpty && ($0.face.family == .nastaliq || $0.face.family == .naskh)
        }
        if isBeneath { try writeBeneath(line, engine) }
        for (index, run) in line.runs.enumerated() where !run.glyphs.isEmpty {
            cairo_set_font_face(cairo, try engine.font(run.face).cairoFace(engine.freeType))
            cairo_set_font_size(cairo, run.size)
            let glyphs = run.glyphs.map {
                cairo_glyph_t(index: UInt($0.id), x: line.x + Double($0.x), y: line.baseline + Double($0.y))
            }
            if isBeneath {
                let silent = cairo_text_cluster_t(num_bytes: 1, num_glyphs: Int32(glyphs.count))
                show(glyphs, [silent], [0x20])
            } else {
                let text = ClusteredText(run, RunEdges(index, in: line))
                show(glyphs, text.clusters, text.utf8)
            }
        }
    }

    private func writeBeneath(_ line: TextLine, _ engine: Engine) throws {
        cairo_set_source_rgb(cairo, 1, 1, 1)
        for (index, run) in line.runs.enumerated() where !run.glyphs.isEmpty {
            let font = try engine.font(run.face)
            cairo_set_font_face(cairo, try font.cairoFace(engine.freeType))
            for word in SearchLayer.words(of: run, RunEdges(index, in: line), line, font) {
                var matrix = cairo_matrix_t()
                cairo_matrix_init_scale(&matrix, run.size * word.stretch, run.size * SearchLayer.height)
                cairo_set_font_matrix(cairo, &matrix)
                show(word.glyphs, word.clusters, word.utf8)
            }
        }
        cairo_set_source_rgb(cairo, 0, 0, 0)
    }

    private func show(_ glyphs: [cairo_glyph_t], _ clusters: [cairo_text_cluster_t], _ utf8: [UInt8]) {
        utf8.withUnsafeBytes { bytes in
            cairo_show_text_glyphs(
                cairo, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), glyphs,
                Int32(glyphs.count), clusters, Int32(clusters.count), cairo_text_cluster_flags_t(0))
        }
    }

    private func draw(_ mark: RuleMark) {
        guard mark.isDashed else {
            cairo_rectangle(cairo, mark.box.left, mark.box.top, mark.box.width, max(mark.box.height, 0.1))
            return cairo_fill(cairo)
        }
        for left in stride(from: mark.box.left, to: mark.box.right, by: RuleMark.dash * 2) {
            let width = min(RuleMark.dash, mark.box.right - left)
            cairo_rectangle(cairo, left, mark.box.top, width, max(mark.box.height, 0.1))
        }
        cairo_fill(cairo)
    }

    private func draw(_ mark: CodeMark) {
        for rectangle in mark.rectangles {
            cairo_rectangle(
                cairo, mark.x + Double(rectangle.column) * mark.moduleWidth,
                mark.y + Double(rectangle.row) * mark.moduleHeight, Double(rectangle.width) * mark.moduleWidth,
                mark.moduleHeight)
        }
        cairo_fill(cairo)
    }

    private func draw(_ mark: ImageMark) {
        guard let picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(mark.columns), Int32(mark.rows)),
            let data = cairo_image_surface_get_data(picture)
        else { return }
        defer { cairo_surface_destroy(picture) }
        let stride = Int(cairo_image_surface_get_stride(picture))
        for row in 0..<mark.rows {
            for column in 0..<mark.columns {
                let light = 255 - mark.ink[row * mark.columns + column]
                let pixel = data + row * stride + column * 4
                (pixel[0], pixel[1], pixel[2]) = (light, light, light)
            }
        }
        cairo_surface_mark_dirty(picture)
        cairo_save(cairo)
        cairo_translate(cairo, mark.box.left, mark.box.top)
        cairo_scale(cairo, mark.box.width / Double(mark.columns), mark.box.height / Double(mark.rows))
        cairo_set_source_surface(cairo, picture, 0, 0)
        cairo_paint(cairo)
        cairo_restore(cairo)
    }

    private func draw(_ mark: PictureMark) {
        let (wide, high) = mark.pixelSize
        for run in mark.darkRuns {
            cairo_rectangle(
                cairo, mark.box.left + Double(run.column) * wide, mark.box.top + Double(run.row) * high,
                Double(run.width) * wide, high)
        }
        cairo_fill(cairo)
    }
}
