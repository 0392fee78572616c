import Dispatch
import Foundation
import Glibc
public import PrinterDevices
import Synchronization

/// A network printer on a port of this machine that speaks ESC/POS, ZPL or TSPL as the real ones do: it works off the
/// commands, answers questions about itself, and keeps what came out.
///
/// One connection at a time, like most of them.
public final class SimulatedDevice: Sendable {
    /// What is wrong with it.
    public struct Fault: Sendable, Hashable {
        public var paperOut = false
        public var coverOpen = false
        /// It takes connections and bytes and says nothing.
        public var isSilent = false
        /// It answers questions, prints, and never says that it has.
        public var neverConfirms = false
        /// It breaks the connection after so many bytes of a document, with 0 before it has read any; the next connection
        /// is whole.
        public var cutsAfter: Int?
        /// It goes on with a document where a connection broke off, as most receipt printers do: what it still lacks of
        /// a picture it takes from the next connection, whatever that says.
        public var keepsUnfinished = false
        /// It reads no more once it has so many bytes of a connection, and keeps the connection.
        public var stallsAfter: Int?
        /// Its paper ends after so many bytes of a document.
        public var paperEndsAfter: Int?

        public init() {}
    }

    private struct State {
        var fault = Fault()
        var documents: [[UInt8]] = []
        var pieces: [[UInt8]] = []
        var pulses = 0
        var listener: Int32 = -1
        var current: Int32 = -1
        var isOn = false
        /// Bytes of the connection that it has, questions among them.
        var received = 0
        /// What it was in the middle of when a connection ended.
        var unfinished: DeviceMachine?
    }

    public let language: DeviceLanguage
    public let port: UInt16
    private let isTight: Bool
    private let state = Mutex(State())
    /// Wakes a stalled connection to look again whether it still is.
    private let gate = DispatchSemaphore(value: 0)

    /// A printer that is on, with paper, on a free port.
    ///
    /// - Parameter isTight: true lets it take only a few kilobytes ahead, as real ones do, so that at most some hundred
    ///   kilobytes are under way to it. Else the system takes three megabytes for it, and who sends less never learns that
    ///   the connection broke.
    public init(_ language: DeviceLanguage, isTight: Bool = false) throws {
        self.language = language
        self.isTight = isTight
        let (listener, port) = try Self.listen(port: 0, isTight)
        self.port = port
        state.withLock { $0.listener = listener }
        start(listener)
    }

    deinit { turn(isOn: false) }

    public var address: DeviceAddress { DeviceAddress(host: "127.0.0.1", port: port) }

    /// As a printer's target is written.
    public var uri: String { "socket://127.0.0.1:\(port)" }

    /// Documents that were worked off to their end, in order.
    public var documents: [[UInt8]] { state.withLock { $0.documents } }

    /// Beginnings of documents whose end never came.
    public var pieces: [[UInt8]] { state.withLock { $0.pieces } }

    /// How often the drawer was opened.
    public var drawerPulses: Int { state.withLock { $0.pulses } }

    /// How many bytes it has of the connection that it has now, or had last.
    public var received: Int { state.withLock { $0.received } }

    public func change(_ body: (inout Fault) -> Void) {
        state.withLock { body(&$0.fault) }
        gate.signal()
    }

    /// Switches it off, which breaks a connection that it has, or on again on the same port.
    public func turn(isOn: Bool) {
        if isOn {
            guard !state.withLock({ $0.isOn }), let (listener, _) = try? Self.listen(port: port, isTight) else {
                return
            }
            state.withLock { $0.listener = listener }
            start(listener)
        } else {
            state.withLock { state in
                state.isOn = false
                for descriptor in [state.listener, state.current] where descriptor >= 0 {
                    shutdown(descriptor, Int32(SHUT_RDWR))
                }
            }
            gate.signal()
        }
    }

    private func start(_ listener: Int32) {
        state.withLock { $0.isOn = true }
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                if connection < 0 { break }
                guard let self, self.state.withLock({ $0.isOn }) else {
                    close(connection)
                    break
                }
                self.serve(connection)
            }
            close(listener)
        }
    }

    private func serve(_ connection: Int32) {
        state.withLock { ($0.current, $0.received) = (connection, 0) }
        var machine = state.withLock { $0.fault.keepsUnfinished ? $0.unfinished : nil } ?? DeviceMachine(language)
        var buffer = [UInt8](repeating: 0, count: 4096)
        var isCut = state.withLock { $0.fault.cutsAfter == 0 }
        while !isCut {
            while state.withLock({ $0.isOn && $0.received.isAtLeast($0.fault.stallsAfter) }) { gate.wait() }
            let count = recv(connection, &buffer, buffer.count, 0)
            if count <= 0 { break }
            state.withLock { $0.received += count }
            for byte in buffer[..<count] where !isCut {
                isCut = !take(byte, &machine, connection)
            }
        }
        state.withLock { state in
            state.current = -1
            if isCut { state.fault.cutsAfter = nil }
            if !machine.document.isEmpty { state.pieces.append(machine.document) }
            machine.document = []
            state.unfinished = machine
        }
        // With bytes unread and no lingering the other side sees a reset, as when a plug is pulled.
        var linger = linger(l_onoff: isCut ? 1 : 0, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        close(connection)
    }

    /// - Returns: false when the connection breaks here.
    private func take(_ byte: UInt8, _ machine: inout DeviceMachine, _ connection: Int32) -> Bool {
        var answer: [UInt8] = []
        let goesOn = state.withLock { state -> Bool in
            if state.fault.isSilent { return true }
            let event = machine.take(byte)
            if let end = state.fault.paperEndsAfter, machine.document.count > end { state.fault.paperOut = true }
            switch event {
            case .none: break
            case .asked(let question): answer = machine.answer(question, state.fault)
            case .pulse: state.pulses += 1
            case .askedInTurn(let reply):
                guard !state.fault.paperOut, !state.fault.coverOpen else { break }
                if !state.fault.neverConfirms { answer = reply }
                if !machine.document.isEmpty { state.documents.append(machine.document) }
                machine.document = []
            case .labelDone:
                guard !state.fault.paperOut, !state.fault.coverOpen else { break }
                state.documents.append(machine.document)
                machine.document = []
            }
            return state.fault.cutsAfter.map { machine.document.count < $0 } ?? true
        }
        if !answer.isEmpty { send(connection, answer, answer.count, Int32(MSG_NOSIGNAL)) }
        return goesOn
    }

    private struct NoPort: Error {}

    private static func listen(port: UInt16, _ isTight: Bool) throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        if isTight {
            // The window, and the packets by which the sender measures how much it keeps.
            var (window, packet): (Int32, Int32) = (8192, 1460)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &window, socklen_t(MemoryLayout<Int32>.size))
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_MAXSEG, &packet, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                bind(descriptor, general, size) == 0 && Glibc.listen(descriptor, 8) == 0
                    && getsockname(descriptor, general, &size) == 0
            }
        }
        guard isBound else { throw NoPort() }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}

extension Int {
    fileprivate func isAtLeast(_ limit: Int?) -> Bool { limit.map { self >= $0 } ?? false }
}
