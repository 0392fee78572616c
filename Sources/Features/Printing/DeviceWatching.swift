import Logging
import PrintQueue
import PrinterDevices
import SehatCore
import SehatStore

/// Asking the printers that are spoken to straight how they are.
extension PrintMonitor {
    /// Every five seconds, until the task is cancelled.
    func runDevices(_ store: Store) async {
        while !Task.isCancelled {
            await lookAtDevices(store)
            try? await Task.sleep(for: .seconds(5))
        }
    }

    /// Asks each of them, all at the same time; one that is printing just now is left alone.
    func lookAtDevices(_ store: Store, patience: DevicePatience = DevicePatience()) async {
        guard let printers = try? await store.read(as: .system("printing.monitor"), { tx in try Printers.all(in: tx) })
        else { return }
        await withDiscardingTaskGroup { group in
            for printer in printers where printer.isActive {
                guard case .device(let address, let language) = printer.destination else { continue }
                group.addTask { await self.ask(printer.id, Device(address, language, patience: patience), store) }
            }
        }
    }

    private func ask(_ printer: ID<Printer>, _ device: Device, _ store: Store) async {
        guard lanes.enter(printer) else { return }
        let before = lanes.said(printer)
        do {
            let isBroken = lanes.isBroken(printer)
            let status = try await Blocking.run { try device.status(afterBreak: isBroken) }
            lanes.note(printer, .success(status))
        } catch let error as DeviceError {
            lanes.note(printer, .failure(error))
        } catch {
            logger.error("printer cannot be asked", metadata: ["printer": "\(printer)", "error": "\(error)"])
        }
        let isWanted = lanes.leave(printer)
        if isWanted { lanes.abandon(printer) }
        let after = lanes.said(printer)
        guard isWanted || before != after else { return }
        try? await store.write(as: .system("printing.monitor")) { tx in
            // Whoever asked for a turn meanwhile was sent away.
            if isWanted { try tx.enqueue(Job(DevicePrinting.jobKind, payload: DevicePrinting.Turn(printer: printer))) }
            tx.announce("printing.printer", printer.description)
        }
    }
}
