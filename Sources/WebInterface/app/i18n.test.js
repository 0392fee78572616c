import {suite, test, equal, ok, none} from '../test/harness.js';
import {setLanguage, lookup, addCatalogue, LANGUAGES, useCatalogue} from './i18n.js';
import {asset} from './base.js';
import {catalogues} from './manifest.js';
import {t, text} from '../ui/index.js';

const plain = phrase => text(phrase).replace(/[\u2066-\u2069]/g, '');
const files = async lang => Object.assign({}, ...await Promise.all(catalogues.map(name => fetch(asset(`i18n/${lang}/${name}.json`)).then(answer => answer.json()))));
const forms = entry => typeof entry === 'string' ? [entry] : Object.entries(entry).filter(([name]) => !name.startsWith('_')).map(([, form]) => form);
const names = pattern => [...pattern.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort();

suite('words', () => {
    test('plural forms follow the language', async () => {
        for (const lang of Object.keys(LANGUAGES)) addCatalogue(lang, {'x.items': lang === 'ar'
            ? {zero: 'z {count}', one: 'o {count}', two: 't {count}', few: 'f {count}', many: 'm {count}', other: 'x {count}'} : {one: 'o {count}', other: 'x {count}'}});
        const heads = async (lang, counts) => { await setLanguage(lang, {remember: false}); return counts.map(count => plain(t('x.items', {count}))[0]).join(''); };
        equal(await heads('en', [0, 1, 2]), 'xox');
        equal(await heads('ur', [0, 1, 2]), 'xox');
        equal(await heads('hi', [0, 1, 2]), 'oox');
        equal(await heads('ar', [0, 1, 2, 3, 11, 100]), 'zotfmx');
        await setLanguage('en', {remember: false});
    });
    test('a missing word falls back to English and says so', async () => {
        addCatalogue('en', {'x.only': 'only English'});
        await setLanguage('ur', {remember: false});
        const node = t('x.only').node();
        equal([node.textContent, node.lang, node.dir], ['only English', 'en', 'ltr']);
        await setLanguage('en', {remember: false});
        equal(lookup('x.only').fallback, false);
    });
    test('parameters are isolated, whatever they are', () => {
        addCatalogue('en', {'x.both': '{name} owes {sum} on {n}'});
        const node = t('x.both', {name: 'احمد', sum: '-500', n: 12}).node();
        equal([...node.querySelectorAll('bdi')].map(bdi => bdi.dir), ['auto', 'ltr', 'ltr']);
        ok(/[\u2066\u2068]/.test(text(t('x.both', {name: 'a', sum: 1, n: 2}))));
    });
    test('figures that stand in a sentence are isolated too', () => {
        addCatalogue('en', {'x.figures': 'Use 2 to 32 characters'});
        equal([...t('x.figures').node().querySelectorAll('bdi.v')].map(bdi => bdi.textContent), ['2', '32']);
    });
    test('the long pseudo-language is longer and keeps its placeholders', async () => {
        addCatalogue('en', {'x.long': 'Take {sum} now'});
        await setLanguage('en-XL', {remember: false});
        const words = plain(t('x.long', {sum: 5}));
        ok(words.includes('5') && words.length >= 18, words);
        await setLanguage('en', {remember: false});
    });
    for (const lang of ['ur', 'hi', 'ar']) {
        test(`the ${lang} catalogues have every key, form and placeholder of the English ones`, async () => {
            const [english, other] = await Promise.all([files('en'), files(lang)]);
            none(Object.keys(english).filter(key => !(key in other)), 'missing');
            none(Object.keys(other).filter(key => !(key in english)), 'only here');
            const wanted = {ur: ['one', 'other'], hi: ['one', 'other'], ar: ['few', 'many', 'one', 'other', 'two', 'zero']}[lang];
            none(Object.entries(other).filter(([key, entry]) => typeof entry !== 'string' && typeof english[key] !== 'string' && wanted.some(form => !(form in entry))).map(([key]) => key), 'plural forms');
            none(Object.entries(english).filter(([key, entry]) => {
                const all = new Set(forms(entry).flatMap(names));
                const general = names(forms(other[key]).at(-1));
                return general.some(name => !all.has(name)) || [...all].some(name => name !== 'count' && !general.includes(name));
            }).map(([key]) => key), 'placeholders');
        });
    }
    test('every catalogue can be read in every language', async () => {
        for (const lang of Object.keys(LANGUAGES)) { await setLanguage(lang, {remember: false}); await Promise.all(catalogues.map(useCatalogue)); }
        await setLanguage('en', {remember: false});
    });
});
