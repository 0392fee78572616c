/** Bills as lists show them. */
import {v, t, status} from '../../ui/index.js';
import {filterField} from '../common/filter.js';
import {nameOf} from '../common/people.js';

const MEANING = {issued: 'wait', 'part-paid': 'wait', settled: 'ok', cancelled: 'neutral'};
/** @param {string} state */
export const billStatus = state => status(MEANING[state] ?? 'neutral', t(`billing.status.${state}`));

/** @param {{patient?: boolean}} [options] without the patient where the page is about one */
export const billColumns = ({patient = true} = {}) => [
    {id: 'number', label: t('word.number'), cell: bill => v.id(bill.number)},
    patient && {id: 'name', label: t('word.name'), cell: bill => nameOf(bill.patient)},
    {id: 'date', label: t('word.date'), kind: 'date', priority: 2, cell: bill => v.dateTime(bill.issuedAt)},
    {id: 'total', label: t('word.total'), kind: 'money', cell: bill => v.money(bill.total, {symbol: false})},
    {id: 'left', label: t('word.remaining'), kind: 'money', cell: bill => v.money(bill.left, {symbol: false})},
    {id: 'state', label: t('word.status'), cell: bill => billStatus(bill.status)},
].filter(Boolean);

const STATES = ['open', 'issued', 'part-paid', 'settled', 'cancelled'];
/** @param {any} ctx @param {string} name of the filter in the address @param {any} list the table to draw anew */
export const billFilter = (ctx, name, list) => filterField({ctx, name, list, label: t('word.status'), options: STATES.map(value => ({value, label: t(`billing.status.${value}`)}))});
