// swift-tools-version: 6.2
import PackageDescription

// The tiers, lowest first; a target imports strictly lower tiers. Same-tier edges are those written out below.
// Sources/Base/SehatCore/SehatCore.docc/Architecture.md has the picture.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

var targets: [Target] = []

/// Adds a target and its tests at `Sources/<tier>/<name>` and `Tests/<tier>/<name>Tests`.
@MainActor func add(
    _ tier: String, _ name: String, _ uses: [Target.Dependency], testsUse: [Target.Dependency] = ["TestKit"],
    fixtures: [String] = []
) {
    targets.append(.target(name: name, dependencies: uses, path: "Sources/\(tier)/\(name)", swiftSettings: settings))
    targets.append(
        .testTarget(
            name: "\(name)Tests", dependencies: [.init(stringLiteral: name)] + testsUse,
            path: "Tests/\(tier)/\(name)Tests", exclude: fixtures, swiftSettings: settings))
}

/// What the tests of every module may use besides the module and what it uses.
let tests: [Target.Dependency] = [
    "TestKit", "SehatCore", "SehatStore", "SehatWeb", .grdb, .hummingbirdTesting, .logging, .httpTypes,
]

/// What every module above the base may use.
let base: [Target.Dependency] = ["SehatCore", "SehatStore", "SehatWeb", .grdb, .logging]
@MainActor func spine(_ name: String, uses: [Target.Dependency] = []) {
    add("Spine", name, base + uses, testsUse: tests + uses)
}
@MainActor func feature(_ name: String, uses: [Target.Dependency] = []) {
    add("Features", name, base + uses, testsUse: tests + uses)
}

