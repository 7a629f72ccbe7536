/**
 * Makes the numbers of options of the number keys: where there are twelve, 1 waits a moment for another key, and 5 does not.
 */
export class NumberKeys {
	#begun = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private readonly most: () => number,
		private readonly chosen: (number: number) => void,
		private readonly patience = 700
	) {}

	press(digit: number): void {
		clearTimeout(this.#timer);
		if (this.#begun * 10 + digit > this.most()) this.flush();
		this.#begun = this.#begun * 10 + digit;
		if (this.#begun * 10 > this.most()) this.flush();
		else this.#timer = setTimeout(() => this.flush(), this.patience);
	}

	/** No further key belongs to it. */
	flush(): void {
		clearTimeout(this.#timer);
		const number = this.#begun;
		this.#begun = 0;
		if (number > 0 && number <= this.most()) this.chosen(number);
	}
}
