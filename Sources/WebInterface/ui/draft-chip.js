/** Says when what is typed was last kept on this computer. */
import {h, replace} from './dom.js';
import {t} from './phrase.js';
import {v} from './v.js';
import {icon} from './icons.js';

/** @param {import('./form.js').Form} form @returns {HTMLElement} for the info place of the action bar */
export function draftChip(form) {
    const chip = h('span.draft-chip', {role: 'status'});
    form.addEventListener('draft-saved', event => replace(chip, icon('check'), t('shell.draft.kept', {time: v.time(new Date(event.detail.time))})));
    form.addEventListener('form-change', () => { if (!form.dirty) replace(chip); });
    return chip;
}
