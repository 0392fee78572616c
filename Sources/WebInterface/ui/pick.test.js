import {suite, test, equal, ok, mount, press, type, wait} from '../test/harness.js';
import {pickField, form, textField, t, v} from './index.js';

const items = [{id: '1', name: 'Blood glucose'}, {id: '2', name: 'CBC'}, {id: '3', name: 'الٹراساؤنڈ'}, {id: '4', name: 'علی کلینک'}];
const make = (options = {}) => pickField({name: 'item', label: t('word.item'), source: items, ...options});
const options = field => [...field.querySelectorAll('[role=option]')].map(row => row.textContent);

suite('pick', () => {
    test('a local list is filtered as one types, the first row is preselected', () => {
        const field = mount(make());
        field.focusField();
        type('glu');
        equal(options(field), ['Blood glucose']);
        const box = field.querySelector('input');
        equal([box.getAttribute('aria-expanded'), Boolean(box.getAttribute('aria-activedescendant'))], ['true', true]);
        press('Enter');
        equal([field.value.id, box.value, box.getAttribute('aria-expanded')], ['1', 'Blood glucose', 'false']);
    });
    test('spellings of other keyboards are found', () => {
        const field = mount(make());
        field.focusField();
        type('علي');
        equal(options(field), ['علی کلینک']);
    });
    test('typing after a choice starts a fresh search', () => {
        const field = mount(make());
        field.value = items[1];
        field.focusField();
        type('x');
        equal(field.value, null);
    });
    test('leaving never chooses; the text stays and is refused in words', () => {
        const field = mount(make());
        field.focusField();
        type('glu');
        document.activeElement.blur();
        equal([field.value, field.control.text], [null, 'glu']);
        ok(field.problem() && field.control.hasAttribute('data-free'));
    });
    test('Escape closes the list and nothing else', () => {
        const field = mount(make());
        field.focusField();
        type('c');
        press('Escape');
        equal([field.control.isOpen, field.control.text], [false, 'c']);
    });
    test('the newest answer of the server wins', async () => {
        const waits = {ab: 60, abc: 5};
        const field = mount(make({source: async text => { await wait(waits[text]); return [{id: text, name: text}]; }}));
        field.focusField();
        type('ab');
        await wait(130);
        type('c');
        await wait(250);
        equal(options(field), ['abc']);
    });
    test('a failing server is a sentence in the list', async () => {
        const {Problem} = await import('../app/problem.js');
        const field = mount(make({source: async () => { throw new Problem({}, 'offline'); }}));
        field.focusField();
        type('ab');
        await wait(200);
        ok(field.querySelector('.option-note').textContent.length > 20);
    });
    test('a box for adding lines empties itself, takes 3* and stays', () => {
        const seen = [];
        const entry = mount(form({finish: async () => ({})}, make({keep: false, tabAccepts: true}), textField({name: 'note', label: t('word.note')})));
        const field = entry.fieldOf('item');
        field.addEventListener('pick', event => seen.push([event.detail.item.id, event.detail.quantity]));
        field.focusField();
        type('3*cbc');
        press('Enter');
        equal(seen, [['2', 3]]);
        equal(field.querySelector('input').value, '');
        ok(field.contains(document.activeElement));
        press('Enter');
        equal(seen.length, 1);
        type('۲*cbc');
        press('Enter');
        equal(seen[1], ['2', 2]);
    });
    test('nothing found offers to add, when one may', () => {
        const added = [];
        const field = mount(make({addNew: {label: t('word.add'), run: text => added.push(text)}}));
        field.focusField();
        type('zzz');
        press('Enter');
        equal(added, ['zzz']);
        equal(field.value, null);
    });
    test('half-typed text survives in a draft', () => {
        const field = mount(make());
        field.focusField();
        type('glu');
        const kept = JSON.parse(JSON.stringify(field.control.draftValue));
        const again = mount(make());
        again.control.draftValue = kept;
        equal(again.control.text, 'glu');
        ok(v);
    });
});
