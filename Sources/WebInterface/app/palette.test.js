import {suite, test, equal, mount, type, press, wait, until} from '../test/harness.js';
import {v} from '../ui/index.js';
import {palette, Palette} from './palette.js';

/** A box with a provider that answers when the test says so. */
function boxed() {
    const asked = [];
    const opened = [];
    palette.clear();
    palette.addProvider({group: 'shell.search.commands', match: () => true, find: query => new Promise(answer => {
        asked.push({text: query.text, answer: (count = 1) => answer(Array.from({length: count}, () => ({icon: 'person', title: v.name(query.text), run: () => opened.push(query.text)})))});
    })});
    const box = mount(new Palette());
    box.input.focus();
    return {box, asked, opened, shown: () => [...box.querySelectorAll('[role=option]')].map(row => row.textContent)};
}

suite('palette', () => {
    test('letters typed at once are one question', async () => {
        const {asked} = boxed();
        type('usman');
        await until(() => asked.length > 0);
        await wait(200);
        equal(asked.map(one => one.text), ['usman']);
    });
    test('the newest answer wins, however late an older one comes', async () => {
        const {asked, shown} = boxed();
        type('us');
        await until(() => asked.length === 1);
        type('man');
        await until(() => asked.length === 2);
        asked[1].answer();
        await until(() => shown().length === 1);
        asked[0].answer();
        await wait(20);
        equal(shown().map(row => row.includes('usman')), [true]);
    });
    test('an answer to what was taken away again is not shown', async () => {
        const {box, asked, shown} = boxed();
        type('us');
        await until(() => asked.length === 1);
        box.input.value = '';
        box.input.dispatchEvent(new Event('input', {bubbles: true}));
        asked[0].answer();
        await wait(20);
        equal(shown().filter(row => row.includes('us')), []);
    });
    test('Enter before the answer opens the only one found, never one of an older list', async () => {
        const {asked, opened, shown} = boxed();
        type('us');
        await until(() => asked.length === 1);
        asked[0].answer();
        await until(() => shown().length === 1);
        type('man');
        press('Enter');
        equal(opened, [], 'the list of the shorter text is not chosen from');
        await until(() => asked.length === 2);
        asked[1].answer();
        await until(() => opened.length === 1);
        equal(opened, ['usman']);
    });
    test('Enter before an answer of several leaves the choice', async () => {
        const {asked, opened, shown} = boxed();
        type('ali');
        press('Enter');
        await until(() => asked.length === 1);
        asked[0].answer(2);
        await until(() => shown().length === 2);
        equal(opened, []);
        press('Enter');
        equal(opened, ['ali']);
    });
});
