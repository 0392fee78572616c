/// The version of a stored document's form. Decoding refuses a version that this build does not know.
///
/// Version 1 wrapped the values of tagged objects once more; it is still read. Version 2 is described by
/// `DocumentSchema`.
public struct FormatVersion: Hashable, Sendable {
    /// The version's number.
    public let number: Int

    /// The version that this build writes.
    public static let current = FormatVersion(number: 2)
}

extension FormatVersion: Codable {
    /// Reads and checks the number.
    ///
    /// - Throws: `DecodingError.dataCorrupted` when the document was written by a newer build.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let number = try container.decode(Int.self)
        guard (1...FormatVersion.current.number).contains(number) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "document format \(number) is not known to this version")
        }
        self.number = number
    }

    /// Writes the number.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
