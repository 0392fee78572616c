import SehatCore
import SehatStore
import SehatWeb

/// The routes of the module.
struct ScheduleEndpoints {
    let scheduler: Scheduler

    struct List: Codable, Sendable { var items: [ScheduleTaskView] }

    struct ListInput: Codable, Sendable {
        var limit: Int?
        /// The `next` of the page before.
        var after: String?
    }

    var all: [Endpoint] {
        let (tasks, scheduler) = (scheduler.tasks, scheduler)
        return [
            .query(
                "/schedule", "schedule.task.list", .requires(.scheduleRead),
                "The periodic work, and when each runs next."
            ) {
                (_: Call<NoInput>, tx: ReadTx) in
                List(items: try tasks.map { try ScheduleBook.view($0, latest: scheduler.latest($0.name), in: tx) })
            },
            .query(
                "/schedule/{name}/runs", "schedule.run.list", .requires(.scheduleRead),
                "The runs of a task, the newest first; of a task that is due every few minutes those that came to something else."
            ) { (call: Call<ListInput>, tx: ReadTx) in
                let task = try Self.task(try call.request.path("name"), tasks)
                return try ScheduleBook.runs(
                    task.name, latest: scheduler.latest(task.name), limit: call.input.limit, after: call.input.after,
                    in: tx)
            },
            .command(
                .patch, "/schedule/{name}", "schedule.task.update", .requires(.scheduleManage),
                "Changes when a task is due, or lets it rest."
            ) { (call: Call<ScheduleTaskChange>, tx: Tx) in
                try ScheduleBook.change(Self.task(try call.request.path("name"), tasks), call.input, in: tx)
            },
            .raw(
                .post, "/schedule/{name}/run", "schedule.task.run", .requires(.scheduleManage),
                "Runs a task now; answers when it has ended, well or not.", shape: .json(NoInput.self, ScheduleRun.self)
            ) { call in
                try .json(try await scheduler.run(try call.request.path("name"), as: call.principal, in: call.store))
            },
        ]
    }

    private static func task(_ name: String, _ tasks: [ScheduledTask]) throws -> ScheduledTask {
        guard let task = tasks.first(where: { $0.name == name }) else { throw Problem.scheduleTaskNotFound }
        return task
    }
}
