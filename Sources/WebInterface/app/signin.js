/**
 * The sign-in overlay: at the start, after a lock, and when a session ended in the middle of a form. What lies under it
 * is hidden but kept, so that the same person finds every typed value again.
 */
import {h, replace} from '../ui/dom.js';
import {t} from '../ui/phrase.js';
import {v} from '../ui/v.js';
import {icon, mark} from '../ui/icons.js';
import {button} from '../ui/button.js';
import {textField, passwordField} from '../ui/fields.js';
import {problemBox, notice} from '../ui/states.js';
import {readControl} from '../ui/field.js';
import {session} from './session.js';
import {Problem} from './problem.js';
import {languageButtons} from './language.js';

const enterGoesOn = (from, to) => from.control.addEventListener('keydown', event => {
    if (event.key === 'Enter' && !event.isComposing) { event.preventDefault(); to(); }
});

/** The dialog, its two columns, and the place for the form. */
function frame() {
    const side = h('div.signin-form');
    const element = h('dialog.signin', {'aria-labelledby': 'signin-title'},
        h('div.signin-art', {'aria-hidden': 'true'}, h('div.signin-brand', mark(), h('span', t('shell.product'))), h('p.signin-motto', t('shell.motto'))),
        h('div.signin-side', h('div.signin-languages', languageButtons()), side));
    // Neither Escape nor the browser's own way closes it: only a sign-in does.
    element.addEventListener('cancel', event => event.preventDefault());
    element.addEventListener('close', () => { if (element.isConnected) element.showModal(); });
    document.body.append(element);
    document.documentElement.dataset.locked = '';
    element.showModal();
    return {element, side};
}

function close(element) {
    element.remove();
    delete document.documentElement.dataset.locked;
}

/** A new password, when the administrator gave a first one. */
function changePassword(side, current) {
    return new Promise(resolve => {
        const alert = h('div.signin-alert');
        const fresh = passwordField({name: 'new', label: t('shell.password.new'), hint: t('shell.password.rule'), required: true, autocomplete: 'new-password', width: 'full'});
        const again = passwordField({name: 'again', label: t('shell.password.again'), required: true, autocomplete: 'new-password', width: 'full'});
        const go = button({label: t('shell.password.set'), kind: 'primary', icon: 'check', key: 'F9 Ctrl+Enter', run: async () => {
            const chosen = readControl(fresh.control);
            fresh.error = chosen.length < 10 ? t('shell.password.short') : null;
            again.error = !fresh.error && readControl(again.control) !== chosen ? t('shell.password.differs') : null;
            if (fresh.error || again.error) { (fresh.error ? fresh : again).focusField(); return; }
            try {
                await session.changePassword(current, chosen);
                resolve();
            } catch (error) {
                replace(alert, problemBox(Problem.from(error)));
                fresh.focusField();
            }
        }});
        enterGoesOn(fresh, () => again.focusField());
        enterGoesOn(again, () => go.click());
        replace(side, h('h1', {id: 'signin-title'}, t('shell.password.title')), h('p.hint', t('shell.password.why')), alert,
            h('div.stack.labels-top', fresh, again), h('div.signin-actions', go));
        fresh.focusField();
    });
}

/** Name and password, once. @returns {Promise<string>} the password, which a first sign-in needs again */
function askOnce(side, reason, ended) {
    return new Promise(resolve => {
        const alert = h('div.signin-alert');
        const tiles = session.tiles();
        const name = textField({name: 'username', label: t('shell.signin.name'), required: true, dir: 'ltr', width: 'full'});
        const secret = passwordField({name: 'password', label: t('shell.signin.password'), required: true, width: 'full'});
        name.control.autocomplete = 'username';
        const go = button({label: t('shell.signin.go'), kind: 'primary', icon: 'next', key: 'F9 Ctrl+Enter', busyLabel: t('shell.signin.busy'), run: async () => {
            name.error = readControl(name.control) ? null : t('shell.form.required', {label: name.label});
            secret.error = readControl(secret.control) ? null : t('shell.form.required', {label: secret.label});
            if (name.error || secret.error) { (name.error ? name : secret).focusField(); return; }
            const password = readControl(secret.control);
            try {
                await ended;
                await session.signIn(readControl(name.control), password);
                resolve(password);
            } catch (error) {
                const problem = Problem.from(error);
                replace(alert, problemBox(problem.status === 401 && !problem.code ? new Problem({status: 401, code: 'shell.signin.wrong'}) : problem));
                secret.control.value = '';
                secret.focusField();
            }
        }});
        const tile = person => h('button.tile', {type: 'button', onclick: () => { name.control.value = person.username; secret.focusField(); }},
            icon('person'), h('span.grow', v.name(person.name || person.username)));
        enterGoesOn(name, () => secret.focusField());
        // The one place where Enter finishes: nothing is written but a session, and everybody expects it.
        enterGoesOn(secret, () => go.click());
        replace(side, h('h1', {id: 'signin-title'}, t(reason === 'locked' ? 'shell.signin.locked' : 'shell.signin.title')),
            reason === 'expired' && notice('info', t('shell.signin.expired')), alert,
            tiles.length > 0 && h('div.tiles', {role: 'group', 'aria-label': t('shell.signin.tiles')}, tiles.map(tile)),
            h('div.stack.labels-top', name, secret), h('div.signin-actions', go));
        if (session.user && tiles.length) { name.control.value = session.user.username; secret.focusField(); } else name.focusField();
    });
}

/** Shows the overlay until somebody is signed in (and has a password of their own). @param {string} reason */
export async function signInOverlay(reason) {
    const {element, side} = frame();
    // Covered first, ended then: the server may be slow or gone. Nobody signs in before the old session is over.
    const ended = reason === 'locked' ? session.lock() : Promise.resolve();
    const password = await askOnce(side, reason, ended);
    if (session.user?.mustChangePassword) await changePassword(side, password);
    close(element);
}
