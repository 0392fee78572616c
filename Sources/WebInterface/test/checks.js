/** The checks of the review list that a page can make of itself. Each gives a list of findings; empty is good. */

const visible = element => element.checkVisibility({checkVisibilityCSS: true}) && element.getClientRects().length > 0;
const label = element => `${element.tagName.toLowerCase()}.${element.className || '-'} "${(element.textContent || element.getAttribute('value') || '').trim().slice(0, 30)}"`;
const all = root => [...root.querySelectorAll('*')].filter(visible);
/** Kept for screen readers only, so their box says nothing. */
const heardOnly = element => element.closest('.visually-hidden, .skip');

/** 1: no scroll-bar of the document. */
export const scrollbars = () => [
    document.documentElement.scrollHeight > innerHeight && `height ${document.documentElement.scrollHeight} > ${innerHeight}`,
    document.documentElement.scrollWidth > innerWidth && `width ${document.documentElement.scrollWidth} > ${innerWidth}`,
].filter(Boolean);

/** 2: no text is cut: where overflow is hidden, the content fits. @param {Element} root */
export function clipped(root) {
    const own = element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return all(root).filter(element => !element.closest('.may-cut, svg') && !heardOnly(element)).filter(element => {
        const {overflowX, overflowY} = getComputedStyle(element);
        const boxed = element instanceof HTMLInputElement && !/checkbox|radio/.test(element.type);
        if (!boxed && !own(element)) return false;
        const hidden = overflowX !== 'visible' || overflowY !== 'visible' || boxed;
        // Without clipping, a text box taller than its line only overlaps; what counts is ink that vanishes.
        return hidden && (element.scrollHeight > element.clientHeight + 1 || (!boxed && element.scrollWidth > element.clientWidth + 1));
    }).map(label);
}

/** 3: height of inputs and the font of their first letter. @param {Element} root @param {number} least */
export const lowInputs = (root, least) => [...root.querySelectorAll('.input, .button, .chip')].filter(visible)
    .filter(element => element.tagName !== 'TEXTAREA' && element.getBoundingClientRect().height < least - .5)
    .map(element => `${label(element)} ${element.getBoundingClientRect().height}`);

/** 4: where everything lies that mirrors; values, drawings and left-to-right islands do not. @param {Element} root */
export function boxes(root) {
    return [...root.querySelectorAll('*')].map(element => {
        const {left, right, width} = element.getBoundingClientRect();
        const island = element.closest('[dir="ltr"]');
        const inside = island && island !== document.documentElement && (island !== element || !element.matches('.input'));
        // What stands in a column of figures is right-aligned in both directions; the column itself mirrors.
        const figure = element.closest('.kind-num, .kind-money');
        const skip = width === 0 || inside || (figure && figure !== element) || Boolean(element.closest('svg, bdi, option, .v, .no-mirror'));
        return {left, right, skip, name: label(element)};
    });
}

/** @param {ReturnType<typeof boxes>} one of the page from left to right @param {ReturnType<typeof boxes>} other of its mirror @param {number} width of the window */
export function unmirrored(one, other, width) {
    if (one.length !== other.length) return [`${one.length} elements against ${other.length}`];
    return one.flatMap((box, index) => {
        const wanted = width - box.right;
        return box.skip || Math.abs(other[index].left - wanted) <= 1.01 ? [] : [`${box.name}: ${other[index].left.toFixed(1)} instead of ${wanted.toFixed(1)}`];
    });
}

const RTL = /[\u0590-\u08FF\uFB50-\uFDFF\uFE70-\uFEFF]/;
/** 5: the characters of a value rise from left to right; a translated word inside counts as one. @param {Element} root */
export function disordered(root) {
    return [...root.querySelectorAll('.v')].filter(visible).filter(value => {
        let last = -Infinity;
        const units = [];
        const walk = node => {
            if (node.nodeType === Node.TEXT_NODE) for (let index = 0; index < node.data.length; index += 1) units.push([node, index, index + 1]);
            else if (RTL.test(node.textContent)) units.push([node, 0, node.childNodes.length]);
            else node.childNodes.forEach(walk);
        };
        value.childNodes.forEach(walk);
        return units.some(([node, from, to]) => {
            const range = document.createRange();
            range.setStart(node, from);
            range.setEnd(node, to);
            const boxes = [...range.getClientRects()].filter(box => box.width > 0);
            if (!boxes.length) return false;
            const {left} = range.getBoundingClientRect();
            const back = left < last - 1;
            last = left;
            return back;
        });
    }).map(label);
}

/** 6: no figure, address or id outside an isolate. @param {Element} root */
export function loose(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const {data, parentElement} = /** @type {Text} */ (walker.currentNode);
        if (/[0-9@]/.test(data) && !parentElement.closest('bdi, input, textarea, option, script, style, #result, #report')) found.push(`"${data.trim().slice(0, 40)}"`);
    }
    return found;
}

/** 7: figures are 0-9 in values. @param {Element} root */
export const foreignFigures = root => [...root.querySelectorAll('.v')].filter(value => /[٠-٩۰-۹०-९]/.test(value.textContent)).map(label);

