/** Photo, wristband and card on the patient's page; what the hospital asks beyond the usual. */
import {suite, test, equal, ok, until, fakeServer} from '../../test/harness.js';
import {LISTS, WORKER, person, onDesk} from '../common/stage.test.js';
import {identificationCard, photoOf} from './identification.js';
import {moreOf} from './questions.js';

const RIGHTS = ['identification.photo', 'identification.print'];
const session = () => ({...WORKER, permissions: [...WORKER.permissions, ...RIGHTS], serverTime: new Date().toISOString()});
const issue = {id: '9', kind: 'wristband', number: 2, gsrn: '896123400000000014', reason: 'cut off', documentID: '8', issuedAt: '2026-11-21T05:00:00Z', issuedBy: 'ayesha'};
const labelled = (view, words) => [...view.querySelectorAll('button')].find(button => button.textContent.includes(words));

async function shown(known, more = {}) {
    const sent = [];
    const note = request => { sent.push(request); return {}; };
    const server = fakeServer({...LISTS, 'GET /api/session': session, 'POST /api/patients/1/wristband': note, 'POST /api/patients/1/card': note, 'PUT /api/patients/1/photo': note});
    let changes = 0;
    const stage = await onDesk(() => identificationCard({...person, id: '1', ...more}, {issues: [], ...known}, () => { changes += 1; }));
    return {...stage, sent, changes: () => changes, stop: () => { stage.stop(); server.stop(); }};
}

suite('photo, wristband, card', () => {
    test('the first wristband is printed at once and says that it bears our own code', async () => {
        const stage = await shown({});
        ok(stage.view.querySelector('.notice'), 'no prefix');
        labelled(stage.view, 'Print wristband').click();
        await until(() => stage.changes() === 1);
        equal(stage.sent.map(one => [one.path, one.body]), [['/api/patients/1/wristband', {}]]);
        stage.stop();
    });
    test('another one takes a reason', async () => {
        const stage = await shown({issues: [issue], gsrn: issue.gsrn});
        for (const words of ['896123400000000014', 'cut off', 'ayesha']) ok(stage.view.textContent.includes(words), words);
        labelled(stage.view, 'Print wristband').click();
        const box = await until(() => document.querySelector('dialog'));
        const answer = box.querySelector('textarea, input');
        answer.value = 'Wet';
        answer.dispatchEvent(new Event('input', {bubbles: true}));
        [...box.querySelectorAll('.dialog-actions button')].at(-1).click();
        await until(() => stage.sent.length === 1);
        equal(stage.sent[0].body, {reason: 'Wet'});
        stage.stop();
    });
    test('nothing is printed for the dead', async () => {
        const stage = await shown({}, {deceasedOn: '2026-11-20'});
        ok(!labelled(stage.view, 'Print'));
        stage.stop();
    });
    test('of a wide picture the middle is sent, in the proportion of a photo', async () => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [1600, 1200];
        const image = photoOf(canvas, 1600, 1200);
        const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(image), one => one.charCodeAt(0))]));
        equal([bitmap.width, bitmap.height], [600, 800]);
    });
    test('languages of the form, and those beyond its places', () => {
        const values = {'speaks.0': 'pa', 'speaks.1': '', 'speaks.2': 'ur', occupation: '', religion: undefined};
        equal(moreOf({languages: ['ur', 'pa', 'en', 'sd']}, values), {languages: ['pa', 'ur', 'sd'], occupation: ''});
    });
});
