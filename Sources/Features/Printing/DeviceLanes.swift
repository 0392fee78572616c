import PrintQueue
import PrinterDevices
import SehatCore
import Synchronization

/// Which printers are being spoken to straight just now, on which job, and what they said last.
final class DeviceLanes: Sendable {
    private struct Lane {
        var isBusy = false
        /// Whether somebody asked for a turn while it was busy.
        var isWanted = false
        var job: ID<PrintJob>?
        var said: Result<DeviceStatus, DeviceError>?
        /// Whether the printer may be in the middle of a document, as also the process before this one may have left it.
        var isBroken = true
    }

    private let lanes = Mutex<[ID<Printer>: Lane]>([:])

    /// Takes the printer's turn.
    ///
    /// - Returns: false when another has it, who will go on with what is asked for meanwhile.
    func enter(_ printer: ID<Printer>) -> Bool {
        lanes.withLock { lanes in
            if lanes[printer]?.isBusy == true {
                lanes[printer]?.isWanted = true
                return false
            }
            lanes[printer, default: Lane()].isBusy = true
            return true
        }
    }

    /// Ends the turn, unless somebody has asked for one meanwhile.
    ///
    /// - Returns: whether the turn goes on.
    func leave(_ printer: ID<Printer>) -> Bool {
        lanes.withLock { lanes in
            var lane = lanes[printer] ?? Lane()
            let goesOn = lane.isWanted
            (lane.isWanted, lane.isBusy, lane.job) = (false, goesOn, nil)
            lanes[printer] = lane
            return goesOn
        }
    }

    /// Ends the turn after a fault.
    func abandon(_ printer: ID<Printer>) {
        lanes.withLock { lanes in
            var lane = lanes[printer] ?? Lane()
            (lane.isBusy, lane.isWanted, lane.job) = (false, false, nil)
            lanes[printer] = lane
        }
    }

    /// Whether somebody has the printer's turn just now.
    func isBusy(_ printer: ID<Printer>) -> Bool { lanes.withLock { $0[printer]?.isBusy ?? false } }

    func work(on job: ID<PrintJob>, at printer: ID<Printer>) {
        lanes.withLock { $0[printer, default: Lane()].job = job }
    }

    /// Whether an attempt at the job is under way in this process.
    func isWorking(on job: ID<PrintJob>) -> Bool {
        lanes.withLock { $0.values.contains { $0.job == job } }
    }

    func note(_ printer: ID<Printer>, _ said: Result<DeviceStatus, DeviceError>) {
        lanes.withLock { $0[printer, default: Lane()].said = said }
    }

    func note(_ printer: ID<Printer>, isBroken: Bool) {
        lanes.withLock { $0[printer, default: Lane()].isBroken = isBroken }
    }

    /// Whether the printer may still be waiting for the rest of a document that broke off.
    func isBroken(_ printer: ID<Printer>) -> Bool {
        lanes.withLock { $0[printer]?.isBroken ?? true }
    }

    /// What the printer said last; nil before it was ever asked.
    func said(_ printer: ID<Printer>) -> Result<DeviceStatus, DeviceError>? {
        lanes.withLock { $0[printer]?.said }
    }
}
