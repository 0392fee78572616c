/** Records that may be of one person: compared and merged, or said to be two people. */
import {v, t, styles, page, card, table, button, confirm, toast, fromApi, form, numberField} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {personBlock} from '../common/people.js';
import {formDialog} from '../common/form-dialog.js';

const comparison = pair => `/patients/${encodeURIComponent(pair.first.id)}/merge?with=${encodeURIComponent(pair.second.id)}`;

/** Asks why they are two people. @returns {Promise<boolean>} */
async function dismiss(pair) {
    const answer = await confirm({title: t('patients.pairs.other'), body: t('patients.pairs.otherSentence'), action: t('patients.pairs.other'), keep: t('patients.pairs.later'), danger: false, reason: true});
    if (!answer) return false;
    await api.post(`/api/patient-pairs/${encodeURIComponent(pair.id)}/dismiss`, {reason: answer.reason});
    toast(t('patients.pairs.dismissed'));
    return true;
}

/** From which score on a pair is shown. */
async function setThreshold() {
    const now = await api.get('/api/patient-pairs/settings');
    const entry = form({layout: 'top', label: t('patients.pairs.settings'), autofocus: 'threshold', finish: values => api.put('/api/patient-pairs/settings', {threshold: values.threshold, nameThreshold: values.nameThreshold})},
        numberField({name: 'threshold', label: t('patients.pairs.threshold'), hint: t('patients.pairs.thresholdHint'), required: true, min: 1, max: 100, value: now.threshold}),
        numberField({name: 'nameThreshold', label: t('patients.pairs.nameThreshold'), hint: t('patients.pairs.nameThresholdHint'), required: true, min: 40, max: 100, value: now.nameThreshold ?? 60}));
    return formDialog({title: t('patients.pairs.settings'), entry});
}

/** @param {import('../../app/router.js').Context} ctx */
export default function pairsPage(ctx) {
    styles('counter');
    const list = table({caption: t('patients.pairs.title'), load: fromApi('/api/patient-pairs', () => ({status: ctx.query.status})), topics: ['patients'], rowPath: comparison,
        rowMenu: pair => pair.status === 'open' ? [{label: t('patients.pairs.compare'), icon: 'people', path: comparison(pair)}, {label: t('patients.pairs.other'), icon: 'close', run: async () => { if (await dismiss(pair)) await list.reload(); }}] : [],
        empty: {icon: 'ok', title: t('patients.pairs.none'), hint: t('patients.pairs.noneHint')}, columns: [
            {id: 'first', label: t('patients.pairs.first'), cell: pair => personBlock(pair.first)},
            {id: 'second', label: t('patients.pairs.second'), cell: pair => personBlock(pair.second)},
            {id: 'why', label: t('patients.pairs.alike'), cell: pair => pair.decision ? v.text(pair.decision) : t(`patients.duplicate.${pair.reason}`)},
            {id: 'score', label: t('patients.pairs.score'), kind: 'num', priority: 2, cell: pair => v.num(pair.score)},
            {id: 'found', label: t('word.date'), kind: 'date', priority: 3, cell: pair => v.date(pair.foundAt)},
        ]});
    const search = async () => { await api.post('/api/patient-pairs/search', {}); toast(t('patients.pairs.searching')); };
    return page({title: t('patients.pairs.title'), main: card({}, list), actions: [
        button({label: t('patients.pairs.settings'), icon: 'settings', run: async () => { if (await setThreshold()) toast(t('patients.pairs.searching')); }}),
        button({label: t('patients.pairs.search'), busyLabel: t('patients.pairs.search'), icon: 'search', key: 'F9', kind: 'primary', run: search})]});
}
