import { exact } from '$lib/text/date';
import { number } from '$lib/text/number';
import { m } from '$lib/text/paraglide/messages';
import { nameOf } from '$lib/verify/check-names';
import type { Verdict } from '$lib/verify/finding';
import type { Report } from '$lib/verify/verify';
import { limits, sentenceOf, verdictWord, whyOf, worthTelling } from './check-words';

/** "9 checks hold. 2 cannot be known from these files." */
export function sumOf({ results }: Report): string {
	const times = (verdict: Verdict): number => results.filter((result) => result.verdict === verdict).length;
	const sentences: [Verdict, typeof m.check_sum_holds][] = [['fails', m.check_sum_fails], ['holds', m.check_sum_holds], ['unknown', m.check_sum_unknown]];
	const said = sentences.filter(([verdict]) => times(verdict) > 0).sort(([a]) => (a === 'holds' ? -1 : 0));
	return said.map(([verdict, words]) => words({ count: times(verdict), number: number(times(verdict)) })).join(' ');
}

export function verdictOf({ verdict, about }: Report): string {
	if (!about) return m.check_verdict_unread();
	return verdict === 'fails' ? m.check_verdict_fails() : m.check_verdict_holds();
}

/** The whole report as text, to be kept or sent. */
export function textOf(report: Report): string {
	const { about, results } = report;
	const lines = [verdictOf(report), sumOf(report), ''];
	if (about) {
		lines.push(`${m.check_about_round()}: ${about.title} (${about.round})`, `${m.check_about_closed()}: ${exact(about.closedAt, 'UTC')}`);
		lines.push(`${m.check_about_ledger()}: ${about.origin}`, `${m.check_key()}: ${about.key}`, '');
	}
	for (const [place, result] of results.entries()) {
		lines.push(`${number(place + 1)}. ${nameOf[result.check]()}: ${verdictWord[result.verdict]()}. ${sentenceOf(result, about)}`);
		for (const finding of worthTelling(result)) {
			lines.push(`   - ${finding.what ? `${finding.what}: ` : ''}${whyOf(finding)}`);
			if (finding.found) lines.push(`     ${m.check_found()}: ${finding.found}`);
			if (finding.expected) lines.push(`     ${m.check_expected()}: ${finding.expected}`);
		}
	}
	lines.push('', `${m.check_limits()}:`, m.check_limit_claim(), ...limits.map((words) => `- ${words()}`), '', m.check_text_again(), '');
	return lines.join('\n');
}
