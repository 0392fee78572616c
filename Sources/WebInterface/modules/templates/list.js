/** Every paper of the hospital with the version that it is made from. */
import {h, v, t, page, card, table, status} from '../../ui/index.js';
import {api} from '../../app/api.js';

/** @param {string} name of a template, in words */
export const paperWord = name => t(`templates.paper.${name}`);

/** @param {number} number of a version; 1 is the product's own */
export const versionWord = number => number === 1 ? t('templates.shipped') : t('templates.version', {number: v.num(number)});

/** @param {import('../../app/router.js').Context} ctx */
export default function list(ctx) {
    const papers = table({caption: t('templates.title'), rowKey: one => one.name, topics: ['templates'], load: ({signal}) => api.get('/api/templates', {signal}),
        rowPath: one => `/templates/${encodeURIComponent(one.name)}`, empty: {icon: 'note', title: t('templates.title')}, columns: [
            {id: 'name', label: t('templates.paper'), cell: one => paperWord(one.name)},
            {id: 'version', label: t('templates.inUse'), cell: one => h('span', versionWord(one.number), one.draftBy && [' ', status('wait', t('templates.draftBy', {name: v.id(one.draftBy)}))],
                one.hasFailed && [' ', status('danger', t('templates.failed'))])},
            {id: 'at', label: t('word.date'), kind: 'date', priority: 2, cell: one => one.publishedAt ? v.dateTime(one.publishedAt) : ''},
            {id: 'who', label: t('word.user'), priority: 3, cell: one => one.publishedByName ? v.id(one.publishedByName) : ''},
        ]});
    ctx.setTitle(t('templates.title'));
    return page({title: t('templates.title'), main: card({}, papers)});
}
