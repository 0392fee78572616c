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
    /// - Throws: `TypesettingError.drawing` when memory is short, `TypesettingError.fontUnavailable`.
    public func write(_ document: LaidOutDocument, created: Instant) throws -> [UInt8] {
        try EnginePool.use { engine in
            try Self.write(document, created, engine)
        }
    }

    private static func write(_ document: LaidOutDocument, _ created: Instant, _ engine: Engine) throws -> [UInt8] {
        var (file, fonts, images) = (PDFFile(), PDFFonts(), [ImageMark]())
        let (tree, resources) = (file.number(), file.number())
        let (root, information) = PDFArchive(title: document.title, created: created).write(to: &file, pages: tree)
        var pages: [Int] = []
        for page in document.pages {
            var content = PDFContent(height: page.height)
            for element in page.elements { try content.draw(element, &fonts, &images, engine) }
            let (number, stream) = (file.number(), file.number())
            pages.append(number)
            file.write(
                number,
                """
                << /Type /Page /Parent \(tree) 0 R /MediaBox [ 0 0 \(number3(page.width)) \(number3(page.height)) ]
                   /Resources \(resources) 0 R /Contents \(stream) 0 R >>
                """)
            try file.write(stream, compressed: content.bytes)
        }
        let kids = pages.map { "\($0) 0 R" }.joined(separator: " ")
        file.write(tree, "<< /Type /Pages /Kids [ \(kids) ] /Count \(pages.count) >>")
        let pictures = try write(images, to: &file)
        let names = try fonts.write(to: &file, blank: try engine.font(FontFace(.sans, isBold: false)))
        file.write(resources, "<< /Font << \(names)>> /XObject << \(pictures)>> >>")
        return file.finished(root: root, information: information)
    }

    /// Pictures in shades, and the names by which pages know them.
    private static func write(_ images: [ImageMark], to file: inout PDFFile) throws -> String {
        var names = ""
        for (index, image) in images.enumerated() {
            let number = file.number()
            try file.write(
                number, compressed: image.ink.map { 255 - $0 },
                """
                /Type /XObject /Subtype /Image /Width \(image.columns) /Height \(image.rows) /ColorSpace /DeviceGray \
                /BitsPerComponent 8 /Interpolate false
                """)
            names += "/I\(index) \(number) 0 R "
        }
        return names
    }

    /// A length with three decimal places.
    private static func number3(_ value: Double) -> String {
        var text = PDFBytes()
        text.add((value * 1000).rounded() / 1000)
        return String(decoding: text.bytes, as: UTF8.self)
    }
}
