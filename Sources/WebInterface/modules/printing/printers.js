/** The printers and how they are; which paper goes to which of them. */
import {h, v, t, styles, page, card, table, button, toast, form, textField, choiceField, selectField, checkField, numberField, region, tabs, text, notice, confirm} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {formDialog} from '../common/form-dialog.js';
import {stations, departments, placeName} from '../common/places.js';
import {KINDS as PAPER_KINDS, kindWord} from './jobs.js';
import {findPrinter} from './find.js';
import {MEANING, printerStatus, isHalted, step as stepPrinter} from './printer-state.js';

const KINDS = ['thermal', 'label', 'office', 'folder'];
const FORMS = ['escpos', 'zpl', 'tspl', 'pdf', 'pwg'];
const PAPERS = PAPER_KINDS.filter(kind => kind !== 'testPage');
const DPI = ['203', '180', '300', '600'];

/** What is usual for a kind, as the server has it. */
const USUAL = {thermal: {language: 'escpos', width: 72}, label: {language: 'zpl', width: 104, labelWidth: 50, labelHeight: 25}, office: {language: 'pdf', width: 210}, folder: {language: 'pdf', width: 210}};

/** The fields that say what a printer is. @param {any} known @param {any[]} others */
function profileFields(known, others) {
    const number = (name, label, value, min, max) => numberField({name, label, min, max, width: 's', value: value ?? null});
    return [
        h('div.row', selectField({name: 'dpi', label: t('printing.printer.dpi'), empty: false, width: 's', value: String(known?.dpi ?? 203), options: DPI.map(value => ({value, label: v.ltr(value)}))}),
            selectField({name: 'language', label: t('printing.printer.language'), width: 's', value: known?.language ?? '', options: FORMS.map(value => ({value, label: v.ltr(value)}))}),
            number('printableWidth', t('printing.printer.width'), known?.printableWidth, 10, 420)),
        h('div.row', number('labelWidth', t('printing.printer.labelWidth'), known?.labelWidth, 10, 300), number('labelHeight', t('printing.printer.labelHeight'), known?.labelHeight, 10, 300),
            number('density', t('printing.printer.density'), known?.density, 0, 15)),
        h('div.row', checkField({name: 'hasCutter', label: t('printing.printer.cutter'), value: known?.hasCutter ?? false}), checkField({name: 'hasDrawer', label: t('printing.printer.drawer'), value: known?.hasDrawer ?? false}),
            known?.id && checkField({name: 'isActive', label: t('printing.printer.active'), value: known.isActive})),
        h('div.row', selectField({name: 'fallbackID', label: t('printing.fallback'), value: known?.fallbackID ?? '', options: others.map(one => ({value: one.id, label: v.name(one.name)}))}),
            selectField({name: 'failover', label: t('printing.failover'), empty: false, width: 's', value: String(known?.failoverSeconds ?? 0),
                options: [{value: '0', label: t('printing.failover.never')}, ...['30', '60', '300', '900'].map(value => ({value, label: t('printing.failover.seconds', {count: Number(value)})}))]})),
    ];
}

