/** `<s-choice>`: a few answers as chips, native radios underneath. No answer is chosen beforehand. */
import {h, uid, fire} from './dom.js';
import {icon} from './icons.js';

export class ChoiceField extends HTMLElement {
    /** @param {Array<{value: string, label: any, icon?: string}>} options */
    set options(options) {
        this.group = uid('choice');
        this.setAttribute('role', 'radiogroup');
        this.replaceChildren(...options.map(option => h('label.chip', h('input', {type: 'radio', name: this.group, value: option.value}),
            option.icon && icon(option.icon), h('span', option.label))));
        this.addEventListener('keydown', event => this.onKey(event));
    }

    get radios() { return /** @type {HTMLInputElement[]} */ ([...this.querySelectorAll('input[type=radio]')]); }

    /** Arrows go the way they point: the browser's own go by document order in a mirrored page too. */
    onKey(event) {
        if (event.altKey || event.ctrlKey) return;
        const rtl = document.documentElement.dir === 'rtl';
        const step = {ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1, ArrowDown: 1, ArrowUp: -1}[event.key];
        if (!step) return;
        event.preventDefault();
        const {radios} = this;
        const at = radios.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
        const next = radios[(Math.max(at, 0) + step + radios.length) % radios.length];
        next.focus();
        next.checked = true;
        fire(this, 'input');
        fire(this, 'change');
    }

    get input() { return this; }
    get value() { return this.radios.find(radio => radio.checked)?.value ?? null; }
    set value(value) { for (const radio of this.radios) radio.checked = radio.value === value; }
    set disabled(on) { for (const radio of this.radios) radio.disabled = on; }
    focusField() { (this.radios.find(radio => radio.checked) ?? this.radios[0])?.focus(); }
}
customElements.define('s-choice', ChoiceField);
