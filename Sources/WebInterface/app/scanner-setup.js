/** Trying a scanner: scan a label and see what arrived, how fast, and by which keyboard layout. */
import {h, replace} from '../ui/dom.js';
import {t} from '../ui/phrase.js';
import {v} from '../ui/v.js';
import {dialog} from '../ui/dialog.js';
import {facts, stack} from '../ui/layout.js';
import {status} from '../ui/states.js';
import {textField} from '../ui/fields.js';
import {beep} from '../ui/toast.js';
import {scannerMarks} from './scanner.js';

/** What the keys of the last burst meant to the browser: another script shows that the layout is not Latin. */
function watchLayout(signal) {
    const seen = new Set();
    addEventListener('keydown', event => {
        if (/^Digit\d$/.test(event.code) && event.key.length === 1) seen.add(event.key === event.code[5] ? 'latin' : 'other');
    }, {capture: true, signal});
    return () => { const other = seen.has('other'); seen.clear(); return other; };
}

export function tryScanner() {
    const life = new AbortController();
    const otherLayout = watchLayout(life.signal);
    const place = h('div', {role: 'status'}, h('p.hint', t('shell.scanner.hint')));
    const marks = scannerMarks.get();
    const prefix = textField({name: 'prefix', label: t('shell.scanner.prefix'), dir: 'ltr', value: marks.prefix ?? '', width: 's', maxlength: 4});
    const suffix = textField({name: 'suffix', label: t('shell.scanner.suffix'), dir: 'ltr', value: marks.suffix ?? '', width: 's', maxlength: 4});
    const keep = () => scannerMarks.set({prefix: prefix.control.value, suffix: suffix.control.value});
    for (const field of [prefix, suffix]) field.addEventListener('change', keep);
    let count = 0;
    const asked = dialog({title: t('shell.scanner.title'), size: 'm', actions: [{label: t('word.close'), value: null, safe: true}],
        body: [place, h('details', h('summary', t('shell.scanner.marks')), h('div.labels-side', stack(prefix, suffix)))]});
    asked.element.addEventListener('sehat-scan', event => {
        event.preventDefault();
        count += 1;
        beep('ok');
        const {kind, text, rhythm} = event.detail;
        replace(place, status('ok', t('shell.scanner.heard', {count})), facts([
            [t('word.item'), t(`shell.scan.${kind}`)], [t('word.number'), v.ltr(text)],
            [t('shell.scanner.gap'), v.ltr(`${rhythm.mean.toFixed(1)} / ${rhythm.worst.toFixed(1)} ms`)],
            [t('shell.scanner.layout'), t(otherLayout() ? 'shell.scanner.otherLayout' : 'shell.scanner.latinLayout')]]));
    });
    asked.then(() => life.abort());
    return asked;
}
