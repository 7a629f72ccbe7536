/** Marks that readers leave out when they search: accents, the points of Hebrew and Arabic, and what joins or parts letters unseen. */
const pointing = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670]|\u200b|\u200c|\u200d|\ufeff/gu;

/** Letters that Unicode does not take apart, as people type them who have no key for them. */
const letters: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ŧ: 't', æ: 'ae', œ: 'oe', þ: 'th', ß: 'ss', ς: 'σ' };

/** The key by which a text is searched, as the server makes it (internal/text): lower case, no accents, single spaces. */
export function fold(written: string): string {
	const bare = written.normalize('NFKD').toLowerCase().normalize('NFKD').replace(pointing, '');
	const spelled = bare.replace(/[łøđðħıŧæœþßς]/gu, (letter) => letters[letter] ?? letter);
	return spelled.normalize('NFC').trim().replace(/\s+/gu, ' ');
}
