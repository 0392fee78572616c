/** Buttons that print their key, show that they are at work, and cannot be pressed twice. */
import {h, replace} from './dom.js';
import {t, bindAttribute, unbindAttribute} from './phrase.js';
import {v} from './v.js';
import {icon} from './icons.js';
import {setKey} from '../app/keys.js';
import {Problem} from '../app/problem.js';
import {showProblem} from './layout.js';

/** The key as it stands on a button. @param {string} combos the first is shown */
export const keyHint = combos => h('kbd', {'aria-hidden': 'true'}, v.ltr(combos.split(' ')[0].replace('Escape', 'Esc')));

/**
 * @param {{label: any, key?: string, icon?: string, kind?: 'primary' | 'danger' | 'quiet', run?: (event: Event) => unknown,
 *          disabledReason?: any, busyLabel?: any, class?: string}} options
 * @returns {HTMLButtonElement & {busy: boolean, disabledReason: any}}
 */
export function button({label, key, icon: iconName, kind, run, disabledReason, busyLabel, class: className}) {
    const word = h('span.button-word', label);
    const element = h('button.button', {type: 'button', class: [kind && `button-${kind}`, className]},
        iconName && icon(iconName), word, key && keyHint(key));
    if (key) setKey(element, key);
    let busy = false;
    let reason = null;

    Object.defineProperty(element, 'busy', {get: () => busy, set: on => {
        busy = on;
        // The width stays, or the row of buttons would jump under the pointer.
        element.style.minInlineSize = on ? `${element.offsetWidth}px` : '';
        element.toggleAttribute('data-busy', on);
        if (on) element.setAttribute('aria-busy', 'true'); else element.removeAttribute('aria-busy');
        replace(word, on ? busyLabel ?? t('shell.saving') : label);
    }});
    // Focusable still, so that everybody can find out why it is off.
    Object.defineProperty(element, 'disabledReason', {get: () => reason, set: value => {
        reason = value;
        if (value) element.setAttribute('aria-disabled', 'true'); else element.removeAttribute('aria-disabled');
        if (value) bindAttribute(element, 'title', value); else unbindAttribute(element, 'title');
    }});
    if (disabledReason) element.disabledReason = disabledReason;

    const refuse = () => showProblem(element, new Problem({code: 'shell.problem.refused', params: {reason}}));
    element.addEventListener('refused', refuse);
    element.addEventListener('click', async event => {
        if (reason) { event.stopImmediatePropagation(); refuse(); return; }
        if (busy || !run) return;
        let working = null;
        try {
            const result = run(event);
            if (!(result instanceof Promise)) return;
            busy = true;
            // An answer within a tenth of a second needs no other words on the button.
            working = setTimeout(() => { element.busy = true; }, 120);
            showProblem(element, null);
            await result;
        } catch (error) {
            const problem = Problem.from(error);
            if (problem.kind !== 'aborted') showProblem(element, problem);
        } finally {
            clearTimeout(working);
            if (element.hasAttribute('data-busy')) element.busy = false;
            busy = false;
        }
    });
    return element;
}

/** A small square button with a name that is heard, not seen. @param {{label: any, icon: string, run: (event: Event) => void, key?: string}} options */
export function iconButton({label, icon: name, run, key}) {
    const element = h('button.icon-button', {type: 'button', 'aria-label': label, title: label, onclick: run}, icon(name));
    if (key) setKey(element, key);
    return element;
}
