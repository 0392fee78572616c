/**
 * A bill being made. Two commands finish it, issue and payment, each with a key kept in the draft: when the line breaks
 * in between, F9 goes on where it stopped and nothing happens twice.
 */
import {h, v, t, replace, page, form, finishButton, card, lines, pickField, button, notice, confirm, stack} from '../../ui/index.js';
import {api, Problem} from '../../app/api.js';
import {session} from '../../app/session.js';
import {store} from '../../app/store.js';
import {go} from '../../app/router.js';
import {chosen} from '../counter/chosen.js';
import {stationNotice} from '../common/station.js';
import {services, placeName, placeWords} from '../common/places.js';
import {grossOf, discountOf, addLine, wireLines, wireDiscount, wireTenders} from './sums.js';
import {paying, nudge} from './paying.js';
import {askDiscount} from './discount.js';

/** One bill after its payment, for the page that shows it. */
export const RESULT = 'billing.result';

export class BillEntry {
    /** @param {import('../../app/router.js').Context} ctx @param {any} person @param {any} visit or null */
    constructor(ctx, person, visit) {
        Object.assign(this, {ctx, person, visit});
        this.currency = session.hospital.currency.code;
        this.discount = chosen('discount');
        /** What the server has of it: `sent` while an answer is missing, the bill once it is issued. */
        this.sent = chosen('sent');
        this.whose = chosen('whose');
        this.whose.held = {name: person.names.primary};
        this.quote = null;
        this.lines = lines({caption: t('word.items'), name: 'lines', quantity: 'quantity', columns: this.columns(), adder: () => this.adder.focusField(),
            empty: {icon: 'bill', title: t('billing.empty'), hint: t('billing.empty.hint')}, problem: rows => rows.length ? null : t('field.billing.field.noLines')});
        this.adder = pickField({name: 'add', label: t('billing.add'), key: 'F4', keep: false, width: 'full', source: [], placeholder: t('billing.add.hint'),
            show: placeName, words: placeWords, row: item => [h('span.grow', v.local(item.name)), h('span.muted', v.id(item.code)), item.price ? v.money(item.price) : h('span.muted', t('billing.noPrice'))]});
        this.tender = paying(this.money(0));
        this.sums = h('div.bill-sums');
        this.state = h('div.bill-state');
        this.charges = h('div');
        this.form = form({layout: 'top', draft: {name: 'billing.bill', id: visit ? `visit-${visit.id}` : `patient-${person.id}`}, autofocus: 'add', label: t('billing.draft'),
            finish: (values, {key}) => this.finish(values, key), done: answer => this.done(answer)},
        this.discount, this.sent, this.whose, this.state, this.charges, card({class: 'bill-items'}, this.adder, this.lines), this.side());
        this.listen();
    }

    money(amount) { return {amount, currency: this.currency}; }

    columns() {
        return [
            {id: 'name', label: t('word.item'), cell: line => v.local(line.name)},
            {id: 'quantity', label: t('word.quantity'), kind: 'num', edit: 'number', width: '6em', cell: line => v.num(line.quantity), set: (line, value) => { if (!line.chargeID) line.quantity = Math.min(999, value); }},
            {id: 'rate', label: t('word.rate'), kind: 'money', width: '7em', cell: line => v.money(line.price, {symbol: false})},
            {id: 'amount', label: t('word.amount'), kind: 'money', width: '8em', cell: line => v.money(this.money(line.quantity * line.price.amount), {symbol: false})},
        ];
    }

    side() {
        const pay = card({class: 'pay'}, this.sums, this.tender);
        return h('aside.pay-side', pay);
    }

