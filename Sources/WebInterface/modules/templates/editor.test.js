/** The template editor: the line of a fault, and what two versions differ in. */
import {suite, test, equal, ok, until, fakeServer} from '../../test/harness.js';
import {LISTS, WORKER, onDesk} from '../common/stage.test.js';
import {changes, difference} from './difference.js';
import {placeOf} from './preview.js';
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
