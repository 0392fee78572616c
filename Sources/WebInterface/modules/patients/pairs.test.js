/** The worklist of likely duplicates, and what stands beside the record. */
import {suite, test, equal, ok, until, fakeServer} from '../../test/harness.js';
import {LISTS, WORKER, person, onDesk} from '../common/stage.test.js';
import pairsPage from './pairs.js';
import {backgroundCard} from './background.js';

const other = {...person, id: '2', mrn: '10000025', names: {primary: 'Usman Chaudry'}};
const SERVER = {...LISTS, 'GET /api/session': () => ({...WORKER, permissions: [...WORKER.permissions, 'patients.merge', 'patients.noteDeath'], serverTime: new Date().toISOString()})};

suite('likely duplicates', () => {
    test('each pair says why and leads to the comparison', async () => {
        const pair = {id: '5', first: person, second: other, score: 91, reason: 'phoneAndName', status: 'open', foundAt: '2026-11-21T05:00:00Z'};
        const server = fakeServer({...SERVER, 'GET /api/patient-pairs': {items: [pair]}});
        const stage = await onDesk(pairsPage);
        await until(() => stage.view.querySelector('tbody tr'));
        const row = stage.view.querySelector('tbody tr');
        for (const words of ['10000017', '10000025', '91']) ok(row.textContent.includes(words), words);
        equal(row.querySelectorAll('.menu-cell button').length, 1);
        stage.stop();
        server.stop();
    });

    test('family, contacts and consents stand on one card', async () => {
        const server = fakeServer(SERVER);
        const known = {
            death: {diedOn: '2026-11-20'}, relations: [{id: '1', kind: 'child', relative: other}],
            contactPoints: [], contacts: [{id: '2', kind: 'spouse', name: 'Asma', phone: '+923001234567', isNextOfKin: true}],
            consents: [{id: '3', kind: 'sms', formVersion: '2026-1', givenAt: '2026-11-21T05:00:00Z'}, {id: '4', kind: 'dataSharing', formVersion: '2025-2', givenAt: '2025-11-21T05:00:00Z', withdrawnAt: '2026-01-02T05:00:00Z'}],
        };
        const stage = await onDesk(() => backgroundCard({...person, sex: 'female'}, known, () => {}));
        for (const words of ['10000025', 'Asma', '2026-1', '2025-2']) ok(stage.view.textContent.includes(words), words);
        equal(stage.view.querySelectorAll('.icon-button').length, 2, 'one relative and one contact can be taken off');
        stage.stop();
        server.stop();
    });
});
