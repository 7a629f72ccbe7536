// Before the first paint: the theme that was chosen on this device, so that no page flashes.
try {
	const theme = localStorage.getItem('folkmoot:theme');
	if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
	// Storage may be refused. The theme of the device is then used.
}
