/** Bringing two records together: nothing is sent that was not chosen, and what stands in the way is said. */
import {suite, test, equal, ok, press, type, until, fakeServer} from '../../test/harness.js';
import {session} from '../../app/session.js';
import {LISTS, WORKER, person, onDesk} from '../common/stage.test.js';
import mergePage from './merge.js';
import {mergesCard} from './merges.js';

const loser = {...person, id: '2', mrn: '10000025', names: {primary: 'Osman Choudry'}, phone: '+923217654321', version: 4};
const survivor = {...person, guardian: undefined, version: 3};
const RIGHTS = [...WORKER.permissions, 'patients.merge', 'patients.unmerge'];
const SERVER = {...LISTS, 'GET /api/session': () => ({...WORKER, permissions: RIGHTS, serverTime: new Date().toISOString()})};
const comparison = {survivor, loser, differing: ['names', 'phone', 'guardian'], obstacles: []};

suite('merging patients', () => {
    test('what one record does not know comes from the other; the rest is chosen', async () => {
        const server = fakeServer({...SERVER, 'GET /api/patients/1/comparison': comparison, 'POST /api/patients/1/merge': {id: '9'}});
        const stage = await onDesk(mergePage, {params: {id: '1'}, query: {with: '2'}});
        const entry = stage.view.querySelector('s-form');
        equal([entry.values.names, entry.values.phone, entry.values.guardian], ['ours', 'ours', 'theirs']);
        entry.field('phone').value = 'theirs';
        press('F9');
        await until(() => stage.view.querySelector('.field-error'));
        equal(server.calls.filter(call => call.method === 'POST').length, 0, 'a reason is needed');
        entry.field('reason').focusField?.();
        stage.view.querySelector('textarea').focus();
        type('Same card, same father');
        press('F9');
        await until(() => server.calls.some(call => call.method === 'POST'));
        const sent = server.calls.find(call => call.method === 'POST').body;
        equal(sent, {loserID: '2', take: ['phone', 'guardian'], reason: 'Same card, same father', version: 3, loserVersion: 4});
        stage.stop();
        server.stop();
    });

    test('obstacles are said in words and nothing can be merged', async () => {
        const obstacles = [{code: 'billing.merge.open', params: {mrn: '10000025', number: 'OP-2026-000126'}}];
        const server = fakeServer({...SERVER, 'GET /api/patients/1/comparison': {...comparison, obstacles}});
        const stage = await onDesk(mergePage, {params: {id: '1'}, query: {with: '2'}});
        ok(stage.view.querySelector('.notice').textContent.includes('OP-2026-000126'));
        ok(!stage.view.querySelector('s-form'));
        stage.stop();
        server.stop();
    });

    test('a merge that stands has the way back', async () => {
        const server = fakeServer({...SERVER, 'POST /api/merges/9/undo': {id: '9'}});
        await session.load();
        const merge = {id: '9', survivor, loser, taken: [], rows: 4, reason: 'Registered twice', mergedAt: '2026-11-21T05:00:00Z', mergedBy: 'sadia', canUndo: true};
        const stage = await onDesk(() => mergesCard([merge, {...merge, id: '8', canUndo: false, undoneAt: '2026-11-21T06:00:00Z', undoReason: 'Two cousins'}], () => {}));
        await until(() => stage.view.querySelectorAll('tbody tr').length === 2);
        equal(stage.view.querySelectorAll('tbody .menu-cell button').length, 1, 'only what can be undone');
        ok(stage.view.textContent.includes('Two cousins'));
        stage.stop();
        server.stop();
    });
});
