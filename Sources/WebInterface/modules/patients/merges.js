/** The merges in which a patient took part, each with the way back. */
import {v, t, card, table, status, confirm, toast} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {session} from '../../app/session.js';
import {dotted} from '../common/people.js';

/** Asks why, and undoes the merge. @returns {Promise<boolean>} whether it was undone */
export async function undoMerge(merge) {
    const answer = await confirm({grade: 3, title: t('patients.merges.undo'), body: t('patients.merges.undoSentence', {mrn: v.id(merge.loser.mrn)}), action: t('patients.merges.undo'), keep: t('patients.merges.keep')});
    if (!answer) return false;
    await api.post(`/api/merges/${encodeURIComponent(merge.id)}/undo`, {reason: answer.reason});
    toast(t('patients.merges.undoneNow', {mrn: v.id(merge.loser.mrn)}));
    return true;
}

/**
 * @param {any[]} merges of one patient, at least one @param {() => void} changed what happens after one was undone
 * @returns {HTMLElement}
 */
export function mergesCard(merges, changed) {
    const may = session.can('patients.unmerge');
    const menu = merge => may && merge.canUndo ? [{label: t('patients.merges.undo'), icon: 'undo', run: async () => { if (await undoMerge(merge)) changed(); }}] : [];
    return card({title: t('patients.merges.title')}, table({caption: t('patients.merges.title'), items: merges, rowKey: merge => merge.id, rowMenu: may ? menu : undefined,
        empty: {icon: 'history', title: t('patients.merges.title')}, columns: [
            {id: 'when', label: t('patients.merges.when'), kind: 'date', cell: merge => v.dateTime(merge.mergedAt)},
            {id: 'loser', label: t('patients.merge.loser'), cell: merge => dotted([v.id(merge.loser.mrn), v.name(merge.loser.names.primary)])},
            {id: 'survivor', label: t('patients.merge.survivor'), priority: 2, cell: merge => v.id(merge.survivor.mrn)},
            {id: 'rows', label: t('patients.merges.rows'), kind: 'num', priority: 3, cell: merge => v.num(merge.rows)},
            {id: 'who', label: t('word.user'), priority: 2, cell: merge => v.id(merge.mergedBy)},
            {id: 'why', label: t('word.reason'), cell: merge => v.text(merge.undoReason ?? merge.reason)},
            {id: 'state', label: t('word.status'), cell: merge => merge.undoneAt ? status('neutral', t('patients.merges.undone')) : status('ok', t('patients.merges.stands'))},
        ]}));
}
