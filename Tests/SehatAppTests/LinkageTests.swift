import Foundation
import TestKit
import Testing

/// What the executable needs of the machine it runs on.
@Suite struct LinkageTests {
    @Test func onlyTheSystemAndCUPSAreLoadedAtRunTime() async throws {
        let result = try await Binary.run([Binary.url.path], executable: URL(filePath: "/usr/bin/ldd"))
        #expect(result.status == 0, "\(result.errors)")
        let libraries = result.output.split(separator: "\n").compactMap { line in
            line.split(whereSeparator: \.isWhitespace).first.map(String.init)
        }
        // Were ldd to answer nothing, nothing would be found missing: the C library must be there.
        #expect(libraries.contains { $0.hasPrefix("libc.so") })
        var forbidden = [
            "libsqlite3.", "libsqlcipher.", "libcrypto.", "libpango", "libsodium.", "libharfbuzz.", "libcairo.",
            "libpng",
            "libturbojpeg.", "libjpeg.",
        ]
        // A debug build has the Swift runtime as shared libraries; the one that is shipped carries it.
        if ProcessInfo.processInfo.environment["SEHAT_BINARY"] != nil { forbidden += ["libswift", "libFoundation"] }
        let found = libraries.filter { library in forbidden.contains { library.hasPrefix($0) } }
        #expect(found.isEmpty)
    }
}
