/// The line breaking class of a character (UAX #14), as rule LB1 resolves it, with the few distinctions that later rules ask for.
enum LineBreakClass: UInt8, CaseIterable {
    /// Letters and everything that is like them.
    case al
    case hl, nu, sp, cm, zwj, zw, wj, gl, bk, cr, lf, nl
    case ba, bb, bt, hy, cb, cl, cp, ex, `is`, sy, ns, `in`, op, qu, po, pr
    /// Opening and closing brackets of East Asian width, to which rule LB30 does not apply.
    case ope, cpe
    case id, eb, em, ri
    /// Room in the code space that is kept for pictographs (rule LB30b); an ideograph otherwise.
    case pic
    case jl, jv, jt, h2, h3

    /// The class of a character.
    init(_ scalar: UInt32) {
        if scalar < UInt32(Self.direct.count) {
            self = Self.direct[Int(scalar)]
        } else if 0xAC00...0xD7A3 ~= scalar {
            self = (scalar - 0xAC00) % 28 == 0 ? .h2 : .h3
        } else {
            self = Self.table.value(of: scalar)
        }
    }

    /// The class by its name in `LineBreakTable`.
    private init(name: Substring) {
        self = Self.allCases.first { "\($0)" == name } ?? .al
    }

    /// Where runs of one class start, in increasing order.
    private struct Table {
        var starts: [UInt32] = []
        var classes: [LineBreakClass] = []

        init(_ runs: String) {
            var (count, start): (UInt32, UInt32) = (0, 0)
            var name = ""
            var known: [String: LineBreakClass] = [:]
            for byte in Array(runs.utf8) + [UInt8(ascii: "0")] {
                guard 0x30...0x39 ~= byte else {
                    name.unicodeScalars.append(Unicode.Scalar(byte))
                    continue
                }
                if !name.isEmpty {
                    let kind = known[name] ?? LineBreakClass(name: Substring(name))
                    known[name] = kind
                    starts.append(start)
                    classes.append(kind)
                    (start, count, name) = (start + count, 0, "")
                }
                count = count * 10 + UInt32(byte - 0x30)
            }
        }

        func value(of scalar: UInt32) -> LineBreakClass {
            var (low, high) = (0, starts.count)
            while high - low > 1 {
                let middle = (low + high) / 2
                if starts[middle] <= scalar { low = middle } else { high = middle }
            }
            return low < classes.count ? classes[low] : .al
        }
    }

    private static let table = Table(LineBreakTable.runs)
    /// Latin, Arabic and Devanagari letters and general signs are most of what is ever asked for.
    private static let direct: [LineBreakClass] = (0..<0x2100).map { table.value(of: $0) }
}
