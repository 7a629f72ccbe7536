import { m } from '$lib/text/paraglide/messages';

interface ProblemBody {
	type?: string;
	title?: string;
	detail?: string;
	status?: number;
	errors?: { location?: string; message?: string }[];
}

const kinds = 'urn:folkmoot:problem:';

/** What a request that failed has to say. `status` is 0 when the server was not reached. */
export class Problem extends Error {
	override readonly name = 'Problem';

	constructor(
		readonly status: number,
		readonly title: string,
		readonly detail: string,
		/** Sentences by the name of the field; what belongs to no field is in `detail`. */
		readonly errors: Record<string, string> = {},
		/** Tells apart what has the same status: `conflict`, `closed`; empty if the server did not say. */
		readonly kind = '',
		/** Milliseconds after which the server would like to be asked again. */
		readonly retryAfter?: number
	) {
		super(detail || title);
	}

	/** The request never reached the server, or no answer came back. */
	static unreachable(): Problem {
		return new Problem(0, m.problem_unreachable_title(), m.problem_unreachable_detail());
	}

	static fromBody(status: number, body: unknown, retryAfter?: number): Problem {
		const { type, title, detail, errors } = isProblemBody(body) ? body : {};
		const byField = fieldErrors(errors ?? []);
		const kind = type?.startsWith(kinds) ? type.slice(kinds.length) : '';
		if (status === 404) return new Problem(404, m.problem_missing_title(), m.problem_missing_detail(), byField, kind);
		if (status >= 500) return new Problem(status, m.problem_server_title(), detail || m.problem_server_detail(), byField, kind, retryAfter);
		return new Problem(status, title || m.problem_title(), detail ?? '', byField, kind, retryAfter);
	}

	/** Any thrown thing as a problem. */
	static from(thrown: unknown): Problem {
		return thrown instanceof Problem ? thrown : Problem.unreachable();
	}
}

/** The data of a reply of the client; throws a Problem for anything else. */
export async function unwrap<T>(
	reply: Promise<{ data?: T; error?: unknown; response: Response }>
): Promise<T> {
	const { data, error, response } = await reply.catch((thrown: unknown) => {
		throw Problem.from(thrown);
	});
	if (!response.ok) throw Problem.fromBody(response.status, error, retryAfter(response.headers?.get('Retry-After')));
	return data as T;
}

/** Seconds, or a date (RFC 9110, section 10.2.3), in milliseconds from now. */
function retryAfter(value: string | null | undefined): number | undefined {
	if (!value) return undefined;
	const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
	return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

/** `body.slots[0].minutes` becomes `slots.0.minutes`; the first sentence for a field is kept. */
function fieldErrors(errors: NonNullable<ProblemBody['errors']>): Record<string, string> {
	const byField: Record<string, string> = {};
	for (const { location = '', message = '' } of errors) {
		const field = location.replace(/^(body|query|path|form)\.?/, '').replace(/\[(\d+)\]/g, '.$1');
		byField[field] ??= message;
	}
	return byField;
}

function isProblemBody(body: unknown): body is ProblemBody {
	return typeof body === 'object' && body !== null;
}
