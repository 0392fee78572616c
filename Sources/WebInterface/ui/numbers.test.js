import {suite, test, equal, ok, mount, type} from '../test/harness.js';
import {phoneField, cnicField, t, v, text} from './index.js';
import {parsePhone, verhoeffFits} from './phone.js';
import {foldDigits, foldForSearch, cleanText} from './fold.js';

const plain = phrase => text(phrase).replace(/[\u2066-\u2069]/g, '');

suite('figures in sentences', () => {
    test('a figure that grew together with Latin letters is not torn from them', () => {
        const sentence = mount(t('identification.noPrefix').node());
        equal([...sentence.querySelectorAll('bdi')].map(value => value.textContent), ['GS1']);
    });
    test('an address is whole', () => {
        const sentence = mount(t('printing.printer.targetHint').node());
        equal([...sentence.querySelectorAll('bdi')].map(value => value.textContent), ['socket://address:9100']);
    });
    test('a figure that stands alone is a value', () => {
        const sentence = mount(t('shell.ago.minutes', {count: 5}).node());
        equal([...sentence.querySelectorAll('bdi')].map(value => value.textContent), ['5']);
    });
});

suite('phone and cards', () => {
    for (const typed of ['03001234567', '0300-1234567', '0300 123 4567', '+92 300 1234567', '00923001234567', '923001234567', '3001234567', '۰۳۰۰۱۲۳۴۵۶۷', '०३००१२३४५६७', '+92 (0)300 1234567']) {
        test(`${typed} is one number`, () => equal(parsePhone(typed, '92'), '+923001234567'));
    }
    for (const typed of ['0300123456', '030012345678', '123', 'abc', '+92 300']) test(`${typed} is none`, () => equal(parsePhone(typed, '92'), ''));
    test('numbers of other countries', () => equal([parsePhone('+971501234567', '92'), parsePhone('9876543210', '91'), parsePhone('+14155550100', '92')], ['+971501234567', '+919876543210', '+14155550100']));
    test('a number is shown as people say it', () => equal([plain(v.phone('+923001234567')), plain(v.phone('+919876543210'))], ['0300-1234567', '+91 98765 43210']));
    test('the eleventh digit completes it, once', () => {
        const field = mount(phoneField({name: 'phone', label: t('word.phone'), none: true, required: true}));
        const seen = [];
        field.addEventListener('phone-complete', event => seen.push(event.detail.number));
        field.querySelector('input').focus();
        type('0300123456');
        equal(seen, []);
        type('7');
        equal(seen, ['+923001234567']);
        type(' ');
        equal(seen.length, 1);
    });
    test('no phone is an answer, nothing is not', () => {
        const field = mount(phoneField({name: 'phone', label: t('word.phone'), none: true, required: true}));
        ok(field.problem());
        field.querySelector('input[type=checkbox]').click();
        equal([field.value, field.problem()], ['', null]);
        field.control.draftValue = '0300';
        ok(field.control.problem());
    });
    test('a card groups itself and keeps the caret', () => {
        const field = mount(cnicField({name: 'cnic', label: t('word.cnic')}));
        const box = field.querySelector('input');
        box.focus();
        type('۳۵۲۰۲۱۲۳۴۵۶۷۱');
        equal([box.value, field.value], ['35202-1234567-1', '3520212345671']);
        box.setSelectionRange(3, 3);
        box.setRangeText('', 2, 3, 'end');
        box.dispatchEvent(new InputEvent('input', {bubbles: true}));
        equal([box.value, box.selectionStart, field.value], ['35021-2345671', 2, null]);
        ok(field.problem());
    });
    test('an Aadhaar number is checked and hidden but for its end', () => {
        const field = mount(cnicField({name: 'card', label: t('word.card'), kind: 'aadhaar'}));
        ok(verhoeffFits('236') && !verhoeffFits('237'));
        const base = '23412341234';
        const good = [...'0123456789'].map(digit => base + digit).find(verhoeffFits);
        field.value = good;
        equal([field.value, field.problem()], [good, null]);
        ok(field.querySelector('input').value.endsWith(good.slice(-4)) && field.querySelector('input').value.includes('•'));
        field.value = base + ((Number(good.at(-1)) + 1) % 10);
        ok(field.problem());
    });
});

suite('folding', () => {
    test('digits of every script', () => equal(foldDigits('۱۲۳ ٤٥٦ ७८९'), '123 456 789'));
    test('one name, many spellings', () => {
        for (const [one, other] of [['علي', 'علی'], ['كريم', 'کریم'], ['فاطمة', 'فاطمہ'], ['أحمد', 'احمد'], ['مُحَمَّد', 'محمد'], ['फ़ातिमा', 'फातिमा'], ['Zoë', 'zoe'], ['Ali-Raza', 'ali raza']]) equal(foldForSearch(one), foldForSearch(other));
    });
    test('marks that turn text about do not reach a name', () => {
        equal(cleanText('\u202Eاحمد\u202C  علی\u0007'), 'احمد علی');
        equal(cleanText('one  \n\n two\t', {lines: true}), 'one\n\n two');
    });
});
