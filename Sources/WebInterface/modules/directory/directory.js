/** The lists of the directory, one tab each. */
import {h, v, t, styles, page, card, table, tabs, button, status, textField, fromApi} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {departments, forgetPlaces} from '../common/places.js';
import {filterField} from '../common/filter.js';
import {editDepartment, editDoctor, editStation, editService} from './forms.js';
import {hospitalForm} from './hospital.js';

const isActive = one => one.isActive ? status('ok', t('directory.active')) : status('neutral', t('directory.closed'));
const name = {id: 'name', label: t('word.name'), cell: one => v.local(one.name)};
const state = {id: 'state', label: t('word.status'), cell: isActive};

/** @param {{path: string, caption: any, add: any, edit: (one?: any) => Promise<any>, columns: any[], filters?: (list: any) => any, rowPath?: any, load?: any}} options */
function part({path, caption, add, edit, columns, filters, rowPath, load}) {
    const may = session.can('directory.manage');
    const change = async one => { if (await edit(one)) { forgetPlaces(); await list.reload(); } };
    const list = table({caption, columns, topics: ['directory'], rowPath, load: load ?? (({signal}) => api.get(path, {signal})), mark: one => one.isActive ? null : 'neutral', empty: {icon: 'building', title: t('directory.none'), hint: t('directory.noneHint')},
        rowMenu: may ? one => [{label: t('word.edit'), icon: 'edit', run: () => change(one)}] : undefined});
    return h('div.tab-fill', h('div.filters', filters?.(list), h('span.grow'), may && button({label: add, busyLabel: add, icon: 'add', key: 'Alt+N', run: () => change()})), list);
}

async function places() {
    const all = await departments();
    return new Map(all.map(one => [one.id, one]));
}

/** @param {import('../../app/router.js').Context} ctx */
export default async function directory(ctx) {
    styles('counter');
    styles('admin');
    const known = await places();
    const place = one => known.has(one.departmentID) ? v.local(known.get(one.departmentID).name) : v.text(null);
    const options = [...known.values()].map(one => ({value: one.id, label: v.local(one.name)}));
    const entries = [
        {id: 'departments', label: t('directory.departments'), content: () => part({path: '/api/departments', caption: t('directory.departments'), add: t('directory.department.add'), edit: editDepartment, columns: [
            {id: 'code', label: t('billing.code'), cell: one => v.id(one.code)}, name, {id: 'letters', label: t('directory.tokenLetters'), cell: one => v.id(one.tokenLetters)}, {id: 'room', label: t('directory.room'), cell: one => v.ltr(one.room)}, state]})},
        {id: 'doctors', label: t('directory.doctors'), content: () => part({path: '/api/practitioners', caption: t('directory.doctors'), add: t('directory.doctor.add'), edit: editDoctor,
            load: ({signal}) => api.get('/api/practitioners', {signal, query: {departmentID: ctx.query.department}}), filters: list => filterField({ctx, name: 'department', label: t('word.department'), list, options}), columns: [
                name, {id: 'department', label: t('word.department'), cell: place}, {id: 'specialty', label: t('directory.specialty'), priority: 2, cell: one => one.specialty ? v.local(one.specialty) : v.text(null)},
                {id: 'letters', label: t('directory.tokenLetters'), cell: one => v.id(one.tokenLetters)}, {id: 'room', label: t('directory.room'), cell: one => v.ltr(one.room)}, state]})},
        {id: 'services', label: t('directory.services'), content: () => part({path: '/api/services', caption: t('directory.services'), add: t('directory.service.add'), edit: editService, rowPath: one => `/directory/services/${encodeURIComponent(one.id)}`,
            load: fromApi('/api/services', () => ({q: ctx.query.q, departmentID: ctx.query.of, closed: session.can('directory.manage') ? true : undefined})),
            filters: list => [search(ctx, list), filterField({ctx, name: 'of', label: t('word.department'), list, options})], columns: [
                {id: 'code', label: t('billing.code'), cell: one => v.id(one.code)}, name, {id: 'department', label: t('word.department'), priority: 2, cell: place},
                {id: 'price', label: t('directory.price'), kind: 'money', cell: one => one.price ? v.money(one.price, {symbol: false}) : status('wait', t('billing.noPrice'))},
                {id: 'from', label: t('directory.price.since'), kind: 'date', cell: one => v.date(one.priceFrom)}, state]})},
        {id: 'stations', label: t('directory.stations'), content: () => part({path: '/api/stations', caption: t('directory.stations'), add: t('directory.station.add'), edit: editStation, columns: [
            {id: 'number', label: t('word.number'), cell: one => h('span', v.num(one.number), one.id === session.station?.id && [' ', status('info', t('directory.station.here'))])}, name, {id: 'department', label: t('word.department'), cell: place}, state]})},
    ];
    if (session.can('directory.manage')) entries.push({id: 'hospital', label: t('directory.hospital'), content: () => hospitalForm()});
    return page({title: t('directory.title'), main: card({class: 'fill'}, tabs(entries, {chosen: ctx.query.tab ?? 'departments', onchange: id => ctx.setQuery({tab: id === 'departments' ? '' : id})}))});
}

function search(ctx, list) {
    const field = textField({name: 'q', label: t('word.search'), key: 'F4', width: 's', value: ctx.query.q ?? ''});
    let timer = 0;
    field.control.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => { ctx.setQuery({q: field.value}); list.starts = [null]; list.reload(); }, 150); });
    return field;
}
