/// Why a file gives no picture. No case carries anything of the file but its measures.
public enum PictureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Neither a PNG nor a JPEG file.
    case unknownKind
    /// More pixels than are taken; nothing was unpacked.
    case tooLarge(width: Int, height: Int, limit: Int)
    /// The file is cut short or its data contradict themselves.
    case damaged(PictureHead.Kind)
    /// The encoder failed.
    case encoding

    /// The reason in English words.
    public var description: String {
        switch self {
        case .unknownKind: "no PNG or JPEG file"
        case .tooLarge(let width, let height, let limit): "\(width) × \(height) pixels; at most \(limit) in all"
        case .damaged(let kind): "a damaged \(kind.rawValue) file"
        case .encoding: "it could not be written"
        }
    }
}
