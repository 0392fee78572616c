/** Questions over the page: native modal dialogs, three grades of care. */
import {h, fire, uid, nodes, replace, isShown} from './dom.js';
import {t} from './phrase.js';
import {button, iconButton} from './button.js';
import {textField, noteField, passwordField} from './fields.js';
import {readControl} from './field.js';

/**
 * Opens a modal dialog. The safe answer stands at inline-start, has the focus, and is what Escape means; a click
 * beside the dialog means nothing.
 * @param {{title: any, body: any, size?: 's' | 'm' | 'l', class?: string,
 *   actions?: Array<{label: any, value?: unknown, kind?: 'primary' | 'danger', safe?: boolean, first?: boolean, key?: string, icon?: string, noEnter?: boolean, run?: () => unknown}>}} options
 * @returns {Promise<any> & {close: (value?: unknown) => void, element: HTMLDialogElement}}
 */
export function dialog({title, body, size = 'm', actions = [], class: className}) {
    const id = uid('dialog');
    const safe = actions.find(action => action.safe);
    let settle = () => {};
    const result = new Promise(resolve => { settle = resolve; });

    const buttons = [...actions].sort((one, other) => Number(Boolean(other.safe)) - Number(Boolean(one.safe))).map(action => {
        const element = button({label: action.label, kind: action.kind, key: action.key, icon: action.icon, run: action.run
            ? async () => { const value = await action.run(); if (value !== undefined) close(value); }
            : () => close(action.value)});
        if (action.safe) element.dataset.safe = '';
        if (action.first) element.dataset.autofocus = '';
        if (action.noEnter) element.addEventListener('keydown', event => { if (event.key === 'Enter' && !event.ctrlKey) event.preventDefault(); });
        return element;
    });
    const content = nodes(body);
    const element = h('dialog.dialog', {class: [`dialog-${size}`, className], 'aria-labelledby': id},
        h('header.dialog-head', h('h2', {id}, title),
            iconButton({label: t('word.close'), icon: 'close', run: () => close(safe?.value ?? null)})),
        h('div.dialog-body', content), h('div.dialog-alert'),
        buttons.length > 0 && h('footer.dialog-actions', buttons[0], h('span.grow'), buttons.slice(1)));

    function close(value) {
        if (!element.isConnected) return;
        element.close();
        element.remove();
        settle(value);
    }
    element.addEventListener('cancel', event => {
        event.preventDefault();
        if (element.querySelector('[aria-expanded="true"]')) return;
        close(safe?.value ?? null);
    });
    // Browsers close a dialog that refuses to be cancelled twice; that is an answer too.
    element.addEventListener('close', () => { if (element.isConnected) close(safe?.value ?? null); });
    document.body.append(element);
    element.showModal();
    const first = element.querySelector('[data-autofocus]') ?? [...element.querySelectorAll('.dialog-body input, .dialog-body select, .dialog-body textarea')].find(isShown)
        ?? element.querySelector('[data-safe]');
    first?.focus();
    fire(element, 'dialog-open');
    return Object.assign(result, {close, element});
}

/**
 * Asks before what cannot be undone. Grade 2: a sentence with the consequence. Grade 3: a reason, and a second
 * person where `approver` says so; there Enter confirms nothing.
 * @param {{grade?: 2 | 3, title: any, body: any, action: any, keep: any, danger?: boolean, reason?: boolean, approver?: boolean}} options
 * @returns {Promise<null | {reason?: string, approver?: {username: string, password: string}}>}
 */
export function confirm({grade = 2, title, body, action, keep, danger = true, reason = grade === 3, approver = false}) {
    const fields = [];
    if (reason) fields.push(noteField({name: 'reason', label: t('word.reason'), required: true, rows: 2, width: 'full'}));
    if (approver) {
        fields.push(textField({name: 'username', label: t('shell.approver.name'), required: true, dir: 'ltr', width: 'full'}));
        fields.push(passwordField({name: 'password', label: t('shell.approver.password'), required: true, autocomplete: 'off', width: 'full'}));
    }
    const take = async () => {
        let bad = null;
        for (const field of fields) {
            field.error = readControl(field.control) ? null : t('shell.form.required', {label: field.label});
            if (field.error) bad ??= field;
        }
        if (bad) { bad.focusField(); return undefined; }
        const value = name => readControl(fields.find(field => field.name === name)?.control);
        return {
            ...reason && {reason: value('reason')},
            ...approver && {approver: {username: value('username'), password: value('password')}},
        };
    };
    return dialog({
        title, size: 's', class: `dialog-grade-${grade}`,
        body: [h('div.dialog-sentence', body), fields.length > 0 && h('div.stack.labels-top', fields)],
        actions: [
            {label: keep, value: null, safe: true},
            {label: action, kind: danger ? 'danger' : 'primary', noEnter: grade === 3, key: grade === 3 || reason ? 'Ctrl+Enter' : undefined, run: take},
        ],
    });
}

/** A panel beside the page, for something to read while working. @param {{title: any, body: any}} options */
export function sheet({title, body}) {
    const panel = h('aside.sheet', {'aria-label': title, tabindex: '-1', onkeydown: event => { if (event.key === 'Escape') close(); }},
        h('header.sheet-head', h('h2', title), iconButton({label: t('word.close'), icon: 'close', run: () => close()})),
        h('div.sheet-body', body));
    const before = document.activeElement;
    function close() { panel.remove(); before?.focus?.(); }
    document.querySelector('.shell')?.append(panel);
    panel.focus();
    return {close, element: panel, replace: (...content) => replace(panel.querySelector('.sheet-body'), ...content)};
}
