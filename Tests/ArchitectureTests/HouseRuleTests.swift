import Foundation
import Testing

/// Rules of the house that a grep can check.
@Suite struct HouseRuleTests {
    @Test func noFileIsOverTheCeiling() throws {
        let files =
            try Repository.files(below: "Sources", endingIn: ["swift", "js", "css", "h", "html"])
            + Repository.files(below: "Tests", endingIn: ["swift", "py"])
            + Repository.files(below: "Packaging", endingIn: ["swift", "c"])
        #expect(files.count > 100)
        for file in files {
            #expect(file.lines.count <= 400, "\(file) has \(file.lines.count) lines")
        }
    }

    @Test(arguments: [
        "try!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)", "TODO", "FIXME", "as! ",
    ])
    func sourcesHoldNone(of forbidden: String) throws {
        for file in try Repository.files(below: "Sources", endingIn: ["swift", "js", "css"]) {
            #expect(!file.text.contains(forbidden), "\(file) holds \(forbidden)")
        }
    }

    @Test func testsDoNotSleep() throws {
        let sleeping = ["Task" + ".sleep", "Thread" + ".sleep", "us" + "leep("]
        for file in try Repository.files(below: "Tests", endingIn: ["swift"]) {
            for word in sleeping {
                #expect(!file.text.contains(word), "\(file) sleeps")
            }
        }
    }

    @Test func unstructuredTasksStayInTheEngineRooms() throws {
        let allowed = ["Sources/SehatApp/", "Sources/Base/SehatStore/", "Sources/Base/SehatWeb/"]
        for file in try Repository.files(below: "Sources", endingIn: ["swift"])
        where !allowed.contains(where: file.path.hasPrefix) {
            // The child tasks of a group are structured.
            let text = file.text.replacing("addTask {", with: "").replacing("ScheduledTask {", with: "")
            #expect(!text.contains("Task {") && !text.contains("Task.detached"), "\(file) starts a task")
        }
    }

    /// Rows changed as housekeeping have no entry in the audit chain; who may do so is a decision, file by file.
    @Test func rowsAreChangedWithoutAuditOnlyWhereItIsDecided() throws {
        let decided: Set<String> = [
            "Sources/Base/SehatStore/Housekeeping.swift", "Sources/Base/SehatStore/Idempotency.swift",
            "Sources/Base/SehatStore/JobClaims.swift", "Sources/Base/SehatStore/JobHandler.swift",
            "Sources/Base/SehatStore/JobOutbox.swift",
            "Sources/Base/SehatStore/Tx.swift", "Sources/Features/Access/LiveSession.swift",
            "Sources/Features/Access/Sessions.swift", "Sources/Features/Access/SignInDelay.swift",
            "Sources/Features/Schedule/ScheduleBook.swift",
            "Sources/SehatApp/Demo/DemoHospital.swift", "Sources/Spine/Patients/Finding/NameRekeying.swift",
        ]
        let call = /housekeeping ?[{(]/
        let found = try Repository.files(below: "Sources", endingIn: ["swift"]).filter { $0.text.contains(call) }
        #expect(Set(found.map(\.path)) == decided)
    }

    /// Chrome 109 is the oldest browser at the counters.
    @Test func pagesUseNothingNewerThanTheCountersHave() throws {
        let forbidden = [":dir(", "color-mix(", "float: inline-start", "text-wrap", " popover=", "innerHTML"]
        for file in try Repository.files(below: "Sources/WebInterface", endingIn: ["css", "js", "html"])
        where !file.path.contains("/test/") && !file.path.hasSuffix(".test.js") {
            for word in forbidden {
                #expect(!file.text.contains(word), "\(file) uses \(word)")
            }
        }
    }

    @Test func stylesAreLogicalSoThatBothDirectionsWork() throws {
        let physical =
            /(?:margin|padding|border)-(?:left|right)\b|text-align:\s*(?:left|right)\b|(?:^|[\s;{])(?:left|right):/
        for file in try Repository.files(below: "Sources/WebInterface/css", endingIn: ["css"]) {
            for (number, line) in file.lines.enumerated() where !line.contains("/* physical */") {
                #expect(try physical.firstMatch(in: line) == nil, "\(file):\(number + 1) \(line)")
            }
        }
    }

    @Test func theTopLevelHoldsOnlyWhatItShould() throws {
        let expected: Set<String> = [
            "Package.swift", "Sources", "Tests", "Packaging", "systemd", "README.md", "LICENSE",
        ]
        let tracked = try Repository.run("git", ["ls-files"])
        try #require(tracked.status == 0)
        let top = Set(
            tracked.output.split(separator: "\n").compactMap { $0.split(separator: "/").first.map(String.init) })
        for name in top where !name.hasPrefix(".") {
            #expect(expected.contains(name), "\(name) does not belong at the top level")
        }
    }
}
