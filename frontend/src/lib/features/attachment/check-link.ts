import { m } from '$lib/text/paraglide/messages';

/** What can be said before a link is sent: sentences by field. The server looks more closely. */
export function checkLink(title: string, address: string): Record<string, string> {
	const wrong: Record<string, string> = {};
	if (!title.trim()) wrong.title = m.link_title_missing();
	if (!isWeb(address.trim())) wrong.address = m.link_address_missing();
	return wrong;
}

/** Only such an address becomes a link, wherever it came from. */
export function isWeb(address: string): boolean {
	return URL.canParse(address) && /^https?:\/\//i.test(address);
}
