/** What was taken in a day or a span of days: by way of paying, by department, by day. */
import {h, v, t, styles, page, card, columns, region, table, dateField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {todayISO} from '../common/day.js';
import {methodWord} from './paying.js';

const tile = (label, money) => h('div.figure-tile', h('span.muted', label), h('strong', v.money(money)));

function draw(takings) {
    const place = one => one.name ? v.local(one.name) : t('billing.takings.noDepartment');
    return h('div.stack',
        h('div.figures', tile(t('billing.takings.received'), takings.received), tile(t('billing.takings.billed'), takings.billed), tile(t('word.discount'), takings.discount), tile(t('billing.takings.outstanding'), takings.outstanding), takings.rounding.amount !== 0 && tile(t('billing.paper.rounding'), takings.rounding)),
        columns(2,
            card({title: t('billing.takings.methods')}, table({caption: t('billing.takings.methods'), items: takings.tenders, rowKey: one => one.method, columns: [
                {id: 'method', label: t('word.method'), cell: one => methodWord(one.method)}, {id: 'amount', label: t('word.amount'), kind: 'money', cell: one => v.money(one.amount, {symbol: false})}]})),
            card({title: t('billing.takings.departments')}, table({caption: t('billing.takings.departments'), items: takings.departments, rowKey: one => one.departmentID ?? '', empty: {icon: 'chart', title: t('billing.takings.none')}, columns: [
                {id: 'name', label: t('word.department'), cell: place}, {id: 'billed', label: t('billing.takings.billed'), kind: 'money', cell: one => v.money(one.billed, {symbol: false})},
                {id: 'discount', label: t('word.discount'), kind: 'money', priority: 2, cell: one => v.money(one.discount, {symbol: false})}, {id: 'net', label: t('billing.takings.net'), kind: 'money', cell: one => v.money(one.net, {symbol: false})}]})),
            takings.days.length > 1 && card({title: t('billing.takings.days')}, table({caption: t('billing.takings.days'), items: takings.days, rowKey: one => one.day, columns: [
                {id: 'day', label: t('word.date'), kind: 'date', cell: one => v.day(one.day)}, {id: 'received', label: t('billing.takings.received'), kind: 'money', cell: one => v.money(one.received, {symbol: false})}]}))));
}

/** @param {import('../../app/router.js').Context} ctx */
export default function takingsPage(ctx) {
    styles('counter');
    styles('billing');
    const from = dateField({name: 'from', label: t('billing.takings.from'), near: true, value: ctx.query.from ?? todayISO()});
    const to = dateField({name: 'to', label: t('billing.takings.to'), near: true, value: ctx.query.to ?? todayISO()});
    const place = region({topics: ['billing'], rows: 6, draw, load: signal => api.get('/api/ledger/takings', {query: {from: from.value ?? todayISO(), to: to.value ?? from.value ?? todayISO()}, signal})});
    for (const field of [from, to]) field.addEventListener('change', () => { ctx.setQuery({from: from.value, to: to.value}); place.data = undefined; place.reload(); });
    return page({title: t('billing.takings.title'), main: [h('div.filters', from, to), place]});
}
