/// What a thermal printer is and should do after a document.
public struct ThermalProfile: Codable, Hashable, Sendable {
    /// Dots from side to side of the print head: 576 on 80 mm paper, 384 on 58 mm.
    public var dots: Int
    /// Dots per millimetre of the head.
    public var dotsPerMillimetre: Int
    /// Rows in one raster command; more than 128 overrun the buffer of many printers.
    public var bandRows: Int
    /// Rows of white before the cut.
    public var feedRows: Int
    /// True to cut the paper at the end.
    public var cuts: Bool
    /// True to open the cash drawer first.
    public var opensDrawer: Bool

    /// A profile; band rows are held within 8 to 128, feed rows within 0 to 1000.
    public init(
        dots: Int = 576, dotsPerMillimetre: Int = 8, bandRows: Int = 128, feedRows: Int = 40, cuts: Bool = true,
        opensDrawer: Bool = false
    ) {
        self.dots = dots
        self.dotsPerMillimetre = dotsPerMillimetre
        self.bandRows = min(max(bandRows, 8), 128)
        self.feedRows = min(max(feedRows, 0), 1000)
        self.cuts = cuts
        self.opensDrawer = opensDrawer
    }

    /// An 80 mm printer of 203 dpi with a cutter.
    public static let thermal80 = ThermalProfile()
    /// A 58 mm printer of 203 dpi, which usually has no cutter.
    public static let thermal58 = ThermalProfile(dots: 384, cuts: false)
}

/// Wraps pages of dots in ESC/POS commands. White is sent as rows too, since printers disagree about line feeds.
public struct EscPosEncoder: Sendable {
    private let profile: ThermalProfile

    /// An encoder for a printer.
    public init(_ profile: ThermalProfile) {
        self.profile = profile
    }

    /// The pages, one below the other without a cut between them.
    ///
    /// - Throws: `TypesettingError.doesNotFit` when a page is wider than the print head.
    public func encode(_ pages: [RasterPage]) throws -> [UInt8] {
        var output: [UInt8] = [0x1B, 0x40]
        if profile.opensDrawer { output += [0x1B, 0x70, 0x00, 0x19, 0xFA] }
        for page in pages {
            guard page.width <= profile.dots else {
                throw TypesettingError.doesNotFit(
                    .block, needed: Double(page.width), available: Double(profile.dots))
            }
            append(page, to: &output)
        }
        if profile.feedRows > 0 {
            append(Self.blank(width: 8, rows: profile.feedRows), to: &output)
        }
        if profile.cuts { output += [0x1D, 0x56, 0x42, 0x00] }
        return output
    }

    private func append(_ page: RasterPage, to output: inout [UInt8]) {
        output.reserveCapacity(output.count + page.bits.count + page.height / 8)
        let stride = page.bytesPerRow
        for first in Swift.stride(from: 0, to: page.height, by: profile.bandRows) {
            let rows = min(profile.bandRows, page.height - first)
            output += [0x1D, 0x76, 0x30, 0x00, UInt8(stride & 0xFF), UInt8(stride >> 8 & 0xFF), UInt8(rows), 0]
            let start = output.count
            output += page.bits[first * stride..<(first + rows) * stride]
            ImmediateCommands.defuseEscPos(&output, from: start)
        }
    }

    private static func blank(width: Int, rows: Int) -> RasterPage {
        RasterPage(width: width, height: rows, bits: [UInt8](repeating: 0, count: (width + 7) / 8 * rows))
    }
}