    listen() {
        const {adder, lines: list, form: entry, tender, ctx} = this;
        services().then(all => { adder.control.source = all.filter(one => one.isActive !== false); }, error => entry.showProblem(error));
        document.addEventListener('sehat-language', () => { adder.control.folded = undefined; }, {signal: ctx.signal});
        adder.addEventListener('pick', event => this.add(event.detail.item, event.detail.quantity));
        // The box that adds is no value of the bill: what stands in it half typed must not stop the finish.
        adder.control.problem = () => null;
        list.addEventListener('line-change', () => this.changed());
        this.discount.addEventListener('chosen', () => this.changed());
        this.sent.addEventListener('chosen', () => this.showState());
        tender.addEventListener('tender-change', () => this.showSums());
        // A bill may be issued before it is paid, so an empty panel is no error here.
        tender.problem = () => this.unpaid ? null : Object.getPrototypeOf(tender).problem.call(tender);
        // Money is taken by F9 alone: Enter only shows where that is.
        tender.addEventListener('tender-complete', () => nudge(this.button));
        entry.addEventListener('form-change', () => this.showSums());
    }

    /** @param {any} service of the price list @param {number} quantity */
    add(service, quantity) {
        if (this.isFixed) return;
        if (!service.price) { this.form.showProblem(new Problem({status: 409, code: 'directory.price.missing', params: {service: v.local(service.name), day: v.date(session.now().toISOString())}})); return; }
        const rows = [...this.lines.rows];
        const at = addLine(rows, service, quantity);
        this.lines.rows = rows;
        this.lines.at.row = at;
        this.lines.stop();
        this.lines.cell()?.scrollIntoView({block: 'nearest'});
        this.form.changed({target: this.lines});
        this.changed();
    }

    get isFixed() { return Boolean(this.sent.value); }
    get gross() { return grossOf(this.lines.rows); }
    get total() { return this.quote?.total ?? this.sent.value?.bill?.left ?? this.money(this.gross - discountOf(this.gross, this.discount.value)); }

    changed() {
        this.quote = null;
        this.tender.total = this.total;
        this.showSums();
    }

    showSums() {
        const off = this.quote?.discount.amount ?? discountOf(this.gross, this.discount.value);
        const line = (label, money, name = '') => h('p.bill-sum', {class: name}, h('span', label), h('strong', v.money(money, {symbol: name === 'is-due'})));
        const name = this.discount.value?.kind === 'percent' ? t('billing.discountPercent', {percent: v.ltr(`${this.discount.value.figure / 100}%`)}) : t('word.discount');
        replace(this.sums, off > 0 && h('p.bill-less', h('span', t('billing.gross'), ' ', v.money(this.money(this.gross), {symbol: false})), h('span', name, ' ', v.money(this.money(-off), {symbol: false}))),
            line(t('word.amountDue'), this.tender.due.amount || !this.total.amount ? this.tender.due : this.total, 'is-due'));
        if (!this.button) return;
        const ready = this.lines.rows.length > 0 && this.tender.ready;
        replace(this.button.querySelector('.button-word'), this.total.amount === 0 && this.lines.rows.length ? t('billing.finish.free') : ready ? t('billing.finish.take', {amount: v.money(this.tender.due)}) : t('billing.finish'));
        this.button.disabledReason = !session.station ? t('shell.station.none') : null;
    }

    /** What the server already has can no longer be changed here. */
    showState() {
        const held = this.sent.value;
        this.lines.inert = this.adder.inert = Boolean(held);
        replace(this.state, held && (held.bill ? notice('info', t('billing.issuedOnly', {number: v.id(held.bill.number)})) : notice('wait', t('billing.noAnswer'))));
        this.showSums();
    }

    async askDiscount() {
        if (this.isFixed) return;
        const answer = await askDiscount(this.discount.value, this.money(this.gross));
        if (!answer) return;
        this.discount.value = answer.discount;
        this.form.changed({target: this.discount});
    }

    body() {
        return {patientID: this.person.id, ...this.visit && {encounterID: this.visit.id}, lines: wireLines(this.lines.rows), discount: wireDiscount(this.discount.value)};
    }

    /** F8: the server's sums, then the ways of paying. */
    async confirmSums() {
        if (!this.lines.rows.length) { this.form.check(); return; }
        if (!this.isFixed) {
            try {
                this.quote = await api.post('/api/bills/quote', this.body(), {signal: this.ctx.signal});
                replace(this.form.summary);
                this.tender.total = this.quote.total;
            } catch (error) {
                const problem = Problem.from(error);
                problem.fields = problem.fields.map(one => ({...one, field: one.field.split('.')[0]}));
                // Without a line the local sums do: the server decides when the bill is issued.
                if (!problem.uncertain) { this.form.showProblem(problem); return; }
            }
        }
        this.showSums();
        this.tender.focusField();
    }