/** 19: going through the tab stops, one moves along the rows. Within one container only; columns are read one after the other. @param {Element} root */
export function disorderedStops(root) {
    const stops = [...root.querySelectorAll('input, select, textarea, button, a[href], [tabindex]')].filter(element => visible(element) && !element.disabled);
    const positive = stops.filter(element => element.tabIndex > 0).map(element => `positive tabindex: ${label(element)}`);
    const rtl = document.documentElement.dir === 'rtl';
    const groups = new Map();
    for (const element of stops.filter(one => one.tabIndex === 0)) {
        const group = element.closest('.field-control, .page-actions, .bar, .dialog-actions, .tender-methods, s-choice') ?? root;
        if (group === root || element.closest('.popup')) continue;
        groups.set(group, [...groups.get(group) ?? [], element]);
    }
    const jumps = [...groups.values()].flatMap(list => list.slice(1).filter((element, index) => {
        const before = list[index].getBoundingClientRect();
        const now = element.getBoundingClientRect();
        const sameRow = Math.abs((before.top + before.bottom) / 2 - (now.top + now.bottom) / 2) < Math.max(before.height, now.height) / 2;
        if (!sameRow) return now.top < before.top - 2;
        return rtl ? now.right > before.right + 1 : now.left < before.left - 1;
    }).map(label));
    return [...positive, ...jumps];
}

/** 21: targets of 24 by 24 at least. Links within a sentence are excepted. @param {Element} root */
export const smallTargets = (root, least = 24) => [...root.querySelectorAll('button, a[href], select, input, [role="option"]')].filter(element => visible(element) && !heardOnly(element))
    .filter(element => !element.closest('p') && !(element.matches('input[type=checkbox], input[type=radio]') && element.closest('label')))
    .filter(element => { const {width, height} = element.getBoundingClientRect(); return width < least - .5 || height < least - .5; })
    .map(element => { const {width, height} = element.getBoundingClientRect(); return `${label(element)} ${Math.round(width)}×${Math.round(height)}`; });

/** @param {string} color */
const channels = color => { const parts = color.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0]; return parts.length < 4 ? [...parts, 1] : parts; };
const luminance = ([red, green, blue]) => [red, green, blue].map(value => value / 255).map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4)
    .reduce((sum, value, index) => sum + value * [.2126, .7152, .0722][index], 0);
const over = (top, below) => top.slice(0, 3).map((value, index) => value * top[3] + below[index] * (1 - top[3]));

/** The colour behind an element; pictures count as their fallback colour. */
function ground(element) {
    const layers = [];
    for (let node = element; node; node = node.parentElement) {
        const color = channels(getComputedStyle(node).backgroundColor);
        if (color[3] > 0) layers.push(color);
        if (color[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
}

/** @param {number[]} one @param {number[]} other */
export const contrast = (one, other) => { const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a); return (high + .05) / (low + .05); };

/** 22: text stands out by 4.5, large text by 3. @param {Element} root */
export function faint(root) {
    return all(root).filter(element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()) && !heardOnly(element) && !element.closest('[disabled], .other-month'))
        .filter(element => {
            const style = getComputedStyle(element);
            const behind = ground(element);
            let opacity = 1;
            for (let node = element; node; node = node.parentElement) opacity *= Number(getComputedStyle(node).opacity);
            const color = channels(style.color);
            const shown = over([...color.slice(0, 3), color[3] * opacity], behind);
            const size = parseFloat(style.fontSize);
            const least = size >= 24 || (size >= 18.6 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
            return contrast(shown, behind) < least - .05;
        }).map(element => `${label(element)} ${contrast(channels(getComputedStyle(element).color), ground(element)).toFixed(2)}`);
}

/** 23: a status is told by a shape and a word. @param {Element} root */
export const colourOnly = root => [...root.querySelectorAll('.status, .notice, .problem, .print-chip, .signal')].filter(visible)
    .filter(element => !element.matches('.clock') && (!element.querySelector('svg') || !element.textContent.trim())).map(label);

/** 25: everything that can be used has a name; there is one h1. @param {Element} root */
export function nameless(root) {
    const nameOf = element => element.getAttribute('aria-label') || element.textContent.trim() || element.title
        || (element.getAttribute('aria-labelledby') && document.getElementById(element.getAttribute('aria-labelledby'))?.textContent.trim())
        || [...element.labels ?? []].map(one => one.textContent.trim()).join('');
    const bare = [...root.querySelectorAll('button, a[href], input, select, textarea, [role="radiogroup"], [role="combobox"], [role="grid"]')].filter(visible).filter(element => !nameOf(element)).map(label);
    const heads = root.querySelectorAll('h1').length;
    return heads > 1 ? [...bare, `${heads} h1`] : bare;
}

/** 26: no style attribute that a server or template wrote; those set by script have no such source. @param {string} source */
export const inlineStyles = source => source.match(/\sstyle=/g) ?? [];

/** 27: Latin words in a page of another script, outside values and names. @param {Element} root @param {RegExp} [allowed] */
export function untranslated(root, allowed = /^(Sehat|Alt|Ctrl|Shift|Enter|Esc|F\d+)$/) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const {data, parentElement} = /** @type {Text} */ (walker.currentNode);
        if (!visible(parentElement) || parentElement.closest('bdi, [lang="en"], option, kbd')) continue;
        for (const word of data.match(/[A-Za-z]{3,}/g) ?? []) if (!allowed.test(word)) found.push(word);
    }
    return [...found, ...[...root.querySelectorAll('s-t')].filter(one => one.textContent === one.dataset.k).map(one => one.dataset.k)];
}
