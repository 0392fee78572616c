import SehatCore

/// What makes a PDF file a PDF/A-2u (ISO 19005-2, level U), which hospitals may keep for decades: XMP metadata that agree
/// with the document information, and an output intent with a profile. The rest is how the file is written: fonts embedded
/// with Unicode maps, neither encryption nor anything outside the file.
struct PDFArchive {
    private static let producer = "Sehat"

    private let title: String
    private let created: Instant

    init(title: String, created: Instant) {
        self.title = String(
            String.UnicodeScalarView(title.unicodeScalars.filter { $0.properties.generalCategory != .control }))
        self.created = created
    }

    /// Writes the catalog with all that it names but the pages, and the document information; returns their numbers.
    func write(to file: inout PDFFile, pages: Int) -> (root: Int, information: Int) {
        let (root, information, metadata, profile) = (file.number(), file.number(), file.number(), file.number())
        file.write(
            root,
            """
            << /Type /Catalog /Pages \(pages) 0 R /Metadata \(metadata) 0 R
               /OutputIntents [ << /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB)
                  /Info (sRGB IEC61966-2.1) /DestOutputProfile \(profile) 0 R >> ]
            >>
            """)
        let name = title.utf16.map { String(65_536 + Int($0), radix: 16).dropFirst() }.joined()
        let stamp = "D:" + time.filter(\.isNumber) + "Z"
        file.write(
            information,
            "<< /Title <feff\(name)> /Creator (Sehat) /Producer (\(Self.producer)) /CreationDate (\(stamp)) /ModDate (\(stamp)) >>"
        )
        file.write(metadata, stream: packet, "/Type /Metadata /Subtype /XML")
        file.write(profile, stream: ColourProfile.sRGB, "/N 3")
        return (root, information)
    }

    /// The time as 2027-01-15T08:00:00Z.
    private var time: String { String(created.description.prefix(19)) + "Z" }

    private var packet: [UInt8] {
        let name = title.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        return Array(
            """
            <?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
              xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
            <pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">\(name)</rdf:li></rdf:Alt></dc:title>
            <xmp:CreatorTool>Sehat</xmp:CreatorTool><xmp:CreateDate>\(time)</xmp:CreateDate><xmp:ModifyDate>\(time)</xmp:ModifyDate>
            <pdf:Producer>\(Self.producer)</pdf:Producer>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """.utf8)
    }
}
