/** The arithmetic of a bill, and what goes over the wire. */
import {suite, test, equal} from '../../test/harness.js';
import {grossOf, discountOf, roundCash, dueOf, addLine, wireLines, wireDiscount, wireTenders} from './sums.js';

const price = amount => ({amount, currency: 'PKR'});
const service = (id, amount) => ({id, code: `S${id}`, name: {en: `Service ${id}`}, price: price(amount)});

suite('billing sums', () => {
    test('a service that is added again grows, another is a line of its own', () => {
        const lines = [];
        equal(addLine(lines, service('1', 65_000), 1), 0);
        equal(addLine(lines, service('2', 120_000), 3), 1);
        equal(addLine(lines, service('1', 65_000), 2), 0);
        equal(lines.map(line => line.quantity), [3, 3]);
        equal(grossOf(lines), 3 * 65_000 + 3 * 120_000);
        addLine(lines, service('1', 65_000), 5_000);
        equal(lines[0].quantity, 999);
    });

    test('a charge from the ledger stays apart from the same service of the list', () => {
        const lines = [{chargeID: '9', serviceID: '1', quantity: 1, price: price(65_000)}];
        equal(addLine(lines, service('1', 65_000), 1), 1);
        equal(wireLines(lines), [{chargeID: '9'}, {serviceID: '1', quantity: 1}]);
    });

    test('discount as a percentage is rounded half up, and is never more than the bill', () => {
        equal(discountOf(100_001, {kind: 'percent', figure: 1_250, reason: 'x'}), 12_500);
        equal(discountOf(100_004, {kind: 'percent', figure: 1_250, reason: 'x'}), 12_501);
        equal(discountOf(50_000, {kind: 'amount', figure: 70_000, reason: 'x'}), 50_000);
        equal(discountOf(50_000, null), 0);
        equal(wireDiscount({kind: 'percent', figure: 1_250, reason: 'staff'}), {basisPoints: 1_250, reason: 'staff'});
        equal(wireDiscount({kind: 'amount', figure: 500, reason: 'staff'}), {amount: 500, reason: 'staff'});
        equal(wireDiscount(null), undefined);
    });

    test('only the part that cash pays is rounded', () => {
        const cash = amount => ({method: {id: 'cash'}, amount});
        const card = amount => ({method: {id: 'card'}, amount});
        equal([roundCash(12_349, 100), roundCash(12_350, 100), roundCash(12_345, 1)], [12_300, 12_400, 12_345]);
        equal(dueOf(12_350, [], 100), 12_350);
        equal(dueOf(12_350, [card(12_350)], 100), 12_350);
        equal(dueOf(12_350, [cash(0)], 100), 12_400);
        equal(dueOf(12_345, [card(5_045), cash(0)], 100), 5_045 + 7_300);
        equal(dueOf(12_345, [card(12_345), cash(0)], 100), 12_345);
    });

    test('tenders go as integers of minor units, a reference only where there is one', () => {
        equal(wireTenders([{method: 'card', amount: price(150_000), reference: '778812'}, {method: 'cash', amount: price(500_000)}]),
            [{method: 'card', amount: 150_000, currency: 'PKR', reference: '778812'}, {method: 'cash', amount: 500_000, currency: 'PKR'}]);
    });
});
