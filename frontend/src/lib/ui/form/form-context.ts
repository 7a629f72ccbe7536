import { getContext, setContext } from 'svelte';

/** What a field asks of the form that it stands in. */
export interface FormContext {
	error: (name: string) => string | undefined;
	/** Says that a field is here, in which words and under which id; the returned function takes it back. */
	register: (name: string, field: { id: string; label: string }) => () => void;
}

const key = Symbol('form');

export function provideForm(context: FormContext): void {
	setContext(key, context);
}

/** The context of the form, or one that knows no errors. */
export function useForm(): FormContext {
	return getContext<FormContext | undefined>(key) ?? { error: () => undefined, register: () => () => {} };
}
