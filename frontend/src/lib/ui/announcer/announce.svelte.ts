interface Toast {
	key: number;
	sentence: string;
}

const stay = 7000;

/** What the live region says; the key makes a repeated sentence heard again. */
export const spoken = $state({ sentence: '', key: 0 });

/** What is to be seen at the foot of the page. */
export const toasts = $state<Toast[]>([]);

/** Says a whole sentence to those who listen. Rarely. */
export function announce(sentence: string): void {
	spoken.sentence = sentence;
	spoken.key++;
}

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Says a sentence when nothing newer came for a moment: for values that change with each key. */
export function announceSoon(sentence: string, milliseconds = 900): void {
	clearTimeout(waiting);
	waiting = setTimeout(() => announce(sentence), milliseconds);
}

/** Shows a sentence at the foot of the page for a while and says it. Nothing that one must not miss. */
export function toast(sentence: string): void {
	announce(sentence);
	const key = spoken.key;
	toasts.push({ key, sentence });
	setTimeout(() => dismiss(key), stay);
}

export function dismiss(key: number): void {
	const place = toasts.findIndex((shown) => shown.key === key);
	if (place >= 0) toasts.splice(place, 1);
}
