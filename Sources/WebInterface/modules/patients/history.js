/** What happened to a patient, over all modules, in the order in which it happened. */
import {h, v, t, card, table, fromApi} from '../../ui/index.js';
import {has} from '../../app/i18n.js';
import {dotted} from '../common/people.js';

const key = (stem, word) => has(`${stem}.${word}`) ? t(`${stem}.${word}`) : v.ltr(word);
const WORDS = {
    visit: status => key('encounters.status', status), bill: status => key('billing.status', status), document: kind => key('printing.kind', kind),
    merged: status => t(`patients.history.merge.${status}`), viewed: action => key('auditTrail.action', action), changed: status => status === 'identification.photo.set' ? t('identification.photo') : null, registered: () => null, payment: () => null,
};
const facts = entry => h('span', dotted([entry.number && v.id(entry.number), entry.place && v.local(entry.place), entry.status && WORDS[entry.kind](entry.status)].filter(Boolean)));
const bill = entry => ['bill', 'payment'].includes(entry.kind) ? `/billing/${encodeURIComponent(entry.subjectID)}` : null;

/** @param {any} person as opened */
export const historyCard = person => card({title: t('patients.history.title')}, table({caption: t('patients.history.title'), pageSize: 10, rowPath: bill,
    load: fromApi(`/api/patients/${encodeURIComponent(person.id)}/history`), topics: ['patients.patient', 'encounters', 'billing', 'printing'],
    empty: {icon: 'history', title: t('patients.history.title')}, columns: [
        {id: 'at', label: t('word.time'), kind: 'date', cell: entry => v.dateTime(entry.at)},
        {id: 'what', label: t('patients.history.what'), cell: entry => h('strong', t(`patients.history.${entry.kind}`))},
        {id: 'facts', label: t('word.details'), cell: facts},
        {id: 'amount', label: t('word.amount'), kind: 'money', cell: entry => entry.amount ? v.money(entry.amount) : null},
        {id: 'by', label: t('word.user'), priority: 2, cell: entry => entry.by ? v.id(entry.by) : null},
    ]}));
