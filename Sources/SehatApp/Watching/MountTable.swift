import Foundation

/// Where a path really lies: the file system, its device and how it is mounted (proc(5), mountinfo).
struct MountTable: Sendable {
    struct Mount: Hashable, Sendable {
        let point: String
        let device: String
        let kind: String
        let options: [String]
    }

    let mounts: [Mount]

    /// - Parameter text: of `/proc/self/mountinfo`.
    init(_ text: String) {
        mounts = text.split(separator: "\n").compactMap { line in
            let halves = line.components(separatedBy: " - ")
            guard halves.count == 2 else { return nil }
            let (left, right) = (halves[0].split(separator: " "), halves[1].split(separator: " "))
            guard left.count >= 6, right.count >= 2 else { return nil }
            return Mount(
                point: Self.plain(left[4]), device: Self.plain(right[1]), kind: String(right[0]),
                options: (left[5].split(separator: ",") + (right.count > 2 ? right[2].split(separator: ",") : [])).map(
                    String.init))
        }
    }

    /// Of this process.
    static var current: MountTable {
        // The file says that it is empty, so it must be read to its end.
        let text = FileHandle(forReadingAtPath: "/proc/self/mountinfo").flatMap { try? $0.readToEnd() } ?? Data()
        return MountTable(String(decoding: text, as: UTF8.self))
    }

    /// The mount on which a path lies, whether it is there or not; nil where the system does not say.
    func mount(of path: String) -> Mount? {
        let path = URL(filePath: path).resolvingSymlinksInPath().path
        // The last of several mounts on one point is the one that is seen.
        return mounts.enumerated().filter { _, mount in
            mount.point == "/" || path == mount.point || path.hasPrefix(mount.point + "/")
        }.max { ($0.element.point.utf8.count, $0.offset) < ($1.element.point.utf8.count, $1.offset) }?.element
    }

    /// Spaces and the like stand as octal numbers.
    private static func plain(_ text: Substring) -> String {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), rest.count >= 3,
                let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
            {
                result.append(code)
                rest = rest.dropFirst(3)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
