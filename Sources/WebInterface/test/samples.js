/** Pages as modules would write them, with real components and made-up people, for the checks that look at whole pages. */
import {h, v, t, page, form, finishButton, card, button, textField, choiceField, phoneField, cnicField, birthField, selectField, pickField, noteField,
    moneyField, dateField, banner, lines, tender, table, status, facts, emptyState, problemBox, notice} from '../ui/index.js';
import {Problem} from '../app/problem.js';

export const money = amount => ({amount, currency: 'PKR'});
export const person = {id: '1', mrn: '10000017', name: 'محمد عثمان چوہدری', nameOther: 'Muhammad Usman Chaudhry', birthDate: '1992-03-03', sex: 'male',
    guardian: {relation: 'father', name: 'چوہدری اسلم'}, phone: '+923001234567', deposit: money(200000), allergies: {state: 'known', items: [{name: 'penicillin', reaction: 'rash'}]}};
const departments = [{id: '1', name: 'Medicine'}, {id: '2', name: 'Surgery'}, {id: '3', name: 'شعبہ اطفال'}];

/** Registration: every kind of field. @param {any} [options] of the form */
export function registration(options = {}) {
    const entry = form({autofocus: 'phone', label: t('word.registration'), finish: async () => ({}), ...options},
        card({title: t('word.patient')},
            phoneField({name: 'phone', label: t('word.phone'), required: true, none: true}),
            textField({name: 'name', label: t('word.name'), required: true, width: 'full'}),
            textField({name: 'guardian', label: t('word.guardianName'), width: 'full'}),
            choiceField({name: 'sex', label: t('word.sex'), required: true, options: ['male', 'female', 'other'].map(value => ({value, label: t(`word.${value}`)}))}),
            birthField({name: 'birth', label: t('word.age'), required: true}),
            cnicField({name: 'cnic', label: t('word.cnic')})),
        card({title: t('word.visit')}, h('div.columns.columns-2',
            pickField({name: 'department', label: t('word.department'), required: true, width: 'full', source: departments}),
            selectField({name: 'doctor', label: t('word.doctor'), width: 'full', options: [{value: '1', label: 'Dr Zafar Iqbal'}, {value: '2', label: 'ڈاکٹر نادیہ حسن'}]}))));
    const side = card({title: t('word.patients')}, h('div.stack', h('strong', v.name(person.name)), v.age(person.birthDate), v.phone(person.phone), status('ok', t('word.paid'))));
    return {entry, view: page({title: t('word.registration'), main: entry, side, info: [t('word.token'), v.id('A 047')],
        actions: [button({label: t('word.reprint'), key: 'Alt+R', icon: 'printer', run: () => {}}), finishButton(entry)]})};
}

/** A bill with lines and three ways of paying. */
export function bill() {
    const rows = [{name: 'CBC', quantity: 1, rate: money(65000)}, {name: 'X-ray chest', quantity: 2, rate: money(120000)}, {name: 'معائنہ فیس', quantity: 1, rate: money(40000)}];
    const grid = lines({caption: t('word.items'), name: 'lines', quantity: 'quantity', rows, columns: [
        {id: 'name', label: t('word.item'), cell: row => v.text(row.name)},
        {id: 'quantity', label: t('word.quantity'), kind: 'num', edit: 'number', width: '6em', cell: row => v.num(row.quantity)},
        {id: 'rate', label: t('word.rate'), kind: 'money', width: '8em', cell: row => v.money(row.rate, {symbol: false})},
        {id: 'total', label: t('word.amount'), kind: 'money', width: '9em', cell: row => v.money(money(row.quantity * row.rate.amount), {symbol: false})}]});
    const pay = tender({due: money(345000), notes: [50000, 100000, 500000], methods: [
        {id: 'deposit', label: t('word.deposit'), kind: 'deposit', max: money(200000)}, {id: 'card', label: t('word.card'), kind: 'card', reference: 'required'},
        {id: 'wallet', label: t('word.wallet'), kind: 'wallet', reference: 'optional'}, {id: 'cash', label: t('word.cash'), kind: 'cash'}]});
    const entry = form({layout: 'top', finish: async () => ({})}, pickField({name: 'add', label: t('word.add'), key: 'F4', keep: false, width: 'full', source: departments}), card({}, grid),
        noteField({name: 'note', label: t('word.note'), rows: 1}));
    return {grid, pay, entry, view: page({title: t('word.bill'), banner: banner(person), main: entry, side: card({title: t('word.amountDue'), key: 'F8'}, pay),
        actions: [button({label: t('word.cancel'), kind: 'danger', icon: 'close'}), button({label: t('word.discount'), icon: 'tag'}), finishButton(entry, {label: t('word.receipt')})]})};
}