extension Target.Dependency {
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let sqlite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let hummingbirdTLS = product(name: "HummingbirdTLS", package: "hummingbird")
    static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let x509 = product(name: "X509", package: "swift-certificates")
    static let asn1 = product(name: "SwiftASN1", package: "swift-asn1")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let nioHTTPTypes = product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
    static let nioCompression = product(name: "NIOHTTPCompression", package: "swift-nio-extras")
    static let nioWebSocket = product(name: "NIOWebSocket", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioFoundation = product(name: "NIOFoundationCompat", package: "swift-nio")
    static let logging = product(name: "Logging", package: "swift-log")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let signals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let arguments = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let toml = product(name: "TOMLKit", package: "TOMLKit")
    static let httpClient = product(name: "AsyncHTTPClient", package: "async-http-client")
}

// Native libraries: built or collected by Packaging/native, found through pkg-config.
targets += [
    .systemLibrary(name: "CSQLCipher", path: "Sources/Native/CSQLCipher", pkgConfig: "sehat-sqlcipher"),
    .systemLibrary(name: "CText", path: "Sources/Native/CText", pkgConfig: "sehat-text"),
    .systemLibrary(name: "CPictures", path: "Sources/Native/CPictures", pkgConfig: "sehat-pictures"),
    .systemLibrary(name: "CFonts", path: "Sources/Native/CFonts", pkgConfig: "sehat-fonts"),
    .systemLibrary(name: "CSodium", path: "Sources/Native/CSodium", pkgConfig: "sehat-sodium"),
    .systemLibrary(name: "CCups", path: "Sources/Native/CCups", pkgConfig: "sehat-cups"),
]

// Tier 0: the base.
add("Base", "SehatCore", [])
add(
    "Base", "SehatStore", ["SehatCore", .grdb, .sqlite, .crypto, .cryptoExtras, .logging, "CSQLCipher"],
    testsUse: ["TestKit", "SehatCore", .grdb, .sqlite, .crypto, .logging])
add(
    "Base", "SehatWeb",
    [
        "SehatCore", "SehatStore", .hummingbird, .hummingbirdCore, .hummingbirdTLS, .httpTypes, .nioSSL, .nioCore,
        .nioPosix, .nioHTTP1, .nioHTTPTypes, .nioEmbedded, .nioCompression, .logging, .lifecycle, .crypto,
    ],
    testsUse: [
        "TestKit", "SehatCore", "SehatStore", "Certificates", .hummingbirdTesting, .httpClient, .httpTypes, .nioSSL,
        .nioCore, .nioPosix, .nioHTTP1, .nioHTTPTypes, .nioEmbedded, .x509, .grdb, .lifecycle, .logging,
    ])

// Tier 1: libraries.
add("Libraries", "Documents", ["SehatCore"], testsUse: ["SehatCore"])
add("Libraries", "Pictures", ["CPictures"], testsUse: ["CPictures"])
add(
    "Libraries", "Typesetting", ["SehatCore", "Documents", "Pictures", "CText", "CFonts"],
    testsUse: ["SehatCore", "Documents", "Pictures", "CText", "CFonts"], fixtures: ["Fixtures"])
add("Libraries", "Spooler", ["SehatCore", "Outgoing", "CCups"], testsUse: ["SehatCore", "TestKit"])
add("Libraries", "PrinterDevices", ["Outgoing"], testsUse: ["TestKit"])
add(
    "Libraries", "Certificates", ["SehatCore", .x509, .crypto, .asn1],
    testsUse: ["SehatCore", .x509, .crypto, .asn1, .nioSSL])

add("Libraries", "Names", [], testsUse: [])
add("Libraries", "Outgoing", [], testsUse: [])
add("Libraries", "DelimitedText", [], testsUse: [])

// Tier 2: the spine, facts that several features share; each may use those above it.
spine("Directory")
spine("Patients", uses: ["Names", "DelimitedText", .crypto])
spine("Encounters", uses: ["Directory", "Patients"])
spine("Ledger", uses: ["Directory", "Patients", "Encounters"])
spine("PrintQueue", uses: ["Documents", .crypto])
spine("Downtime", uses: ["Directory", "Patients", "Encounters", "PrintQueue", "Documents"])

// Tier 3: the features; they know the spine and never one another.
feature("Access", uses: ["CSodium", .crypto])
feature("AuditTrail", uses: [.crypto])
feature("Counter", uses: ["Directory", "Patients", "Encounters", "PrintQueue", "Documents"])
feature("Billing", uses: ["Directory", "Patients", "Encounters", "Ledger", "PrintQueue", "Downtime", "Documents"])
feature(
    "Printing", uses: ["Directory", "Patients", "PrintQueue", "Documents", "Typesetting", "Spooler", "PrinterDevices"])
feature("Templates", uses: ["PrintQueue", "Documents", "Typesetting"])
feature("Schedule")
feature("Identification", uses: ["Patients", "PrintQueue", "Documents", "Pictures", .crypto])

// What Packaging/new-module copies: built and tested like every module, and part of no product.
targets += [
    .target(
        name: "Example", dependencies: base, path: "Packaging/templates/module/Example", swiftSettings: settings),
    .testTarget(
        name: "ExampleTests", dependencies: ["Example"] + tests, path: "Packaging/templates/module/ExampleTests",
        swiftSettings: settings),
]

// Tier 4: the edges.
add(
    "Edges", "Backup",
    [
        "SehatCore", "SehatStore", "SehatWeb", "Outgoing", "CSodium", .grdb, .crypto, .httpClient, .nioCore,
        .nioFoundation, .nioHTTP1, .nioSSL,
    ],
    testsUse: tests + [.crypto], fixtures: ["s3peer.py"])

add(
    "Edges", "DowntimePack",
    base + ["Directory", "PrintQueue", "Downtime", "Documents", "Typesetting", .crypto, .cryptoExtras],
    testsUse: tests + [
        "Directory", "Patients", "Encounters", "Ledger", "PrintQueue", "Downtime", "Billing", "Typesetting", .crypto,
    ])
add(
    "Edges", "Alarms",
    base + ["Outgoing", .crypto, .httpClient, .nioCore, .nioPosix, .nioSSL, .nioHTTP1],
    testsUse: tests + ["Outgoing", .crypto], fixtures: ["messagepeer.py"])

let everything: [Target.Dependency] = [
    "SehatCore", "SehatStore", "SehatWeb", "Documents", "Pictures", "Typesetting", "Spooler", "PrinterDevices",
    "Certificates",
    "Names", "DelimitedText", "Directory", "Patients",
    "Encounters", "Ledger", "PrintQueue", "Access", "AuditTrail", "Counter", "Billing", "Printing", "Templates",
    "Schedule", "Identification", "Backup", "Outgoing", "Downtime", "DowntimePack", "Alarms",
    "WebInterface", "CFonts",
]

targets += [
    .target(
        name: "WebInterface", path: "Sources/WebInterface",
        exclude: ["app", "ui", "modules", "css", "i18n", "test", "index.html"], sources: ["assets.c"],
        publicHeadersPath: "include"),
    .target(
        name: "SehatApp",
        dependencies: everything + [
            .grdb, .lifecycle, .signals, .logging, .arguments, .toml, .hummingbird, .crypto, .httpClient, .nioCore,
            .nioHTTP1, .nioFoundation,
        ],
        path: "Sources/SehatApp", swiftSettings: settings),
    .executableTarget(
        // CSQLCipher comes last: its library directory then precedes the system's, and the static archive wins.
        name: "sehat", dependencies: ["SehatApp", .arguments, "CSQLCipher"], path: "Sources/sehat",
        swiftSettings: settings,
        // LLVM's linker: it can drop what nobody calls, which GNU gold's handling of exported symbols keeps.
        linkerSettings: [.unsafeFlags(["-use-ld=lld", "-Xlinker", "--as-needed", "-Xlinker", "--gc-sections"])]),
    .target(
        name: "TestKit",
        dependencies: everything + [
            "SehatApp", .grdb, .crypto, .logging, .hummingbird, .hummingbirdTesting, .httpClient, .httpTypes, .nioCore,
            .nioHTTP1, .nioSSL, .nioPosix, "CSQLCipher",
        ],
        path: "Tests/TestKit", swiftSettings: settings),
    .target(name: "BenchReference", dependencies: ["CText", "CFonts"], path: "Packaging/Bench/Reference"),
    .executableTarget(
        name: "sehat-bench",
        dependencies: [
            "Backup", "BenchReference", "TestKit", "Documents", "Typesetting", "Patients", "SehatCore", "SehatStore",
            .grdb, .arguments, "CSQLCipher",
        ],
        path: "Packaging/Bench", exclude: ["Reference"], swiftSettings: settings,
        linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
    .executableTarget(
        name: "sehat-faults", dependencies: ["TestKit", .arguments, "CSQLCipher"], path: "Packaging/faults",
        exclude: ["campaign", "disk.c", "sheets"], swiftSettings: settings,
        linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
    .testTarget(
        name: "SehatAppTests",
        dependencies: [
            "TestKit", "SehatApp", "SehatCore", "SehatStore", "Backup", "Documents", "PrinterDevices", "Typesetting",
            .grdb,
            .hummingbirdTesting,
            .httpClient, .nioSSL, .logging,
        ],
        path: "Tests/SehatAppTests", swiftSettings: settings),
    .testTarget(
        name: "ArchitectureTests",
        dependencies: ["TestKit", "SehatApp", "SehatCore", "SehatStore", "SehatWeb", "Documents", .grdb, .crypto],
        path: "Tests/ArchitectureTests",
        exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
        name: "BrowserTests",
        dependencies: [
            "TestKit", "SehatApp", "SehatCore", "SehatStore", "Directory", "Documents", "PrintQueue", "Printing",
            "Typesetting", .crypto, .nioCore,
            .nioPosix, .nioHTTP1, .nioSSL,
            .nioWebSocket,
        ],
        path: "Tests/BrowserTests", exclude: ["paper.py"], swiftSettings: settings),
]

let package = Package(
    name: "sehat",
    products: [
        .executable(name: "sehat", targets: ["sehat"]),
        // The typesetter by itself, for other packages.
        .library(name: "SehatTypesetting", targets: ["Typesetting", "Documents", "SehatCore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates.git", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1.git", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", exact: "1.37.0"),
        .package(url: "https://github.com/LebJe/TOMLKit.git", exact: "0.6.0"),
    ],
    targets: targets,
    cLanguageStandard: .c2x
)
