/** One bill: its lines, its payments, what is left; just after a payment also the change and the receipt on its way. */
import {h, v, t, styles, replace, page, card, banner, table, button, form, finishButton, confirm, notice, printChip, toast} from '../../ui/index.js';
import {api, newKey} from '../../app/api.js';
import {session} from '../../app/session.js';
import {store} from '../../app/store.js';
import {events} from '../../app/events.js';
import {go} from '../../app/router.js';
import {bannerOf} from '../common/people.js';
import {stationNotice} from '../common/station.js';
import {billStatus} from './columns.js';
import {paying, nudge, methodWord} from './paying.js';
import {wireTenders} from './sums.js';
import {askPaper, picture, printAgain, showPaper} from './papers.js';
import {RESULT} from './entry.js';

class BillPage {
    constructor(ctx, bill, person) {
        Object.assign(this, {ctx, bill, person});
        const result = store.get(RESULT);
        this.result = result?.bill?.id === bill.id ? result : null;
        this.job = this.result?.printJobID ?? null;
        this.documentID = this.result?.documentID ?? null;
        this.top = h('div.stack');
        this.body = h('div.stack');
        this.side = h('div.stack');
        this.cancelKey = newKey();
    }

    /** The payment that the address names: it was just made, or is looked at again. */
    get payment() { return this.bill.payments.find(one => one.id === this.ctx.query.receipt) ?? null; }

    drawTop() {
        const {payment, bill} = this;
        replace(this.top, payment && card({class: 'result'}, h('div.result-line',
            h('div.grow', h('p', h('strong', t('billing.result.paid', {amount: v.money(payment.amount)}))), h('p.muted', t('word.receipt'), ' ', h('strong', v.id(payment.receiptNumber)), ' · ', t('word.bill'), ' ', v.id(bill.number)),
                this.job && session.can('printing.view') && printChip({job: this.job})),
            payment.change.amount > 0 && h('div.result-change', {role: 'status'}, h('span', t('word.change')), h('strong', v.money(payment.change))),
            session.can('billing.issue') && button({label: t('billing.next'), key: 'Alt+N', icon: 'next', kind: bill.left.amount > 0 ? undefined : 'primary', class: 'next-bill', run: () => go('/billing')}))),
        !payment && this.job && session.can('printing.view') && printChip({job: this.job}));
        if (bill.left.amount === 0 || bill.status === 'cancelled') this.top.querySelector('.next-bill')?.setAttribute('data-autofocus', '');
    }

    drawBody() {
        const {bill} = this;
        const sum = (label, money, strong = false) => h('p.bill-sum', {class: strong && 'is-due'}, h('span', label), h('strong', v.money(money)));
        replace(this.body, card({title: t('word.bill'), tools: billStatus(bill.status)},
            h('p.bill-head.muted', h('span', v.id(bill.number)), h('span', v.dateTime(bill.issuedAt)), h('span', t('billing.by', {name: v.name(bill.issuedByName)})), bill.token && h('span', t('word.token'), ' ', v.id(bill.token))),
            bill.status === 'cancelled' && notice('neutral', t('billing.cancelledBy', {name: v.name(bill.cancelledByName), time: v.dateTime(bill.cancelledAt), reason: v.text(bill.cancelReason)})),
            table({caption: t('word.items'), items: bill.lines, rowKey: line => line.position, columns: [
                {id: 'name', label: t('word.item'), cell: line => v.local(line.name)},
                {id: 'code', label: t('billing.code'), priority: 2, cell: line => v.id(line.code)},
                {id: 'quantity', label: t('word.quantity'), kind: 'num', cell: line => v.num(line.quantity)},
                {id: 'rate', label: t('word.rate'), kind: 'money', cell: line => v.money(line.unitPrice, {symbol: false})},
                {id: 'amount', label: t('word.amount'), kind: 'money', cell: line => v.money(line.gross, {symbol: false})},
            ]}),
            h('div.totals', bill.discount.amount > 0 && [sum(t('billing.gross'), bill.gross), sum(bill.discountReason ? t('billing.discountFor', {reason: v.text(bill.discountReason)}) : t('word.discount'), {...bill.discount, amount: -bill.discount.amount})],
                sum(t('word.total'), bill.total, true), bill.payments.length > 0 && sum(t('word.paid'), bill.paid), bill.rounding.amount !== 0 && sum(t('billing.paper.rounding'), bill.rounding), bill.left.amount > 0 && bill.status !== 'cancelled' && sum(t('word.remaining'), bill.left, true))));
    }

    drawSide() {
        const {bill} = this;
        const isOpen = bill.left.amount > 0 && bill.status !== 'cancelled' && session.can('billing.collect');
        const payments = bill.payments.length > 0 && card({title: t('billing.payments')}, [...bill.payments].reverse().map(one => h('div.payment',
            h('p.payment-head', h('strong', v.id(one.receiptNumber)), h('strong', v.money(one.amount))),
            h('p.muted.small', v.dateTime(one.receivedAt), ' · ', v.name(one.receivedByName)),
            one.tenders.map(tender => h('p.bill-sum.small', h('span', methodWord(tender.method), tender.reference && [' ', v.id(tender.reference)]), v.money(tender.amount))))));
        replace(this.side, isOpen && this.payForm(), this.documentID && session.can('printing.preview') && card({title: t('billing.paper.preview')},
            h('button.link', {type: 'button', 'aria-label': t('billing.paper.preview'), onclick: () => showPaper(this.documentID)}, picture(this.documentID, t('billing.paper.preview')))), payments);
        this.finish?.remove();
        this.finish = null;
        if (isOpen) this.finish = this.payButton;
    }

