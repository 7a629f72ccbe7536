import type { Problem } from '$lib/api/problem';
import { backoff } from '$lib/api/stream';
import type { Ballot, Choices } from '$lib/api/types';
import { KeptBallots, type Kept } from '$lib/vote/kept';
import { canonical, choicesOf } from '$lib/vote/opening';
import { promises } from '$lib/vote/receipt';
import type { Store } from '$lib/vote/store';
import { deliver, type Fate, type Wait } from './delivery';
import { newParcel, Outbox, type Parcel } from './parcel';
import type { Port } from './port';

/** My ballot as the server has it, with its receipt. */
export type Sent = Kept & { read: Choices };

/** Which ballot it is: of whom, in which round, under which rules. */
export type Place = Pick<Parcel, 'round' | 'account' | 'rules'>;

export interface PostOptions {
	port: Port;
	store: Store;
	/** Told when the server has taken a ballot, also one that had to wait. */
	onsent?: () => void;
	/** Milliseconds before attempt n+1. */
	wait?: (attempt: number) => number;
	/** Its receipts promise nothing. */
	practice?: boolean;
}

/** The way of one voter's ballots to the server: what waits on this device, what arrived, and what became of what did not. */
export class Post {
	/** What the server has; its choices are empty if it was taken back. */
	sent = $state.raw<Sent>();
	/** What is on its way, or waits on this device. */
	parcel = $state.raw<Parcel>();
	sending = $state(false);
	/** Why it waits. */
	why = $state<Wait>('unreachable');
	/** Why it was refused. */
	problem = $state.raw<Problem>();
	/** Another window or device sent a newer one, so mine was not sent. */
	conflict = $state.raw<{ theirs: Ballot; mine: Parcel }>();
	/** The round closed before an answer came; `unsure` if the server may have it all the same. */
	late = $state<'missed' | 'unsure'>();
	/** The receipt that came back is not for this ballot. */
	doubtful = $state(false);
	/** This device keeps what is to be sent. */
	keeps = $state(true);

	readonly #outbox: Outbox;
	readonly #kept: KeptBallots;
	readonly #wait: (attempt: number) => number;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#attempt = 0;
	#rebased = 0;

	/** `stored` is what the server has; 'unknown' if it could not be asked. */
	constructor(
		private readonly place: Place,
		stored: Ballot | undefined | 'unknown',
		private readonly options: PostOptions
	) {
		this.#outbox = new Outbox(options.store);
		this.#kept = new KeptBallots(place.round, place.account, options.store);
		this.#wait = options.wait ?? backoff;
		if (stored === 'unknown') this.#settle(this.#kept.sent);
		else if (stored) this.take(stored);
		this.parcel = this.#outbox.read(place.round, place.account);
		if (this.parcel && this.parcel.commitment === this.sent?.commitment) this.#drop();
	}

