/** Who published what of a template and when, what changed, and the way back. */
import {h, v, t, button, confirm, dialog, table} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {changes, difference} from './difference.js';
import {paperWord, versionWord} from './list.js';

const text = async (name, number) => (await api.get(`/api/templates/${encodeURIComponent(name)}/versions/${number}`)).text;

/** @param {string} before @param {string} after */
export function differenceView(before, after) {
    const lines = changes(difference(before, after));
    if (!lines.some(line => line?.sign)) return h('p.hint', t('templates.same'));
    return h('pre.template-difference', {dir: 'ltr', tabindex: '0'}, lines.map(line => line === null ? h('span.gap', '⋯\n')
        : h('span', {class: {'+': 'added', '-': 'removed'}[line.sign]}, [line.sign || ' ', ' ', line.text ? v.ltr(line.text) : '', '\n'])));
}

async function showChanges(template, number) {
    const before = template.history.find(one => one.number === number)?.origin ?? number - 1;
    const [old, now] = await Promise.all([text(template.name, before), text(template.name, number)]);
    return dialog({title: t('templates.changes', {before: versionWord(before), after: versionWord(number)}), size: 'l', body: differenceView(old, now),
        actions: [{label: t('word.close'), value: null, safe: true}]});
}

async function goBack(template, number) {
    const sure = await confirm({title: t('templates.rollBack'), body: t('templates.rollBack.sentence', {paper: paperWord(template.name), version: versionWord(number)}),
        action: t('templates.rollBack'), keep: t('word.cancel'), danger: false});
    return sure && api.post(`/api/templates/${encodeURIComponent(template.name)}/rollback`, {number, base: template.number});
}

/** @param {any} template @param {boolean} may publish @returns {Promise<any>} the template after going back, or null */
export function showHistory(template, may) {
    const versions = [...template.history, {number: 1}];
    const list = table({caption: t('templates.history'), rowKey: one => String(one.number), items: versions, columns: [
        {id: 'number', label: t('templates.versionHead'), cell: one => h('span', versionWord(one.number), one.origin !== undefined && [' ', h('span.muted.small', t('templates.asVersion', {version: versionWord(one.origin)}))])},
        {id: 'at', label: t('word.date'), kind: 'date', cell: one => one.publishedAt ? v.dateTime(one.publishedAt) : ''},
        {id: 'who', label: t('word.user'), cell: one => one.publishedByName ? v.id(one.publishedByName) : ''},
        {id: 'do', label: t('word.details'), cell: one => h('div.row',
            one.number > 1 && button({label: t('templates.differences'), busyLabel: t('templates.differences'), icon: 'list', run: () => showChanges(template, one.number)}),
            may && one.number !== template.number && button({label: t('templates.rollBack'), busyLabel: t('templates.rollingBack'), icon: 'history', run: async () => { const done = await goBack(template, one.number); if (done) panel.close(done); }}))},
    ]});
    const panel = dialog({title: t('templates.history'), size: 'l', body: list, actions: [{label: t('word.close'), value: null, safe: true}]});
    return panel;
}
