/** The log, newest first; whether it is whole; a sealed copy of it. */
import {h, v, t, styles, replace, page, card, table, button, dateField, dialog, notice, facts, fromApi} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {filterField} from '../common/filter.js';
import {actionWord, AREAS, areaWord, detailOf} from './actions.js';

/** A calendar day as the moment it begins in this browser's zone; the hospital's computers stand in the hospital. @param {string} iso @param {number} [more] days */
function momentOf(iso, more = 0) {
    const [year, month, day] = iso.split('-').map(Number);
    return new Date(year, month - 1, day + more).toISOString();
}

const conditions = ctx => ({action: ctx.query.action, patientID: ctx.query.patient, userID: ctx.query.user,
    from: ctx.query.from && momentOf(ctx.query.from), to: ctx.query.to && momentOf(ctx.query.to, 1)});

async function verify() {
    const report = await api.get('/api/audit/verify', {timeout: 300_000});
    const {fault, newestHead} = report;
    return dialog({title: t('auditTrail.verify.title'), size: 'm', body: h('div.verdict',
        fault ? notice('danger', t('auditTrail.verify.broken', {number: fault.seq}), ' ', t(`auditTrail.fault.${fault.reason}`)) : notice('ok', t('auditTrail.verify.whole', {count: report.entries})),
        facts([[t('auditTrail.verify.entries'), v.num(report.entries)], [t('auditTrail.verify.heads'), v.num(report.heads)], newestHead && [t('auditTrail.verify.newest'), v.dateTime(newestHead.at)]].filter(Boolean)),
        h('p.small.muted', t('auditTrail.verify.hash')), h('p.hash.small', v.ltr(report.hash))),
    actions: [{label: t('word.close'), value: null, safe: true}]});
}

function exportLink(ctx) {
    const search = new URLSearchParams(Object.entries(conditions(ctx)).filter(([, value]) => value));
    return `/api/audit/export?${search}`;
}

/** @param {import('../../app/router.js').Context} ctx */
export default function log(ctx) {
    styles('counter');
    styles('admin');
    const list = table({caption: t('auditTrail.title'), load: fromApi('/api/audit', () => conditions(ctx)), rowKey: entry => entry.seq, pageSize: 25, empty: {icon: 'history', title: t('auditTrail.none'), hint: t('auditTrail.noneHint')},
        rowMenu: entry => entry.patientID ? [{label: t('auditTrail.visitors.title'), icon: 'eye', path: `/audit/patients/${encodeURIComponent(entry.patientID)}`}] : [], columns: [
            {id: 'seq', label: t('word.number'), kind: 'num', cell: entry => v.num(entry.seq), width: '5.5em'},
            {id: 'at', label: t('word.time'), kind: 'date', cell: entry => v.dateTime(entry.at)},
            {id: 'who', label: t('word.user'), cell: entry => v.id(entry.actor.username)},
            {id: 'action', label: t('auditTrail.what'), cell: entry => actionWord(entry.action)},
            {id: 'detail', label: t('word.details'), priority: 2, cell: entry => h('span', detailOf(entry.detail), entry.reason && [' ', v.text(entry.reason)])},
            {id: 'from', label: t('auditTrail.address'), priority: 3, cell: entry => v.ltr(entry.actor.address)},
        ]});
    const again = changes => { ctx.setQuery(changes); list.starts = [null]; list.reload(); replace(link, exporter()); };
    const area = filterField({ctx, name: 'action', label: t('auditTrail.area'), list, options: AREAS.map(value => ({value, label: areaWord(value)}))});
    area.addEventListener('change', () => replace(link, exporter()));
    const from = dateField({name: 'from', label: t('billing.takings.from'), near: true, value: ctx.query.from ?? null});
    const to = dateField({name: 'to', label: t('billing.takings.to'), near: true, value: ctx.query.to ?? null});
    for (const field of [from, to]) field.addEventListener('change', () => again({[field.name]: field.value}));
    const exporter = () => session.can('audit.export') && h('a.button', {href: exportLink(ctx), download: ''}, t('auditTrail.export'));
    const link = h('span');
    replace(link, exporter());
    return page({title: t('auditTrail.title'), main: [h('div.filters', area, from, to), card({}, list)], info: t('auditTrail.readIsNoted'), actions: [link, button({label: t('auditTrail.verify'), icon: 'shield', key: 'F9', kind: 'primary', busyLabel: t('auditTrail.verifying'), run: verify})]});
}
