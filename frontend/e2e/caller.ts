import { createHash, randomBytes } from 'node:crypto';
import type { components } from '../src/lib/api/schema';
import { expect, type Person } from './kit';

type Schemas = components['schemas'];
type Round = Schemas['Round'];

/** Somebody who calls the API, for what a journey needs and does not show. Their browser is signed in as well. */
export class Caller {
	private constructor(
		readonly person: Person,
		private readonly token: string
	) {}

	/** The first organiser of a fresh server. */
	static async first(person: Person, name: string, email: string): Promise<Caller> {
		const body = { token: person.server.link.split('#')[1] ?? '', display_name: name, email };
		const { access_token } = await send<Schemas['Session']>(person, 'POST', '/session/first', body);
		return new Caller(person, access_token);
	}

	/** Somebody who comes with the letter that invites them. */
	static async invited(person: Person, name: string, email: string): Promise<Caller> {
		const token = /\/join#(\S+)/.exec(await person.server.letter(email))?.[1] ?? '';
		const { session } = await send<Schemas['Joined']>(person, 'POST', '/invitations/accept', { token, display_name: name });
		return new Caller(person, session?.access_token ?? '');
	}

	/** Somebody on another device of theirs. */
	static async signsIn(person: Person, email: string): Promise<Caller> {
		await send(person, 'POST', '/session/codes', { email });
		let code = '';
		await expect.poll(async () => (code = /\n {4}(\d{6})\r?\n/.exec(await person.server.letter(email))?.[1] ?? '')).not.toBe('');
		const { access_token } = await send<Schemas['Session']>(person, 'POST', '/session', { email, code });
		return new Caller(person, access_token);
	}

	call<T>(method: string, path: string, body?: unknown): Promise<T> {
		return send<T>(this.person, method, path, body, this.token);
	}

	/** A proposal with minutes, ready for a round. */
	async proposes(process: string, body: Partial<Schemas['NewProposalBody']> & { title: string }, minutes: number): Promise<string> {
		const { id, version } = await this.call<Schemas['Proposal']>('POST', `/processes/${process}/proposals`, { kind: 'agenda_item', minutes, ...body });
		await this.call('PUT', `/proposals/${id}/cost`, { minutes, reason: '', version });
		return id;
	}

	/** A round that is open, with these terms. */
	async opens(process: string, round: Pick<Schemas['NewRoundBody'], 'title' | 'proposals' | 'ballot'>, paper: Schemas['NewTermsBody']['paper']): Promise<Round> {
		const closes_at = new Date(Date.now() + 3 * 86_400_000).toISOString();
		const draft = await this.call<Round>('POST', `/processes/${process}/rounds`, { budget: 60, rule: 'equal-shares/v1', closes_at, ...round });
		await this.call('PUT', `/rounds/${draft.id}/terms`, { publication: 'totals', paper });
		return this.call<Round>('POST', `/rounds/${draft.id}/open`);
	}

	/** Sends a first ballot, with its commitment as docs/bundle.md has it. */
	async votes({ id, rules_hash }: Round, choices: Record<string, number>): Promise<void> {
		const nonce = randomBytes(32).toString('hex');
		const lines = ['folkmoot/ballot/v1', id, rules_hash, '1', nonce, JSON.stringify(choices)];
		const commitment = createHash('sha256').update(lines.map((line) => `${line}\n`).join('')).digest('hex');
		await this.call('PUT', `/rounds/${id}/ballot`, { choices, revision: 1, nonce, commitment });
	}
}

async function send<T>(person: Person, method: string, path: string, body?: unknown, token?: string): Promise<T> {
	const headers = token ? { Authorization: `Bearer ${token}`, 'Idempotency-Key': randomBytes(16).toString('hex') } : undefined;
	const reply = await person.context.request.fetch(`/api/v1${path}`, { method, data: body, headers });
	if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${await reply.text()}`);
	return (reply.status() === 204 ? undefined : await reply.json()) as T;
}
