/** Import, history, kinds of identity numbers, restricted records: what the pages show and what they send. */
import {suite, test, equal, ok, press, type, until, fakeServer, problem} from '../../test/harness.js';
import {h} from '../../ui/index.js';
import {api, hooks} from '../../app/api.js';
import {insteadOfPages} from '../../app/router.js';
import {Problem} from '../../app/problem.js';
import {LISTS, WORKER, person, visit, onDesk} from '../common/stage.test.js';
import {nameOf, personBlock} from '../common/people.js';
import importPage from './import.js';
import {historyCard} from './history.js';
import identifierTypesPage from './identifier-types.js';
import {closedRecord} from './restricted.js';
import './index.js';

const server = (rights, routes) => fakeServer({...LISTS, 'GET /api/session': () => ({...WORKER, permissions: [...WORKER.permissions, ...rights], serverTime: new Date().toISOString()}), ...routes});
const received = {id: '5', fileName: 'old.csv', bytes: 152, headings: ['Name', 'Years'], sample: [['محمد اسلم', '40'], ['Sunita Devi', 'abc']], mapping: {columns: [{heading: 'Name', field: 'name'}]},
    state: 'received', nextOffset: 26, rows: 0, registered: 0, duplicates: 0, faulty: 0, removed: 0, kept: 0, version: 2};
const closed = {params: {mrn: '10000025', patientID: '2'}};

suite('records of patients', () => {
    test('an import: a column is said, a dry run is asked for, the report can be taken', async () => {
        const checked = {...received, state: 'checked', rows: 2, registered: 1, faulty: 1, version: 4};
        const fake = server(['patients.import'], {'GET /api/patients/imports/5': received, 'GET /api/patients/import-profiles': {items: []}, 'POST /api/patients/imports/5/check': checked});
        const stage = await onDesk(importPage, {params: {id: '5'}});
        ok(stage.view.textContent.includes('Sunita Devi'), 'the first values stand under their heading');
        ok(!stage.view.querySelector('.optional'), 'nothing is called optional of which the server asks one');
        const years = stage.view.querySelectorAll('select')[1];
        years.value = 'ageYears';
        years.dispatchEvent(new Event('change', {bubbles: true}));
        press('F8');
        await until(() => fake.calls.some(call => call.path.endsWith('/check')));
        const {body} = fake.calls.find(call => call.path.endsWith('/check'));
        equal(body.mapping.columns, [{heading: 'Name', field: 'name'}, {heading: 'Years', field: 'ageYears'}]);
        equal(body.version, 2);
        await until(() => stage.view.querySelector('a[href$="/faults"]'));
        stage.stop();
        fake.stop();
    });

    test('the history says in words what happened, and leads to the bill', async () => {
        const items = [
            {id: '1', at: '2026-11-21T05:00:00Z', kind: 'bill', subjectID: '9', number: 'OP-2026-000126', status: 'settled', amount: {amount: 65_000, currency: 'PKR'}, by: 'sadia'},
            {id: '2', at: '2026-11-21T04:00:00Z', kind: 'viewed', subjectID: '1', status: 'patients.background.read', by: 'sadia'},
        ];
        const fake = server([], {'GET /api/patients/1/history': {items}});
        const stage = await onDesk(() => historyCard(person));
        await until(() => stage.view.querySelectorAll('tbody tr').length === 2);
        const [bill, seen] = [...stage.view.querySelectorAll('tbody tr')];
        ok(bill.textContent.includes('OP-2026-000126') && bill.querySelector('a[href="/billing/9"]'));
        ok(!seen.textContent.includes('patients.background.read'), seen.textContent);
        stage.stop();
        fake.stop();
    });

    test('a kind of identity number is added as it was typed', async () => {
        const fake = server(['patients.configure'], {'GET /api/patient-identifier-types': {items: []}, 'POST /api/patient-identifier-types': {id: '7'}});
        const stage = await onDesk(identifierTypesPage);
        press('F9');
        await until(() => document.querySelector('dialog[open] s-form'));
        const entry = document.querySelector('dialog[open] s-form');
        await entry.ready;
        for (const [name, value] of [['code', 'welfare'], ['mask', 'AA-9999'], ['example', 'ZK-0007']]) {
            const input = entry.querySelector(`[name="${name}"], [data-control="${name}"] input`);
            input.focus();
            type(value);
        }
        const english = entry.querySelector('input');
        english.focus();
        type('Welfare card');
        press('F9');
        await until(() => fake.calls.some(call => call.method === 'POST'));
        const {body} = fake.calls.find(call => call.method === 'POST');
        equal([body.code, body.mask, body.example, body.name.en], ['welfare', 'AA-9999', 'ZK-0007', 'Welfare card']);
        document.querySelector('dialog[open]')?.remove();
        stage.stop();
        fake.stop();
    });

    test('a closed record has no name anywhere, and its number', async () => {
        const veiled = {...visit.patient, names: {primary: '•••'}, guardian: undefined, phone: undefined, birthDate: undefined, sex: 'unknown', isRestricted: true, isVeiled: true};
        const stage = await onDesk(() => personBlock(veiled));
        ok(!stage.view.textContent.includes('•••') && stage.view.textContent.includes(veiled.mrn));
        stage.stop();
        const known = await onDesk(() => h('p', nameOf(person)));
        ok(known.view.textContent.includes('محمد'));
        known.stop();
    });

    test('in place of a closed page stands the way in, and the reason goes with it', async () => {
        const fake = server([], {'POST /api/patients/2/break-glass': {id: '1'}});
        ok(insteadOfPages.has('patients.restricted.closed'));
        const stage = await onDesk(ctx => closedRecord(new Problem({status: 403, code: 'patients.restricted.closed', ...closed}), ctx));
        ok(stage.view.textContent.includes('10000025'));
        press('F9');
        await until(() => document.querySelector('dialog[open] textarea'));
        document.querySelector('dialog[open] textarea').focus();
        type('Cardiac arrest');
        document.querySelector('dialog[open] .button-primary').click();
        await until(() => fake.calls.some(call => call.path.endsWith('/break-glass')));
        equal(fake.calls.find(call => call.path.endsWith('/break-glass')).body, {reason: 'Cardiac arrest'});
        stage.stop();
        fake.stop();
    });

    test('a command that needs a closed record asks why and goes on', async () => {
        let isOpen = false;
        const fake = server([], {'POST /api/bills': () => isOpen ? {id: '9'} : problem(403, 'patients.restricted.closed', closed)});
        const before = hooks.openRecord;
        hooks.openRecord = async told => { isOpen = told.params.patientID === '2'; return isOpen; };
        try {
            equal(await api.post('/api/bills', {patientID: '2'}, {key: 'one'}), {id: '9'});
            equal(fake.calls.filter(call => call.method === 'POST').map(call => call.headers['Idempotency-Key']), ['one', 'one']);
        } finally {
            hooks.openRecord = before;
            fake.stop();
        }
    });
});
