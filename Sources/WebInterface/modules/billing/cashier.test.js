/** The cashier's path by keys alone, and money that is taken once although the line breaks. */
import {suite, test, ok, equal, press, type, until, fakeServer, problem} from '../../test/harness.js';
import {onDesk, person, money, LISTS} from '../common/stage.test.js';
import {forgetPlaces} from '../common/places.js';
import cashier from './cashier.js';

const bill = {id: '5', number: 'OP-2026-000126', status: 'issued', patientID: '1', patient: person, version: 1, day: '2026-11-21', lines: [], payments: [], gross: money(250_000), discount: money(0), total: money(250_000), paid: money(0), rounding: money(0), left: money(250_000), cashDue: money(250_000), issuedAt: '2026-11-21T05:00:00Z', issuedByName: 'Sadia'};
const paid = {payment: {id: '51'}, receiptNumber: 'R-1', change: money(0), bill: {...bill, status: 'settled', left: money(0)}, documentID: '8', printJobID: '9'};

/** @param {Record<string, any>} [routes] */
async function desk(routes = {}) {
    forgetPlaces();
    const server = fakeServer({...LISTS, 'GET /api/patients/1': person, 'POST /api/bills/quote': {lines: [], gross: money(250_000), discount: money(0), total: money(250_000), cashDue: money(250_000)},
        'POST /api/bills': bill, 'POST /api/bills/5/payments': paid, ...routes});
    const stage = await onDesk(cashier, {query: {patient: '1'}});
    const adder = stage.view.querySelector('s-pick input');
    await until(() => stage.view.querySelector('s-pick').source.length > 0);
    return {...stage, server, adder, entry: stage.view.querySelector('s-form'), stop: () => { stage.stop(); server.stop(); },
        writes: () => server.calls.filter(call => call.method === 'POST' && !call.path.endsWith('quote'))};
}

async function fill({adder, view}) {
    adder.focus();
    type('cbc');
    press('Enter');
    type('3*xr');
    press('Enter');
    await until(() => view.querySelectorAll('s-lines tbody tr').length === 2);
}

suite('cashier', () => {
    test('items by their first letters, three of one by 3*', async () => {
        const stage = await desk();
        await fill(stage);
        equal(stage.view.querySelector('s-lines').rows.map(line => [line.code, line.quantity]), [['CBC', 1], ['XR', 3]]);
        equal(stage.adder.value, '', 'the box is empty for the next item');
        equal(document.activeElement, stage.adder, 'and has the keyboard');
        stage.stop();
    });

    test('F8, a way of paying, F9: a bill and a payment, each with its own key, in this order', async () => {
        const stage = await desk();
        await fill(stage);
        press('F8');
        await until(() => document.activeElement.closest('.tender-methods'));
        press('1');
        equal(stage.writes().length, 0, 'nothing is written before F9');
        press('F9');
        await until(() => stage.writes().length === 2);
        const [issued, payment] = stage.writes();
        equal(issued.body.lines, [{serviceID: '1', quantity: 1}, {serviceID: '2', quantity: 3}]);
        equal(payment.body.tenders, [{method: 'cash', amount: 250_000, currency: 'PKR'}]);
        ok(issued.headers['Idempotency-Key'] && payment.headers['Idempotency-Key'] === `${issued.headers['Idempotency-Key']}-pay`);
        equal(payment.headers['If-Match'], '"1"');
        stage.stop();
    });

    test('F9 without money says what is missing and writes nothing', async () => {
        const stage = await desk();
        await fill(stage);
        press('F9');
        await until(() => stage.view.querySelector('.summary'));
        equal(stage.writes().length, 0);
        stage.stop();
    });

    test('no answer to the payment: the bill is not issued again, the same keys go out', async () => {
        let broken = true;
        const stage = await desk({'POST /api/bills/5/payments': () => { if (broken) throw new TypeError('network'); return paid; }});
        await fill(stage);
        press('F8');
        await until(() => document.activeElement.closest('.tender-methods'));
        press('1');
        press('F9');
        await until(() => stage.view.querySelector('.problem'));
        ok(stage.view.querySelector('s-lines').inert, 'what is issued can no longer be changed');
        const before = stage.writes();
        equal(before.map(call => call.path), ['/api/bills', '/api/bills/5/payments']);
        broken = false;
        press('F9');
        await until(() => stage.writes().length === 3);
        equal(stage.writes()[2].path, '/api/bills/5/payments');
        equal(stage.writes()[2].headers['Idempotency-Key'], before[1].headers['Idempotency-Key']);
        stage.stop();
    });

    test('a refusal of the server gives the bill back for changing', async () => {
        const stage = await desk({'POST /api/bills': () => problem(409, 'directory.price.missing', {params: {service: 'CBC', day: '2026-11-21'}})});
        await fill(stage);
        press('F8');
        await until(() => document.activeElement.closest('.tender-methods'));
        press('1');
        press('F9');
        await until(() => stage.view.querySelector('.problem'));
        ok(!stage.view.querySelector('s-lines').inert);
        stage.stop();
    });

    test('+ and − change the quantity, Del removes and can be undone', async () => {
        const stage = await desk();
        await fill(stage);
        const grid = stage.view.querySelector('s-lines');
        grid.focusRow(0);
        press('+', {code: 'NumpadAdd'});
        equal(grid.rows[0].quantity, 2);
        press('-', {code: 'NumpadSubtract'});
        equal(grid.rows[0].quantity, 1);
        press('Delete');
        equal(grid.rows.length, 1);
        document.querySelector('.toast-undo').click();
        equal(grid.rows.length, 2);
        stage.stop();
    });
});
