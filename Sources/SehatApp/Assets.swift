import CFonts
public import SehatCore
import WebInterface

/// What is embedded in the executable: the files of the pages, the fonts and the texts.
public enum Assets {
    struct File: Sendable {
        let path: String
        let type: String
        let bytes: [UInt8]
    }

    /// The files of the web pages and the web fonts below `fonts/`.
    static func pages() -> [File] {
        (0..<sehat_asset_count()).compactMap { index in
            guard let path = sehat_asset_path(index), let type = sehat_asset_type(index) else { return nil }
            return File(path: String(cString: path), type: String(cString: type), bytes: asset(index))
        } + webFonts()
    }

    /// The texts in all languages, from `i18n/<language>/<module>.json`.
    ///
    /// - Throws: when an embedded file is not a catalogue, which the tests rule out.
    public static func catalogue() throws -> Catalogue {
        var files: [(language: Language, bytes: [UInt8])] = []
        for index in 0..<sehat_asset_count() {
            guard let path = sehat_asset_path(index) else { continue }
            let parts = String(cString: path).split(separator: "/")
            guard parts.count == 3, parts[0] == "i18n", let language = Language(rawValue: String(parts[1])) else {
                continue
            }
            files.append((language, asset(index)))
        }
        return try Catalogue(files: files)
    }

    private static func asset(_ index: Int) -> [UInt8] {
        var length = 0
        guard let start = sehat_asset_bytes(index, &length) else { return [] }
        return Array(UnsafeBufferPointer(start: start, count: length))
    }

    private static func webFonts() -> [File] {
        (0..<sehat_font_count()).compactMap { index in
            guard let pointer = sehat_font_name(index) else { return nil }
            let name = String(cString: pointer)
            guard name.hasPrefix("web/") else { return nil }
            var length = 0
            guard let start = sehat_font_bytes(index, &length) else { return nil }
            let bytes = Array(UnsafeBufferPointer(start: start, count: length))
            return File(path: "fonts/\(name.dropFirst(4))", type: "font/woff2", bytes: bytes)
        }
    }
}
