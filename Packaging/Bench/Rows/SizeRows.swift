import Foundation

/// What is installed: the one file.
enum SizeRows {
    static func run(_ setting: Setting) async throws {
        let bytes = try setting.binary.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        setting.print(Row(name: "size.executable", value: Double(bytes) / 1e6, unit: "MB", goal: .valueAtMost(110)))
    }
}
