/** Changing the language in place: Alt+L steps through the four, the chip opens them all. */
import {LANGUAGES, language, setLanguage} from './i18n.js';
import {h, setProperty, whileConnected} from '../ui/dom.js';
import {t} from '../ui/phrase.js';
import {menu} from '../ui/popup.js';
import {api} from './api.js';
import {session} from './session.js';

/** Switches, and keeps it with the person; that it could not be kept is no reason to refuse it. @param {string} lang */
export async function chooseLanguage(lang) {
    await setLanguage(lang);
    if (session.user && lang in LANGUAGES) api.patch('/api/session', {language: lang}).catch(() => {});
}

export function nextLanguage() {
    const all = Object.keys(LANGUAGES);
    return chooseLanguage(all[(all.indexOf(language()) + 1) % all.length]);
}

const own = lang => h('span', {lang, dir: LANGUAGES[lang].dir}, LANGUAGES[lang].name);

/** All four in their own scripts, for the sign-in page. */
export function languageButtons() {
    const buttons = Object.keys(LANGUAGES).map(lang => h('button.language', {type: 'button', 'aria-pressed': String(language() === lang), onclick: () => chooseLanguage(lang)}, own(lang)));
    const group = h('div.languages', {role: 'group', 'aria-label': t('shell.language')}, buttons);
    whileConnected(group, 'sehat-language', () => buttons.forEach((button, index) => {
        button.setAttribute('aria-pressed', String(Object.keys(LANGUAGES)[index] === language()));
    }));
    return group;
}

/** The chip of the top bar. @returns {HTMLButtonElement} */
export function languageChip() {
    const word = h('span.language-chip-word');
    const chip = h('button.bar-button.language-chip', {type: 'button'}, word);
    const show = () => {
        const lang = language() in LANGUAGES ? language() : 'en';
        word.textContent = LANGUAGES[lang].chip;
        word.lang = lang;
    };
    show();
    whileConnected(chip, 'sehat-language', show);
    setProperty(chip, 'aria-label', t('shell.language'));
    setProperty(chip, 'title', t('shell.language.hint'));
    chip.setAttribute('aria-keyshortcuts', 'Alt+L');
    menu(chip, () => Object.keys(LANGUAGES).map(lang => h('button', {type: 'button', onclick: () => chooseLanguage(lang)}, own(lang))));
    return chip;
}
