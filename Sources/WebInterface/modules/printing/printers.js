/** The printers and how they are; which paper goes to which of them. */
import {h, v, t, styles, page, card, table, button, status, toast, form, textField, choiceField, selectField, checkField, region, tabs, text, notice} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {formDialog} from '../common/form-dialog.js';
import {stations, placeName} from '../common/places.js';
import {KINDS as PAPER_KINDS, kindWord} from './jobs.js';

const MEANING = {ready: 'ok', printing: 'info', stopped: 'danger', missing: 'danger', unreachable: 'danger'};
const KINDS = ['thermal', 'office', 'folder'];
const PAPERS = PAPER_KINDS.filter(kind => kind !== 'testPage');
const DPI = ['203', '180', '300'];

/** @param {any} [printer] to change; none to add one */
async function editPrinter(printer) {
    const queues = await api.get('/api/print-queues').then(answer => answer.items, () => null);
    const kind = choiceField({name: 'kind', label: t('printing.printer.kind'), required: true, value: printer?.kind, options: KINDS.map(value => ({value, label: t(`printing.printerKind.${value}`)}))});
    const target = textField({name: 'target', label: t('printing.printer.target'), hint: t('printing.printer.targetHint'), required: true, dir: 'ltr', width: 'full', value: printer?.target ?? ''});
    const choose = queues?.length && selectField({name: 'queue', label: t('printing.printer.queue'), width: 'full', options: queues.map(one => ({value: one.name, label: v.text(one.info ? `${one.info} (${one.name})` : one.name)}))});
    if (choose) choose.control.addEventListener('change', () => {
        const queue = queues.find(one => one.name === choose.control.value);
        if (!queue) return;
        target.control.value = queue.name;
        if (!kind.value) kind.value = queue.isRaw ? 'thermal' : 'office';
    });
    const entry = form({layout: 'top', autofocus: 'name', label: t('printing.printer.add'), finish: ({name, kind: sort, target: place, dpi, hasCutter, hasDrawer, isActive}) => {
        const body = {name, kind: sort, target: place, dpi: Number(dpi ?? 203), hasCutter, hasDrawer};
        return printer ? api.patch(`/api/printers/${encodeURIComponent(printer.id)}`, {...body, isActive, version: printer.version}, {version: printer.version}) : api.post('/api/printers', body);
    }},
    textField({name: 'name', label: t('word.name'), required: true, width: 'full', value: printer?.name ?? ''}), choose, kind, target,
    selectField({name: 'dpi', label: t('printing.printer.dpi'), empty: false, width: 's', value: String(printer?.dpi ?? 203), options: DPI.map(value => ({value, label: v.ltr(value)}))}),
    h('div.row', checkField({name: 'hasCutter', label: t('printing.printer.cutter'), value: printer?.hasCutter ?? false}), checkField({name: 'hasDrawer', label: t('printing.printer.drawer'), value: printer?.hasDrawer ?? false}),
        printer && checkField({name: 'isActive', label: t('printing.printer.active'), value: printer.isActive})));
    return formDialog({title: printer ? t('printing.printer.change') : t('printing.printer.add'), entry, before: queues === null && notice('wait', t('printing.noSpooler'))});
}

function printers() {
    const may = session.can('printing.manage');
    const again = async done => { if (await done) await list.reload(); };
    const list = table({caption: t('printing.printers.title'), load: async ({signal}) => api.get('/api/printers', {signal}), topics: ['printing'], mark: one => !one.isActive ? 'neutral' : MEANING[one.status] === 'danger' ? 'danger' : null,
        empty: {icon: 'printer', title: t('printing.printers.none'), hint: t('printing.printers.noneHint')},
        rowMenu: may ? one => [{label: t('word.edit'), icon: 'edit', run: () => again(editPrinter(one))}, {label: t('printing.test'), icon: 'printer', run: async () => {
            await api.post(`/api/printers/${encodeURIComponent(one.id)}/test`, {});
            toast(t('printing.test.sent', {name: v.name(one.name)}));
        }}] : undefined, columns: [
            {id: 'name', label: t('word.name'), cell: one => v.name(one.name)},
            {id: 'kind', label: t('printing.printer.kind'), cell: one => t(`printing.printerKind.${one.kind}`)},
            {id: 'target', label: t('printing.printer.target'), priority: 2, cell: one => v.ltr(one.target)},
            {id: 'state', label: t('word.status'), cell: one => one.isActive ? h('span', status(MEANING[one.status] ?? 'neutral', t(`printing.printerStatus.${one.status}`)), one.reasons.length > 0 && [' ', h('span.muted.small', v.ltr(one.reasons.join(', ')))]) : status('neutral', t('printing.printerStatus.off'))},
        ]});
    return h('div.tab-fill', may && h('div.row', button({label: t('printing.printer.add'), busyLabel: t('printing.printer.add'), icon: 'add', key: 'Alt+N', run: () => again(editPrinter())})), list);
}

async function setRoute(all, rooms) {
    const entry = form({layout: 'top', finish: ({kind, station, printer}) => api.put('/api/print-routes', {...kind && {documentKind: kind}, ...station && {stationID: station}, printerID: printer})},
        selectField({name: 'kind', label: t('printing.paper'), width: 'full', options: PAPERS.map(value => ({value, label: t(`printing.kind.${value}`)}))}),
        selectField({name: 'station', label: t('word.counter'), width: 'full', options: rooms.map(one => ({value: one.id, label: v.local(one.name)}))}),
        selectField({name: 'printer', label: t('word.printer'), required: true, width: 'full', options: all.filter(one => one.isActive).map(one => ({value: one.id, label: v.name(one.name)}))}));
    for (const name of ['kind', 'station']) entry.field(name).options[0].label = text(t('word.all'));
    return formDialog({title: t('printing.route.add'), entry, size: 's'});
}

function routesPart() {
    const may = session.can('printing.manage');
    const place = region({topics: ['printing'], load: async signal => {
        const [routes, all, rooms] = await Promise.all([api.get('/api/print-routes', {signal}), api.get('/api/printers', {signal}), stations()]);
        return {routes: routes.items, all: all.items, rooms};
    }, draw: ({routes, all, rooms}) => h('div.stack',
        h('p.hint', t('printing.route.rule')),
        table({caption: t('printing.routes'), items: routes, empty: {icon: 'printer', title: t('printing.route.none')},
            rowMenu: may ? one => [{label: t('word.remove'), icon: 'trash', run: async () => { await api.delete(`/api/print-routes/${encodeURIComponent(one.id)}`); await place.reload(); }}] : undefined, columns: [
                {id: 'kind', label: t('printing.paper'), cell: one => one.documentKind ? kindWord(one.documentKind) : t('word.all')},
                {id: 'station', label: t('word.counter'), cell: one => one.stationID ? v.name(placeName(rooms.find(room => room.id === one.stationID))) : t('word.all')},
                {id: 'printer', label: t('word.printer'), cell: one => v.name(all.find(printer => printer.id === one.printerID)?.name)},
            ]}),
        may && h('div.row', button({label: t('printing.route.add'), busyLabel: t('printing.route.add'), icon: 'add', run: async () => { if (await setRoute(all, rooms)) await place.reload(); }})))});
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
