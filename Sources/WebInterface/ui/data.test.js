import {suite, test, equal, ok, mount, press, wait, until, fakeServer, problem, type} from '../test/harness.js';
import {list, bill, rows, money, person} from '../test/samples.js';
import {region, banner, tender, table, fromApi, t, v, h, printChip, confirm, toast} from './index.js';
import {events} from '../app/events.js';

const later = async () => { await wait(20); };
const pages = ({query}) => { const from = Number(query.after ?? 0); return {items: rows(60).slice(from, from + 25), next: from + 25 < 60 ? String(from + 25) : null, total: 60}; };

suite('table', () => {
    test('pages by key, forth and back', async () => {
        const server = fakeServer({'GET /api/rows': pages});
        const {grid, view} = list({items: undefined, load: fromApi('/api/rows', {day: '2026-11-21'})});
        mount(view);
        await until(() => grid.dataset.state === 'ready');
        const range = () => grid.querySelector('.table-range').textContent;
        equal(range(), '1–25 of 60');
        press('PageDown', {target: grid.querySelector('tbody tr')});
        await until(() => range() === '26–50 of 60');
        equal(server.calls.at(-1).query, {day: '2026-11-21', after: '25', limit: '25', sort: 'token'});
        grid.querySelector('.table-foot button').click();
        await until(() => range() === '1–25 of 60');
        server.stop();
    });
    test('sorting is shown by word and arrow and asked of the server', async () => {
        const server = fakeServer({'GET /api/rows': pages});
        const {grid, view} = list({items: undefined, load: fromApi('/api/rows')});
        mount(view);
        await until(() => grid.dataset.state === 'ready');
        grid.querySelector('.sort').click();
        await later();
        equal([grid.querySelector('th').getAttribute('aria-sort'), server.calls.at(-1).query.sort], ['descending', '-token']);
        ok(grid.querySelector('.sort-word').textContent && grid.querySelector('.sort svg'));
        server.stop();
    });
    test('rows are walked with the arrows', () => {
        const {grid, view} = list();
        mount(view);
        const all = grid.querySelectorAll('tbody tr');
        all[0].focus();
        press('ArrowDown');
        press('ArrowDown');
        ok(document.activeElement === all[2]);
        press('End');
        ok(document.activeElement === all[24]);
    });
    test('news under the cursor is announced, not pushed in', async () => {
        const server = fakeServer({'GET /api/rows': pages});
        const {grid, view} = list({items: undefined, load: fromApi('/api/rows'), topics: ['encounters']});
        mount(view);
        await until(() => grid.dataset.state === 'ready');
        grid.querySelector('tbody tr').focus();
        const asked = server.calls.length;
        events.simulate({topic: 'encounters.queue', id: '1'});
        await later();
        equal(server.calls.length, asked);
        ok(grid.querySelector('.table-news button'));
        server.stop();
    });
    test('what fails first is an error with a way out, what fails later only grows old', async () => {
        let good = false;
        const server = fakeServer({'GET /api/rows': request => good ? pages(request) : problem(500, 'app.internal')});
        const {grid, view} = list({items: undefined, load: fromApi('/api/rows')});
        mount(view);
        await until(() => grid.dataset.state === 'error');
        good = true;
        grid.querySelector('.problem button').click();
        await until(() => grid.dataset.state === 'ready');
        good = false;
        await grid.reload();
        equal(grid.dataset.state, 'stale');
        equal(grid.querySelectorAll('tbody tr').length, 25);
        ok(grid.querySelector('.stale-mark'));
        server.stop();
    });
    test('nothing is said with what one can do', () => {
        const grid = mount(table({caption: t('word.queue'), columns: [], items: [], empty: {title: t('shell.unsent.none')}}));
        equal(grid.dataset.state, 'empty');
    });
});

