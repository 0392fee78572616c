import {suite, test, equal, ok, mount, type, press} from '../test/harness.js';
import {h, t, form, textField, phoneField} from '../ui/index.js';
import {Scanner, usCharacter} from './scanner.js';
import {labelDigits, readLabel, readGS1, readBand, recognise, gtinFits} from './labels.js';

const LABEL = labelDigits(1, '10000017');
const URDU = '۰۱۲۳۴۵۶۷۸۹';
const INSCRIPT = '०१२३४५६७८९';

/** A listening scanner and what it found, for the time of one test. */
function listening(body, station) {
    const life = new AbortController();
    const scans = [];
    new Scanner({found: scan => scans.push(scan), station: station && (() => station)}).listen(life.signal);
    try { return body(scans); } finally { life.abort(); }
}
/** @param {string} digits @param {string} letters of the layout, 0 to 9 */
const typed = (digits, letters) => [...digits].map(digit => letters[Number(digit)]).join('');
const codes = digits => [...digits].map(digit => `Digit${digit}`);

suite('scanner', () => {
    test('a label has an even number of digits and fits its check', () => {
        for (const [kind, number] of [[1, '10000017'], [2, '7312345678901234567'], [3, '1']]) {
            const digits = labelDigits(kind, number.padStart(5, '0'));
            equal(digits.length % 2, 0);
            equal(readLabel(digits)?.number.replace(/^0+/, ''), number);
        }
        equal(readLabel(LABEL), {kind: 'patient', number: '10000017', text: LABEL});
    });
    test('one wrong or two swapped digits are noticed', () => {
        for (let index = 1; index < LABEL.length; index += 1) {
            const other = String((Number(LABEL[index]) + 3) % 10);
            equal(readLabel(LABEL.slice(0, index) + other + LABEL.slice(index + 1)), null);
        }
        equal(readLabel(LABEL.slice(0, 1) + LABEL[2] + LABEL[1] + LABEL.slice(3)), null);
    });
    test('keys are read by their place on the US layout', () => {
        equal(['KeyA', 'Digit5', 'Minus', 'BracketRight', 'Numpad7'].map(code => usCharacter(code, false)).join(''), 'a5-]7');
        equal(usCharacter('KeyA', true), 'A');
        equal(usCharacter('F9', false), null);
    });

    for (const [layout, letters] of [['Latin', '0123456789'], ['Urdu', URDU], ['InScript', INSCRIPT]]) {
        test(`a scan is recognised under the ${layout} layout, and the field keeps its value`, () => listening(scans => {
            const box = h('input', {type: 'text', 'aria-label': t('word.name')});
            mount(box);
            box.value = 'Ahmad Ali';
            box.focus();
            box.setSelectionRange(2, 5);
            type(typed(LABEL, letters), {time: 1000, gap: 6, codes: codes(LABEL)});
            equal(press('Enter', {time: 1000 + 6 * LABEL.length}), false, 'Enter is swallowed');
            equal(scans.map(scan => [scan.kind, scan.number]), [['patient', '10000017']]);
            equal([box.value, box.selectionStart, box.selectionEnd], ['Ahmad Ali', 2, 5]);
        }));
    }
    test('a scan without Enter is taken after a silence', async () => {
        const life = new AbortController();
        const scans = [];
        new Scanner({found: scan => scans.push(scan)}).listen(life.signal);
        mount(h('input', {type: 'text', 'aria-label': t('word.name')})).focus();
        type(LABEL, {time: 1000, gap: 6});
        await new Promise(resolve => setTimeout(resolve, 130));
        life.abort();
        equal(scans.length, 1);
    });
    test('fast typing of the same digits is typing', () => listening(scans => {
        const box = mount(h('input', {type: 'text', 'aria-label': t('word.name')}));
        box.focus();
        type(LABEL, {time: 1000, gap: 45});
        press('Enter', {time: 1000 + 45 * LABEL.length});
        equal(scans, []);
        equal(box.value, LABEL);
    }));
    test('a machine-fast burst without check digits is typing', () => listening(scans => {
        const box = mount(h('input', {type: 'text', 'aria-label': t('word.name')}));
        box.focus();
        type('03001234567', {time: 1000, gap: 6});
        equal(press('Enter', {time: 1080}), true);
        equal(scans, []);
        equal(box.value, '03001234567');
    }));
    test('a held key is no scan', () => listening(scans => {
        mount(h('input', {type: 'text', 'aria-label': t('word.name')})).focus();
        for (let index = 0; index < 12; index += 1) press('1', {time: 1000 + index * 20, repeat: index > 0});
        equal(scans, []);
    }));
    test('letters through an Urdu layout come out as printed, with the marks of the station', () => listening(scans => {
        mount(h('input', {type: 'text', 'aria-label': t('word.name')})).focus();
        const printed = '~M1230-AK';
        const keyCodes = ['Backquote', 'KeyM', 'Digit1', 'Digit2', 'Digit3', 'Digit0', 'Minus', 'KeyA', 'KeyK'];
        type('~م۱۲۳۰-اک', {time: 1000, gap: 7, codes: keyCodes});
        press('Enter', {time: 1070});
        equal(scans.map(scan => [scan.kind, scan.text]), [['text', printed.slice(1).toLowerCase()]]);
    }, {prefix: '`'}));
    test('a scan inside a form neither moves on nor leaves a trace in it', () => listening(scans => {
        const entry = mount(form({finish: async () => ({})}, phoneField({name: 'phone', label: t('word.phone')}), textField({name: 'name', label: t('word.name')})));
        entry.fieldOf('phone').focusField();
        const box = document.activeElement;
        type(LABEL, {time: 1000, gap: 6});
        press('Enter', {time: 1080});
        equal(scans.length, 1);
        ok(document.activeElement === box, 'the cursor stayed');
        equal(box.value, '');
    }));

    test('GS1 packs give product, expiry and batch, with or without separators', () => {
        const gtin = '08901234567890';
        ok(gtinFits(gtin));
        const [separator, relation] = [String.fromCharCode(29), '896123400000000014'];
        for (const band of [`]d28018${relation}${separator}801912${separator}9110000016`, `8018${relation}8019129110000016`, `(8018)${relation}(8019)12(91)10000016`]) {
            equal([recognise(band)?.kind, recognise(band)?.number], ['patient', '10000016'], band);
        }
        equal(readBand(`8018${relation.replace(/4$/, '5')}8019129110000016`), null, 'the check digit');
        equal(readGS1(`]d201${gtin}17271200` + '10AB12'), {gtin, expiry: '2027-12-31', batch: 'AB12', serial: undefined});
        equal(readGS1(`01${gtin}10AB12\u001D17270630`), {gtin, expiry: '2027-06-30', batch: 'AB12', serial: undefined});
        equal(recognise('4006381333931')?.kind, 'product');
        equal(recognise('03001234567'), null);
    });
});