/** @param {any[]} all @param {any} [printer] to change; none to add one @param {any} [start] what is known of a new one */
async function editPrinter(all, printer, start) {
    const {items: queues, unreachable} = await api.get('/api/print-queues');
    const known = printer ?? start;
    const kind = choiceField({name: 'kind', label: t('printing.printer.kind'), required: true, value: known?.kind, options: KINDS.map(value => ({value, label: t(`printing.printerKind.${value}`)}))});
    const target = textField({name: 'target', label: t('printing.printer.target'), hint: t('printing.printer.targetHint'), required: true, dir: 'ltr', width: 'full', value: known?.target ?? ''});
    // A roll printer usually cuts; who has one that does not takes the tick away.
    const usual = () => { if (!known) entry.field('hasCutter').checked = kind.value === 'thermal'; };
    kind.addEventListener('change', usual);
    const choose = queues.length > 0 && selectField({name: 'queue', label: t('printing.printer.queue'), width: 'full', options: queues.map(one => ({value: one.name, label: v.text(one.info ? `${one.info} (${one.name})` : one.name)}))});
    if (choose) choose.control.addEventListener('change', () => {
        const queue = queues.find(one => one.name === choose.control.value);
        if (!queue) return;
        target.control.value = queue.name;
        if (!kind.value) { kind.value = queue.isRaw ? 'thermal' : 'office'; usual(); }
    });
    const finish = ({name, kind: sort, target: place, dpi, language, printableWidth, labelWidth, labelHeight, density, hasCutter, hasDrawer, isActive, fallbackID, failover}) => {
        const seconds = Number(failover ?? 0);
        const sizes = {...printableWidth && {printableWidth: Number(printableWidth)}, ...labelWidth && {labelWidth: Number(labelWidth)}, ...labelHeight && {labelHeight: Number(labelHeight)}};
        const body = {name, kind: sort, target: place, dpi: Number(dpi ?? 203), ...language && {language}, ...sizes, density: Number(density ?? 0), hasCutter, hasDrawer,
            ...seconds > 0 && fallbackID && {fallbackID}, failoverSeconds: fallbackID ? seconds : 0};
        return printer ? api.patch(`/api/printers/${encodeURIComponent(printer.id)}`, {...body, isActive, version: printer.version}, {version: printer.version}) : api.post('/api/printers', body);
    };
    const entry = form({layout: 'top', autofocus: 'name', label: t('printing.printer.add'), finish}, textField({name: 'name', label: t('word.name'), required: true, width: 'full', value: known?.name ?? ''}),
        choose, kind, target, profileFields(known, all.filter(one => one.isActive && one.id !== printer?.id)));
    return formDialog({title: printer ? t('printing.printer.change') : t('printing.printer.add'), entry, size: 'l', before: unreachable !== undefined && notice('wait', t('printing.noSpooler'))});
}

/** Finds one, makes its queue, and goes on to what it is. @param {any[]} all */
async function addFound(all) {
    const found = await findPrinter();
    if (!found) return null;
    const kind = found.queue.isRaw ? 'thermal' : 'office';
    return editPrinter(all, undefined, {name: found.device.info.slice(0, 60), kind, target: found.queue.name, language: USUAL[kind].language, printableWidth: USUAL[kind].width, hasCutter: kind === 'thermal'});
}

/** @param {any} printer */
async function removePrinter(printer) {
    const sure = await confirm({title: t('printing.remove.title'), body: t('printing.remove.sentence'), action: t('word.remove'), keep: t('printing.cancel.keep')});
    if (sure) await api.delete(`/api/printers/${encodeURIComponent(printer.id)}`, {version: printer.version});
    return sure;
}

function printers() {
    const [may, operates] = [session.can('printing.manage'), session.can('printing.operate')];
    const again = async done => { if (await done) await list.reload(); };
    const menuOf = one => [
        operates && (isHalted(one) ? {label: t('printing.resume'), icon: 'next', run: () => again(stepPrinter(one, 'resume').then(() => true))}
            : {label: t('printing.pause'), icon: 'clock', run: () => again(stepPrinter(one, 'pause').then(() => true))}),
        may && {label: t('word.edit'), icon: 'edit', run: () => again(editPrinter(list.items, one))},
        may && {label: t('printing.test'), icon: 'printer', run: async () => {
            await api.post(`/api/printers/${encodeURIComponent(one.id)}/test`, {});
            toast(t('printing.test.sent', {name: v.name(one.name)}));
        }},
        may && {label: t('word.remove'), icon: 'trash', run: () => again(removePrinter(one))},
    ].filter(Boolean);
    const list = table({caption: t('printing.printers.title'), load: async ({signal}) => api.get('/api/printers', {signal}), topics: ['printing'], mark: one => !one.isActive ? 'neutral' : ({danger: 'danger', wait: 'wait'})[MEANING[one.status]] ?? null,
        empty: {icon: 'printer', title: t('printing.printers.none'), hint: t('printing.printers.noneHint')}, rowMenu: may || operates ? menuOf : undefined, columns: [
            {id: 'name', label: t('word.name'), cell: one => v.name(one.name)},
            {id: 'kind', label: t('printing.printer.kind'), cell: one => t(`printing.printerKind.${one.kind}`)},
            {id: 'target', label: t('printing.printer.target'), priority: 2, cell: one => v.ltr(one.target)},
            {id: 'state', label: t('word.status'), cell: printerStatus},
            {id: 'jobs', label: t('printing.underWay'), kind: 'num', priority: 2, cell: one => v.num(one.openJobs)},
            {id: 'fallback', label: t('printing.fallback'), priority: 3, cell: one => one.fallbackID ? v.name(list.items.find(other => other.id === one.fallbackID)?.name) : h('span.muted', '–')},
        ]});
    return h('div.tab-fill', may && h('div.row', button({label: t('printing.printer.add'), busyLabel: t('printing.printer.add'), icon: 'add', key: 'Alt+N', run: () => again(editPrinter(list.items))}),
        button({label: t('printing.device.find'), busyLabel: t('printing.device.find'), icon: 'search', run: () => again(addFound(list.items))})), list);
}

