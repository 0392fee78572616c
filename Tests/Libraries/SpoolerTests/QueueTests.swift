import TestKit
import Testing

@testable import Spooler

/// Finding printers and making queues, with a real cupsd and a real IPP printer.
@Suite(.serialized) struct QueueTests {
    @Test(.timeLimit(.minutes(2))) func queuesAreMadeForDriverlessAndRawPrintersAndTakenAway() async throws {
        try await PrintPeer.with { peer in
            let spooler = Spooler(server: peer.server)
            try spooler.addQueue("front-desk", device: peer.officeDevice, driver: .everywhere, info: "Front desk")
            try spooler.addQueue("labels", device: "socket://127.0.0.1:9", driver: .raw, info: "Labels")
            let queues = try spooler.queues()
            #expect(queues.first { $0.name == "labels" }?.isRaw == true)
            // CUPS asks the printer in the background what it takes.
            var front = try spooler.queue("front-desk")
            while front.media.contains("iso_a4_210x297mm") == false {
                await Task.yield()
                front = try spooler.queue("front-desk")
            }
            #expect(!front.isRaw && front.info == "Front desk")
            try spooler.pauseQueue("labels")
            #expect(try spooler.queue("labels").state == .stopped)
            try spooler.resumeQueue("labels")
            #expect(try spooler.queue("labels").state == .idle)
            for name in ["front-desk", "labels", "labels"] { try spooler.removeQueue(name) }
            #expect(Set(try spooler.queues().map(\.name)) == [peer.office, peer.thermal])
        }
    }

    @Test(.timeLimit(.minutes(2))) func whatIsFoundIsAPrinterAndNotAWayToPrinters() async throws {
        try await PrintPeer.with { peer in
            for device in try Spooler(server: peer.server).devices(seconds: 2) {
                #expect(
                    device.uri.contains("://") || device.uri.hasPrefix("hp:") || device.uri.contains(":/"),
                    "\(device.uri)")
            }
        }
    }

    @Test func aDeviceKnowsWhetherItNeedsADriver() throws {
        func device(_ uri: String) -> SpoolerDevice? { SpoolerDevice(attributes: ["device-uri": [uri]]) }
        #expect(device("ipp://10.0.0.5/ipp/print")?.isDriverless == true)
        #expect(device("dnssd://Office._ipps._tcp.local/")?.isDriverless == true)
        #expect(device("usb://EPSON/TM-T88V?serial=1")?.isDriverless == false)
        #expect(
            device("socket") == nil && device("file:/dev/null") == nil && device("serial:/dev/ttyS0?baud=9600") == nil)
    }
}