suite('region', () => {
    test('loads, redraws on news, keeps old values when it cannot', async () => {
        let count = 0;
        let good = true;
        const part = region({topics: ['printing'], load: async () => { if (!good) throw new TypeError('network'); count += 1; return count; }, draw: number => h('p', v.num(number))});
        mount(part);
        await until(() => part.textContent.includes('1'));
        events.simulate({topic: 'printing.job', id: '5'});
        await until(() => part.textContent.includes('2'));
        good = false;
        expectComplaint(/network/);
        await part.reload();
        equal(part.dataset.state, 'stale');
        ok(part.textContent.includes('2'));
    });
    test('a slow answer shows a skeleton of its size, then says that it takes long', async () => {
        const part = region({load: () => wait(4_000).then(() => 1), draw: () => h('p', t('word.done'))});
        mount(part);
        equal(part.querySelector('.skeleton'), null);
        await wait(300);
        ok(part.querySelector('.skeleton'));
        await wait(3_000);
        ok(part.querySelector('.region-note').textContent.length > 10);
        await wait(1_500);
        equal([part.querySelector('.skeleton'), part.dataset.state], [null, 'ready']);
    });
});

suite('lines', () => {
    test('plus and minus change the quantity, never below one', () => {
        const {grid, view} = bill();
        mount(view);
        grid.focusRow(0);
        press('+');
        press('+');
        press('-');
        equal(grid.rows[0].quantity, 2);
        for (let step = 0; step < 5; step += 1) press('-');
        equal(grid.rows[0].quantity, 1);
        ok(grid.contains(document.activeElement), 'the cursor stays in the line');
    });
    test('a cell is edited with Enter, left with Escape or taken with Enter', () => {
        const {grid, view} = bill();
        mount(view);
        grid.focusRow(1);
        press('ArrowRight');
        press('Enter');
        document.activeElement.select();
        type('۷');
        press('Enter');
        equal(grid.rows[1].quantity, 7);
        press('Enter');
        type('9');
        press('Escape');
        equal(grid.rows[1].quantity, 7);
    });
    test('a removed line comes back', () => {
        const {grid, view} = bill();
        mount(view);
        grid.focusRow(0);
        press('Delete');
        equal(grid.rows.map(row => row.name), ['X-ray chest', 'معائنہ فیس']);
        document.querySelector('.toast-undo').click();
        equal(grid.rows.length, 3);
    });
    test('there is one tab stop', () => {
        const {grid, view} = bill();
        mount(view);
        equal(grid.querySelectorAll('[tabindex="0"]').length, 1);
    });
});

suite('tender', () => {
    const methods = [{id: 'card', label: t('word.card'), kind: 'card', reference: 'required'}, {id: 'cash', label: t('word.cash'), kind: 'cash'}, {id: 'deposit', label: t('word.deposit'), kind: 'deposit', max: money(100000)}];
    const make = () => mount(tender({due: money(310500), methods, notes: [500000]}));
    test('a new row holds what is left; cash may exceed and brings change', () => {
        const pay = make();
        press('3', {target: pay.querySelector('button')});
        equal(pay.value, [{method: 'deposit', amount: money(100000)}]);
        press('1', {target: pay.querySelector('button')});
        document.activeElement.select();
        type('1105');
        pay.querySelector('.tender-reference').value = '8841';
        press('2', {target: pay.querySelector('button')});
        equal([pay.left, pay.change], [0, 0]);
        document.activeElement.select();
        type('1,395');
        equal([pay.left, pay.change, pay.ready], [0, 39500, true]);
        ok(pay.querySelector('.tender-change').textContent.includes('395'));
    });
    test('anything but cash may not exceed', () => {
        const pay = make();
        pay.value = [{method: 'card', amount: money(400000), reference: '1'}];
        equal(pay.ready, false);
        ok(pay.problem());
    });
    test('a card wants its reference, a deposit has an end', () => {
        const pay = make();
        pay.value = [{method: 'card', amount: money(310500)}];
        ok(pay.problem());
        pay.value = [{method: 'deposit', amount: money(200000)}];
        ok(pay.problem());
    });
    test('Enter goes on and never pays', () => {
        const pay = make();
        let complete = 0;
        pay.addEventListener('tender-complete', () => { complete += 1; });
        press('2', {target: pay.querySelector('button')});
        press('Enter');
        equal([complete, pay.value.length], [1, 1]);
    });
});

