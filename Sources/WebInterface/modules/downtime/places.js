/** The places that get a pack every quarter of an hour, and how old the newest is. */
import {v, t, styles, page, card, table, button, status, toast, form, columns, textField, passwordField, selectField, numberField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {go} from '../../app/router.js';
import {formDialog} from '../common/form-dialog.js';
import {departments} from '../common/places.js';

const PATIENCE = 120_000;
const LANGUAGES = [['en', 'English'], ['ur', 'اردو'], ['hi', 'हिन्दी'], ['ar', 'العربية']];
const where = one => `/api/downtime/places/${encodeURIComponent(one.id)}`;

/** Adds a place or changes one. @param {any} [one] @returns {Promise<any>} */
async function edit(one) {
    const all = await departments();
    const title = t(one ? 'downtime.place.change' : 'downtime.place.add');
    const entry = form({layout: 'top', label: title, autofocus: 'name', finish: values => {
        const body = {name: values.name, directory: values.directory, language: values.language, forms: values.forms, limitMinutes: values.limitMinutes,
            ...values.departmentID && {departmentID: values.departmentID}, ...values.passphrase && {passphrase: values.passphrase}};
        return one ? api.patch(where(one), {...body, version: one.version}, {timeout: PATIENCE}) : api.post('/api/downtime/places', body, {timeout: PATIENCE});
    }},
    columns(2, textField({name: 'name', label: t('downtime.place'), required: true, maxlength: 60, width: 'full', value: one?.name ?? ''}),
        selectField({name: 'departmentID', label: t('word.department'), optional: true, width: 'full', value: one?.departmentID, options: all.map(place => ({value: place.id, label: v.local(place.name)}))})),
    textField({name: 'directory', label: t('downtime.directory'), hint: t('downtime.directoryHint'), required: true, dir: 'ltr', width: 'full', value: one?.directory ?? ''}),
    passwordField({name: 'passphrase', label: t('downtime.passphrase'), hint: t(one ? 'downtime.passphraseKeep' : 'downtime.passphraseHint'), required: !one, width: 'full', autocomplete: 'new-password'}),
    columns(3, selectField({name: 'language', label: t('downtime.language'), empty: false, width: 'full', value: one?.language ?? session.hospital.language ?? 'ur', options: LANGUAGES.map(([value, label]) => ({value, label: v.name(label)}))}),
        numberField({name: 'forms', label: t('downtime.forms'), required: true, min: 0, max: 100, width: 'full', value: one?.forms ?? 10}),
        numberField({name: 'limitMinutes', label: t('downtime.limit'), required: true, min: 5, max: 1440, width: 'full', value: one?.limitMinutes ?? 45})));
    return formDialog({title, entry, size: 'l'});
}

function state(one) {
    if (!one.isActive) return status('neutral', t('schedule.resting'));
    if (one.fault) return [status('danger', t('downtime.failing')), ' ', v.ltr(one.fault)];
    return one.isOld ? status('danger', t('downtime.old')) : status('ok', t('downtime.fresh'));
}

/** @param {import('../../app/router.js').Context} ctx */
export default function places(ctx) {
    styles('counter');
    const may = session.can('downtime.manage');
    const make = async one => { await api.post(`${where(one)}/make`, {}, {timeout: PATIENCE}); await list.reload(); toast(t('downtime.made')); };
    const rest = async one => { await api.patch(where(one), {isActive: !one.isActive, version: one.version}); await list.reload(); };
    const change = async one => { if (await edit(one)) await list.reload(); };
    const list = table({caption: t('downtime.places'), load: ({signal}) => api.get('/api/downtime/places', {signal}), topics: ['downtime.place'], rowKey: one => one.id,
        mark: one => one.isActive && (one.fault || one.isOld) ? 'danger' : null, empty: {icon: 'tray', title: t('downtime.noPlace'), hint: t('downtime.noPlaceHint')},
        rowMenu: may ? one => [{label: t('downtime.make'), icon: 'refresh', run: () => make(one)}, {label: t('word.edit'), icon: 'edit', run: () => change(one)},
            {label: t(one.isActive ? 'schedule.rest' : 'schedule.wake'), icon: 'lock', run: () => rest(one)}] : undefined, columns: [
            {id: 'name', label: t('downtime.place'), cell: one => v.name(one.name)},
            {id: 'file', label: t('downtime.file'), priority: 2, cell: one => v.ltr(`${one.directory}/${one.file}`)},
            {id: 'at', label: t('downtime.newest'), kind: 'date', cell: one => one.madeAt ? v.dateTime(one.madeAt) : ''},
            {id: 'state', label: t('word.status'), cell: state},
            {id: 'forms', label: t('downtime.forms'), kind: 'num', priority: 3, cell: one => v.num(one.forms)},
        ]});
    const actions = [button({label: t('downtime.title'), icon: 'back', run: () => go('/downtime')})];
    if (may) actions.push(button({label: t('downtime.place.add'), busyLabel: t('downtime.place.add'), icon: 'add', key: 'Alt+N', kind: 'primary', run: () => change()}));
    ctx.setTitle(t('downtime.places'));
    return page({title: t('downtime.places'), main: card({}, list), info: t('downtime.info'), actions});
}
