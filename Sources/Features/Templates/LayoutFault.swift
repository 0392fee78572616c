import Documents
import SehatCore
import Typesetting

/// Why a sample document cannot be set, in words that name the block's line.
struct LayoutFault: Error, Sendable {
    let error: TypesettingError
    let language: Language
    /// Where the block stands in the template; nil where no one block is to blame.
    let place: SourcePlace?

    /// The problem as the pages and the command line know it. Lengths are in millimetres.
    var problem: Problem {
        var params = ["line": String(place?.line ?? 1), "language": language.rawValue]
        let code: String
        switch error {
        case .doesNotFit(let field, let needed, let available):
            code = "templates.doesNotFit.\(field.rawValue)"
            params["needed"] = Self.millimetres(needed)
            params["available"] = Self.millimetres(available)
        case .codeTooLong, .codeNotEncodable, .codeElement: code = "templates.badCode"
        case .badImage: code = "templates.badPicture"
        case .badGeometry: code = "templates.badGeometry"
        case .tooDeep: code = "templates.tooDeep"
        case .fontUnavailable, .drawing: code = "templates.unprintable"
        }
        return Problem(.invalid, code, params: params)
    }

    private static func millimetres(_ points: Double) -> String { String(Int((points * 25.4 / 72).rounded(.up))) }
}
