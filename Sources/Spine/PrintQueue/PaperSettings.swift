public import Documents
public import Foundation
import GRDB
public import SehatCore
public import SehatStore

/// How the hospital writes numbers and dates on paper, and the pictures that its papers show.
public struct PaperSettings: Codable, Hashable, Sendable {
    /// A picture under a name.
    public struct Picture: Codable, Hashable, Sendable {
        /// What documents call it.
        public var sha256: String
        /// Pixels.
        public var width: Int
        /// Pixels.
        public var height: Int
    }

    /// The languages whose papers have the language's own digits; identifiers have Western ones in all of them.
    public var localDigits: [Language] = []
    /// Present where Hijri dates stand beside Gregorian ones: by how many days the hospital's calendar stands beside the
    /// tables of Umm al-Qura, -2 to 2.
    public var hijriShift: Int?
    /// By name; `logo` stands in every letterhead.
    public var pictures: [String: Picture] = [:]
    /// Goes up with every change.
    public var version: Int64 = 1

    private static let key = "printQueue.papers"
    /// The most names of pictures.
    public static let pictureLimit = 16

    /// Western digits, no Hijri dates, no pictures.
    public init() {}

    /// The settings of the hospital.
    public static func inUse(in tx: ReadTx) throws -> PaperSettings {
        try tx.setting(key) ?? PaperSettings()
    }

    /// Sets digits and calendar.
    ///
    /// - Throws: `app.stale`; 422 for a shift beyond two days.
    public static func update(
        localDigits: [Language], hijriShift: Int?, version: Int64?, in tx: Tx
    ) throws -> PaperSettings {
        var settings = try inUse(in: tx)
        try tx.expect(version: settings.version, version)
        var checks = FieldChecks()
        let limit = HijriDate.shiftLimit
        checks.expect((-limit...limit).contains(hijriShift ?? 0), "hijriShift", "printQueue.field.hijriShift")
        try checks.finish()
        settings.localDigits = Language.allCases.filter { $0 != .en && localDigits.contains($0) }
        settings.hijriShift = hijriShift
        return try save(
            settings, "printQueue.papers.changed",
            [
                "digits": .text(settings.localDigits.map(\.rawValue).joined(separator: " ")),
                "hijri": .text(hijriShift.map(String.init) ?? ""),
            ], in: tx)
    }

    /// Puts a picture under a name; papers made before keep the one that they have.
    ///
    /// - Parameter png: made by the typesetter, not as it was uploaded.
    /// - Throws: 422 for a name that is none, and for too many names.
    public static func set(
        _ name: String, png: Data, width: Int, height: Int, in tx: Tx
    ) throws -> PaperSettings {
        var settings = try inUse(in: tx)
        try check(name)
        guard settings.pictures[name] != nil || settings.pictures.count < pictureLimit, png.count <= PaperPicture.limit
        else {
            throw Problem.invalid("name", "printQueue.field.pictures")
        }
        let sha256 = DocumentDigest.sha256(png)
        if try PaperPicture.of(sha256, in: tx) == nil {
            try PaperPicture(
                id: tx.newID(), sha256: sha256, png: png, width: width, height: height, addedAt: tx.now,
                addedBy: tx.principal.userID, addedByName: tx.principal.username
            ).insert(tx.db)
        }
        settings.pictures[name] = Picture(sha256: sha256, width: width, height: height)
        return try save(settings, "printQueue.picture.set", ["name": .text(name), "sha256": .text(sha256)], in: tx)
    }

    /// Takes a name away: new papers do without.
    ///
    /// - Throws: `printQueue.picture.notFound`.
    public static func remove(_ name: String, in tx: Tx) throws -> PaperSettings {
        var settings = try inUse(in: tx)
        guard let old = settings.pictures.removeValue(forKey: name) else {
            throw Problem(.notFound, "printQueue.picture.notFound")
        }
        return try save(
            settings, "printQueue.picture.removed", ["name": .text(name), "sha256": .text(old.sha256)], in: tx)
    }

    /// Fails for what is no name of a picture: small Latin letters, digits and hyphens, at most 32.
    public static func check(_ name: String) throws {
        let isName =
            (1...32).contains(name.utf8.count)
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard isName else { throw Problem.invalid("name", "printQueue.field.pictureName") }
    }

    private static func save(
        _ settings: PaperSettings, _ action: String, _ detail: [String: AuditValue], in tx: Tx
    ) throws -> PaperSettings {
        var changed = settings
        changed.version += 1
        try tx.setSetting(key, changed)
        tx.audit(action, detail)
        tx.announce("printQueue.papers")
        return changed
    }

    /// A document written as the hospital writes: digits, calendar, and its pictures by the digests that are in use now.
    public func applied(to document: PrintDocument) -> PrintDocument {
        var result = document
        if localDigits.contains(document.language) { result.digits = .local }
        result.hijriShift = hijriShift
        if let logo = pictures[PrintDocument.logoName] { result = result.withLogo(Self.logo(logo, on: document.paper)) }
        return result.changingPictures { image in
            guard let name = image.picture else { return image }
            guard let picture = pictures[name] else { return nil }
            var named = image
            named.picture = picture.sha256
            return named
        }
    }

    /// A logo as large as a letterhead bears: at most 18 mm high and 50 mm wide, smaller on rolls.
    private static func logo(_ picture: Picture, on paper: Paper) -> ImageBlock {
        let (high, wide) = paper.isRoll ? (14, 40) : (18, 50)
        let width = min(high * 1000 * picture.width / max(picture.height, 1), wide * 1000)
        return ImageBlock(picture: PrintDocument.logoName, width: Length(micrometres: Int32(max(width, 1000))))
    }
}
