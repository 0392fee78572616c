import {suite, test, equal, mount, type, wait, until} from '../test/harness.js';
import {v} from '../ui/index.js';
import {palette, Palette} from './palette.js';

/** A box with a provider that answers when the test says so. */
function boxed() {
    const asked = [];
    palette.clear();
    palette.addProvider({group: 'shell.search.commands', match: () => true, find: query => new Promise(answer => {
        asked.push({text: query.text, answer: () => answer([{icon: 'person', title: v.name(query.text), path: '/'}])});
    })});
    const box = mount(new Palette());
    box.input.focus();
    return {box, asked, shown: () => [...box.querySelectorAll('[role=option]')].map(row => row.textContent)};
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
});
