/** The day so far: how it stands in figures, its visits, and for those who may see them its bills. */
import {h, v, t, styles, page, card, table, region, tabs, status, fromApi} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {departments} from '../common/places.js';
import {filterField} from '../common/filter.js';
import {nameOf} from '../common/people.js';
import {billColumns, billFilter} from '../billing/columns.js';
import {todayISO} from '../common/day.js';
import {tokenStatus} from './queue.js';
import {billVisit} from './token.js';

const STATES = ['open', 'inProgress', 'finished', 'cancelled', 'leftUnseen'];
const MEANING = {open: 'wait', inProgress: 'info', finished: 'ok', cancelled: 'neutral', leftUnseen: 'neutral'};

const count = (label, number) => h('span', h('strong', v.num(number)), ' ', label);
const figures = stats => h('p.counts', count(t('counter.today.visits'), stats.visits), count(t('counter.today.new'), stats.newPatients), count(t('encounters.status.open'), stats.waiting),
    count(t('encounters.status.inProgress'), stats.inProgress), count(t('encounters.status.finished'), stats.finished), count(t('encounters.status.cancelled'), stats.cancelled));

/** A row menu that prints the slip again. @param {any} visit */
const menuOf = visit => [
    session.can('billing.issue') && {label: t('counter.bill'), icon: 'cash', run: () => billVisit(visit.id)},
    session.can('encounters.open') && {label: t('counter.today.slip'), icon: 'printer', run: () => api.post(`/api/encounters/${encodeURIComponent(visit.id)}/print-token`, {})},
].filter(Boolean);

function visits(ctx) {
    const filter = () => ({departmentID: ctx.query.department, status: ctx.query.status});
    const list = table({caption: t('counter.today.visits'), load: fromApi('/api/counter/today', filter), topics: ['encounters'], rowKey: one => one.visit.id,
        rowPath: ({visit}) => `/patients/${encodeURIComponent(visit.patient.id)}`, rowMenu: one => menuOf(one.visit), empty: {icon: 'list', title: t('counter.today.none'), hint: t('counter.today.noneHint')},
        columns: [
            {id: 'token', label: t('word.token'), cell: ({visit}) => h('strong', v.id(visit.token.number)), width: '6em'},
            {id: 'name', label: t('word.name'), cell: ({visit}) => nameOf(visit.patient)},
            {id: 'mrn', label: t('shell.banner.mrn'), priority: 2, cell: ({visit}) => v.id(visit.patient.mrn)},
            {id: 'department', label: t('word.department'), cell: ({visit}) => v.local(visit.department.name)},
            {id: 'doctor', label: t('word.doctor'), priority: 2, cell: ({visit}) => visit.practitioner ? v.local(visit.practitioner.name) : t('counter.anyDoctor')},
            {id: 'time', label: t('word.time'), kind: 'date', cell: ({visit}) => v.time(visit.startedAt)},
            {id: 'state', label: t('word.status'), cell: ({visit}) => visit.status === 'open' ? tokenStatus(visit.token.state) : status(MEANING[visit.status], t(`encounters.status.${visit.status}`))},
        ]});
    const department = filterField({ctx, name: 'department', label: t('word.department'), list, options: []});
    const state = filterField({ctx, name: 'status', label: t('word.status'), list, options: STATES.map(value => ({value, label: t(`encounters.status.${value}`)}))});
    departments().then(all => department.offer(all.map(one => ({value: one.id, label: v.local(one.name)}))), () => {});
    return [h('div.filters', department, state), list];
}

function bills(ctx) {
    const list = table({caption: t('word.bills'), load: fromApi('/api/bills', () => ({day: todayISO(), status: ctx.query.bills})), topics: ['billing'], columns: billColumns(),
        rowPath: bill => `/billing/${encodeURIComponent(bill.id)}`, empty: {icon: 'bill', title: t('billing.list.none')}});
    return [h('div.filters', billFilter(ctx, 'bills', list)), list];
}

/** @param {import('../../app/router.js').Context} ctx */
export default function today(ctx) {
    styles('counter');
    const stats = region({rows: 1, topics: ['encounters', 'patients'], load: signal => api.get('/api/counter/stats', {signal}), draw: figures});
    const entries = [{id: 'visits', label: t('counter.today.visits'), content: () => h('div.tab-fill', visits(ctx))}];
    if (session.can('billing.read')) entries.push({id: 'bills', label: t('word.bills'), content: () => h('div.tab-fill', bills(ctx))});
    return page({title: t('word.today'), tools: stats, main: card({class: 'fill'}, tabs(entries, {chosen: ctx.query.tab ?? 'visits', onchange: id => ctx.setQuery({tab: id === 'visits' ? '' : id})}))});
}
