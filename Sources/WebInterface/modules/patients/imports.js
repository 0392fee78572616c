/** Files of patients from earlier systems: taken in, and all patients taken out. */
import {h, v, t, styles, page, card, table, button, status, fromApi} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {go} from '../../app/router.js';

/** A million rows take a while to arrive. */
const PATIENCE = 3_600_000;
const TONES = {checking: 'wait', running: 'wait', undoing: 'wait', receiving: 'wait', stopped: 'danger', done: 'ok', checked: 'info'};

/** @param {any} one an import */
export const stateOf = one => status(TONES[one.state] ?? 'neutral', t(`patients.import.state.${one.state}`));

/** Whether the figures are those of a dry run: nobody is registered. */
export const isDry = one => ['checking', 'checked'].includes(one.state);

/** Lets a file be chosen and sends it. @returns {Promise<any>} the import, or null */
async function receive() {
    const input = h('input', {type: 'file', accept: '.csv,.tsv,.txt,text/csv,text/plain'});
    const file = await new Promise(resolve => {
        input.addEventListener('change', () => resolve(input.files[0] ?? null));
        input.addEventListener('cancel', () => resolve(null));
        input.click();
    });
    return file && api.post('/api/patients/imports', new Blob([file], {type: 'application/octet-stream'}), {query: {name: file.name}, timeout: PATIENCE});
}

/** @param {import('../../app/router.js').Context} ctx */
export default function importsPage(ctx) {
    styles('counter');
    const path = one => `/import/${encodeURIComponent(one.id)}`;
    const list = table({caption: t('patients.import.title'), load: fromApi('/api/patients/imports'), topics: ['patients.import'], rowPath: path,
        empty: {icon: 'list', title: t('patients.import.none'), hint: t('patients.import.noneHint')}, columns: [
            {id: 'at', label: t('word.date'), kind: 'date', cell: one => v.dateTime(one.createdAt)},
            {id: 'file', label: t('patients.import.file'), cell: one => v.name(one.fileName)},
            {id: 'registered', label: t('patients.import.registered'), kind: 'num', cell: one => v.num(isDry(one) ? 0 : one.registered)},
            {id: 'who', label: t('word.user'), priority: 2, cell: one => v.id(one.createdByName)},
            {id: 'state', label: t('word.status'), cell: stateOf},
        ]});
    const add = button({label: t('patients.import.add'), busyLabel: t('patients.import.add'), icon: 'add', key: 'F9', kind: 'primary', run: async () => {
        const made = await receive();
        if (made) go(path(made));
    }});
    ctx.setTitle(t('patients.import.title'));
    return page({title: t('patients.import.title'), main: card({}, list), info: t('patients.import.noneHint'), actions: [
        session.can('patients.export') && h('a.button', {href: '/api/patients/export', download: ''}, t('patients.export')), add].filter(Boolean)});
}
