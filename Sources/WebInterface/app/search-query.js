/** What somebody means by what stands in the search box. Pure. */
import {foldDigits, onlyDigits} from '../ui/fold.js';
import {readLabel} from './labels.js';

/** @param {string} typed @returns {{text: string, digits: string, kind: 'phone' | 'cnic' | 'abha' | 'label' | 'text' | 'command', label?: {kind: string, number: string}}} */
export function readQuery(typed) {
    const folded = foldDigits(typed).trim();
    if (folded.startsWith('>')) return {text: folded.slice(1).trim(), digits: '', kind: 'command'};
    const digits = onlyDigits(folded);
    const numeric = digits.length >= 6 && /^[+\d\s()-]+$/.test(folded);
    if (!numeric) return {text: folded, digits: '', kind: 'text'};
    const label = readLabel(digits);
    if (label) return {text: folded, digits, kind: 'label', label};
    if (digits.length === 13 && !folded.startsWith('+') && !digits.startsWith('00')) return {text: folded, digits, kind: 'cnic'};
    if (digits.length === 14 && !digits.startsWith('00')) return {text: folded, digits, kind: 'abha'};
    if (digits.length >= 10 && digits.length <= 14) return {text: folded, digits, kind: 'phone'};
    return {text: folded, digits, kind: 'text'};
}
