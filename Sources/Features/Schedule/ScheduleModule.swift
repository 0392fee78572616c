public import SehatCore
public import SehatWeb

extension Permission {
    /// See the periodic work, when it runs next and what came of it.
    public static let scheduleRead = Permission("schedule.read")
    /// Run periodic work now and change its timetable.
    public static let scheduleManage = Permission("schedule.manage")
}

extension Problem {
    /// There is no such task.
    static let scheduleTaskNotFound = Problem(.notFound, "schedule.task.notFound")
    /// The task runs already.
    static let scheduleTaskRunning = Problem(.conflict, "schedule.task.running")
}

/// The periodic work of the product: timetables, history, running by hand.
public enum ScheduleModule {
    /// The module as the product takes it.
    public static func module(_ scheduler: Scheduler) -> Module {
        Module(
            name: "schedule",
            permissions: [
                PermissionDeclaration(.scheduleRead, roles: ["administrator", "auditor"]),
                PermissionDeclaration(.scheduleManage, roles: ["administrator"]),
            ],
            migrations: ScheduleSchema.migrations,
            endpoints: ScheduleEndpoints(scheduler: scheduler).all)
    }
}
