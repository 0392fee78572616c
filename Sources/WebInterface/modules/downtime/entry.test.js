/** Papers as they are entered. */
import {suite, test, equal} from '../../test/harness.js';
import {parts, growing} from './entry.js';

suite('entering papers', () => {
    test('the rows in which something stands, in their order', () => {
        equal(parts.places({code0: 'CBC', code1: '', code10: 'XRAY', code2: 'ECG', quantity3: 4}, 'code'), [0, 2, 10]);
    });
    test('a payment is in the ways that have an amount, or the whole bill in one', () => {
        equal(parts.tendersOf({method0: 'card', reference0: 'A1', paid0: null}, 80_050), [{method: 'card', amount: 80_050, reference: 'A1'}]);
        equal(parts.tendersOf({method0: 'cash', paid0: {amount: 30_050}, method1: 'wallet', reference1: 'W7', paid1: {amount: 50_000}, paid2: null}, 80_050),
            [{method: 'cash', amount: 30_050}, {method: 'wallet', amount: 50_000, reference: 'W7'}]);
    });
    test('an amount without its way is refused, not taken for cash', () => {
        let fields = null;
        try { parts.tendersOf({method0: 'cash', paid0: {amount: 30_050}, method1: null, paid1: {amount: 50_000}}, 80_050); } catch (error) { fields = error.fields; }
        equal(fields, [{field: 'method1', code: 'app.field.required'}]);
    });
    test('a row is added when the last one is begun, and no more than there may be', () => {
        const row = at => Object.assign(document.createElement('input'), {name: `code${at}`});
        const box = growing(2, 3, row);
        const type = at => box.children[at].dispatchEvent(new Event('input', {bubbles: true}));
        type(0);
        equal(box.childElementCount, 2);
        type(1);
        equal([...box.children].map(one => one.name), ['code0', 'code1', 'code2']);
        type(2);
        equal(box.childElementCount, 3);
    });
});
