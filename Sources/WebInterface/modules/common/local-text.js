/** A text that the hospital gives in several languages, as fields of a form. English is the one that must be there. */
import {t, textField} from '../../ui/index.js';

const LANGUAGES = ['en', 'ur', 'hi', 'ar'];

/** @param {string} name @param {Record<string, string> | null} [text] @param {{required?: boolean}} [options] */
export const localFields = (name, text, {required = true} = {}) => LANGUAGES.map(code => textField({
    name: `${name}.${code}`, label: t(`directory.${name}.${code}`), required: required && code === 'en', optional: !(required && code === 'en'),
    width: 'full', dir: code === 'ur' || code === 'ar' ? 'rtl' : 'ltr', value: text?.[code] ?? ''}));

/** The text again from what was typed; null when nothing was. @param {Record<string, any>} values @param {string} name */
export function localText(values, name) {
    const entries = LANGUAGES.map(code => [code, values[`${name}.${code}`]]).filter(([, words]) => words);
    return entries.length ? Object.fromEntries(entries) : null;
}
