export type Theme = 'device' | 'light' | 'dark';

const key = 'folkmoot:theme';
let chosen = $state<Theme>(stored());

/** Light, dark, or what the device says. Kept on this device; static/theme.js reads it before the first paint. */
export const theme = {
	get value(): Theme {
		return chosen;
	},
	set value(wanted: Theme) {
		chosen = wanted;
		if (wanted === 'device') delete document.documentElement.dataset.theme;
		else document.documentElement.dataset.theme = wanted;
		try {
			localStorage.setItem(key, wanted);
		} catch {
			// Storage may be refused. The choice then lasts as long as the page.
		}
	}
};

function stored(): Theme {
	try {
		const value = localStorage.getItem(key);
		return value === 'light' || value === 'dark' ? value : 'device';
	} catch {
		return 'device';
	}
}
