/**
 * `<s-form>`: keeps a draft of what is typed, checks on finish, says what to fix, and does the thing once. Enter never
 * submits: it accepts the field and goes on to the next; only the finish button (F9, Ctrl+Enter) finishes.
 */
import {h, replace, fire, focusables} from './dom.js';
import {t} from './phrase.js';
import {v} from './v.js';
import {button} from './button.js';
import {notice} from './states.js';
import {checkForm, countErrors, showFormProblem} from './form-errors.js';
import {readControl, fillControl, draftOf, restoreControl, isEmptyValue, inputOf} from './field.js';
import {drafts} from '../app/drafts.js';
import {newKey} from '../app/api.js';

const SAVE_AFTER = 120;

export class Form extends HTMLElement {
    /** @param {any} options see form() @param {unknown[]} children */
    setup(options, children) {
        this.options = options;
        this.ownKey = newKey();
        this.busy = false;
        this.dirty = false;
        this.summary = h('div.form-summary');
        this.state = h('div.form-state', {role: 'status'});
        this.classList.add('form', options.layout === 'top' ? 'labels-top' : 'labels-side');
        replace(this, this.state, this.summary, children);
        if (options.autofocus) this.fieldOf(options.autofocus)?.setAttribute('data-autofocus', '');
        if (options.values) this.values = options.values;
        this.addEventListener('input', event => this.changed(event));
        this.addEventListener('change', event => this.changed(event));
        this.addEventListener('keydown', event => this.onKey(event));
        this.addEventListener('field-accepted', event => this.next(event.target));
        this.ready = options.draft ? this.openDraft() : Promise.resolve();
        this.onleave = () => this.save(true);
    }

    connectedCallback() { addEventListener('pagehide', this.onleave); document.addEventListener('visibilitychange', this.onleave); }
    disconnectedCallback() {
        removeEventListener('pagehide', this.onleave);
        document.removeEventListener('visibilitychange', this.onleave);
        this.save(true);
        // Moved within the page, not removed from it: the draft stays open.
        setTimeout(() => { if (!this.isConnected) this.draft?.close(); }, 0);
    }

    // --- values -------------------------------------------------------------------------------------------------

    /** @returns {any[]} every control of the form, native or ours */
    get controls() { return [...this.querySelectorAll('[data-control]')]; }
    /** @param {string} name */
    field(name) { return this.controls.find(control => control.dataset.control === name); }
    /** @param {string} name @returns {any} the s-field around a control, or the control itself */
    fieldOf(name) { const control = this.field(name); return control?.closest('s-field') ?? control; }

    get values() { return Object.fromEntries(this.controls.map(control => [control.dataset.control, readControl(control)])); }
    set values(values) {
        for (const control of this.controls) if (control.dataset.control in values) fillControl(control, values[control.dataset.control]);
    }
    /** The idempotency key of the one thing this form does. */
    get key() { return this.draft?.key ?? this.ownKey; }

    // --- draft --------------------------------------------------------------------------------------------------

    async openDraft() {
        const {name, id, slots} = this.options.draft;
        this.draft = await drafts.open(name, {id, slots});
        this.draft.onelsewhere = stored => { if (!stored && this.dirty) this.tell(notice('info', t('shell.draft.elsewhere'))); };
        if (!this.draft.restored) return;
        this.dirty = true;
        for (const control of this.controls) restoreControl(control, this.draft.values[control.dataset.control]);
        const time = v.dateTime(new Date(this.draft.time).toISOString());
        this.tell(this.draft.state === 'unsent' ? notice('wait', t('shell.draft.unsent', {time})) : notice('info', t('shell.draft.restored', {time}),
            button({label: t('shell.draft.fresh'), kind: 'quiet', icon: 'undo', run: () => this.startAgain()})));
        fire(this, 'form-change');
        const focus = this.draft.focus && this.field(this.draft.focus);
        if (focus && (document.activeElement === document.body || this.contains(document.activeElement))) this.fieldOf(this.draft.focus).focusField?.();
    }

    /** Throws the draft away, but not at once: it can be had back. */
    startAgain() {
        const kept = this.draft.values;
        this.reset();
        this.tell(notice('neutral', t('shell.draft.thrown'), button({label: t('word.undo'), kind: 'quiet', icon: 'undo', run: () => {
            for (const control of this.controls) restoreControl(control, kept[control.dataset.control]);
            this.changed({target: this});
            this.tell(null);
        }})));
        this.focusFirst();
    }

    changed(event) {
        if (event.target === this.state || this.state.contains(event.target)) return;
        this.dirty = true;
        const own = event.target.closest?.('s-field');
        if (own?.error && event.type === 'change') { own.error = own.problem(); countErrors(this); }
        clearTimeout(this.saving);
        this.saving = setTimeout(() => this.save(), SAVE_AFTER);
        fire(this, 'form-change', {name: own?.name});
    }

