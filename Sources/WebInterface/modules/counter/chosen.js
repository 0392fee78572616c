/** `<s-chosen>`: the known patient that a form is about, kept in its draft like any other value; shows nothing by itself. */
import {fire} from '../../ui/index.js';

export class Chosen extends HTMLElement {
    /** @param {string} name of the value in its form */
    setup(name) {
        this.dataset.control = name;
        this.hidden = true;
        this.held = null;
        return this;
    }

    get value() { return this.held ?? null; }
    set value(value) {
        if ((value ?? null) === this.value) return;
        this.held = value ?? null;
        fire(this, 'chosen', this.held);
    }
    get draftValue() { return this.value; }
    set draftValue(value) { this.value = value; }
}
customElements.define('s-chosen', Chosen);

/** @param {string} name @returns {Chosen} */
export const chosen = name => new Chosen().setup(name);
