import Foundation
import TestKit

/// A page as a person has it: it is looked at, and keys are pressed.
struct Page: Sendable {
    /// Keys held down with another, as the protocol counts them.
    enum Modifier: Int {
        case none = 0
        case alt = 1
        case control = 2
        case shift = 8
    }

    /// Where pictures are kept for a person to look at: the folder that `SEHAT_PICTURES` names.
    static var pictures: URL? {
        ProcessInfo.processInfo.environment["SEHAT_PICTURES"].map { URL(filePath: $0) }
    }

    private let tools: DevTools
    private let session: String

    /// A new page of 1366 by 768 pixels, as counters have them.
    ///
    /// - Parameter isApart: whether it is another computer's: with cookies and memory of its own, and the keyboard to itself.
    static func open(_ tools: DevTools, isApart: Bool = false) async throws -> Page {
        var wanted: [String: JSONValue] = ["url": "about:blank"]
        if isApart {
            wanted["browserContextId"] = try await tools.command("Target.createBrowserContext")["browserContextId"]
        }
        let target = try await tools.command("Target.createTarget", .object(wanted))
        let session = try await tools.command(
            "Target.attachToTarget", ["targetId": target["targetId"], "flatten": true])
        let page = Page(tools: tools, session: session["sessionId"].text ?? "")
        try await page.command("Page.enable")
        try await page.command("Runtime.enable")
        try await page.command(
            "Emulation.setDeviceMetricsOverride",
            ["width": 1366, "height": 768, "deviceScaleFactor": 1, "mobile": false])
        if isApart { try await page.command("Emulation.setFocusEmulationEnabled", ["enabled": true]) }
        return page
    }

    @discardableResult
    private func command(_ method: String, _ parameters: JSONValue = [:]) async throws -> JSONValue {
        try await tools.command(method, parameters, session: session)
    }

    func go(to address: String) async throws {
        try await command("Page.navigate", ["url": .text(address)])
    }

    /// The value of an expression; a promise is waited for.
    ///
    /// - Throws: when the expression throws.
    @discardableResult
    func value(_ expression: String) async throws -> JSONValue {
        let answer = try await command(
            "Runtime.evaluate",
            ["expression": .text(expression), "awaitPromise": true, "returnByValue": true])
        if answer["exceptionDetails"] != .null {
            let details = answer["exceptionDetails"]
            throw DevTools.Failure(
                description: details["exception"]["description"].text ?? details["text"].text ?? "exception")
        }
        return answer["result"]["value"]
    }

    func text(_ expression: String) async throws -> String {
        try await value("String((\(expression)) ?? '')").text ?? ""
    }

    func holds(_ condition: String) async throws -> Bool {
        try await value("Boolean(\(condition))").flag == true
    }

    /// Waits, looking at every frame that is drawn, until a condition holds.
    ///
    /// - Throws: after `seconds` without it, with what the page shows instead.
    func wait(for condition: String, seconds: Int = 30) async throws {
        let quoted = String(decoding: try JSONEncoder().encode(condition), as: UTF8.self)
        let watch = """
            new Promise((done, fail) => {
                const end = Date.now() + \(seconds * 1000);
                const look = () => {
                    let holds = false;
                    try { holds = Boolean(\(condition)); } catch {}
                    if (holds) done(true);
                    else if (Date.now() > end) fail(new Error('never: ' + \(quoted) + '; there is: ' + document.body?.innerText.slice(0, 2000)));
                    else requestAnimationFrame(look);
                };
                look();
            })
            """
        do {
            try await value(watch)
        } catch let failure as DevTools.Failure
            where failure.description.contains("context was destroyed") || failure.description.contains("navigated")
        {
            // The page was just being left for the one that is waited for.
            try await value(watch)
        }
    }

    /// Where the keyboard is: the name of the control.
    func focus() async throws -> String {
        try await text(
            "document.activeElement.closest('[data-control]')?.dataset.control || document.activeElement.name || document.activeElement.className"
        )
    }

    /// Presses and releases a key: `F9`, `Enter`, `م`, `5`.
    func press(_ name: String, _ modifier: Modifier = .none) async throws {
        let key = Key(name)
        var event: [String: JSONValue] = [
            "key": .text(key.key), "code": .text(key.code), "windowsVirtualKeyCode": .number(Double(key.number)),
            "modifiers": .number(Double(modifier.rawValue)), "type": "rawKeyDown",
        ]
        if let text = key.text, modifier == .none {
            event["type"] = "keyDown"
            event["text"] = .text(text)
        }
        try await command("Input.dispatchKeyEvent", .object(event))
        event["type"] = "keyUp"
        event["text"] = nil
        try await command("Input.dispatchKeyEvent", .object(event))
    }

