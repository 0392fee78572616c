/** The review list, on whole pages in the shell: every sample page in every language. */
import {suite, test, equal, ok, none, mount, press, wait} from '../test/harness.js';
import {onStage, facesReady} from '../test/stage.js';
import {registration, bill, list, states, PROBE} from '../test/samples.js';
import * as checks from '../test/checks.js';
import {setLanguage} from '../app/i18n.js';
import {h, t, v, textField, pickField, card, form, button, status} from './index.js';

const PAGES = {registration: () => registration().view, bill: () => bill().view, list: () => list().view, states};
const LANGUAGES = ['en', 'ur', 'hi', 'ar', 'en-XL'];
const LEAST = {ur: 42, hi: 36, ar: 38, en: 34, 'en-XL': 34};

suite('review list', () => {
    for (const lang of LANGUAGES) {
        for (const [name, make] of Object.entries(PAGES)) {
            test(`${name} in ${lang}`, async () => {
                const {shell, stop} = await onStage(lang, make);
                try {
                    none(checks.scrollbars(), '1 scroll-bar');
                    none(checks.clipped(shell), '2 clipped text');
                    none(checks.lowInputs(shell.querySelector('.outlet'), LEAST[lang]), '3 height of controls');
                    none(checks.disordered(shell), '5 values in logical order');
                    none(checks.loose(shell), '6 figures outside isolates');
                    none(checks.foreignFigures(shell), '7 figures of another script in values');
                    none(checks.disorderedStops(shell), '19 tab order');
                    none(checks.smallTargets(shell), '21 small targets');
                    none(checks.faint(shell), '22 contrast');
                    none(checks.colourOnly(shell), '23 told by colour alone');
                    none(checks.nameless(shell), '25 names');
                    if (lang !== 'en' && lang !== 'en-XL') none(checks.untranslated(shell), '27 not translated');
                } finally { stop(); }
            });
        }
    }
    for (const name of ['registration', 'list', 'states', 'bill']) {
        test(`${name} at night stands out as much`, async () => {
            const {shell, stop} = await onStage('en', PAGES[name], {theme: 'night'});
            try { none(checks.faint(shell), '22 contrast'); } finally { stop(); }
        });
        test(`${name} in compact Urdu is cut nowhere`, async () => {
            const {shell, stop} = await onStage('ur', PAGES[name], {urdu: 'compact'});
            try { none(checks.clipped(shell), '2'); none(checks.scrollbars(), '1'); } finally { stop(); }
        });
        test(`4 mirror: ${name} with the same words lies the other way round`, async () => {
            const left = await onStage('en', PAGES[name]);
            const one = checks.boxes(left.outlet);
            left.stop();
            const right = await onStage('en-RTL', PAGES[name]);
            const other = checks.boxes(right.outlet);
            right.stop();
            ok(one.filter(box => !box.skip).length > 40, 'there is something to compare');
            none(checks.unmirrored(one, other, innerWidth), 'not mirrored');
        });
    }
    test('26 nothing of the policy is broken, no style stands in the source', async () => {
        const {shell, stop} = await onStage('en', PAGES.registration);
        const fresh = h('div.card', {style: {inlineSize: '3em'}}, h('p', t('word.name')));
        ok(fresh.style.inlineSize === '3em' && shell);
        const source = await Promise.all(['../index.html', '../test/index.html'].map(path => fetch(new URL(path, import.meta.url)).then(answer => answer.text())));
        none(source.flatMap(checks.inlineStyles));
        none(source.flatMap(text => text.match(/<script(?![^>]*\ssrc=)[^>]*>|\son\w+=/g) ?? []), 'inline script');
        stop();
    });
});

suite('nastaliq', () => {
    test('3 inputs are at least 42 high, their letters are Nastaliq, digits stay Latin', async () => {
        const {outlet, stop} = await onStage('ur', () => card({}, form({finish: async () => ({})}, textField({name: 'name', label: t('word.name')}))));
        const box = outlet.querySelector('input');
        const {fontFamily} = getComputedStyle(box);
        ok(/"Sehat Latin", "Sehat Nastaliq"/.test(fontFamily), fontFamily);
        ok(box.getBoundingClientRect().height >= 42);
        stop();
    });
    for (const words of PROBE) {
        test(`the ink of ${words} is nowhere cut`, async () => {
            const {outlet, stop} = await onStage('ur', () => card({title: v.name(words)},
                form({finish: async () => ({})}, textField({name: 'name', label: t('word.name'), value: words}), pickField({name: 'pick', label: t('word.item'), source: []})),
                button({label: v.name(words), kind: 'primary'}), status('wait', v.name(words)), h('table.table', h('tbody', h('tr', h('td', v.name(words)))))));
            await facesReady();
            none(checks.clipped(outlet), 'by layout');
            // What the layout does not know: the ink of Nastaliq leaves its line box. Room above and below must hold it.
            const ink = inkOf(words, parseFloat(getComputedStyle(outlet.querySelector('input')).fontSize));
            for (const selector of ['input', '.button', '.status', 'td']) {
                const element = outlet.querySelector(selector);
                const {overflowY} = getComputedStyle(element);
                const height = element.getBoundingClientRect().height;
                ok(overflowY === 'visible' || selector === 'input', `${selector} hides its overflow`);
                if (selector === 'input') ok(height >= ink, `${selector}: ${height} high, ink ${ink.toFixed(1)}`);
            }
            stop();
        });
    }
});

