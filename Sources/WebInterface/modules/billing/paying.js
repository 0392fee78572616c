/** The payment panel: the shared tender with this hospital's ways of paying, and cash rounded as it is taken here. */
import {t, tender} from '../../ui/index.js';
import {session} from '../../app/session.js';
import {dueOf} from './sums.js';

const METHODS = [['cash', 'cash'], ['card', 'card'], ['wallet', 'wallet'], ['bank', 'deposit'], ['cheque', 'cheque']];
/** Notes that people hand over, in minor units. */
const NOTES = {PKR: [50_000, 100_000, 500_000, 1_000_000], INR: [10_000, 20_000, 50_000, 100_000, 200_000, 500_000]};

/** @param {string} method */
export const methodWord = method => t(`billing.tender.${method}`);

/** @param {{amount: number, currency: string}} due @returns {import('../../ui/tender.js').Tender & {total: {amount: number, currency: string}}} */
export function paying(due) {
    const multiple = session.hospital.cashRounding ?? 1;
    const element = tender({due, name: 'tenders', notes: NOTES[due.currency] ?? [], methods: METHODS.map(([id, kind]) => (
        {id, kind, label: methodWord(id), ...id !== 'cash' && {reference: 'required'}}))});
    let total = due;
    const adjust = () => {
        const entries = element.entries.map(entry => ({method: entry.method, amount: entry.money.value?.amount ?? 0}));
        const amount = dueOf(total.amount, entries, multiple);
        if (amount !== element.due.amount) element.due = {amount, currency: total.currency};
    };
    Object.defineProperty(element, 'total', {get: () => total, set: money => { total = money; element.due = money; adjust(); }});
    element.addEventListener('tender-change', adjust);
    return element;
}

/** Shows the button that finishes, without giving it the keyboard. @param {HTMLElement} button */
export function nudge(button) {
    button.classList.add('nudge');
    setTimeout(() => button.classList.remove('nudge'), 1_200);
}
