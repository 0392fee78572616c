import {suite, test, equal, ok, none, mount, press, type, wait, fakeServer, problem} from '../test/harness.js';
import {registration, bill} from '../test/samples.js';
import {form, textField, finishButton, page, button, t, h} from './index.js';
import {api} from '../app/api.js';

const settled = () => wait(30);
/** A registration whose fields are all right. */
function filled(entry) {
    entry.values = {phone: '+923001234567', name: 'محمد عثمان', sex: 'male', birth: {birthDate: '1992-03-03', estimated: false}, department: {id: '1', name: 'Medicine'}};
}

suite('forms', () => {
    for (const [name, make] of [['registration', () => registration()], ['bill', () => bill()]]) {
        test(`Enter in every input of the ${name} never sends anything`, async () => {
            const server = fakeServer({});
            const made = make();
            let finishes = 0;
            made.entry.finish = async () => { finishes += 1; };
            mount(made.view);
            if (name === 'registration') filled(made.entry);
            for (const input of made.view.querySelectorAll('input, select')) {
                if (!input.checkVisibility()) continue;
                input.focus();
                press('Enter', {target: input});
            }
            await settled();
            server.stop();
            equal([finishes, server.calls.length], [0, 0]);
        });
    }
    test('Enter goes from field to field, and on the last one shows the finish button', () => {
        const {entry, view} = registration();
        mount(view);
        entry.fieldOf('phone').focusField();
        const seen = [];
        for (let step = 0; step < 12; step += 1) { seen.push(document.activeElement.closest('[data-control]')?.dataset.control); press('Enter'); }
        equal([...new Set(seen)], ['phone', 'name', 'guardian', 'sex', 'birth', 'cnic', 'department', 'doctor']);
        ok(view.querySelector('.button-primary').classList.contains('nudge'));
    });
    test('F9 and Ctrl+Enter finish from wherever the cursor is', async () => {
        for (const keys of [['F9', {}], ['Enter', {ctrl: true}]]) {
            const sent = [];
            const {entry, view} = registration({finish: async values => { sent.push(values); return {}; }});
            mount(view);
            filled(entry);
            entry.fieldOf('guardian').focusField();
            press(...keys);
            await settled();
            equal(sent.length, 1);
            equal([sent[0].phone, sent[0].birth, sent[0].department.id], ['+923001234567', {birthDate: '1992-03-03', estimated: false}, '1']);
        }
    });
    test('pressing F9 twice sends once', async () => {
        let count = 0;
        const {entry, view} = registration({finish: async () => { count += 1; await wait(50); return {}; }});
        mount(view);
        filled(entry);
        press('F9');
        press('F9');
        view.querySelector('.button-primary').click();
        await wait(120);
        equal(count, 1);
    });
    test('the finish button says that it is at work, and keeps its width', async () => {
        const {entry, view} = registration({finish: () => wait(400)});
        mount(view);
        filled(entry);
        const finish = view.querySelector('.button-primary');
        const width = finish.offsetWidth;
        finish.click();
        await wait(200);
        ok(finish.getAttribute('aria-busy') === 'true' && finish.offsetWidth >= width);
        await wait(400);
        ok(!finish.hasAttribute('aria-busy'));
    });
    test('what is missing is said beside the field and in the list, in the same words', async () => {
        const {entry, view} = registration();
        mount(view);
        press('F9');
        await settled();
        const bad = entry.bad;
        equal(bad.map(field => field.name), ['phone', 'name', 'sex', 'birth', 'department']);
        equal([...entry.querySelectorAll('.summary li')].map(item => item.textContent), bad.map(field => field.querySelector('.field-error').textContent));
        none(bad.filter(field => !field.querySelector('[aria-invalid="true"][aria-describedby]')).map(field => field.name), 'not described');
        ok(entry.fieldOf('phone').contains(document.activeElement), 'the cursor is in the first');
        entry.querySelectorAll('.summary li button')[1].click();
        ok(entry.fieldOf('name').contains(document.activeElement), 'the list leads there');
    });
    test('the count goes down while they are mended', async () => {
        const {entry, view} = registration();
        mount(view);
        press('F9');
        await settled();
        entry.fieldOf('name').focusField();
        type('Ahmad');
        document.activeElement.dispatchEvent(new Event('change', {bubbles: true}));
        equal(entry.querySelectorAll('.summary li').length, 4);
        ok(!entry.fieldOf('name').error);
    });
    test('a refusal by the server lands on its fields; everything typed stays', async () => {
        const server = fakeServer({'POST /api/patients': () => problem(422, 'app.invalid', {fields: [{field: 'phone', code: 'x.taken', message: 'This number belongs to another patient'}, {field: 'birth.birthDate', code: 'app.field.required'}, {field: 'elsewhere', code: 'x.y', message: 'Something else'}]})});
        const {entry, view} = registration({finish: values => api.post('/api/patients', values)});
        mount(view);
        filled(entry);
        await entry.finish();
        server.stop();
        equal(entry.bad.map(field => field.name), ['phone', 'birth']);
        equal(entry.querySelectorAll('.summary li').length, 3);
        equal(entry.fieldOf('phone').querySelector('.field-error').textContent, 'This number belongs to another patient');
        equal(entry.fieldOf('birth').querySelector('.field-error').textContent, 'Fill this in');
        ok(entry.fieldOf('phone').contains(document.activeElement));
        equal(entry.values.name, 'محمد عثمان');
    });
    for (const [status, code] of [[500, 'app.internal'], [409, 'app.stale'], [403, 'app.forbidden'], [503, 'app.busy']]) {
        test(`an answer ${status} is a sentence, the code is small, values stay`, async () => {
            const server = fakeServer({'POST /api/patients': () => problem(status, code, {incident: 'f3a9'})});
            const {entry, view} = registration({finish: values => api.post('/api/patients', values)});
            mount(view);
            filled(entry);
            await entry.finish();
            server.stop();
            const box = entry.querySelector('.problem[role="alert"]');
            ok(box.querySelector('.problem-text').textContent.length > 20);
            ok(box.querySelector('.problem-code').textContent.includes(code));
            equal(entry.values.name, 'محمد عثمان');
            ok(!box.querySelector('.problem-text').textContent.includes(code));
        });
    }
    test('a rule across fields is shown at its field', async () => {
        const entry = form({finish: async () => ({}), check: values => ({two: values.one === values.two ? null : t('shell.password.differs')})},
            textField({name: 'one', label: t('word.name')}), textField({name: 'two', label: t('word.name')}));
        mount(page({title: t('word.name'), main: entry, actions: [finishButton(entry)]}));
        entry.values = {one: 'a', two: 'b'};
        await entry.finish();
        equal(entry.bad.map(field => field.name), ['two']);
    });
    test('a button that may not be used says why and sends nothing', () => {
        let count = 0;
        const off = button({label: t('word.save'), key: 'F9', disabledReason: t('shell.station.none'), run: () => { count += 1; }});
        const view = page({title: t('word.bill'), main: h('p', t('word.note')), actions: [off]});
        mount(view);
        press('F9');
        off.click();
        equal(count, 0);
        ok(view.querySelector('.page-alert').textContent.includes('No station set'));
        equal(off.getAttribute('aria-disabled'), 'true');
        off.focus();
        ok(document.activeElement === off, 'it can still be reached');
    });
    test('a form emptied for the next person is empty, and its key is new', async () => {
        const {entry, view} = registration();
        mount(view);
        filled(entry);
        const {key} = entry;
        entry.reset();
        equal(entry.values, {phone: null, name: '', guardian: '', sex: null, birth: null, cnic: null, department: null, doctor: null});
        ok(entry.key !== key);
    });
});
