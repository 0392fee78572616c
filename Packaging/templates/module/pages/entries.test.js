/** Example: an entry is made by keys alone and stands in the list. */
import {suite, test, equal, press, type, until, fakeServer} from '../../test/harness.js';
import {LISTS, WORKER, onDesk} from '../common/stage.test.js';
import entries from './entries.js';

suite('example', () => {
    test('F9, a note, F9: the entry is sent and listed', async () => {
        const made = [];
        const server = fakeServer({...LISTS,
            'GET /api/session': () => ({...WORKER, permissions: [...WORKER.permissions, 'example.read', 'example.write'], serverTime: new Date().toISOString()}),
            'GET /api/example': () => ({items: made}),
            'POST /api/example': request => { made.push({id: '5', madeAt: '2026-11-21T05:30:00Z', madeByName: 'sadia', ...request.body}); return made[0]; }});
        const stage = await onDesk(entries);
        await until(() => stage.view.querySelector('.empty-title'));
        press('F9');
        await until(() => document.activeElement.closest('[data-control="text"]'));
        await document.querySelector('dialog s-form').ready;
        type('شکریہ');
        press('F9');
        await until(() => stage.view.querySelector('tbody')?.textContent.includes('شکریہ'));
        equal(server.calls.filter(call => call.method === 'POST').map(call => call.body), [{text: 'شکریہ'}]);
        stage.stop();
        server.stop();
    });
});
