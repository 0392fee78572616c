/** Restricted records: the mark, the way in with a reason, and who went that way. */
import {v, t, styles, page, card, table, button, notice, status, confirm, toast, fromApi} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {link} from '../../app/router.js';

const pathOf = id => `/api/patients/${encodeURIComponent(id)}`;

/** @param {any} person as opened @param {() => void} changed draws the page again @returns {HTMLElement | false} the button that sets or takes the mark */
export function restrictionButton(person, changed) {
    if (!session.can('patients.restricted')) return false;
    const key = person.isRestricted ? 'take' : 'set';
    const label = t(`patients.restricted.${key}`);
    return button({label, busyLabel: label, icon: 'lock', kind: 'quiet', run: async () => {
        const answer = await confirm({title: label, body: t(`patients.restricted.${key}Sentence`), action: label, keep: t('word.cancel'), danger: false, reason: true});
        if (!answer) return;
        await api.put(`${pathOf(person.id)}/restriction`, {isRestricted: !person.isRestricted, reason: answer.reason});
        toast(t('counter.saved'));
        changed();
    }});
}

/** The mark beside a name. @param {any} person */
export const restrictedMark = person => Boolean(person.isRestricted) && status('wait', t('patients.restricted.mark'));

/** Asks why, and opens a closed record for an hour. @param {import('../../app/problem.js').Problem} problem @returns {Promise<boolean>} whether it is open now */
export async function openRecord(problem) {
    const label = t('patients.restricted.open');
    const answer = await confirm({title: label, body: problem.toMessage(), action: label, keep: t('word.cancel'), danger: false, reason: true});
    if (!answer) return false;
    await api.post(`${pathOf(problem.params.patientID)}/break-glass`, {reason: answer.reason});
    return true;
}

/** What stands in place of a page that needs a closed record. @param {import('../../app/problem.js').Problem} problem @param {import('../../app/router.js').Context} ctx */
export function closedRecord(problem, ctx) {
    const label = t('patients.restricted.open');
    const open = button({label, busyLabel: label, icon: 'lock', key: 'F9', kind: 'primary', run: async () => { if (await openRecord(problem)) ctx.reload(); }});
    return page({title: t('patients.restricted.title'), main: notice('wait', problem.toMessage()), actions: [open]});
}

/** Who opened restricted records for which reason. */
export default function openings() {
    styles('counter');
    return page({title: t('patients.restricted.list'), main: card({}, table({caption: t('patients.restricted.list'), load: fromApi('/api/break-glass'), topics: ['patients'],
        empty: {icon: 'ok', title: t('patients.restricted.none')}, columns: [
            {id: 'at', label: t('word.date'), kind: 'date', cell: one => v.dateTime(one.at)},
            {id: 'who', label: t('patients.restricted.who'), cell: one => v.ltr(one.userName)},
            {id: 'patient', label: t('word.patient'), cell: one => link(`/patients/${encodeURIComponent(one.patientID)}`, {}, v.id(one.mrn))},
            {id: 'reason', label: t('word.reason'), cell: one => v.text(one.reason)},
        ]}))});
}