    save(now = false) {
        clearTimeout(this.saving);
        if (!this.draft || !this.dirty || this.busy) return;
        const values = {};
        for (const control of this.controls) {
            const kept = draftOf(control);
            if (kept !== undefined) values[control.dataset.control] = kept;
        }
        const focused = this.contains(document.activeElement) ? document.activeElement.closest('[data-control]')?.dataset.control : this.draft.focus;
        this.draft.save(values, focused);
        if (!now) fire(this, 'draft-saved', {time: this.draft.time});
    }

    /** @param {Node | null} content the line above the form */
    tell(content) { replace(this.state, content); }

    // --- keys ---------------------------------------------------------------------------------------------------

    onKey(event) {
        if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.target.matches('textarea, button, a, [role=option]')) return;
        event.preventDefault();
        this.next(event.target);
    }

    /** From this field to the next; on the last one the finish button shows itself. */
    next(from) {
        const stops = focusables(this).filter(element => !element.matches('button, a') && element.tabIndex >= 0
            && !(element.matches('input[type=radio]') && element !== element.closest('s-choice')?.querySelector('input:checked, input')));
        const current = from.closest?.('s-choice') ?? inputOf(from);
        const at = stops.findIndex(element => element === current || current.contains?.(element));
        const after = stops.slice(at + 1).find(element => !(current.contains?.(element)));
        if (after) { after.focus(); after.select?.(); return; }
        const changeEvent = new Event('change', {bubbles: true});
        from.dispatchEvent(changeEvent);
        this.finisher?.classList.add('nudge');
        setTimeout(() => this.finisher?.classList.remove('nudge'), 1_200);
    }

    focusFirst() {
        const name = this.options.autofocus ?? this.controls[0]?.dataset.control;
        this.fieldOf(name)?.focusField?.();
    }

    // --- errors -------------------------------------------------------------------------------------------------

    /** Fields with errors, as they stand. @returns {import('./field.js').Field[]} */
    get bad() { return [...this.querySelectorAll('s-field')].filter(one => one.error); }
    /** @returns {boolean} may it be sent? Marks every bad field and puts the cursor into the first. */
    check() { return checkForm(this); }
    /** @param {unknown} error what finish() threw, or a Problem from elsewhere */
    showProblem(error) { showFormProblem(this, error); }

    // --- finishing ----------------------------------------------------------------------------------------------

    /** Checks, sends, and either starts anew or says what is wrong. */
    async finish() {
        await this.ready;
        if (this.busy) return;
        document.activeElement?.closest?.('[data-control]')?.show?.();
        replace(this.summary);
        if (!this.check()) return;
        this.save(true);
        this.busy = true;
        this.setAttribute('aria-busy', 'true');
        try {
            const answer = await this.options.finish(this.values, {key: this.key, form: this});
            this.busy = false;
            this.cleared();
            await this.options.done?.(answer, this);
        } catch (error) {
            this.busy = false;
            this.showProblem(error);
        } finally {
            this.busy = false;
            this.removeAttribute('aria-busy');
        }
    }

    /** What was typed is with the server: no draft, and a new key for the next. */
    cleared() {
        clearTimeout(this.saving);
        this.dirty = false;
        this.draft?.done();
        this.ownKey = newKey();
        this.tell(null);
    }

    /** Empty again, for the next person in the queue. */
    reset() {
        for (const control of this.controls) { if (!isEmptyValue(readControl(control)) || 'draftValue' in control || control.value) fillControl(control, null); }
        for (const one of this.querySelectorAll('s-field')) one.error = null;
        if (this.options.values) this.values = this.options.values;
        replace(this.summary);
        this.cleared();
        fire(this, 'form-change');
    }
}
customElements.define('s-form', Form);

/**
 * @param {{draft?: {name: string, id?: string, slots?: boolean}, values?: Record<string, any>, check?: (values: any) => Record<string, any>,
 *   finish: (values: any, context: {key: string, form: Form}) => Promise<any>, done?: (answer: any, form: Form) => unknown, label?: any,
 *   autofocus?: string, layout?: 'side' | 'top'}} options
 * @param {...unknown} children @returns {Form}
 */
export function form(options, ...children) {
    const element = new Form();
    element.setup(options, children);
    return element;
}

/** The one button that finishes a form; both keys belong to it. @param {Form} target @param {{label?: any, key?: string, icon?: string, disabledReason?: any}} [options] */
export function finishButton(target, {label = t('word.save'), key = 'F9', icon: name = 'check', ...rest} = {}) {
    const element = button({label, icon: name, kind: 'primary', key: `${key} Ctrl+Enter`, run: () => target.finish(), ...rest});
    target.finisher = element;
    return element;
}
