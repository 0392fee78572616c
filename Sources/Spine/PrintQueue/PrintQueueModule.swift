public import SehatWeb

/// The durable print outbox: what was printed, word for word, and how far each print has come.
///
/// It has no routes of its own. Features hand documents in with `PrintQueue.submit`; the feature that talks to printers
/// moves the jobs through their states.
public enum PrintQueueModule {
    /// The module with its schema; nothing else.
    public static func module() -> Module {
        Module(
            name: "printQueue", migrations: PrintQueueSchema.migrations + TemplateSchema.migrations,
            violations: PrintQueueSchema.violations,
            views: PrintQueueSchema.views + TemplateSchema.views)
    }
}
