/** The counter by keys alone: a known patient, a new one, one who may be a known one. */
import {suite, test, ok, equal, mount, press, type, wait, until, outside, fakeServer, problem} from '../../test/harness.js';
import {drafts} from '../../app/drafts.js';
import {forgetIdentifierTypes} from '../patients/identifiers.js';
import {onDesk, person, visit, LISTS} from '../common/stage.test.js';
import {forgetPlaces} from '../common/places.js';
import {wantedOf, phoneAndName} from './matches.js';
import {newPatientOf, placed} from './who.js';
import {Problem} from '../../app/problem.js';
import counterDesk from './desk.js';

const opened = {encounter: visit, isNewPatient: false, slip: {documentID: '8', printJobID: '9', copy: 1}};

/** @param {Record<string, any>} [routes] */
async function desk(routes = {}) {
    forgetPlaces();
    const server = fakeServer({...LISTS, 'GET /api/patients': request => ({items: /3001234567|usman/i.test(request.query.q) ? [person] : []}), 'POST /api/counter/visits': opened, ...routes});
    const stage = await onDesk(counterDesk);
    const field = name => stage.view.querySelector(`[data-control="${name}"]`);
    await until(() => field('department').source.length > 0);
    field('phone').input.focus();
    return {...stage, server, field, posts: () => server.calls.filter(call => call.method === 'POST'), stop: () => { stage.stop(); server.stop(); }};
}
const at = name => document.activeElement.closest('[data-control]')?.dataset.control === name;

async function newPerson({view}) {
    type('03219876543');
    await until(() => view.querySelector('.matches .empty-title'));
    press('Enter');
    await until(() => at('name'));
    type('Zubair Khan');
    press('Enter');
    ok(at('sex'));
    press('1');
    press('Enter');
    ok(at('birth'));
    type('34');
}

async function chooseDepartment({field}) {
    field('department').input.focus();
    type('gen');
    press('Enter');
    await until(() => field('department').value);
}

