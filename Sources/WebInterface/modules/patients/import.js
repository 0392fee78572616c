/** One import: what its columns hold, the dry run, the run with its progress, the report, and taking it back. */
import {h, v, t, styles, replace, page, card, columns, facts, table, fromApi, button, confirm, toast, form, selectField, choiceField, textField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {events} from '../../app/events.js';
import {formDialog} from '../common/form-dialog.js';
import {isDry, stateOf} from './imports.js';

const FIELDS = ['name', 'otherName', 'sex', 'birthDate', 'birthDateEstimated', 'ageYears', 'ageMonths', 'phone', 'guardianName', 'guardianRelation', 'address', 'secondPhone', 'secondAddress', 'language', 'languages', 'occupation', 'religion', 'cnic', 'bform', 'passport', 'abha', 'abhaAddress', 'aadhaar', 'panel', 'insurance', 'formerNumber'];
const DATES = ['dayFirst', 'monthFirst', 'yearFirst'];
const DUPLICATES = ['skip', 'register', 'unchecked'];
const OPEN = ['received', 'checked'];
const BUSY = ['checking', 'running', 'undoing'];
const options = (stem, values) => values.map(value => ({value, label: t(`patients.import.${stem}.${value}`)}));

/** What the form says, as the server takes it. */
const mappingOf = (one, values) => ({
    columns: one.headings.flatMap((heading, at) => values[`column${at}`] ? [{heading, field: values[`column${at}`]}] : []),
    dateOrder: values.dateOrder, duplicates: values.duplicates,
});

/** A table of the columns: heading, first values, what it becomes. */
function chooser(one, mapping) {
    const known = Object.fromEntries(mapping.columns.map(column => [column.heading, column.field]));
    return one.headings.map((heading, at) => selectField({name: `column${at}`, label: v.name(heading || String(at + 1)), value: known[heading] ?? '',
        hint: h('span', one.sample.slice(0, 3).map((cells, index) => [index > 0 && ' · ', v.name(cells[at] || '–')])), empty: true, width: 'full', options: options('field', FIELDS)}));
}

const figures = one => facts([
    [t('word.status'), stateOf(one)],
    [t('patients.import.rows'), v.num(one.rows)],
    [t(isDry(one) ? 'patients.import.wouldRegister' : 'patients.import.registered'), v.num(one.registered)],
    [t('patients.import.duplicate'), v.num(one.duplicates)],
    [t('patients.import.faulty'), v.num(one.faulty)],
    ...one.removed + one.kept > 0 ? [[t('patients.import.removed'), v.num(one.removed)], [t('patients.import.kept'), v.num(one.kept)]] : [],
]);

/** The first rows that were not taken, and why; the report for a spreadsheet has them all. */
const faultyRows = (one, path) => one.faulty > 0 && one.state !== 'discarded' && table({
    caption: t('patients.import.faulty'), load: fromApi(`${path}/faulty-rows`), rowKey: fault => `${fault.row} ${fault.heading}`, pageSize: 20,
    columns: [
        {id: 'row', label: t('patients.import.report.row'), kind: 'num', cell: fault => v.num(fault.row)},
        {id: 'heading', label: t('patients.import.report.column'), cell: fault => v.name(fault.heading)},
        {id: 'value', label: t('patients.import.report.value'), cell: fault => v.name(fault.value)},
        {id: 'problem', label: t('patients.import.report.problem'), cell: fault => t(`field.${fault.code}`, fault.params)},
    ],
});

const progress = one => BUSY.includes(one.state) && h('progress', {max: one.state === 'undoing' ? one.registered : one.bytes, value: one.state === 'undoing' ? one.removed + one.kept : one.nextOffset, 'aria-label': t(`patients.import.state.${one.state}`), style: {inlineSize: '100%'}});

/** @param {import('../../app/router.js').Context} ctx */
export default async function importPage(ctx) {
    styles('counter');
    const path = `/api/patients/imports/${encodeURIComponent(ctx.params.id)}`;
    const [opened, profiles] = await Promise.all([api.get(path, {signal: ctx.signal}), api.get('/api/patients/import-profiles', {signal: ctx.signal})]);
    let one = opened;
    let entry = null;
    let faultsShown = '';
    const state = h('div');
    const faults = h('div.stack');
    const work = h('div.stack');
    const buttons = h('div.row');
    const step = async (name, body = {}) => { one = await api.post(`${path}/${name}`, body); show(); };
    const begin = name => async () => { if (entry.check()) await step(name, {mapping: mappingOf(one, entry.values), version: one.version}); };

    async function keep() {
        const ask = form({layout: 'top', label: t('patients.import.profileSave'), autofocus: 'name', finish: values => api.post('/api/patients/import-profiles', {name: values.name, mapping: mappingOf(one, entry.values)})},
            textField({name: 'name', label: t('patients.import.profileName'), required: true, maxlength: 60}));
        if (await formDialog({title: t('patients.import.profileSave'), entry: ask})) toast(t('patients.import.profileSaved'));
    }
    async function undo() {
        const answer = await confirm({grade: 3, title: t('patients.import.undo'), body: t('patients.import.undoSentence'), action: t('patients.import.undo'), keep: t('word.cancel'), reason: true});
        if (answer) await step('undo', {reason: answer.reason});
    }
    async function discard() {
        const label = t('patients.import.discard');
        if (!await confirm({title: label, body: t('patients.import.discardSentence'), action: label, keep: t('word.cancel')})) return;
        await api.delete(path);
        one = await api.get(path);
        show();
    }
    function draw(mapping) {
        entry = form({layout: 'top', label: t('patients.import.columns'), finish: async () => {}},
            card({title: t('patients.import.columns')}, columns(2, ...chooser(one, mapping))),
            card({}, choiceField({name: 'dateOrder', label: t('patients.import.dateOrder'), value: mapping.dateOrder ?? 'dayFirst', options: options('dateOrder', DATES)}),
                choiceField({name: 'duplicates', label: t('patients.import.duplicates'), value: mapping.duplicates ?? 'skip', options: options('duplicates', DUPLICATES)})));
        const saved = selectField({name: 'profile', label: t('patients.import.profile'), optional: true, options: profiles.items.map(item => ({value: item.id, label: item.name}))});
        saved.addEventListener('change', event => { const item = profiles.items.find(each => each.id === event.target.value); if (item) draw(item.mapping); });
        replace(work, profiles.items.length > 0 && card({class: 'labels-top'}, saved), entry);
    }
    function show() {
        replace(state, card({}, figures(one), progress(one)));
        // It loads its rows: anew only when there are others, not at every step of the progress.
        const wanted = `${one.state} ${one.faulty}`;
        if (wanted !== faultsShown) replace(faults, faultyRows(one, path));
        faultsShown = wanted;
        if (!OPEN.includes(one.state)) { entry = null; replace(work); } else if (!entry) draw(one.mapping);
        replace(buttons, [
            (one.faulty + one.duplicates > 0) && one.state !== 'discarded' && h('a.button', {href: `${path}/faults`, download: ''}, t('patients.import.report')),
            ['done', 'stopped'].includes(one.state) && one.registered > 0 && button({label: t('patients.import.undo'), icon: 'refresh', run: undo}),
            ['checking', 'running'].includes(one.state) && button({label: t('patients.import.stop'), run: () => step('stop')}),
            [...OPEN, 'receiving', 'stopped'].includes(one.state) && button({label: t('patients.import.discard'), icon: 'close', run: discard}),
            OPEN.includes(one.state) && button({label: t('patients.import.profileSave'), icon: 'note', run: keep}),
            OPEN.includes(one.state) && button({label: t('patients.import.check'), icon: 'list', key: 'F8', run: begin('check')}),
            OPEN.includes(one.state) && button({label: t('patients.import.run'), icon: 'personAdd', key: 'F9', kind: 'primary', run: begin('run')}),
            one.state === 'stopped' && button({label: t('patients.import.again'), icon: 'personAdd', key: 'F9', kind: 'primary', run: () => step('run')}),
        ].filter(Boolean));
    }
    show();
    events.on('patients.import', async event => {
        if (event?.id && event.id !== one.id) return;
        one = await api.get(path, {signal: ctx.signal});
        show();
    }, {signal: ctx.signal});
    ctx.setTitle(v.name(one.fileName));
    return page({title: v.name(one.fileName), main: [state, faults, work], actions: [buttons]});
}