	/** Sends what waits, and again later when it should be tried. Ends with the returned function. */
	start(): () => void {
		void this.#carry();
		return () => clearTimeout(this.#timer);
	}

	/** Sends choices in their canonical form. Ends when it is known what became of this attempt. */
	async send(choices: string): Promise<void> {
		if (this.sending) return;
		[this.problem, this.conflict, this.late] = [undefined, undefined, undefined];
		[this.#attempt, this.#rebased] = [0, 0];
		this.#pack(choices, this.sent);
		await this.#carry();
	}

	/** Tries at once to send what waits: somebody asked for it, or the device is online again. */
	async again(): Promise<void> {
		this.#attempt = 0;
		await this.#carry();
	}

	/** The round has closed: what waits was too late. */
	close(): void {
		clearTimeout(this.#timer);
		if (this.parcel && !this.sending) this.#miss(this.parcel);
	}

	/** Takes what the server has for what is sent, and keeps it with its receipt. */
	take({ choices, revision, nonce, commitment, receipt, sent_at }: Ballot): void {
		const before = this.#kept.find(commitment);
		const kept = { revision, nonce, choices: canonical(choices), commitment, receipt, sentAt: sent_at ?? before?.sentAt ?? '', key: before?.key ?? '' };
		const { round, rules } = this.place;
		this.doubtful = !this.options.practice && !promises(receipt, { round, rules, commitment, revision });
		this.#kept.keep(kept);
		this.#settle(kept);
		if (!kept.key) void this.#note(kept);
	}

	/** Notes with which key the ledger signs now: another one later is a reason to ask. */
	async #note(kept: Kept): Promise<void> {
		const key = await this.options.port.ledgerKey();
		if (!key) return;
		this.#kept.keep({ ...kept, key });
		if (this.sent?.commitment === kept.commitment) this.#settle({ ...kept, key });
	}

	/** Keeps a parcel and its opening before anything leaves: without the nonce nobody could show later whose it was. */
	#pack(choices: string, after: { revision: number } | undefined): void {
		const parcel = newParcel(this.place, (after?.revision ?? 0) + 1, choices);
		const { revision, nonce, commitment } = parcel;
		const kept = this.#kept.keep({ revision, nonce, choices, commitment, receipt: '', sentAt: '', key: '' });
		this.parcel = parcel;
		this.keeps = this.#outbox.keep(parcel) && kept;
	}

	async #carry(): Promise<void> {
		clearTimeout(this.#timer);
		if (!this.parcel || this.sending) return;
		this.sending = true;
		try {
			await this.#attemptOnce(this.parcel);
		} finally {
			this.sending = false;
		}
	}

	async #attemptOnce(parcel: Parcel): Promise<void> {
		await this.#met(await deliver(parcel, this.options.port, this.#outbox), parcel);
	}

	async #met(fate: Fate, parcel: Parcel): Promise<void> {
		if (fate.is === 'waiting') return this.#later(fate.why, fate.retryAfter);
		if (fate.is === 'outdated') return this.#compare(parcel);
		if (fate.is === 'closed') return this.#miss(parcel);
		this.#drop();
		if (fate.is === 'refused') this.problem = fate.problem;
		else this.#arrived(fate.ballot, parcel);
	}

	/** The answer has to be about what was sent. */
	#arrived(ballot: Ballot, parcel: Parcel): void {
		this.take({ ...ballot, choices: choicesOf(parcel.choices) ?? {}, revision: parcel.revision, nonce: parcel.nonce, commitment: parcel.commitment });
		this.options.onsent?.();
	}

	#later(why: Wait, after = 0): void {
		this.why = why;
		this.#timer = setTimeout(() => void this.#carry(), Math.max(after, this.#wait(this.#attempt++)));
	}

	/** Looks at what the server has. What this device sent itself is followed up; what came from elsewhere is shown. */
	async #compare(parcel: Parcel): Promise<void> {
		const there = await this.options.port.read().catch(() => 'unknown' as const);
		if (there === 'unknown') return this.#later('unreachable');
		if (there?.commitment === parcel.commitment || (there && canonical(there.choices) === parcel.choices)) return this.#same(there);
		if (there && (!this.#kept.find(there.commitment) || this.#rebased > 1)) {
			this.#drop();
			this.conflict = { theirs: there, mine: parcel };
			return;
		}
		this.#rebased++;
		if (there) this.take(there);
		else this.sent = undefined;
		this.#pack(parcel.choices, there);
		if (this.parcel) await this.#attemptOnce(this.parcel);
	}

	/** What is there says the same as what was to be sent. */
	#same(there: Ballot): void {
		this.#drop();
		this.take(there);
		this.options.onsent?.();
	}

	#miss(parcel: Parcel): void {
		this.late = parcel.tried ? 'unsure' : 'missed';
		this.#drop();
	}

	#drop(): void {
		if (this.parcel) this.#outbox.drop(this.parcel);
		this.parcel = undefined;
	}

	#settle(kept: Kept | undefined): void {
		this.sent = kept && { ...kept, read: choicesOf(kept.choices) ?? {} };
	}
}
