/** The template editor: the line of a fault, and what two versions differ in. */
import {suite, test, equal, ok, until, fakeServer} from '../../test/harness.js';
import {LISTS, WORKER, onDesk} from '../common/stage.test.js';
import {changes, difference} from './difference.js';
import {faultWords, placeOf} from './preview.js';
import {holding} from './fields.js';
import {Problem} from '../../app/problem.js';
import {stripBidi} from '../../ui/fold.js';
import editor from './editor.js';

const TEMPLATE = {name: 'receipt', number: 1, text: '{\n"a": 1\n}', history: []};

suite('templates', () => {
    test('lines that stay, go and come', () => {
        const lines = difference('a\nb\nc\nd', 'a\nx\nc\nd\ne');
        equal(lines.map(line => line.sign + line.text), ['a', '-b', '+x', 'c', 'd', '+e']);
        equal(changes(difference('1\n2\n3\n4\n5\n6', '1\n2\n3\n4\n5\n7')).map(line => line && line.sign + line.text), ['4', '5', '-6', '+7']);
        equal(changes(difference('1\n2\n3\n4\n5\n6', '0\n2\n3\n4\n5\n6')).at(-1), null);
        equal(changes(difference('a', 'a')), []);
    });

    test('long texts are compared without a table of lines times lines', () => {
        const lines = Array.from({length: 20_000}, (_, at) => `line ${at}`);
        const now = lines.slice();
        now.splice(100, 1, 'new');
        now.splice(15_000, 2);
        now.push('end');
        const found = difference(lines.join('\n'), now.join('\n')).filter(line => line.sign);
        equal(found.map(line => line.sign + line.text), ['-line 100', '+new', '-line 15000', '-line 15001', '+end']);
        // Nothing in common, nothing to hold on to: all of it is replaced.
        const other = difference(lines.join('\n'), lines.map(line => `${line}x`).join('\n'));
        equal([other.length, other[0].sign, other.at(-1).sign], [40_000, '-', '+']);
        const same = difference('a\n'.repeat(30_000), 'a\n'.repeat(30_001)).filter(line => line.sign);
        equal(same.length, 1);
    });

    test('what was typed and not saved is there again', async () => {
        sessionStorage.removeItem('sehat:template:receipt');
        const server = fakeServer({...LISTS,
            'GET /api/session': () => ({...WORKER, permissions: [...WORKER.permissions, 'templates.read', 'templates.manage'], serverTime: new Date().toISOString()}),
            'GET /api/templates/receipt': () => TEMPLATE,
            'POST /api/templates/receipt/preview': () => ({sheets: []})});
        const open = () => onDesk(ctx => editor(Object.assign(ctx, {params: {name: 'receipt'}})));
        const area = stage => stage.view.querySelector('textarea');
        const first = await open();
        await until(() => area(first));
        area(first).value = 'half';
        area(first).dispatchEvent(new Event('input'));
        first.stop();
        const second = await open();
        await until(() => area(second)?.value === 'half');
        [...second.view.querySelectorAll('.notice button')].at(-1).click();
        await until(() => area(second)?.value === TEMPLATE.text);
        second.stop();
        const third = await open();
        await until(() => area(third)?.value === TEMPLATE.text);
        third.stop();
        server.stop();
    });

    test('a text is edited, looked at, published and taken back', async () => {
        sessionStorage.removeItem('sehat:template:receipt');
        const asked = [];
        let now = TEMPLATE;
        const server = fakeServer({...LISTS,
            'GET /api/session': () => ({...WORKER, permissions: [...WORKER.permissions, 'templates.read', 'templates.manage'], serverTime: new Date().toISOString()}),
            'GET /api/templates/receipt': () => now,
            'POST /api/templates/receipt/preview': () => ({sheets: []}),
            'POST /api/templates/receipt/publish': ({body}) => {
                asked.push(['publish', body.base, body.text]);
                now = {...TEMPLATE, number: 2, text: body.text, history: [{number: 2, publishedAt: '2026-11-21T05:00:00Z', publishedByName: 'ayesha', sha256: ''}]};
                return now;
            },
            'POST /api/templates/receipt/rollback': ({body}) => {
                asked.push(['rollback', body.base, body.number]);
                now = {...now, number: 3, text: TEMPLATE.text, history: [{number: 3, origin: 1, publishedAt: '2026-11-21T05:01:00Z', publishedByName: 'ayesha', sha256: ''}, ...now.history]};
                return now;
            }});
        const stage = await onDesk(ctx => editor(Object.assign(ctx, {params: {name: 'receipt'}})));
        const named = (root, word) => [...root.querySelectorAll('button')].find(one => one.textContent.includes(word));
        const top = () => [...document.querySelectorAll('dialog[open]')].at(-1);
        await until(() => stage.view.querySelector('textarea'));
        const area = stage.view.querySelector('textarea');
        area.value = '{"b": 2}';
        area.dispatchEvent(new Event('input'));
        named(stage.view, 'Publish').click();
        await until(() => top()?.querySelector('.added')?.textContent.includes('"b"') && top().querySelector('.removed'));
        named(top(), 'Publish').click();
        await until(() => asked.length === 1 && !top() && stage.view.querySelector('textarea')?.value === '{"b": 2}');
        named(stage.view, 'History').click();
        await until(() => top() && named(top(), 'Bring back'));
        [...top().querySelectorAll('button')].filter(one => one.textContent.includes('Bring back')).at(-1).click();
        await until(() => document.querySelectorAll('dialog[open]').length === 2);
        named(top(), 'Bring back').click();
        await until(() => !top() && stage.view.querySelector('textarea')?.value === TEMPLATE.text);
        equal(asked, [['publish', 1, '{"b": 2}'], ['rollback', 2, 1]]);
        stage.stop();
        server.stop();
    });

    test('a paper that does not fit is told in words, with its line', async () => {
        const server = fakeServer({...LISTS,
            'GET /api/session': () => ({...WORKER, permissions: [...WORKER.permissions, 'templates.read', 'templates.manage'], serverTime: new Date().toISOString()}),
            'GET /api/templates/receipt': () => ({...TEMPLATE, failure: {stage: 'filling', words: 'the data have no x', line: 2, firstAt: '2026-11-21T05:00:00Z', lastAt: '2026-11-21T05:00:00Z', count: 3}}),
            'POST /api/templates/receipt/preview': () => ({sheets: [], fault: {line: 2, column: 1, path: '', words: '', problem: 'templates.doesNotFit.picture', params: {line: '2', language: 'ur', needed: '90', available: '70'}}})});
        const stage = await onDesk(ctx => editor(Object.assign(ctx, {params: {name: 'receipt'}})));
        await until(() => stage.view.querySelectorAll('.notice-danger').length === 2);
        const words = [...stage.view.querySelectorAll('.notice-danger')].map(one => one.textContent).join(' ');
        ok(words.includes('90') && words.includes('70') && words.includes('the data have no x') && !words.includes('doesNotFit'));
        stage.stop();
        server.stop();
    });

    test('fields and words are found and put in where the cursor stands', async () => {
        sessionStorage.removeItem('sehat:template:receipt');
        const fields = [{path: 'patient.name', kind: 'name', example: 'Ali', written: '{"name": {"$": "patient.name"}}', isUsed: true},
            {path: 'lines', kind: 'list', written: '{"$each": "lines", "do": []}', isUsed: true}, {path: '.service', list: 'lines', kind: 'piece', written: '{"$": ".service"}', isUsed: true}];
        const server = fakeServer({...LISTS,
            'GET /api/session': () => ({...WORKER, permissions: [...WORKER.permissions, 'templates.read', 'templates.manage'], serverTime: new Date().toISOString()}),
            'GET /api/templates/receipt': () => TEMPLATE,
            'POST /api/templates/receipt/preview': () => ({sheets: []}),
            'GET /api/templates/receipt/fields': () => ({fields, words: [{name: 'total', text: 'Total', written: '{"$t": "total"}'}]})});
        const stage = await onDesk(ctx => editor(Object.assign(ctx, {params: {name: 'receipt'}})));
        await until(() => stage.view.querySelector('textarea'));
        const area = stage.view.querySelector('textarea');
        // By what it is in the language of the page, by its example, by its name; a word by what it says.
        for (const [look, count, written] of [['record', 0, null], ['patient', 1, fields[0].written], ['ali', 1, fields[0].written], ['.serv', 1, fields[2].written], ['total', 1, '{"$t": "total"}']]) {
            area.setSelectionRange(2, 2);
            [...stage.view.querySelectorAll('button')].find(one => one.textContent.includes('Fields')).click();
            await until(() => document.querySelector('dialog[open] input'));
            const panel = document.querySelector('dialog[open]');
            const input = panel.querySelector('input');
            const puts = () => [...panel.querySelectorAll('tbody button')];
            await until(() => puts().length === 4);
            input.value = look;
            input.dispatchEvent(new Event('input', {bubbles: true}));
            await until(() => puts().length === count);
            if (!written) { panel.querySelector('[data-safe]').click(); await until(() => !document.querySelector('dialog[open]')); continue; }
            puts()[0].click();
            await until(() => !document.querySelector('dialog[open]') && area.value.startsWith(`{\n${written}`));
        }
        equal(holding(fields, ' ').length, 3);
        stage.stop();
        server.stop();
        // The draft of this test is not the next one's.
        sessionStorage.removeItem('sehat:template:receipt');
    });

    test('what is wrong is said in the language of the page', () => {
        equal(stripBidi(faultWords({code: 'json.comma', params: {close: '}'}, words: 'x'}).plain()), 'a comma or } is needed here');
        equal(faultWords({code: 'form.kind', params: {expected: 'string', found: 'number'}, words: 'x'}).plain(), 'a text is needed here, not a number');
        ok(faultWords({code: 'later.unknown', words: 'said by the server'}));
        const refused = new Problem({status: 422, code: 'printQueue.template.invalid', params: {line: '3', column: '1', fault: 'x', faultCode: 'template.field', path: 'patient.nam'}});
        ok(stripBidi(refused.toMessage().plain()).includes('the data have no patient.nam'));
    });

    test('a line has its place, also beyond the end', () => {
        equal([placeOf('ab\nc\n', 1), placeOf('ab\nc\n', 2), placeOf('ab\nc\n', 9)], [0, 3, 5]);
    });

    test('a fault names its line, and the button marks it', async () => {
        const server = fakeServer({...LISTS,
            'GET /api/session': () => ({...WORKER, permissions: [...WORKER.permissions, 'templates.read', 'templates.manage'], serverTime: new Date().toISOString()}),
            'GET /api/templates/receipt': () => TEMPLATE,
            'POST /api/templates/receipt/preview': () => ({sheets: [], fault: {line: 2, column: 1, path: 'a', words: 'wrong'}})});
        const stage = await onDesk(ctx => editor(Object.assign(ctx, {params: {name: 'receipt'}})));
        await until(() => stage.view.querySelector('.notice-danger button'));
        stage.view.querySelector('.notice-danger button').click();
        const area = stage.view.querySelector('textarea');
        equal([area.selectionStart, area.selectionEnd], [2, 8]);
        ok(stage.view.querySelector('.notice-danger').textContent.includes('wrong'));
        stage.stop();
        server.stop();
    });
});
