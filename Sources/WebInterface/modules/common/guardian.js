/** Father, husband or another who answers for a person. */
import {h, t, textField} from '../../ui/index.js';

const RELATIONS = ['father', 'husband', 'mother', 'guardian', 'other'];

/** Name of father or husband, with which of them it is. @param {{relation?: string, name?: string}} [guardian] */
export function guardianField(guardian) {
    const relation = h('select.input.relation', {name: 'guardianRelation', 'aria-label': t('counter.relation')},
        RELATIONS.map(value => h('option', {value, label: t(`patients.relation.${value}`)})));
    relation.dataset.control = 'guardianRelation';
    relation.value = guardian?.relation ?? 'father';
    return textField({name: 'guardianName', label: t('counter.guardian'), width: 'full', beside: relation, value: guardian?.name ?? ''});
}