suite('banner', () => {
    const words = {known: 'penicillin', none: 'No known allergies', unrecorded: 'not recorded', unavailable: 'not available'};
    for (const [state, word] of Object.entries(words)) {
        test(`allergies ${state} have their own words and shape`, () => {
            const element = mount(banner({...person, allergies: {state, items: [{name: 'penicillin'}]}}));
            const part = element.querySelector('.banner-allergy');
            ok(part.textContent.includes(word), part.textContent);
            ok(part.querySelector('svg'));
        });
    }
    test('without the right to see them there is nothing about allergies', () => equal(mount(banner({...person, allergies: undefined})).querySelector('.banner-allergy'), null));
    test('the dead are marked by word and pattern', () => {
        const element = mount(banner({...person, deceased: '2026-01-02'}));
        ok(element.textContent.includes('Deceased') && getComputedStyle(element.querySelector('.banner')).backgroundImage.includes('gradient'));
    });
});

suite('dialogs and papers', () => {
    test('Escape and the first button are the safe answer', async () => {
        const asked = confirm({title: t('word.discharge'), body: t('word.note'), action: t('word.discharge'), keep: t('word.back')});
        const box = document.querySelector('dialog.dialog');
        ok(document.activeElement === box.querySelector('[data-safe]'), 'the cursor is on the safe one');
        box.dispatchEvent(new Event('cancel', {cancelable: true}));
        equal(await asked, null);
    });
    test('grade three wants a reason, and Enter confirms nothing', async () => {
        const asked = confirm({grade: 3, title: t('word.cancel'), body: t('word.note'), action: t('word.cancel'), keep: t('word.back'), approver: true});
        const box = document.querySelector('dialog.dialog');
        const act = box.querySelector('.button-danger');
        act.focus();
        press('Enter');
        ok(box.isConnected);
        act.click();
        await later();
        equal(box.querySelectorAll('s-field[data-bad]').length, 3);
        box.querySelector('textarea').value = 'wrong patient';
        [...box.querySelectorAll('input')].forEach((input, index) => { input.value = ['omar', 'secret'][index]; });
        act.click();
        equal(await asked, {reason: 'wrong patient', approver: {username: 'omar', password: 'secret'}});
    });
    test('a reason is confirmed where it was written, by Ctrl+Enter', async () => {
        const asked = confirm({title: t('word.cancel'), body: t('word.note'), action: t('word.cancel'), keep: t('word.back'), danger: false, reason: true});
        const box = document.querySelector('dialog.dialog');
        const note = box.querySelector('textarea');
        note.focus();
        note.value = 'emergency';
        press('Enter', {ctrl: true, target: note});
        equal(await asked, {reason: 'emergency'});
    });
    test('one message at a time, success and undo only', () => {
        let undone = 0;
        toast(t('word.done'));
        toast(t('word.save'), {undo: () => { undone += 1; }});
        equal(document.querySelectorAll('.toast').length, 1);
        document.querySelector('.toast-undo').click();
        equal([undone, document.querySelectorAll('.toast').length], [1, 0]);
    });
    for (const [state, role] of [['queued', 'status'], ['submitted', 'status'], ['printed', 'status'], ['failed', 'alert'], ['held', 'status'], ['unknown', 'status']]) {
        test(`a paper that is ${state} says so in a shape and a word`, async () => {
            const server = fakeServer({'GET /api/print-jobs/9': {id: '9', state, copyNumber: 2, version: 1, reason: state === 'failed' ? 'media-empty' : undefined}});
            const chip = mount(printChip({job: '9'}));
            await until(() => chip.querySelector('.print-chip'));
            server.stop();
            const part = chip.querySelector('.print-chip');
            equal(part.getAttribute('role'), role);
            ok(part.querySelector('svg') && part.textContent.length > 5);
            equal(/Printed/.test(part.textContent), state === 'printed', 'printed is said only when it is');
        });
    }
    for (const [reason, words] of [['noQueue: counter3', 'the server has no such print queue (counter3)'], ['refused: disk full', 'refused (disk full)'], ['aborted: ', 'the printer or the print service gave up'],
        ['noPrinter', 'no printer is set for this paper'], ['media-empty', 'media-empty'], ['wrong bill: see 12', 'wrong bill: see 12']]) {
        test(`a paper that failed because of "${reason}" says it in words`, async () => {
            const server = fakeServer({'GET /api/print-jobs/9': {id: '9', state: 'failed', copyNumber: 1, version: 1, reason}});
            const chip = mount(printChip({job: '9'}));
            await until(() => chip.querySelector('.print-where'));
            server.stop();
            equal(chip.querySelector('.print-where').textContent.replace(/[\u2066-\u2069]/g, ''), words);
        });
    }
});