suite('registration counter', () => {
    test('what is worth searching for', () => {
        equal(['0300', '030', 'ah', 'a', '۰۳۰۰۱۲۳', ' 0300-1234567 ', '35202-1234567-1'].map(wantedOf), ['0300', '', 'ah', '', '0300123', '03001234567', '3520212345671']);
    });

    test('each row says how it was found', async () => {
        const rows = [{...person, matchedBy: 'token'}, {...person, id: '2', matchedBy: 'name', nameFound: 'otherScript', address: 'چک ۱۲', lastVisit: '2026-11-02'}];
        const stage = await desk({'GET /api/patients': {items: rows}});
        type('usman');
        await until(() => stage.view.querySelectorAll('.match').length === 2);
        equal([...stage.view.querySelectorAll('.found-by')].map(mark => mark.dataset.found), ['token', 'otherScript']);
        const last = stage.view.querySelectorAll('.match')[1].textContent;
        ok(last.includes('چک ۱۲') && last.includes('2026'), 'village and last visit tell people of one name apart');
        stage.stop();
    });

    test('eleven digits, Enter, F9: a visit for a known patient', async () => {
        const stage = await desk();
        type('03001234567');
        await until(() => stage.view.querySelector('.match[aria-selected="true"]'));
        press('Enter');
        ok(at('department'), 'on to the visit');
        ok(stage.view.querySelector('s-banner'), 'who it is stands above');
        equal(stage.ctx.patient, '1');
        ok(!stage.view.querySelector('[data-control="name"]'), 'fields that are not asked are not there');
        await chooseDepartment(stage);
        press('F9');
        await until(() => stage.view.querySelector('.token-number'));
        const [sent] = stage.posts();
        equal(sent.body, {patientID: '1', departmentID: '1', priority: 'normal'});
        ok(sent.headers['Idempotency-Key']);
        equal(stage.view.querySelector('.token-number').textContent, 'A-047');
        await until(() => at('phone'));
        equal(stage.field('department').value.id, '1', 'the department stays for the next');
        stage.stop();
    });

    test('a name proposed for one person never stands with another', async () => {
        let answer = () => {};
        const late = new Promise(resolve => { answer = resolve; });
        const stage = await desk({'GET /api/patient-name-proposal': async request => { if (request.query.name === 'usman') await late; return {otherName: `other ${request.query.name}`}; }});
        type('usman');
        await until(() => stage.view.querySelector('.match'));
        press('ArrowDown');
        press('Enter');
        ok(stage.view.querySelector('s-banner'), 'taken from the list');
        press('n', {alt: true});
        await until(() => at('phone'));
        answer();
        await wait(30);
        equal([stage.field('name'), stage.field('otherName')].map(field => (field.input ?? field.querySelector?.('input') ?? field).value), ['', '']);
        stage.stop();
    });

    test('Enter waits for the answer to what was typed last, and never takes somebody of an older one', async () => {
        const stage = await desk({'GET /api/patients': request => ({items: request.query.q === '03001234' ? [{...person, matchedBy: 'phone'}] : []})});
        type('03001234');
        await until(() => stage.view.querySelector('.match[aria-selected="true"]'));
        type('999');
        press('Enter');
        ok(!stage.view.querySelector('s-banner'), 'the person of the shorter number is not taken');
        await until(() => at('name'));
        ok(!stage.view.querySelector('s-banner'));
        stage.stop();
    });

    test('what is typed between Enter and a late answer is the name of a new person, and nobody\'s where one is found', async () => {
        const answers = [];
        const slow = request => new Promise(resolve => answers.push(() => resolve({items: /3001234567/.test(request.query.q) ? [{...person, matchedBy: 'phone'}] : []})));
        const stage = await desk({'GET /api/patients': slow});
        type('03219876543');
        press('Enter');
        type('Zubx');
        press('Backspace');
        press('Tab');
        await until(() => answers.length > 0);
        answers.pop()();
        await until(() => at('name'));
        equal([stage.field('phone').input.value, document.activeElement.value], ['0321-9876543', 'Zub']);
        type(' Khan');
        equal(document.activeElement.value, 'Zub Khan');
        stage.stop();
        answers.length = 0;
        const known = await desk({'GET /api/patients': slow});
        type('03001234567');
        press('Enter');
        type('Zub');
        await until(() => answers.length > 0);
        answers.pop()();
        await until(() => known.view.querySelector('s-banner'));
        equal(known.field('name')?.value ?? '', '');
        known.stop();
    });

    test('a number and a name in the one box go into their two fields', () => {
        equal(['0321 9876543 Zubair Khan', '۰۳۲۱۹۸۷۶۵۴۳ محمد', 'Zubair', '03219876543', '12 Khan'].map(phoneAndName),
            [['0321 9876543', 'Zubair Khan'], ['03219876543', 'محمد'], ['', ''], ['', ''], ['', '']]);
    });

    test('a new patient: number, name, sex, age, F9', async () => {
        const stage = await desk();
        await newPerson(stage);
        await chooseDepartment(stage);
        press('F9');
        await until(() => stage.posts().length === 1);
        const {newPatient} = stage.posts()[0].body;
        equal([newPatient.name, newPatient.sex, newPatient.phone, newPatient.birthDateEstimated], ['Zubair Khan', 'male', '+923219876543', true]);
        await until(() => at('phone'));
        equal(stage.field('name').value, '', 'empty for the next');
        stage.stop();
    });

    test('any kind of identity number that the hospital takes, by its mask', async () => {
        forgetIdentifierTypes();
        const kinds = [['cnic', '99999-9999999-9', true], ['passport', 'AA9999999', true], ['old', '99', false]];
        const stage = await desk({'GET /api/patient-identifier-types': {items: kinds.map(([code, mask, isActive], at) => ({id: String(at), code, name: {en: code}, mask, example: '', isActive}))}});
        const kind = stage.field('identifierKind');
        await until(() => kind.options.length === 2);
        ok(!stage.field('cnic').closest('s-field').hidden && stage.field('identifier').closest('s-field').hidden);
        kind.value = 'passport';
        kind.dispatchEvent(new Event('change', {bubbles: true}));
        ok(stage.field('cnic').closest('s-field').hidden && !stage.field('identifier').closest('s-field').hidden);
        equal(newPatientOf({name: 'Ali', sex: 'male', phone: '', identifierKind: 'passport', identifier: 'AB1234567', cnic: ''}).identifiers, [{type: 'passport', value: 'AB1234567'}]);
        forgetIdentifierTypes();
        stage.stop();
    });

    test('a draft that comes back asks again who it may be', async () => {
        const stage = await desk();
        stage.field('name').focus();
        type('Usman');
        await until(() => drafts.list().length === 1);
        const [{place}] = drafts.list();
        mount();
        await outside(navigator.locks.request(place, () => {}));
        const asked = stage.server.calls.length;
        const again = await counterDesk(stage.ctx);
        mount(again);
        await outside(again.querySelector('s-form').ready);
        await until(() => stage.server.calls.slice(asked).some(call => call.path?.includes('/api/patients') && /usman/i.test(call.query?.q ?? '')));
        await until(() => again.querySelector('.match'));
        stage.stop();
    });

    test('letters in the box that finds become the name', async () => {
        const stage = await desk();
        type('Kamal Din');
        await wait(200);
        press('Enter');
        equal(stage.field('name').value, 'Kamal Din');
        equal(stage.field('phone').input.value, '');
        stage.stop();
    });

    test('a likely duplicate must be decided: the same person, or another with a reason', async () => {
        let asked = 0;
        const stage = await desk({
            'POST /api/counter/visits': request => {
                asked += 1;
                return request.body.patientID || request.body.newPatient.reasonForNew ? opened : problem(409, 'patients.duplicate.likely', {params: {count: '1', mrns: '10000017', patientIDs: '1'}});
            }, 'GET /api/patients/duplicates': {items: [{patient: person, reason: 'phoneAndName', score: 90, isLikely: true}]}});
        await newPerson(stage);
        await chooseDepartment(stage);
        press('F9');
        const box = await until(() => document.querySelector('dialog.must-choose'));
        box.dispatchEvent(new Event('cancel', {cancelable: true}));
        ok(box.open, 'it is not waved away');
        press('F9');
        await wait();
        ok(box.open, 'and not without an answer');
        box.querySelector('input[value="new"]').click();
        press('F9');
        await wait();
        ok(box.open, 'another person needs a reason');
        box.querySelector('textarea').focus();
        type('brother');
        press('F9');
        await until(() => asked === 2);
        equal(stage.posts()[1].body.newPatient.reasonForNew, 'brother');
        equal(stage.posts()[0].headers['Idempotency-Key'], stage.posts()[1].headers['Idempotency-Key']);
        stage.stop();
    });

    test('the same person: that patient is taken, nobody is registered', async () => {
        const stage = await desk({'POST /api/counter/visits': request => request.body.patientID ? opened : problem(409, 'patients.duplicate.likely', {params: {patientIDs: '1'}}),
            'GET /api/patients/duplicates': {items: [{patient: person, reason: 'phoneAndName', score: 90, isLikely: true}]}});
        await newPerson(stage);
        await chooseDepartment(stage);
        press('F9');
        const box = await until(() => document.querySelector('dialog.must-choose'));
        box.querySelector('input[value="1"]').click();
        press('F9');
        await until(() => stage.ctx.patient === '1');
        press('F9');
        await until(() => stage.posts().length === 2);
        equal(stage.posts()[1].body.patientID, '1');
        stage.stop();
    });

    test('an older answer never replaces a newer one', async () => {
        const stage = await desk({'GET /api/patients': async request => { if (request.query.q === '0300') { await wait(250); return {items: [person, {...person, id: '2'}]}; } return {items: [person]}; }});
        type('0300');
        await wait(160);
        type('1234567');
        await until(() => stage.view.querySelectorAll('.match').length === 1);
        await wait(300);
        equal(stage.view.querySelectorAll('.match').length, 1);
        stage.stop();
    });

    test('Enter in every field writes nothing', async () => {
        const stage = await desk();
        for (const input of [...stage.view.querySelectorAll('s-form input, s-form select')]) { input.focus(); press('Enter'); }
        equal(stage.posts().length, 0);
        stage.stop();
    });

    test('what is sent of a person, and where its errors stand', () => {
        equal(newPatientOf({phone: '', name: 'A B', sex: 'female', birth: {birthDate: '1990-01-01', estimated: true}, cnic: '3520212345671', guardianName: 'C', guardianRelation: 'husband', otherName: '', address: ''}),
            {name: 'A B', sex: 'female', birthDate: '1990-01-01', birthDateEstimated: true, noPhone: true, identifiers: [{type: 'cnic', value: '35202-1234567-1'}], guardianName: 'C', guardianRelation: 'husband'});
        const told = placed(new Problem({status: 422, code: 'app.invalid', fields: [{field: 'newPatient.birthDate', code: 'x'}, {field: 'newPatient.identifiers.0.value', code: 'y'}, {field: 'departmentID', code: 'z'}]}));
        equal(told.fields.map(one => one.field), ['birth', 'cnic', 'department']);
    });
});
