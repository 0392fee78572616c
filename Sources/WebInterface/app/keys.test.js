import {suite, test, equal, ok, none, throws, mount, press} from '../test/harness.js';
import {h, t, button, dialog} from '../ui/index.js';
import {keyOf, keys, assertAllowed, setKey} from './keys.js';

const event = (key, code, more = {}) => new KeyboardEvent('keydown', {key, code, ...more});
/** What the N and the R key give in each layout, as measured. */
const LAYOUTS = {english: ['n', 'r'], urdu: ['ن', 'ر'], inscript: ['ल', 'ी'], wx: ['न', 'र'], arabic: ['ى', 'ق']};

suite('keys', () => {
    for (const [layout, [n, r]] of Object.entries(LAYOUTS)) {
        test(`Alt+N and Ctrl+R are themselves on the ${layout} layout`, () => {
            equal(keyOf(event(n, 'KeyN', {altKey: true})), 'Alt+N');
            equal(keyOf(event(r, 'KeyR', {ctrlKey: true})), 'Ctrl+R');
        });
    }

    test('an ASCII letter is believed over the place of its key', () => equal(keyOf(event('a', 'KeyQ', {altKey: true})), 'Alt+A'));
    test('named keys come by their name', () => {
        equal(keyOf(event('F9', 'F9')), 'F9');
        equal(keyOf(event('Enter', 'NumpadEnter', {ctrlKey: true})), 'Ctrl+Enter');
    });
    test('local digits come by the place of their key', () => equal(keyOf(event('۳', 'Digit3')), '3'));
    test('AltGr writes letters, it commands nothing', () => equal(keyOf(event('ن', 'KeyN', {ctrlKey: true, altKey: true})), ''));
    test('composing is left alone', () => {
        equal(keyOf(event('n', 'KeyN', {isComposing: true, altKey: true})), '');
        equal(keyOf(event('Process', 'KeyN')), '');
    });
    for (const combo of ['F', 'Shift+P', 'Ctrl+Alt+K', 'Ctrl+W', 'Alt+D', 'F5', 'F12', 'Alt+ArrowLeft', 'Alt+1']) {
        test(`${combo} is refused as a shortcut`, () => throws(() => assertAllowed(combo), /shortcut/));
    }

    test('a key finds its button under every layout', () => {
        let presses = 0;
        mount(button({label: t('word.new'), key: 'Alt+N', run: () => { presses += 1; }}));
        for (const [n] of Object.values(LAYOUTS)) press(n, {code: 'KeyN', alt: true});
        equal(presses, Object.keys(LAYOUTS).length);
    });
    test('a held key presses once', () => {
        let presses = 0;
        mount(button({label: t('word.save'), key: 'F9', run: () => { presses += 1; }}));
        press('F9');
        press('F9', {repeat: true});
        equal(presses, 1);
    });
    test('a hidden button does not hear', () => {
        let presses = 0;
        mount(h('div', {hidden: true}, button({label: t('word.save'), key: 'F9', run: () => { presses += 1; }})));
        press('F9');
        equal(presses, 0);
    });
    test('only the layer on top hears', async () => {
        const heard = [];
        mount(button({label: t('word.save'), key: 'F9', run: () => heard.push('page')}));
        const asked = dialog({title: t('word.discharge'), body: t('word.reason'), actions: [
            {label: t('word.back'), value: 'safe', safe: true}, {label: t('word.discharge'), key: 'F9', run: async () => { heard.push('dialog'); return 'done'; }}]});
        press('F9');
        equal(await asked, 'done');
        press('F9');
        equal(heard, ['dialog', 'page']);
    });
    test('a key on a field puts the cursor there', () => {
        const box = h('input', {type: 'text', 'aria-label': t('word.add')});
        setKey(box, 'F4');
        mount(box);
        press('F4', {target: document.body});
        ok(document.activeElement === box);
    });
    test('the list of keys names what is on the page', () => {
        mount(button({label: t('word.save'), key: 'F9 Ctrl+Enter', run: () => {}}));
        none(['F9'].filter(combo => !keys.list().some(entry => entry.combo === combo)));
    });
    test('a registered key ends with its page', () => {
        const life = new AbortController();
        let count = 0;
        keys.on('Alt+H', t('word.note'), () => { count += 1; }, life.signal);
        press('ہ', {code: 'KeyH', alt: true});
        life.abort();
        press('h', {alt: true});
        equal(count, 1);
    });
});
