/** Somebody like this is registered already: one must be chosen, there is no way around it. */
import {h, v, t, dialog, noteField, uid} from '../../ui/index.js';
import {api} from '../../app/api.js';
import {readControl} from '../../ui/field.js';
import {personBlock} from '../common/people.js';
import {newPatientOf} from './who.js';

/** The people whom the server means, with what it found alike. @param {any} problem @param {Record<string, any>} values */
async function candidates(problem, values) {
    const {name, otherName, sex, birthDate, phone, guardianName, identifiers} = newPatientOf(values);
    const {items} = await api.get('/api/patients/duplicates', {query: {name, otherName, sex, birthDate, phone, guardianName, identifierType: identifiers?.[0].type, identifier: identifiers?.[0].value}});
    const named = String(problem.params.patientIDs ?? '').split(',').filter(Boolean);
    const found = items.filter(one => named.includes(one.patient.id));
    const missing = named.filter(id => !found.some(one => one.patient.id === id));
    const rest = await Promise.all(missing.map(id => api.get(`/api/patients/${encodeURIComponent(id)}`)));
    return [...found, ...rest.map(patient => ({patient, reason: null}))];
}

/**
 * @param {any} problem 409 of the registration @param {Record<string, any>} values of the form
 * @returns {Promise<{same: any} | {reason: string} | null>} the known person, why it is another one, or null to correct what was typed
 */
export async function chooseDuplicate(problem, values) {
    const found = await candidates(problem, values);
    const group = uid('same');
    const choice = (value, content) => h('label.duplicate', h('input', {type: 'radio', name: group, value}), h('div.grow', content));
    const reason = noteField({name: 'reason', label: t('counter.duplicate.why'), required: true, rows: 2, width: 'full'});
    const why = h('div.labels-top', {hidden: true}, reason);
    const list = h('div.stack', {role: 'radiogroup', 'aria-label': t('counter.duplicate.title')},
        found.map(one => choice(one.patient.id, [personBlock(one.patient), one.reason && h('p.small.muted', t(`patients.duplicate.${one.reason}`), ' · ', t('patients.pairs.score'), ' ', v.num(one.score))])),
        choice('new', h('p.strong', t('counter.duplicate.other'))));
    const picked = () => list.querySelector('input:checked')?.value;
    list.addEventListener('change', () => {
        why.hidden = picked() !== 'new';
        if (!why.hidden) reason.focusField();
    });
    const hint = h('p.field-error', {role: 'alert', hidden: true}, h('span', t('counter.duplicate.choose')));
    const take = async () => {
        const value = picked();
        hint.hidden = Boolean(value);
        if (!value) { list.querySelector('input').focus(); return undefined; }
        if (value !== 'new') return {same: found.find(one => one.patient.id === value).patient};
        reason.error = readControl(reason.control) ? null : t('shell.form.required', {label: reason.label});
        if (reason.error) { reason.focusField(); return undefined; }
        return {reason: readControl(reason.control)};
    };
    const panel = dialog({title: t('counter.duplicate.title'), size: 'm', class: 'must-choose', body: [h('p', t('counter.duplicate.sentence')), list, why, hint], actions: [
        {label: t('counter.duplicate.correct'), value: null},
        {label: t('counter.duplicate.take'), kind: 'primary', key: 'F9 Ctrl+Enter', icon: 'check', run: take},
    ]});
    // Not to be waved away: only the three answers end it.
    panel.element.querySelector('.dialog-head .icon-button').remove();
    panel.element.addEventListener('cancel', event => event.stopImmediatePropagation(), {capture: true});
    panel.element.addEventListener('keydown', event => { if (event.key === 'Escape') event.preventDefault(); });
    return panel;
}