/** Height of the drawn letters. @param {string} words @param {number} size */
function inkOf(words, size) {
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = `${size}px "Sehat Nastaliq"`;
    const {actualBoundingBoxAscent, actualBoundingBoxDescent} = pen.measureText(words);
    return actualBoundingBoxAscent + actualBoundingBoxDescent;
}

suite('language', () => {
    test('15 a change of language keeps values, selection, scroll and focus', async () => {
        const made = registration();
        const {outlet, stop} = await onStage('en', () => made.view);
        made.entry.values = {phone: '+923001234567', name: 'محمد عثمان چوہدری', sex: 'female', birth: {birthDate: '1992-03-03', estimated: true}, cnic: '3520212345671', department: {id: '1', name: 'Medicine'}, doctor: '2'};
        const before = JSON.stringify(made.entry.values);
        const box = made.entry.field('name');
        box.focus();
        box.setSelectionRange(3, 7);
        outlet.querySelector('.page-main').scrollTop = 20;
        const scroll = outlet.querySelector('.page-main').scrollTop;
        for (const lang of ['ur', 'hi', 'ar', 'en']) {
            await setLanguage(lang, {remember: false});
            equal(JSON.stringify(made.entry.values), before, lang);
            equal([document.activeElement === box, box.selectionStart, box.selectionEnd], [true, 3, 7]);
            equal([document.documentElement.lang, document.documentElement.dir], [lang, lang === 'ur' || lang === 'ar' ? 'rtl' : 'ltr']);
            equal(Math.min(outlet.querySelector('.page-main').scrollTop, scroll), scroll, 'scroll');
        }
        stop();
    });
    test('errors that stand on the page are re-worded too', async () => {
        const made = registration();
        const {stop} = await onStage('en', () => made.view);
        await made.entry.finish();
        await setLanguage('ur', {remember: false});
        ok(/[\u0600-\u06FF]/.test(made.entry.querySelector('.field-error').textContent));
        ok(/[\u0600-\u06FF]/.test(made.entry.querySelector('.summary').textContent));
        await setLanguage('en', {remember: false});
        stop();
    });
    test('what was taken off the page is re-worded when it comes back', async () => {
        const kept = h('p', {title: t('word.save')}, t('word.save'));
        await setLanguage('ur', {remember: false});
        mount(kept);
        equal(kept.textContent, 'محفوظ کریں');
        await setLanguage('en', {remember: false});
        equal(kept.textContent, 'Save');
    });
});

suite('isolation', () => {
    const CASES = {
        '1,250 Rs': v.ltr('1,250 Rs'), '-500': v.num(-500), '+92 300 1234567': v.ltr('+92 300 1234567'), '500 mg': v.quantity(500, 'mg'), '2 x 3': v.ltr('2 x 3'), '14-Aug-1980': v.date('1980-08-14'),
        '10:30': v.ltr('10:30'), '(12)': v.ltr('(12)'), '5 - 10': v.ltr('5 - 10'), '<2': v.ltr('<2'), '50%': v.ltr('50%'), 'Rs -345': v.money({amount: -34500, currency: 'PKR'}), '35202-1234567-1': v.cnic('3520212345671'),
    };
    for (const [shown, value] of Object.entries(CASES)) {
        test(`5 ${shown} reads from left to right inside Urdu`, async () => {
            await setLanguage('ur', {remember: false});
            mount(h('p', t('word.patient'), ' ', value, ' ', t('word.bill')));
            await wait();
            none(checks.disordered(document.querySelector('#stage')));
            await setLanguage('en', {remember: false});
        });
    }
    test('the check itself finds a value that is not isolated', async () => {
        await setLanguage('ur', {remember: false});
        const bare = mount(h('p', h('span.v.probe', 'رقم')));
        const probe = bare.querySelector('.probe');
        probe.style.direction = 'rtl';
        probe.style.unicodeBidi = 'plaintext';
        probe.textContent = '-500 <2';
        probe.style.unicodeBidi = 'normal';
        ok(checks.disordered(bare).length === 1);
        ok(checks.loose(bare).length === 1);
        await setLanguage('en', {remember: false});
    });
    test('text cannot become markup', () => {
        const evil = '<img src=x onerror=alert(1)>';
        const box = mount(h('p', v.text(evil), v.name(evil), t('shell.search.none', {text: evil})));
        equal(box.querySelectorAll('img').length, 0);
        ok(box.textContent.includes(evil));
    });
    test('a name that turns text about loses its power', () => {
        const box = mount(h('p', v.name('\u202Eevil\u202C')));
        ok(!/[\u202A-\u202E]/.test(box.textContent));
    });
    test('figures that a page forgot to print with v() are isolated and reported', () => {
        expectComplaint(/printed with v/);
        equal(mount(h('p', 'MR 10427')).querySelectorAll('bdi').length, 1);
    });
    test('the name of a key within a sentence keeps its letter', () => equal(mount(h('p', t('downtime.entryInfo'))).querySelector('bdi')?.textContent, 'F4'));
    test('an empty value says that it is not known', () => equal(v.num(null).node().getAttribute('aria-label'), 'not known'));
    test('keys work on the shell', async () => {
        const {shell, stop} = await onStage('ur', PAGES.registration);
        press('ک', {code: 'KeyK', ctrl: true});
        ok(document.activeElement === shell.querySelector('.palette-input'));
        press('Escape');
        stop();
        await setLanguage('en', {remember: false});
    });
});
