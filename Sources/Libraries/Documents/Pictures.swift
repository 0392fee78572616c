public import Foundation

/// Names of the hospital's pictures in a document, and their files.
extension PrintDocument {
    /// The name under which letterheads find their logo.
    public static let logoName = "logo"

    /// The names or digests of all pictures that are to be looked up.
    public var pictures: Set<String> {
        var result: Set<String> = []
        _ = Self.changed(blocks) { image in
            if let picture = image.picture { result.insert(picture) }
            return image
        }
        return result
    }

    /// The document with every picture changed; one for which nil is given goes.
    public func changingPictures(_ change: (ImageBlock) -> ImageBlock?) -> PrintDocument {
        var result = self
        result.blocks = Self.changed(blocks, change)
        return result
    }

    /// The document with the files of its pictures; one without a file takes no room.
    public func withPictures(_ file: (_ picture: String) throws -> Data?) rethrows -> PrintDocument {
        var files: [String: Data] = [:]
        for picture in pictures { files[picture] = try file(picture) }
        if files.isEmpty { return self }
        return changingPictures { image in
            guard let data = image.picture.flatMap({ files[$0] }) else { return image }
            var filled = image
            filled.png = data
            return filled
        }
    }

    /// The document with the logo in every letterhead that has no picture, unless the logo stands elsewhere on it.
    public func withLogo(_ logo: ImageBlock) -> PrintDocument {
        if pictures.contains(Self.logoName) { return self }
        var result = self
        result.blocks = Self.withLogo(logo, blocks)
        return result
    }

    private static func withLogo(_ logo: ImageBlock, _ blocks: [Block]) -> [Block] {
        blocks.map { block in
            switch block {
            case .letterhead(var letterhead):
                if letterhead.logo == nil, letterhead.image == nil { letterhead.image = logo }
                return .letterhead(letterhead)
            case .group(let inner): return .group(withLogo(logo, inner))
            default: return block
            }
        }
    }

    private static func changed(_ blocks: [Block], _ change: (ImageBlock) -> ImageBlock?) -> [Block] {
        blocks.compactMap { block in
            switch block {
            case .image(let image): return change(image).map(Block.image)
            case .letterhead(var letterhead):
                if let image = letterhead.image { letterhead.image = change(image) }
                return .letterhead(letterhead)
            case .group(let inner): return .group(changed(inner, change))
            case .section(var section):
                section.blocks = changed(section.blocks, change)
                return .section(section)
            case .columns(var columns):
                for index in columns.columns.indices {
                    columns.columns[index].blocks = changed(columns.columns[index].blocks, change)
                }
                return .columns(columns)
            default: return block
            }
        }
    }
}