    /** What is left, paid here: the same panel and the same rule as at the cashier's. */
    payForm() {
        const {bill} = this;
        const panel = paying(bill.left);
        const entry = form({layout: 'top', draft: {name: 'billing.pay', id: bill.id}, label: t('billing.draftPay'),
            finish: (_, {key}) => api.post(`/api/bills/${encodeURIComponent(bill.id)}/payments`, {tenders: wireTenders(panel.value)}, {key, version: bill.version}),
            done: answer => { store.set(RESULT, answer); go(`/billing/${encodeURIComponent(bill.id)}?receipt=${encodeURIComponent(answer.payment.id)}`, {replace: true}); }}, panel);
        this.payButton = finishButton(entry, {label: t('billing.finish'), icon: 'receipt'});
        const show = () => replace(this.payButton.querySelector('.button-word'), panel.ready ? t('billing.finish.take', {amount: v.money(panel.due)}) : t('billing.finish'));
        panel.addEventListener('tender-change', show);
        panel.addEventListener('tender-complete', () => nudge(this.payButton));
        return card({title: t('billing.payRest'), key: 'F8', class: 'pay'}, entry);
    }

    async reprint(wanted) {
        const printed = await printAgain(this.bill.id, wanted);
        this.job = printed.printJobID;
        this.documentID = printed.documentID;
        this.drawTop();
        this.drawSide();
        this.drawActions();
        toast(t('billing.printed.copy', {number: printed.copy}));
    }

    async print() {
        const printed = await askPaper(this.bill);
        if (!printed) return;
        this.job = printed.printJobID;
        this.documentID = printed.documentID;
        this.drawTop();
        this.drawSide();
        this.drawActions();
    }

    async cancel() {
        const {bill} = this;
        const answer = await confirm({grade: 3, title: t('billing.cancel.title', {number: v.id(bill.number)}), body: t('billing.cancel.sentence'), action: t('billing.cancel'), keep: t('billing.cancel.keep')});
        if (!answer) return;
        try {
            this.bill = await api.post(`/api/bills/${encodeURIComponent(bill.id)}/cancel`, {reason: answer.reason}, {key: this.cancelKey, version: bill.version});
            this.show();
        } catch (error) {
            // Somebody was faster: what stands there now is shown before anything is tried again.
            if (error.code === 'app.stale') await this.read();
            throw error;
        }
    }

    async read() {
        const fresh = await api.get(`/api/bills/${encodeURIComponent(this.bill.id)}`, {signal: this.ctx.signal});
        if (fresh.version === this.bill.version) return;
        this.bill = fresh;
        this.show();
    }

    drawActions() {
        const {bill, view} = this;
        const may = session.can('billing.reprint') && bill.status !== 'cancelled';
        const actions = [
            session.can('billing.cancel') && bill.status === 'issued' && button({label: t('billing.cancel'), busyLabel: t('billing.cancel'), kind: 'danger', icon: 'trash', run: () => this.cancel()}),
            h('span.grow'),
            session.can('audit.read') && button({label: t('auditTrail.visitors.title'), kind: 'quiet', icon: 'eye', run: () => go(`/audit/patients/${encodeURIComponent(bill.patientID)}`)}),
            may && button({label: t('billing.print.other'), busyLabel: t('billing.print.other'), icon: 'printer', run: () => this.print()}),
            may && button({label: bill.payments.length ? t('billing.reprint') : t('billing.print.bill'), key: 'Alt+R', icon: 'printer', run: () => this.reprint(bill.payments.length ? {kind: 'receipt', ...this.payment && {paymentID: this.payment.id}} : {kind: 'bill'})}),
            this.finish,
        ].filter(Boolean);
        replace(view.querySelector('.page-actions'), actions);
    }

    show() {
        this.drawTop();
        this.drawBody();
        this.drawSide();
        this.drawActions();
        this.place?.remove();
        this.place = this.finish && stationNotice(this.finish, this.ctx.signal);
        if (this.place) this.top.before(this.place);
    }

    draw() {
        this.view = page({title: t('word.bill'), banner: banner(bannerOf(this.person)), main: [this.top, this.body], side: this.side, info: ' '});
        this.show();
        events.on('billing', () => this.read().catch(() => {}), {signal: this.ctx.signal});
        this.ctx.onScan({bill: scan => this.ctx.go(`/bills?number=${encodeURIComponent(scan.number)}`)});
        return this.view;
    }
}

/** @param {import('../../app/router.js').Context} ctx */
export default async function billPage(ctx) {
    styles('counter');
    styles('billing');
    const bill = await api.get(`/api/bills/${encodeURIComponent(ctx.params.id)}`, {signal: ctx.signal});
    ctx.setPatient(bill.patientID);
    ctx.setTitle(v.id(bill.number));
    // Who the patient is beyond the bill may be closed to this person; the bill itself knows name and number.
    const person = session.can('patients.read') ? await api.get(`/api/patients/${encodeURIComponent(bill.patientID)}`, {signal: ctx.signal}) : bill.patient;
    return new BillPage(ctx, bill, person).draw();
}
