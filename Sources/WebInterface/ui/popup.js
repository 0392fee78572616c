/** Lists that open under a box: as wide as they need, never out of the window, over everything that scrolls. */

/** Places a popup under (or, without room, above) its anchor, aligned to inline-start. @param {HTMLElement} popup @param {HTMLElement} anchor */
export function popupAt(popup, anchor) {
    const box = anchor.getBoundingClientRect();
    const rtl = document.documentElement.dir === 'rtl';
    popup.style.position = 'fixed';
    popup.style.minInlineSize = `${box.width}px`;
    popup.style.inlineSize = 'max-content';
    popup.style.insetInlineStart = '0';
    popup.style.maxBlockSize = '';
    popup.style.insetInlineStart = `${Math.max(4, rtl ? innerWidth - box.right : box.left)}px`;
    const below = innerHeight - box.bottom - 8;
    const height = Math.min(popup.scrollHeight, 420);
    const above = below < Math.min(height, 160) && box.top > below;
    popup.style.insetBlockStart = above ? 'auto' : `${box.bottom + 4}px`;
    popup.style.insetBlockEnd = above ? `${innerHeight - box.top + 4}px` : 'auto';
    popup.style.maxBlockSize = `${Math.max(120, above ? box.top - 12 : below)}px`;
    // Wider than the room that is left: slide back into the window.
    const own = popup.getBoundingClientRect();
    if (own.right > innerWidth - 4 || own.left < 4) popup.style.insetInlineStart = `${Math.max(4, innerWidth - own.width - 4)}px`;
}

/** @param {HTMLElement} list @param {HTMLElement} row */
export function scrollIntoList(list, row) {
    if (row.offsetTop < list.scrollTop) list.scrollTop = row.offsetTop;
    else if (row.offsetTop + row.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = row.offsetTop + row.offsetHeight - list.clientHeight;
}

/**
 * A menu of a button: arrows move, Escape closes, focus returns.
 * @param {HTMLElement} opener @param {() => HTMLElement[]} items buttons or links, made anew each time
 */
export function menu(opener, items) {
    /** @type {HTMLElement | null} */
    let open = null;
    opener.setAttribute('aria-haspopup', 'menu');
    opener.setAttribute('aria-expanded', 'false');
    function close(focus = true) {
        if (!open) return;
        document.removeEventListener('pointerdown', outside, true);
        open.remove();
        open = null;
        opener.setAttribute('aria-expanded', 'false');
        if (focus) opener.focus();
    }
    function outside(event) { if (!open?.contains(event.target) && !opener.contains(event.target)) close(false); }
    opener.addEventListener('click', () => {
        if (open) { close(); return; }
        const list = document.createElement('div');
        list.className = 'popup menu';
        list.setAttribute('role', 'menu');
        const entries = items();
        entries.forEach(entry => { entry.setAttribute('role', 'menuitem'); entry.tabIndex = -1; entry.classList.add('menu-item'); });
        list.append(...entries);
        list.addEventListener('click', () => close(false));
        list.addEventListener('keydown', event => {
            const at = entries.indexOf(/** @type {HTMLElement} */ (document.activeElement));
            const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1}[event.key];
            if (to !== undefined) entries[(to + entries.length) % entries.length]?.focus();
            else if (event.key === 'Escape') close();
            else if (event.key === 'Tab') { close(); return; } else return;
            event.preventDefault();
            event.stopPropagation();
        });
        (opener.closest('dialog') ?? document.body).append(list);
        open = list;
        opener.setAttribute('aria-expanded', 'true');
        popupAt(list, opener);
        document.addEventListener('pointerdown', outside, true);
        entries[0]?.focus();
    });
    return {close};
}