    /// Clicks with the mouse in the middle of what an expression finds, as far as it can be seen.
    func click(_ element: String) async throws {
        let place = try await value(
            """
            (() => { const found = \(element); found.scrollIntoView({block: 'nearest'});
            const box = found.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })()
            """)
        guard let x = place[0].number, let y = place[1].number else {
            throw DevTools.Failure(description: "nothing to click: \(element)")
        }
        for (type, buttons) in [("mouseMoved", 0.0), ("mousePressed", 1), ("mouseReleased", 0)] {
            try await command(
                "Input.dispatchMouseEvent",
                [
                    "type": .text(type), "x": .number(Double(x)), "y": .number(Double(y)), "button": .text("left"),
                    "buttons": .number(buttons), "clickCount": .number(type == "mouseMoved" ? 0 : 1),
                ])
        }
    }

    /// Types a text, key by key, at a quick person's pace: keys that come faster are taken for a scanner's.
    ///
    /// - Parameter pause: between two keys, in milliseconds.
    func type(_ text: String, pause: Int = 60) async throws {
        for character in text {
            try await press(String(character))
            try await value("new Promise(done => setTimeout(done, \(pause)))")
        }
    }

    /// Writes a text word by word, as an input method of any script commits it.
    func commit(_ text: String) async throws {
        for word in text.split(separator: " ") {
            try await command(
                "Input.insertText", ["text": .text(word == text.split(separator: " ").last ? String(word) : word + " ")]
            )
        }
    }

    /// Presses a key until the keyboard is where `condition` says, at most `limit` times.
    func press(_ name: String, _ modifier: Modifier = .none, until condition: String, limit: Int = 20) async throws {
        for _ in 0..<limit {
            if try await holds(condition) { return }
            try await press(name, modifier)
        }
        guard try await holds(condition) else {
            throw DevTools.Failure(
                description: "\(name) never leads to \(condition); the keyboard is in \(try await focus())")
        }
    }

    /// A picture of the page as it is, PNG, written to the folder of `SEHAT_PICTURES` where there is one.
    @discardableResult
    func picture(_ name: String) async throws -> [UInt8] {
        try await value("document.fonts.ready.then(() => true)")
        let answer = try await command("Page.captureScreenshot", ["format": "png"])
        let bytes = Data(base64Encoded: answer["data"].text ?? "") ?? Data()
        if let folder = Self.pictures { try bytes.write(to: folder.appending(path: "\(name).png")) }
        return Array(bytes)
    }
}

/// A key as a keyboard sends it: a Pakistani counter types Urdu on the phonetic layout.
private struct Key {
    let key: String
    let code: String
    let number: Int
    let text: String?

    private static let named: [String: (code: String, number: Int)] = [
        "Enter": ("Enter", 13), "Tab": ("Tab", 9), "Escape": ("Escape", 27), "ArrowDown": ("ArrowDown", 40),
        "ArrowUp": ("ArrowUp", 38), "ArrowRight": ("ArrowRight", 39), "ArrowLeft": ("ArrowLeft", 37),
        "Backspace": ("Backspace", 8), " ": ("Space", 32), "-": ("Minus", 189),
    ]
    private static let phonetic: [Character: Character] = [
        "م": "m", "ح": "h", "د": "d", "ع": "e", "ث": "c", "ا": "a", "ن": "n", "چ": "c", "و": "w", "ہ": "o", "ر": "r",
        "ی": "i", "ج": "j", "ل": "l", "ک": "k", "ب": "b", "ت": "t", "س": "s", "ف": "f", "گ": "g", "پ": "p",
    ]

    init(_ name: String) {
        key = name
        let known = Self.named[name]
        let letter = name.first.map { Self.phonetic[$0] ?? $0 } ?? " "
        if let known {
            (code, number) = known
        } else if name.count > 1, name.hasPrefix("F"), let row = Int(name.dropFirst()) {
            (code, number) = (name, 111 + row)
        } else if letter.isASCII, letter.isNumber {
            (code, number) = ("Digit\(letter)", Int(letter.asciiValue ?? 0))
        } else if letter.isASCII, letter.isLetter {
            (code, number) = ("Key\(letter.uppercased())", Int(Character(letter.uppercased()).asciiValue ?? 0))
        } else {
            (code, number) = ("", 0)
        }
        text = name == "Enter" ? "\r" : name.count == 1 ? name : nil
    }
}
