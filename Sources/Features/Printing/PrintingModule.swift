import Logging
import PrintQueue
public import PrinterDevices
public import SehatCore
import SehatStore
public import SehatWeb
import Spooler
import Typesetting

extension Permission {
    /// See printers and print jobs.
    public static let printingView = Permission("printing.view")
    /// Look at documents on the screen.
    public static let printingPreview = Permission("printing.preview")
    /// Print again, redirect and cancel.
    public static let printingOperate = Permission("printing.operate")
    /// Add and change printers and routes.
    public static let printingManage = Permission("printing.manage")
}

/// Printers, routes, dispatch to CUPS and the pages of the print queue.
public enum PrintingModule {
    /// - Parameters:
    ///   - server: the CUPS server, as `Spooler` takes it: a socket's path, `host:port`, or empty.
    ///   - monitor: the running monitor, whose knowledge of the printers the pages show.
    ///   - patience: how long printers are waited for that are spoken to straight.
    public static func module(
        server: String, monitor: PrintMonitor, patience: DevicePatience = DevicePatience()
    ) -> Module {
        let renderer = DocumentRenderer()
        let spooler = Spooler(server: server)
        let form = PrintForm(renderer: renderer)
        let dispatching = Dispatching(monitor, form)
        let devices = DevicePrinting(form: form, lanes: monitor.lanes, patience: patience)
        let moving = Moving(monitor: monitor)
        let resuming = Resuming(spooler: spooler)
        let withdrawing = Withdrawing(spooler: spooler)
        let endpoints = PrintingEndpoints(monitor: monitor, spooler: spooler, renderer: renderer)
        let printers = PrinterEndpoints(monitor: monitor, spooler: spooler)
        return Module(
            name: "printing",
            permissions: [
                PermissionDeclaration(
                    .printingView, roles: ["administrator", "registration", "cashier", "supervisor", "doctor"]),
                PermissionDeclaration(
                    .printingPreview, roles: ["administrator", "registration", "cashier", "supervisor"]),
                PermissionDeclaration(
                    .printingOperate, roles: ["administrator", "registration", "cashier", "supervisor"]),
                PermissionDeclaration(.printingManage, roles: ["administrator"]),
            ],
            migrations: PrintingSchema.migrations, violations: PrintingSchema.violations,
            endpoints: printers.all + endpoints.all,
            jobs: [
                JobHandler(PrintDispatch.jobKind, maxAttempts: 100, width: 1) { try await dispatching.run($0) },
                JobHandler(DevicePrinting.jobKind, width: 32) { try await devices.run($0) },
                JobHandler(Moving.jobKind, maxAttempts: 20) { try await moving.run($0) },
                JobHandler(Moving.followKind, maxAttempts: 20) { try await moving.runAll($0) },
                JobHandler(Resuming.jobKind) { try await resuming.run($0) },
                JobHandler(TemplateFaults.jobKind, maxAttempts: 1, Self.logTemplateFault),
                JobHandler(Withdrawing.jobKind, maxAttempts: 20) { try await withdrawing.run($0) },
            ])
    }

    @Sendable private static func logTemplateFault(_ context: JobContext) async throws {
        let fault = try context.payload(TemplateFaults.Notice.self)
        context.logger.warning(
            "a published template failed; papers are made by the shipped one",
            metadata: [
                "template": "\(fault.name)", "version": "\(fault.number)", "line": "\(fault.line)",
                "error": "\(fault.words)",
            ])
    }
}