async function setRoute(all, rooms, wards) {
    const finish = ({kind, station, department, printer}) => api.put('/api/print-routes', {...kind && {documentKind: kind}, ...station && {stationID: station}, ...department && {departmentID: department}, printerID: printer});
    const entry = form({layout: 'top', finish},
        selectField({name: 'kind', label: t('printing.paper'), width: 'full', options: PAPERS.map(value => ({value, label: t(`printing.kind.${value}`)}))}),
        selectField({name: 'station', label: t('word.counter'), width: 'full', options: rooms.map(one => ({value: one.id, label: v.local(one.name)}))}),
        selectField({name: 'department', label: t('word.department'), width: 'full', options: wards.map(one => ({value: one.id, label: v.local(one.name)}))}),
        selectField({name: 'printer', label: t('word.printer'), required: true, width: 'full', options: all.filter(one => one.isActive).map(one => ({value: one.id, label: v.name(one.name)}))}));
    for (const name of ['kind', 'station', 'department']) entry.field(name).options[0].label = text(t('word.all'));
    return formDialog({title: t('printing.route.add'), entry, size: 's'});
}

function routesPart() {
    const may = session.can('printing.manage');
    const place = region({topics: ['printing'], load: async signal => {
        const [routes, all, rooms, wards] = await Promise.all([api.get('/api/print-routes', {signal}), api.get('/api/printers', {signal}), stations(), departments()]);
        return {routes: routes.items, all: all.items, rooms, wards};
    }, draw: ({routes, all, rooms, wards}) => h('div.stack',
        h('p.hint', t('printing.route.rule')),
        table({caption: t('printing.routes'), items: routes, empty: {icon: 'printer', title: t('printing.route.none')},
            rowMenu: may ? one => [{label: t('word.remove'), icon: 'trash', run: async () => { await api.delete(`/api/print-routes/${encodeURIComponent(one.id)}`); await place.reload(); }}] : undefined, columns: [
                {id: 'kind', label: t('printing.paper'), cell: one => one.documentKind ? kindWord(one.documentKind) : t('word.all')},
                {id: 'station', label: t('word.counter'), cell: one => one.stationID ? v.name(placeName(rooms.find(room => room.id === one.stationID))) : t('word.all')},
                {id: 'department', label: t('word.department'), cell: one => one.departmentID ? v.name(placeName(wards.find(ward => ward.id === one.departmentID))) : t('word.all')},
                {id: 'printer', label: t('word.printer'), cell: one => v.name(all.find(printer => printer.id === one.printerID)?.name)},
            ]}),
        may && h('div.row', button({label: t('printing.route.add'), busyLabel: t('printing.route.add'), icon: 'add', run: async () => { if (await setRoute(all, rooms, wards)) await place.reload(); }})))});
    return place;
}

/** @param {import('../../app/router.js').Context} ctx */
export default function printersPage(ctx) {
    styles('counter');
    return page({title: t('printing.printers.title'), main: card({class: 'fill'}, tabs([
        {id: 'printers', label: t('printing.printers.title'), content: printers},
        {id: 'routes', label: t('printing.routes'), content: routesPart},
    ], {chosen: ctx.query.tab ?? 'printers', onchange: id => ctx.setQuery({tab: id === 'printers' ? '' : id})}))});
}
