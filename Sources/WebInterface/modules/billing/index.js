/** Cashier, bills, takings: what is loaded at the start. */
import {api} from '../../app/api.js';
import {v} from '../../ui/index.js';

export const nav = [
    {path: '/billing', label: 'billing.nav', icon: 'cash', permission: 'billing.issue', order: 30},
    {path: '/bills', label: 'word.bills', icon: 'bill', permission: 'billing.read', order: 40},
    {path: '/takings', label: 'billing.takings.nav', icon: 'chart', permission: 'ledger.read', order: 45},
];

export const routes = [
    {path: '/billing', title: 'billing.nav', permission: 'billing.issue', load: async () => (await import('./cashier.js')).default},
    {path: '/billing/:id', title: 'word.bill', permission: 'billing.read', load: async () => (await import('./bill.js')).default},
    {path: '/bills', title: 'word.bills', permission: 'billing.read', load: async () => (await import('./list.js')).default},
    {path: '/takings', title: 'billing.takings.title', permission: 'ledger.read', load: async () => (await import('./takings.js')).default},
];

/** `OP-2026-000123` in any case; the digits of a bill's label alone do not tell the series. */
const BILL = /^[a-z]{1,4}-\d{4}-\d{3,}$/i;

const billRow = bill => ({icon: 'bill', title: v.id(bill.number), detail: [v.name(bill.patient.names.primary), v.money(bill.total), v.date(bill.day)], path: `/billing/${encodeURIComponent(bill.id)}`});

export const search = [{
    permission: 'billing.read', group: 'word.bills',
    match: query => BILL.test(query.text),
    find: async (query, {signal}) => (await api.get('/api/bills', {query: {number: query.text.toUpperCase()}, signal})).items.map(billRow),
}];

export const commands = [
    {label: 'billing.new', icon: 'add', permission: 'billing.issue', path: '/billing'},
    {label: 'billing.list.open', icon: 'bill', permission: 'billing.read', path: '/bills?status=open'},
];
