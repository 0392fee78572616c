import {suite, test, equal, ok, mount, type, press} from '../test/harness.js';
import {dateField, birthField, form, t, v, text} from './index.js';
import {parseDay, birthFromAge} from './date-parse.js';
import {isoDay, ageBetween, dayOf, dayNumber, weekday, hijriOf} from './format.js';
import {today} from './v.js';
import {setLanguage} from '../app/i18n.js';

const TODAY = {year: 2026, month: 11, day: 21};
const read = (typed, past) => { const day = parseDay(typed, {today: TODAY, past}); return day ? isoDay(day) : day; };
const plain = phrase => text(phrase).replace(/[\u2066-\u2069]/g, '');

suite('dates', () => {
    for (const typed of ['3 3 92', '030392', '3-Mar-1992', '3/3/1992', '3.3.1992', '03031992', '19920303', '1992-03-03', '3 march 92', '3Mar92', 'mar 3 1992', '۳ مارچ ۱۹۹۲', '۳-۳-۹۲', '३ मार्च १९९२', '٣ مارس ١٩٩٢', '03-\u2068مارچ\u2069-1992']) {
        test(`${typed} is the third of March 1992`, () => equal(read(typed, true), '1992-03-03'));
    }
    for (const [typed, iso] of [['today', '2026-11-21'], ['آج', '2026-11-21'], ['आज', '2026-11-21'], ['اليوم', '2026-11-21'], ['-2', '2026-11-19'], ['+10', '2026-12-01'], ['tomorrow', '2026-11-22'], ['2112', '2026-12-21'], ['5 jan', '2026-01-05'], ['1 6 27', '2027-06-01'], ['29 2 28', '2028-02-29']]) {
        test(`${typed} is ${iso}`, () => equal(read(typed), iso));
    }
    for (const typed of ['31 2 1992', '29 2 2027', '13 13 13', '3 foo 92', '0 1 2000', '99', 'abc', '1 2 3 4']) test(`${typed} is no day`, () => equal(read(typed), undefined));
    test('an empty box is no error', () => equal(read('  '), null));
    test('two figures of a year: a birthday lies behind us', () => equal([read('1 1 27', true), read('1 1 26', true), read('1 1 27')], ['1927-01-01', '2026-01-01', '2027-01-01']));
    for (const [typed, unit, iso] of [['34', 'years', '1992-11-21'], ['3m', 'years', '2026-08-21'], ['10d', 'years', '2026-11-11'], ['۲', 'weeks', '2026-11-07'], ['0', 'days', '2026-11-21']]) {
        test(`an age of ${typed} ${unit} began on ${iso}`, () => equal(birthFromAge(typed, unit, TODAY)?.birthDate, iso));
    }
    test('an age on a leap day falls on a real day', () => equal(birthFromAge('1', 'years', {year: 2028, month: 2, day: 29})?.birthDate, '2027-02-28'));
    test('nonsense is no age', () => equal([birthFromAge('abc', 'years', TODAY), birthFromAge('200', 'years', TODAY), birthFromAge('', 'years', TODAY)], [undefined, undefined, null]));
    test('ages count whole years and months', () => equal(ageBetween(dayOf('1992-11-22'), TODAY), {years: 33, months: 11, days: dayNumber(TODAY) - dayNumber(dayOf('1992-11-22')), weeks: 1773}));
    test('days of the week and the moon', () => {
        equal(weekday(TODAY), 6);
        const moon = hijriOf({year: 1992, month: 3, day: 3});
        equal([moon.year, moon.month], [1412, 8]);
        ok(moon.day >= 27 && moon.day <= 29);
    });

    test('a date is shown in one form, its month in the language of the page', async () => {
        equal(plain(v.date('1992-03-03')), '03-Mar-1992');
        await setLanguage('ur', {remember: false});
        equal(plain(v.date('1992-03-03')), '03-مارچ-1992');
        await setLanguage('hi', {remember: false});
        equal(plain(v.date('1992-03-03')), '03-मार्च-1992');
        await setLanguage('en', {remember: false});
    });
    test('an instant is shown on the hospital\'s clock', () => equal(plain(v.dateTime('2026-11-20T20:30:00Z')), '21-Nov-2026 01:30'));
    test('ages in the words that dosing needs', () => {
        const at = '2026-11-21';
        const age = birth => plain(v.age(birth, {at}));
        equal([age('2026-11-11'), age('2026-10-01'), age('2025-06-21'), age('2019-05-05'), age('1992-03-03')], ['10 d', '7 w', '17 m', '7 y 6 m', '34 y']);
        equal(plain(v.age('1992-03-03', {at, estimated: true})), 'about 34 y');
    });
    test('the field says in full what it understood and steps with the arrows', () => {
        const field = mount(dateField({name: 'day', label: t('word.date')}));
        const box = field.querySelector('input');
        box.focus();
        type('3 3 2027');
        equal(field.querySelector('.echo').textContent, 'Wed 03-Mar-2027');
        press('ArrowUp');
        equal(field.value, '2027-03-04');
        box.value = '31 2 2027';
        ok(field.problem());
        ok(box.getAttribute('aria-describedby').includes(field.querySelector('.echo').id));
    });
    test('the date survives a change of language in its box', async () => {
        const field = mount(dateField({name: 'day', label: t('word.date'), value: '1992-03-03'}));
        await setLanguage('ur', {remember: false});
        equal(field.value, '1992-03-03');
        ok(field.querySelector('input').value.includes('مارچ'));
        await setLanguage('en', {remember: false});
        equal([field.value, field.querySelector('input').value], ['1992-03-03', '03-Mar-1992']);
    });
    test('age and birth date fill one another, and which was told is kept', () => {
        const field = mount(birthField({name: 'birth', label: t('word.age')}));
        field.control.age.focus();
        type('34');
        ok(field.value.estimated);
        equal(field.value.birthDate, isoDay({...today(), year: today().year - 34}));
        field.control.date.input.focus();
        field.control.date.input.value = '';
        type('3 3 1992');
        equal(field.value, {birthDate: '1992-03-03', estimated: false});
        equal(field.control.age.value, String(ageBetween(dayOf('1992-03-03'), today()).years));
        const kept = field.control.draftValue;
        field.value = null;
        field.control.draftValue = kept;
        equal(field.value, {birthDate: '1992-03-03', estimated: false});
    });
    test('a birthday in the future is refused', () => {
        const entry = mount(form({finish: async () => ({})}, birthField({name: 'birth', label: t('word.age'), required: true})));
        entry.field('birth').date.input.value = '1 1 2090';
        ok(entry.fieldOf('birth').problem());
    });
    test('a near day can be chosen from a month, by keys', async () => {
        const field = mount(dateField({name: 'day', label: t('word.date'), near: true, value: '2026-11-21'}));
        const box = field.querySelector('input');
        box.focus();
        press('ArrowDown', {alt: true});
        press('ArrowDown');
        press('ArrowRight');
        press('Enter');
        await Promise.resolve();
        equal(field.value, '2026-11-29');
        ok(!field.querySelector('.calendar'));
    });
});
