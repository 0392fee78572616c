/** What a form says about its errors: beside each field, and in the list on top, in the same words. */
import {h, replace} from './dom.js';
import {t} from './phrase.js';
import {icon} from './icons.js';
import {problemBox} from './states.js';
import {Problem, sentence} from '../app/problem.js';

/** @typedef {import('./form.js').Form} Form */

const entry = ({message, go}) => h('li', h('button.link', {type: 'button', onclick: go}, message));
const head = count => [icon('danger'), t('shell.form.toFix', {count})];
const entryOf = field => ({message: field.error, go: () => field.focusField()});

/** Checks every field, every loose control and the form's own rule. @param {Form} form @returns {boolean} may it be sent? */
export function checkForm(form) {
    for (const field of form.querySelectorAll('s-field')) field.error = field.problem();
    const loose = form.controls.filter(control => !control.closest('s-field'))
        .map(control => ({message: control.problem?.(), go: () => control.focusField?.()})).filter(one => one.message);
    for (const [name, message] of Object.entries(form.options.check?.(form.values) ?? {})) {
        if (!message) continue;
        const target = form.fieldOf(name);
        if (target && 'error' in target) target.error ??= message;
        else loose.push({message, go: () => target?.focusField?.()});
    }
    summarise(form, loose);
    return form.bad.length === 0 && loose.length === 0;
}

/** @param {Form} form @param {Array<{message: any, go: () => void}>} [more] errors that belong to no field */
function summarise(form, more = []) {
    form.more = more;
    const items = [...form.bad.map(entryOf), ...more];
    if (!items.length) { replace(form.summary); return; }
    replace(form.summary, h('div.summary', {role: 'alert'}, h('p.summary-count', head(items.length)), h('ul', items.map(entry))));
    items[0].go();
}

/** The number that is left, while they are being fixed. @param {Form} form */
export function countErrors(form) {
    const left = [...form.bad.map(entryOf), ...form.more ?? []];
    const list = form.summary.querySelector('ul');
    if (!left.length || !list) { replace(form.summary); return; }
    replace(form.summary.querySelector('.summary-count'), head(left.length));
    replace(list, left.map(entry));
}

/** @param {Form} form @param {unknown} error */
export function showFormProblem(form, error) {
    const problem = Problem.from(error);
    if (problem.kind === 'aborted') return;
    const unplaced = [];
    for (const one of problem.fields) {
        const message = sentence(one) ?? problem.toMessage();
        const place = form.fieldOf(one.field) ?? form.fieldOf(one.field.split('.')[0]);
        if (place && 'error' in place) place.error = message;
        else unplaced.push({message, go: () => place?.focusField?.()});
    }
    if (problem.fields.length) { summarise(form, unplaced); return; }
    replace(form.summary, problemBox(problem));
    form.summary.scrollIntoView({block: 'nearest'});
    if (problem.uncertain) form.draft?.markUnsent(form.options.label ? {key: form.options.label.key, params: {}} : undefined);
}
