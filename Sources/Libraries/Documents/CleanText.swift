/// Makes text from people safe to set: what it keeps can never reorder, hide or overrun the page round it.
enum CleanText {
    /// The longest name that is set at all, in graphemes; a longer one ends with an ellipsis.
    static let nameLimit = 160
    /// The longest prose in one piece, in graphemes.
    static let proseLimit = 20_000
    /// The most combining marks kept on one letter; stacked marks beyond any orthography would overrun other lines.
    static let markLimit = 6

    /// A value on one line: no controls, no bidi controls, white space runs made one space, at most `limit` graphemes.
    static func line(_ text: String, limit: Int = .max) -> String {
        var result = String.UnicodeScalarView()
        var marks = 0
        var pendingSpace = false
        for scalar in text.unicodeScalars {
            if isPlainLetter(scalar) {
                if pendingSpace { result.append(" ") }
                pendingSpace = false
                marks = 0
                result.append(scalar)
                continue
            }
            if scalar.properties.isWhitespace {
                pendingSpace = !result.isEmpty
                continue
            }
            if isControl(scalar) || isBidiControl(scalar) || !admit(scalar, marks: &marks) { continue }
            if pendingSpace { result.append(" ") }
            pendingSpace = false
            result.append(scalar)
        }
        return cut(String(result), limit: limit)
    }

    /// Prose: as `line`, but newlines, repeated spaces and no-break spaces stay, and so do isolates when they are
    /// balanced, since translated phrases use them; overrides and embeddings always go.
    static func prose(_ text: String) -> String {
        let keepsIsolates = hasBalancedIsolates(text)
        var result = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            if isPlainLetter(scalar) || scalar == " " {
                marks = 0
                result.append(scalar)
                continue
            }
            switch scalar.value {
            case 0x0A, 0x2028, 0x2029: result.append("\n")
            case 0x0D: continue
            case 0x09: result.append(" ")
            case 0x200E, 0x200F, 0x061C: result.append(scalar)
            case 0x2066...0x2069: if keepsIsolates { result.append(scalar) }
            default:
                if isControl(scalar) || isBidiControl(scalar) || !admit(scalar, marks: &marks) { continue }
                result.append(scalar)
            }
        }
        return cut(String(result), limit: proseLimit)
    }

    /// The text cut after `limit` graphemes with an ellipsis; unchanged when it is short enough.
    static func cut(_ text: String, limit: Int) -> String {
        guard text.unicodeScalars.count > limit,
            let end = text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex),
            end != text.endIndex
        else { return text }
        var head = text[..<end]
        while head.last == " " { head.removeLast() }
        return head + "…"
    }

    /// True when the first letter with a direction is of a right-to-left script.
    static func isRightToLeft(_ text: String) -> Bool {
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            switch scalar.value {
            case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: return true
            default: return false
            }
        }
        return false
    }

    /// Letters, digits and signs of the product's scripts that need no further look; asking Unicode for the properties
    /// of every letter would cost more than shaping it.
    private static func isPlainLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x21...0x7E, 0x0620...0x064A, 0x0660...0x066F, 0x0671...0x06D5, 0x06F0...0x06FC, 0x0904...0x0939,
            0x0958...0x0961, 0x0964...0x0970:
            true
        default: false
        }
    }

    private static func admit(_ scalar: Unicode.Scalar, marks: inout Int) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark:
            marks += 1
            return marks <= markLimit
        case .format:
            return true
        default:
            marks = 0
            return true
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Byte order mark, interlinear annotations, tag characters, deprecated format controls.
        case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF, 0x206A...0x206F: true
        default: scalar.properties.generalCategory == .control || scalar.properties.isNoncharacterCodePoint
        }
    }

    private static func isBidiControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func hasBalancedIsolates(_ text: String) -> Bool {
        var depth = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x2066...0x2068: depth += 1
            case 0x2069: depth -= 1
            case 0x0A, 0x2028, 0x2029: if depth != 0 { return false }
            default: continue
            }
            if depth < 0 || depth > 60 { return false }
        }
        return depth == 0
    }
}
