import SehatCore
import Testing

@testable import Encounters

@Suite struct TokenStateTests {
    /// Every allowed step; all others are refused.
    static let allowed: [TokenState: [TokenStep: TokenState]] = [
        .waiting: [.call: .called, .cancel: .cancelled, .leave: .leftUnseen],
        .called: [.call: .called, .serve: .serving, .skip: .skipped, .cancel: .cancelled, .leave: .leftUnseen],
        .serving: [.done: .done],
        .skipped: [.call: .called, .requeue: .waiting, .cancel: .cancelled, .leave: .leftUnseen],
        .done: [:], .cancelled: [:], .leftUnseen: [:],
    ]

    @Test(arguments: TokenState.allCases) func onlyTheStepsOfTheTableAreAllowed(_ state: TokenState) {
        for step in TokenStep.allCases {
            #expect(state.after(step) == Self.allowed[state]?[step], "\(state) \(step)")
        }
    }

    @Test func whatIsOverStaysOverAndOnlyThat() {
        for state in TokenState.allCases {
            let isOver = TokenStep.allCases.allSatisfy { state.after($0) == nil }
            #expect(isOver == !state.isLive)
            #expect(EncounterStatus(of: state).isOver == isOver)
        }
    }

    @Test(arguments: [(1, "A-001"), (47, "A-047"), (999, "A-999"), (1000, "A-1000")])
    func labelsHaveThreeDigits(_ sequence: Int, _ label: String) {
        #expect(TokenLabel.format(letters: "A", sequence: sequence) == label)
    }

    @Test func numbersOfVisitsAreDigitsWithACheckDigit() {
        #expect(EncounterNumber.format(year: 2026, serial: 1) == "260000013")
        for serial in [1, 999_999, 1_000_000, 7_654_321] as [Int64] {
            let number = EncounterNumber.format(year: 2026, serial: serial)
            #expect(Luhn.isValid(number) && number.hasPrefix("26") && number.count >= 9)
        }
    }
}

@Suite struct QueueLineTests {
    private func places(_ priorities: [TokenPriority]) -> [QueueLine.Place] {
        priorities.enumerated().map { index, priority in
            QueueLine.Place(id: ID(rawValue: Int64(index + 1)), priority: priority, position: index + 1)
        }
    }

    private func order(_ priorities: [TokenPriority], normalCalls: Int = 0) -> [Int64] {
        QueueLine(waiting: places(priorities), normalCalls: normalCalls).order.map(\.id.rawValue)
    }

    @Test func priorityTakesEveryThirdCallAndNotTheWholeLine() {
        #expect(order([.normal, .normal, .normal, .normal]) == [1, 2, 3, 4])
        #expect(order([.normal, .normal, .normal, .normal, .elderly]) == [1, 2, 5, 3, 4])
        #expect(order([.elderly, .elderly, .elderly, .normal, .normal, .normal]) == [4, 5, 1, 6, 2, 3])
        #expect(order([.vip, .elderly, .disabled, .emergency]) == [4, 3, 2, 1])
        #expect(order([.normal, .elderly], normalCalls: 2) == [2, 1])
        #expect(order([.normal, .elderly], normalCalls: 1) == [1, 2])
        #expect(order([]) == [])
    }

    @Test func everybodyIsCalledOnceAndEqualsInTheirOrder() {
        var state: UInt64 = 8
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<500 {
            let waiting = places((0..<next(40)).map { _ in TokenPriority.allCases[next(TokenPriority.allCases.count)] })
            let line = QueueLine(waiting: waiting.shuffled(), normalCalls: next(4))
            #expect(line.order.sorted { $0.id < $1.id } == waiting)
            for priority in TokenPriority.allCases {
                let positions = line.order.filter { $0.priority == priority }.map(\.position)
                #expect(positions == positions.sorted())
            }
            // Between two that come before their turn at least two are called in turn, as long as there are any.
            let lastInTurn = line.order.lastIndex { $0.priority == .normal } ?? 0
            let before = line.order.indices.filter { line.order[$0].priority != .normal && $0 < lastInTurn }
            for (one, other) in zip(before, before.dropFirst()) { #expect(other - one >= 3) }
            for (place, token) in line.order.enumerated() { #expect(line.ahead(of: token.id) == place) }
        }
    }

    @Test(
        arguments: [
            (0, nil, nil, 8), (2, 0, 60, 8), (3, 0, 600, 5), (11, 0, 6000, 10), (3, 0, 10, 1), (3, 0, 100_000, 60),
        ] as [(Int, Int64?, Int64?, Int)])
    func thePaceIsTheTimeBetweenCalls(_ called: Int, _ first: Int64?, _ last: Int64?, _ minutes: Int) {
        let instant = { (seconds: Int64?) in seconds.map { Instant(milliseconds: $0 * 1000) } }
        let pace = Pace(calledTokens: called, firstCallAt: instant(first), lastCallAt: instant(last))
        #expect(pace.minutesEach == minutes)
        #expect(pace.minutes(for: 4) == minutes * 4)
    }
}