const STATES = [['ok', 'word.paid'], ['wait', 'word.remaining'], ['neutral', 'word.cancelled'], ['danger', 'word.criticalResult'], ['info', 'word.occupied']];
const NAMES = ['محمد عثمان چوہدری', 'Ahmad Ali', 'फ़ातिमा बेगम', 'چیچہ وطنی والا خان', 'أحمد بن علي الحربي'];

/** @param {number} count */
export const rows = count => Array.from({length: count}, (_, index) => ({id: String(index + 1), name: NAMES[index % 5], state: index % 5, amount: money((index * 73512) % 900000), birth: `19${50 + index % 40}-03-0${1 + index % 9}`}));

/** A list. @param {any} [options] of the table */
export function list(options = {}) {
    const grid = table({caption: t('word.queue'), items: rows(25), rowPath: row => `/bills/${row.id}`, sort: 'token', rowMenu: () => [{label: t('word.open'), run: () => {}}], columns: [
        {id: 'token', label: t('word.token'), cell: row => v.id(`A ${row.id.padStart(3, '0')}`), sort: true}, {id: 'name', label: t('word.name'), cell: row => v.name(row.name)},
        {id: 'age', label: t('word.age'), cell: row => v.age(row.birth)}, {id: 'date', label: t('word.birthDate'), kind: 'date', cell: row => v.date(row.birth)},
        {id: 'amount', label: t('word.amount'), kind: 'money', cell: row => v.money(row.amount, {symbol: false})},
        {id: 'state', label: t('word.status'), cell: row => status(STATES[row.state][0], t(STATES[row.state][1]))}], ...options});
    return {grid, view: page({title: t('word.queue'), main: card({}, grid), tools: [button({label: t('word.new'), icon: 'add', key: 'Alt+N', kind: 'primary'})]})};
}

/** Every state that a region can be in. */
export function states() {
    return page({title: t('word.status'), main: h('div.columns.columns-3',
        card({title: t('word.status')}, h('div.row', STATES.map(([meaning, key]) => status(meaning, t(key))))),
        card({title: t('word.none')}, emptyState({icon: 'queue', title: t('shell.unsent.none'), hint: t('shell.noWork.hint'), action: button({label: t('word.new'), kind: 'primary', icon: 'add'})})),
        card({title: t('word.result')}, problemBox(new Problem({status: 500, code: 'app.internal', incident: 'f3a9-11'}), {retry() {}}), problemBox(new Problem({}, 'offline')), notice('wait', t('shell.link.slow')), notice('ok', t('word.verified'))),
        card({title: t('word.details')}, facts([[t('word.name'), v.name(person.name)], [t('word.date'), v.dateTime('2026-11-21T05:41:00Z')], [t('word.amount'), v.money(money(-50000))],
            [t('word.phone'), v.phone(person.phone)], [t('word.cnic'), v.cnic('3520212345671')], [t('word.age'), v.age('2019-05-05')]])),
        card({title: t('word.edit')}, form({finish: async () => ({})}, dateField({name: 'day', label: t('word.date'), near: true, value: '2026-11-21'}), moneyField({name: 'sum', label: t('word.amount'), value: money(1250050)}))))});
}

/** Words whose ink hangs furthest out of the line. */
export const PROBE = ['گنیں', 'پیشگی رقم', 'چیچہ وطنی'];
