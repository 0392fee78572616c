import ArgumentParser
import Foundation
import Schedule
import SehatCore

struct ScheduleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Periodic work: see, run now, change its timetable.",
        discussion: "Example: sehat schedule list", subcommands: [List.self, Run.self, History.self, Set.self])

    struct TaskList: Codable, Sendable { var items: [ScheduleTaskView] }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the periodic work, when each runs next and how it went last.",
            discussion: "Exit code 1 when the newest run of one failed.\n\nExample: sehat schedule list --json")

        @OptionGroup var data: DataOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            try await running {
                let list = try await Control.perform(data) { client in
                    try await client.send(.get, "/api/schedule").decode(TaskList.self)
                }
                if json {
                    try Terminal.json(list.items)
                } else {
                    Terminal.table(
                        ["task", "timetable", "next", "last", "what came of it"],
                        list.items.map { task in
                            [
                                task.name, task.isActive ? task.timetable ?? "by hand" : "rests",
                                task.nextAt?.description ?? "-", task.last?.startedAt.description ?? "never",
                                task.last.map { "\($0.state.rawValue) \($0.words)" } ?? "-",
                            ]
                        })
                }
                if list.items.contains(where: { $0.last?.state == .failed }) {
                    throw ExitCode(CommandFailure.Code.failed.rawValue)
                }
            }
        }
    }

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Run a task now, and say how it went.",
            discussion: "Exit code 1 when it failed.\n\nExample: sehat schedule run backup.make")

        @OptionGroup var data: DataOptions
        @Argument(help: "The task, as the list names it.") var task: String
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let path = "/api/schedule/\(ScheduleCommand.encoded(task))/run"
            try await running {
                Terminal.progress("Running …")
                let run = try await Control.perform(data) { client in
                    try await client.send(.post, path).decode(ScheduleRun.self)
                }
                Terminal.endProgress()
                if json {
                    try Terminal.json(run)
                } else {
                    Terminal.line("\(run.task): \(run.state.rawValue). \(run.words)")
                }
                if run.state != .done { throw ExitCode(CommandFailure.Code.failed.rawValue) }
            }
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "history", abstract: "The newest runs of a task.",
            discussion: """
                Of a task that is due every few minutes only those are kept that came to something else than the one before, \
                and one an hour; the newest row shows when it ran last.

                Example: sehat schedule history backup.drill
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "The task, as the list names it.") var task: String
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let path = "/api/schedule/\(ScheduleCommand.encoded(task))/runs?limit=100"
            try await running {
                let page = try await Control.perform(data) { client in
                    try await client.send(.get, path).decode(Page<ScheduleRun>.self)
                }
                if json { return try Terminal.json(page.items) }
                Terminal.table(
                    ["due", "began", "ended", "state", "missed", "by", "what came of it"],
                    page.items.map {
                        [
                            $0.dueAt.description, $0.startedAt.description, $0.endedAt?.description ?? "-",
                            $0.state.rawValue, "\($0.missed)", $0.startedBy, $0.words,
                        ]
                    })
            }
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Change when a task is due.",
            discussion: """
                Five fields as in crontab(5), in the hospital's time zone: minute, hour, day of the month, month, day of the \
                week. --standard returns to what the configuration says; --rest and --wake stop the task and let it go on.

                Example: sehat schedule set backup.drill "30 3 * * 0"
                """)

        @OptionGroup var data: DataOptions
        @Argument(help: "The task, as the list names it.") var task: String
        @Argument(help: "The timetable.") var timetable: String?
        @Flag(help: "Return to the standard.") var standard = false
        @Flag(help: "Let it rest.") var rest = false
        @Flag(help: "Let it go on.") var wake = false
        @Flag(help: "Print JSON.") var json = false

        func validate() throws {
            let said = [timetable != nil, standard, rest, wake].filter { $0 }.count
            guard said == 1 else { throw ValidationError("Give a timetable, or one of --standard, --rest, --wake.") }
        }

        func run() async throws {
            let path = "/api/schedule/\(ScheduleCommand.encoded(task))"
            var change = ScheduleTaskChange()
            change.timetable = standard ? "" : timetable
            if rest || wake { change.isActive = wake }
            let wanted = change
            try await running {
                let view = try await Control.perform(data) { client in
                    try await client.send(.patch, path, wanted).decode(ScheduleTaskView.self)
                }
                if json { return try Terminal.json(view) }
                Terminal.line(
                    "\(view.name): \(view.timetable ?? "by hand"), next \(view.nextAt?.description ?? "never")")
            }
        }
    }

    private static func encoded(_ name: String) -> String {
        name.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: ".-"))) ?? ""
    }
}
