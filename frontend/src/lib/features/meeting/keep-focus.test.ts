import { expect, test, vi } from 'vitest';
import { keepFocus } from './keep-focus';

test('the heading of the section takes the focus when the button that had it is gone', async () => {
	document.body.innerHTML = '<div id="root"><h1>Meeting</h1><section><h2>The floor</h2><p><button>Leave</button></p></section><button id="other">Other</button></div>';
	const root = document.getElementById('root')!;
	const stop = keepFocus(root);
	document.querySelector('button')!.focus();
	document.querySelector('p')!.remove();
	await vi.waitFor(() => expect(document.activeElement).toBe(document.querySelector('h2')));
	document.getElementById('other')!.focus();
	document.getElementById('other')!.remove();
	await vi.waitFor(() => expect(document.activeElement).toBe(document.querySelector('h1')));
	stop();
});
