/** The skeleton of every page and the few boxes it is made of. */
import {h, replace, uid, nodes} from './dom.js';
import {setKey} from '../app/keys.js';
import {keyHint} from './button.js';
import {problemBox} from './states.js';

/**
 * @param {{title: any, banner?: Node, tools?: any, main: any, side?: any, start?: any, actions?: HTMLElement[], info?: any, wide?: boolean}} options
 * @returns {HTMLElement}
 */
export function page({title, banner, tools, main, side, start, actions = [], info, wide = false}) {
    const danger = actions.filter(action => action.classList.contains('button-danger'));
    const others = actions.filter(action => !danger.includes(action));
    return h('div.page', {class: [wide && 'page-wide', side && 'has-side', start && 'has-start']},
        banner && h('div.page-banner', banner),
        // Under a patient's banner every pixel counts; the rail and the banner say where one is, the heading is still heard.
        h('header.page-head', {class: banner && !tools && 'visually-hidden'}, h('h1', title), tools && h('div.page-tools', tools)),
        h('div.page-work',
            start && h('div.page-start', start),
            h('div.page-main', main),
            side && h('aside.page-side', side)),
        h('div.page-alert'),
        (actions.length > 0 || info) && h('footer.page-actions',
            danger, h('div.page-info', info), h('span.grow'), others));
}

/** A Problem of an action, beside the button that caused it and inside the layer it belongs to. @param {Element} near @param {any} problem */
export function showProblem(near, problem) {
    const place = near.closest('dialog')?.querySelector('.dialog-alert') ?? near.closest('.page')?.querySelector('.page-alert')
        ?? document.querySelector('.page-alert');
    if (place) replace(place, problem && problemBox(problem));
}

/** @param {{title?: any, key?: string, tools?: any, class?: string}} options @param {...unknown} children */
export function card({title, key, tools, class: className} = {}, ...children) {
    const id = uid('card');
    const box = h('section.card', {class: className}, (title || tools) && h('header.card-head',
        title && h('h2', {id}, title, key && keyHint(key)), tools && h('div.card-tools', tools)),
    h('div.card-body', children));
    if (title) box.setAttribute('aria-labelledby', id);
    if (key) {
        setKey(box, key);
        box.focusField = () => box.querySelector('input, select, textarea, button, [tabindex="0"]')?.focus();
    }
    return box;
}

/** @param {...unknown} children */
export const row = (...children) => h('div.row', ...children);
/** @param {...unknown} children */
export const stack = (...children) => h('div.stack', ...children);
/** @param {number} count @param {...unknown} children */
export const columns = (count, ...children) => h(`div.columns.columns-${count}`, ...children);

/** Label and value pairs. @param {Array<[any, any]>} pairs */
export const facts = pairs => h('dl.facts', pairs.map(([label, value]) => h('div.fact', h('dt', label), h('dd', value))));

/**
 * Tabs that keep what was typed in them: a panel is drawn once and then only hidden.
 * @param {Array<{id: string, label: any, content: () => any}>} entries @param {{chosen?: string, onchange?: (id: string) => void}} [options]
 */
export function tabs(entries, {chosen = entries[0]?.id, onchange} = {}) {
    const stem = uid('tabs');
    const drawn = new Set();
    const buttons = entries.map(({id, label}) => h('button.tab', {type: 'button', role: 'tab', id: `${stem}-${id}`,
        'aria-controls': `${stem}-${id}-panel`, onclick: () => choose(id)}, label));
    const panels = entries.map(({id}) => h('div.tab-panel', {role: 'tabpanel', id: `${stem}-${id}-panel`, 'aria-labelledby': `${stem}-${id}`}));
    function choose(id, focus = false) {
        entries.forEach((entry, index) => {
            const on = entry.id === id;
            buttons[index].setAttribute('aria-selected', String(on));
            buttons[index].tabIndex = on ? 0 : -1;
            panels[index].hidden = !on;
            if (on && !drawn.has(id)) { drawn.add(id); panels[index].append(...nodes(entry.content())); }
            if (on && focus) buttons[index].focus();
        });
        onchange?.(id);
    }
    const list = h('div.tab-list', {role: 'tablist', onkeydown: event => {
        const rtl = document.documentElement.dir === 'rtl';
        const step = {ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1}[event.key];
        if (!step) return;
        event.preventDefault();
        const now = buttons.findIndex(button => button.tabIndex === 0);
        choose(entries[(now + step + entries.length) % entries.length].id, true);
    }}, buttons);
    choose(chosen);
    return h('div.tabs', list, panels);
}
