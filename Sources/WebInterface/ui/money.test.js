import {suite, test, equal, ok, mount, type, press} from '../test/harness.js';
import {moneyField, numberField, form, t} from './index.js';
import {parseMoney, parseScaled} from './money.js';
import {formatMoney, formatNumber, group} from './format.js';
import {locale} from '../app/locale.js';

const rupees = amount => ({amount, currency: 'PKR'});

suite('money', () => {
    for (const [typed, amount] of [['1250', 125000], ['1,250', 125000], ['12,34,567', 123456700], ['1250.5', 125050], ['.50', 50], ['۱۲۵۰', 125000], ['१२५०', 125000], ['١٬٢٥٠٫٧٥', 125075], [' 1 250 ', 125000], ['-345', -34500]]) {
        test(`${typed} is ${amount} minor units`, () => equal(parseMoney(typed), rupees(amount)));
    }
    for (const typed of ['1.255', '12k', 'abc', '1.2.3', '--5', '٫']) test(`${typed} is no amount`, () => equal(parseMoney(typed), null));
    test('nothing is nothing, not zero', () => { equal(parseScaled('', 2), null); equal(parseMoney('0'), rupees(0)); });
    test('amounts that floating point would spoil stay exact', () => {
        equal(parseMoney('90071992547.41'), rupees(9007199254741));
        equal(parseMoney('0.29'), rupees(29));
        equal(parseMoney('1.15'), rupees(115));
    });
    test('grouping follows the hospital', () => {
        equal([group('1234567', 'thousand'), group('1234567', 'lakh'), group('999', 'lakh'), group('1000', 'lakh'), group('123456789', 'lakh')], ['1,234,567', '12,34,567', '999', '1,000', '12,34,56,789']);
        equal([formatMoney(rupees(125000)), formatMoney(rupees(125050)), formatMoney(rupees(-34500)), formatMoney(rupees(5)), formatMoney(rupees(125000), {symbol: true})], ['1,250', '1,250.50', '-345', '0.05', 'Rs 1,250']);
        equal([formatNumber(1234.5), formatNumber(-3), formatNumber(NaN)], ['1,234.5', '-3', '–']);
    });
    test('what is typed in any digits stands there as 0-9, and is shown grouped', () => {
        const field = mount(moneyField({name: 'sum', label: t('word.amount')}));
        const box = field.querySelector('input');
        box.focus();
        type('۱۲۵۰');
        equal(box.value, '1250');
        equal(field.value, rupees(125000));
        box.blur();
        equal(box.value, '1,250');
    });
    test('a wrong figure stays as it was typed and is explained', () => {
        const field = mount(moneyField({name: 'sum', label: t('word.amount')}));
        field.querySelector('input').focus();
        type('12k');
        field.querySelector('input').blur();
        equal(field.querySelector('input').value, '12k');
        ok(field.problem());
    });
    test('negative amounts only where a refund is', () => {
        const plain = mount(moneyField({name: 'sum', label: t('word.amount')}));
        plain.querySelector('input').value = '-5';
        ok(plain.problem());
        const refund = mount(moneyField({name: 'sum', label: t('word.refund'), negative: true}));
        refund.querySelector('input').value = '-5';
        equal(refund.problem(), null);
    });
    test('the arrow keys and the wheel change nothing', () => {
        const field = mount(moneyField({name: 'sum', label: t('word.amount'), value: rupees(125000)}));
        const box = field.querySelector('input');
        box.focus();
        press('ArrowUp');
        box.dispatchEvent(new WheelEvent('wheel', {deltaY: 100, bubbles: true}));
        equal(field.value, rupees(125000));
    });
    test('a currency without minor units, and one with three', () => {
        const before = locale.currency;
        locale.currency = {code: 'JPY', minorDigits: 0};
        equal([parseMoney('1,250')?.amount, formatMoney({amount: 1250, currency: 'JPY'})], [1250, '1,250']);
        locale.currency = {code: 'KWD', minorDigits: 3};
        equal([parseMoney('1.250')?.amount, formatMoney({amount: 1250, currency: 'KWD'})], [1250, '1.250']);
        locale.currency = before;
    });
    test('scaled numbers stay integers', () => {
        const field = mount(form({finish: async () => ({})}, numberField({name: 'weight', label: t('word.quantity'), decimals: 1, max: 5000, unit: 'kg'}))).fieldOf('weight');
        field.querySelector('input').value = '71.5';
        equal(field.value, 715);
        field.value = 700;
        equal(field.querySelector('input').value, '70');
        field.value = 5001;
        ok(field.problem());
    });
});
