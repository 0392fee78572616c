/**
 * Icons on a 24 grid with a 2 px stroke, kept as path data: no request, no flash, no second image policy.
 * An icon always stands beside a word; those listed in FLIPS follow the direction of the page.
 */
const PATHS = {
    search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5',
    person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 21c0-4 3.6-6 8-6s8 2 8 6',
    people: 'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M2 20c0-3.5 3-5 7-5s7 1.5 7 5M16 5.5a3.5 3.5 0 0 1 0 6.4M18 15.2c2.5.6 4 2 4 4.8',
    personAdd: 'M10 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M2 21c0-4 3.6-6 8-6 1.6 0 3 .3 4.3.8M19 14v7M15.5 17.5h7',
    add: 'M12 5v14M5 12h14', minus: 'M5 12h14', close: 'M6 6l12 12M18 6L6 18', check: 'M5 12.5l5 5L20 7',
    ok: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12.5l3 3 5.5-6',
    info: 'M12 2.5l9.5 9.5-9.5 9.5L2.5 12zM12 11v5M12 8v.1',
    wait: 'M12 3.5L22 20.5H2zM12 10v5M12 17.8v.1',
    danger: 'M4 4h16v16H4zM12 8v5M12 16v.1', neutral: 'M5 10h14v4H5z',
    clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2',
    link: 'M2.5 9.5a14 14 0 0 1 19 0M6 13a9 9 0 0 1 12 0M9.5 16.5a4 4 0 0 1 5 0M12 20v.1',
    linkOff: 'M2.5 9.5a14 14 0 0 1 6-3.3M13 5.8a14 14 0 0 1 8.5 3.7M9.5 16.5a4 4 0 0 1 5 0M12 20v.1M4 4l16 16',
    printer: 'M7 8V3h10v5M7 17H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1h16a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-3M7 14h10v7H7z',
    backup: 'M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
    send: 'M3 11l18-8-7 18-3-7z', tray: 'M3 13h5l1.5 3h5L16 13h5M3 13l3-8h12l3 8v6H3z',
    globe: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3',
    lock: 'M6 11h12v10H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11', key: 'M8 11a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M11 12l9-9M16 7l3 3',
    moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5', sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
    bill: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6', receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h3M13.5 14l1.5 1.5 2.5-3',
    cash: 'M2 6h20v12H2zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6M5.5 9v.1M18.5 15v.1', card: 'M2 5h20v14H2zM2 10h20M6 15h4',
    wallet: 'M7 2h10v20H7zM11 18.5h2M10 6h4', shield: 'M12 3l8 3v6c0 5-3.5 8-8 9.5C7.5 20 4 17 4 12V6zM9 12l2 2 4-4.5', piggy: 'M3 10h18M12 3L3 10h18zM5 10v8M10 10v8M14 10v8M19 10v8M3 20h18',
    note: 'M5 3h10l4 4v14H5zM15 3v4h4M8.5 12h7M8.5 16h5', calendar: 'M3 5h18v16H3zM3 10h18M8 2.5v4M16 2.5v4',
    phone: 'M6 3h4l1.5 5-2.5 1.5c1 2.5 3 4.5 5.5 5.5L16 12.5l5 1.5v4c0 2-1.5 3-3 3C10 21 3 14 3 6c0-1.5 1-3 3-3', idCard: 'M2 5h20v14H2zM8 9a2 2 0 1 0 0 4 2 2 0 0 0 0-4M5 16.5c.3-1.5 1.5-2 3-2s2.7.5 3 2M14 10h5M14 14h5',
    list: 'M9 6h12M9 12h12M9 18h12M4 6v.1M4 12v.1M4 18v.1', queue: 'M5 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4M12 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4M19 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4M2.5 19v-4c0-1.5 1-2.5 2.5-2.5s2.5 1 2.5 2.5v4M9.5 19v-4c0-1.5 1-2.5 2.5-2.5s2.5 1 2.5 2.5v4M16.5 19v-4c0-1.5 1-2.5 2.5-2.5s2.5 1 2.5 2.5v4',
    ticket: 'M3 6h18v4a2 2 0 0 0 0 4v4H3v-4a2 2 0 0 0 0-4zM14 6v2M14 11v2M14 16v2', bed: 'M3 5v15M3 16h18v4M21 16v-3a3 3 0 0 0-3-3h-7v6M7 9.5v.1',
    broom: 'M14 3l-2.5 8M7.5 10.5l8 2.5 1.5 8H4zM8 17l-.5 4M12 17.5V21', drop: 'M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11', syringe: 'M17 2l5 5M19.5 4.5L16 8M12 5l7 7M14 7l-9 9v3h3l9-9M5 19l-3 3', plate: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
    pill: 'M4.5 12.5l8-8a5 5 0 0 1 7 7l-8 8a5 5 0 0 1-7-7M8.5 8.5l7 7', flask: 'M9 3h6M10 3v6l-6 10.5A1.5 1.5 0 0 0 5.3 21.5h13.4A1.5 1.5 0 0 0 20 19.5L14 9V3M7 15h10', heart: 'M12 20S3 14.5 3 8.5A4.7 4.7 0 0 1 12 7a4.7 4.7 0 0 1 9 1.5C21 14.5 12 20 12 20',
    stethoscope: 'M5 3v5a4.5 4.5 0 0 0 9 0V3M9.5 12.5V16a5 5 0 0 0 10 0v-2M19.5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4', settings: 'M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M8 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
    back: 'M20 12H4M10 6l-6 6 6 6', next: 'M4 12h16M14 6l6 6-6 6', chevron: 'M9 5l7 7-7 7', down: 'M5 9l7 7 7-7', up: 'M5 15l7-7 7 7', undo: 'M4 9h10a6 6 0 0 1 0 12H8M8 4.5L3.5 9 8 13.5',
    edit: 'M4 20l1-4L16.5 4.5l3 3L8 19zM14 7l3 3', trash: 'M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6', more: 'M5 12v.1M12 12v.1M19 12v.1', download: 'M12 3v12M7 10.5l5 5 5-5M4 20h16',
    refresh: 'M20 11a8 8 0 1 0-1 5M20 4v7h-7', sort: 'M8 4v16M4 16l4 4 4-4M16 20V4M12 8l4-4 4 4', home: 'M3 11l9-8 9 8M6 9v12h12V9M10 21v-6h4v6', building: 'M5 21V4h9v17M14 9h5v12M3 21h18M8.5 8h2M8.5 12h2M8.5 16h2',
    barcode: 'M4 5v14M7.5 5v14M10 5v14M14 5v14M16.5 5v14M20 5v14', history: 'M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 3.5v5h5M12 8v4.5l3 2', eye: 'M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6', keyboard: 'M2 6h20v12H2zM6 10v.1M10 10v.1M14 10v.1M18 10v.1M7 14h10',
    bell: 'M5 17h14c-1.5-1.5-2-3-2-6a5 5 0 0 0-10 0c0 3-.5 4.5-2 6M10 20.5h4', logout: 'M14 4H5v16h9M10 12h11M17 8l4 4-4 4', chart: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6', empty: 'M4 7l8-4 8 4v10l-8 4-8-4zM4 7l8 4 8-4M12 11v10', pause: 'M9 5v14M15 5v14', tag: 'M3 3h9l9 9-9 9-9-9zM8 8v.1', book: 'M4 4h7a1 1 0 0 1 1 1v15a2 2 0 0 0-2-2H4zM20 4h-7a1 1 0 0 0-1 1v15a2 2 0 0 1 2-2h6z',
};
const FLIPS = new Set(['back', 'next', 'chevron', 'undo', 'list', 'send', 'logout', 'history', 'book']);
const SVG = 'http://www.w3.org/2000/svg';

/** @param {string} name @param {string} [className] @returns {SVGSVGElement} */
export function icon(name, className = '') {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', `icon ${className}`.trim());
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    if (FLIPS.has(name)) svg.setAttribute('data-flip', '');
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', PATHS[name] ?? PATHS.empty);
    svg.append(path);
    return svg;
}

/** Every icon there is, for pages that let one choose and for the test that draws them all. */
export const iconNames = Object.keys(PATHS);

/** The mark of the product: a cross that is also a meeting of two ways. @returns {SVGSVGElement} */
export function mark() {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 32 32');
    svg.setAttribute('class', 'mark');
    svg.setAttribute('aria-hidden', 'true');
    for (const [tag, attributes] of [
        ['rect', {x: '1', y: '1', width: '30', height: '30', rx: '8', class: 'mark-ground'}],
        ['path', {d: 'M16 7v18M7 16h18', class: 'mark-cross'}],
        ['path', {d: 'M21.5 8.5a9 9 0 0 1 2 2', class: 'mark-arc'}],
    ]) {
        const shape = document.createElementNS(SVG, tag);
        for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
        svg.append(shape);
    }
    return svg;
}