    /** What charges wait for this patient: they are offered, not forced. */
    async offerCharges() {
        if (!session.can('ledger.read') || this.isFixed) return;
        const {items} = await api.get('/api/ledger/unbilled', {query: {patientID: this.person.id}, signal: this.ctx.signal});
        const open = items.filter(one => !this.lines.rows.some(line => line.chargeID === one.id));
        if (!open.length) return;
        replace(this.charges, notice('info', t('billing.unbilled', {count: open.length}), button({label: t('word.add'), kind: 'quiet', icon: 'add', run: () => {
            this.lines.rows = [...this.lines.rows, ...open.map(one => ({chargeID: one.id, serviceID: one.serviceID, code: one.code, name: one.name, price: one.unitPrice, quantity: one.quantity}))];
            replace(this.charges);
            this.form.changed({target: this.lines});
            this.changed();
        }})));
    }

    /** @param {any} values @param {string} key of the bill; the payment's is made from it, so both live in the draft */
    async finish(values, key) {
        const bill = this.sent.value?.bill ?? await this.issue(key);
        const rows = wireTenders(this.tender.value);
        if (this.unpaid || (!rows.length && bill.left.amount === 0)) return {bill};
        return api.post(`/api/bills/${encodeURIComponent(bill.id)}/payments`, {tenders: rows}, {key: `${key}-pay`, version: bill.version});
    }

    async issue(key) {
        const body = this.sent.value?.body ?? this.body();
        this.sent.value = {body};
        this.keep();
        try {
            const bill = await api.post('/api/bills', body, {key});
            this.sent.value = {body, bill};
            this.keep();
            return bill;
        } catch (error) {
            // A plain refusal: nothing was done, so everything may be changed again.
            if (!Problem.from(error).uncertain) { this.sent.value = null; this.keep(); }
            throw error;
        }
    }

    /** Into the draft at once, also in the middle of finishing. */
    keep() {
        const {form: entry} = this;
        const {busy} = entry;
        entry.busy = false;
        entry.dirty = true;
        entry.save(true);
        entry.busy = busy;
    }

    done(answer) {
        store.set(RESULT, answer);
        const paid = answer.payment ? `?receipt=${encodeURIComponent(answer.payment.id)}` : '';
        go(`/billing/${encodeURIComponent(answer.bill.id)}${paid}`, {replace: true});
    }

    /** Issues without taking money: the patient pays later, or elsewhere. */
    async later() {
        if (this.tender.value.length) {
            const sure = await confirm({title: t('billing.later.title'), body: t('billing.later.sentence'), action: t('billing.later'), keep: t('billing.later.keep'), danger: false});
            if (!sure) return;
        }
        this.unpaid = true;
        try { await this.form.finish(); } finally { this.unpaid = false; }
    }

    /** Throws the bill away while nothing of it is with the server. */
    async clear() {
        if (this.isFixed) { go(this.sent.value.bill ? `/billing/${encodeURIComponent(this.sent.value.bill.id)}` : '/bills'); return; }
        this.form.startAgain();
        this.whose.held = {name: this.person.names.primary};
        this.changed();
    }

    draw(head) {
        this.button = finishButton(this.form, {label: t('billing.finish'), icon: 'receipt'});
        const station = stationNotice(this.button, this.ctx.signal);
        const payKey = button({label: t('billing.pay'), key: 'F8', icon: 'cash', run: () => this.confirmSums()});
        const discount = session.can('billing.discount') && button({label: t('word.discount'), busyLabel: t('word.discount'), key: 'F3', icon: 'tag', run: () => this.askDiscount()});
        const later = button({label: t('billing.later'), kind: 'quiet', run: () => this.later()});
        this.showState();
        return page({title: t('billing.nav'), banner: head, main: stack(station, this.form), wide: true,
            info: [button({label: t('billing.clear'), kind: 'quiet', icon: 'undo', run: () => this.clear()})], actions: [later, discount, payKey, this.button].filter(Boolean)});
    }
}
