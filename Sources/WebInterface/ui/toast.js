/** Success and undo, one at a time at the bottom; failures never come here. Notices for scans use the same place. */
import {h} from './dom.js';
import {t} from './phrase.js';
import {icon} from './icons.js';

const SHOWN = 6_000;
/** @type {HTMLElement | null} */
let place = null;
let timer = 0;
let left = SHOWN;
let since = 0;
/** The last twenty, for the bell. @type {Array<{message: any, time: string, meaning: string}>} */
export const recentToasts = [];

function stage() {
    // A modal dialog makes the rest of the page inert, so the message must live inside the dialog on top.
    const layer = [...document.querySelectorAll('dialog[open]')].filter(dialog => dialog.matches(':modal')).at(-1) ?? document.body;
    if (!place) place = h('div.toasts', {role: 'status', 'aria-live': 'polite'});
    if (place.parentElement !== layer) layer.append(place);
    return place;
}

function hide() {
    clearTimeout(timer);
    place?.replaceChildren();
}

function run() {
    since = Date.now();
    clearTimeout(timer);
    timer = setTimeout(hide, left);
}
function hold() {
    clearTimeout(timer);
    left = Math.max(1_500, left - (Date.now() - since));
}

/** @param {'ok' | 'wait' | 'info'} meaning @param {any} message @param {{undo?: () => void}} [options] */
export function notify(meaning, message, {undo} = {}) {
    recentToasts.unshift({message, meaning, time: new Date().toISOString()});
    recentToasts.length = Math.min(recentToasts.length, 20);
    const toastElement = h(`div.toast.toast-${meaning}`, {onmouseenter: hold, onmouseleave: run, onfocusin: hold, onfocusout: run},
        icon(meaning), h('span.grow', message),
        undo && h('button.button.toast-undo', {type: 'button', onclick: () => { hide(); undo(); }}, icon('undo'), t('word.undo')),
        h('button.icon-button', {type: 'button', 'aria-label': t('word.close'), onclick: hide}, icon('close')));
    stage().replaceChildren(toastElement);
    left = undo ? SHOWN * 1.5 : SHOWN;
    run();
    return hide;
}

/** @param {any} message @param {{undo?: () => void}} [options] */
export const toast = (message, options) => notify('ok', message, options);

/** @type {AudioContext | null} */
let audio = null;
/** A short tone: low for "not that one", high for "taken". Silent where the browser forbids sound. @param {'low' | 'ok'} kind */
export function beep(kind) {
    try {
        audio ??= new AudioContext();
        const tone = audio.createOscillator();
        const volume = audio.createGain();
        tone.frequency.value = kind === 'low' ? 220 : 880;
        volume.gain.value = .08;
        tone.connect(volume).connect(audio.destination);
        tone.start();
        tone.stop(audio.currentTime + (kind === 'low' ? .25 : .08));
    } catch {
        // No sound device: the sentence on the screen says it all.
    }
}
