/** Periodic work on its page: words of the reader's language, and the history of a task. */
import {suite, test, equal, ok, until, fakeServer} from '../../test/harness.js';
import {text} from '../../ui/index.js';
import {LISTS, WORKER, onDesk} from '../common/stage.test.js';
import {setLanguage} from '../../app/i18n.js';
import tasks, {timetableWords} from './tasks.js';

const run = {id: '1', task: 'backup.drill', state: 'done', dueAt: '2026-11-21T03:30:00Z', startedAt: '2026-11-21T03:30:01Z', missed: 0, words: 'nothing was saved yet', key: 'schedule.outcome.drill.nothing', params: {}, startedBy: 'schedule'};
const task = {name: 'backup.drill', timetable: '30 3 * * 0', standard: '30 3 * * 0', isActive: true, nextAt: '2026-11-22T03:30:00Z', last: run, version: 1};
const failed = {...task, name: 'backup.make', timetable: null, last: {...run, task: 'backup.make', state: 'failed', words: 'the disk /dev/sdb is gone', key: undefined, params: undefined}};
const SERVER = {...LISTS, 'GET /api/session': () => ({...WORKER, permissions: [...WORKER.permissions, 'schedule.read', 'schedule.manage'], serverTime: new Date().toISOString()}),
    'GET /api/schedule': {items: [task, failed]}, 'GET /api/schedule/backup.drill/runs': {items: [run]}};

suite('periodic work', () => {
    test('outcomes stand in the language of the reader, what has no words as it is', async () => {
        const server = fakeServer(SERVER);
        await setLanguage('ur', {remember: false});
        try {
            const stage = await onDesk(tasks);
            await until(() => stage.view.querySelectorAll('tbody tr').length === 2);
            const [drill, backup] = [...stage.view.querySelectorAll('tbody tr')].map(row => row.textContent);
            ok(drill.includes('ابھی کچھ محفوظ نہیں ہوا'), drill);
            ok(!drill.includes('nothing was saved'), drill);
            ok(backup.includes('/dev/sdb'), backup);
            stage.stop();
        } finally {
            await setLanguage('en', {remember: false});
            server.stop();
        }
    });

    test('a timetable is said in words, a rare one as it is written', () => {
        const said = ['* * * * *', '*/15 * * * *', '11 * * * *', '40 4 * * *', '30 3 * * 0', '0 2 1 * *'].map(one => text(timetableWords(one)).replace(/[\u2066-\u2069]/g, ''));
        equal(said, ['Every minute', 'Every 15 minutes', 'Every hour, 11 minutes past', 'Every day at 04:40', 'Every Sun at 03:30', '0 2 1 * *']);
    });
    test('a task is run now, let rest and looked back at', async () => {
        const server = fakeServer({...SERVER, 'POST /api/schedule/backup.drill/run': run, 'PATCH /api/schedule/backup.drill': {...task, isActive: false, version: 2}});
        const stage = await onDesk(tasks);
        await until(() => stage.view.querySelectorAll('tbody tr').length === 2);
        const entries = () => { stage.view.querySelector('tbody .menu-cell button').click(); return [...document.querySelectorAll('.menu [role=menuitem]')]; };
        equal(entries().length, 4);
        entries();
        const [history, now] = entries();
        now.click();
        await until(() => server.calls.some(call => call.path.endsWith('/run')));
        document.querySelector('.menu')?.remove();
        history.click();
        await until(() => document.querySelector('dialog[open] tbody tr'));
        ok(document.querySelector('dialog[open]').textContent.includes('nothing was saved yet'));
        document.querySelector('dialog[open] [data-safe]').click();
        stage.stop();
        server.stop();
    });
});
