import { api } from '$lib/api/client';
import { unwrap } from '$lib/api/problem';
import type { AmendmentTarget, CommonText, TextVersion } from '$lib/api/types';
import { m } from '$lib/text/paraglide/messages';

/** The words of a page about a text that the process holds in common. */
export const wordsOf = {
	purpose: {
		page: 'purpose',
		title: m.purpose_title,
		hint: m.purpose_hint,
		missing: m.purpose_missing,
		save: m.purpose_save,
		saved: m.purpose_saved,
		propose: m.amendment_new_purpose,
		amendment: m.amendment_page_purpose,
		versions: m.versions_purpose
	},
	agreement: {
		page: 'agreements',
		title: m.agreement_title,
		hint: m.agreement_hint,
		missing: m.agreement_missing,
		save: m.agreement_save,
		saved: m.agreement_saved,
		propose: m.amendment_new_agreement,
		amendment: m.amendment_page_agreement,
		versions: m.versions_agreement
	}
} as const;

/** Where a text stands. */
export function pageOf(process: string, target: AmendmentTarget): string {
	return `/processes/${process}/${wordsOf[target].page}`;
}

/** The present version of a text. */
export function readText(process: string, target: AmendmentTarget): Promise<CommonText> {
	const params = { path: { process } };
	return target === 'purpose'
		? unwrap(api.GET('/processes/{process}/purpose', { params }))
		: unwrap(api.GET('/processes/{process}/agreement', { params }));
}

/** Writes the next version of a text directly. */
export function writeText(
	process: string,
	target: AmendmentTarget,
	body: { text: string; reason: string; version: number },
	headers: { 'Idempotency-Key': string }
): Promise<CommonText> {
	const params = { path: { process } };
	return target === 'purpose'
		? unwrap(api.PUT('/processes/{process}/purpose', { params, body, headers }))
		: unwrap(api.PUT('/processes/{process}/agreement', { params, body, headers }));
}

/** A page of the versions of a text, the latest first. */
export function readVersions(
	process: string,
	target: AmendmentTarget,
	query: { after: string | undefined; limit: number }
): Promise<{ items: TextVersion[]; next: string }> {
	const params = { path: { process }, query };
	return target === 'purpose'
		? unwrap(api.GET('/processes/{process}/purpose/versions', { params }))
		: unwrap(api.GET('/processes/{process}/agreement/versions', { params }));
}
