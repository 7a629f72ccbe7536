import { expect, test } from 'vitest';
import { splitAddresses } from './split-addresses';

test.each([
	['', [], []],
	['ada@example.org', ['ada@example.org'], []],
	['ada@example.org\nbo@example.org\n\n', ['ada@example.org', 'bo@example.org'], []],
	['ada@example.org, bo@example.org; cy@example.org', ['ada@example.org', 'bo@example.org', 'cy@example.org'], []],
	['ada@example.org bo@example.org', ['ada@example.org', 'bo@example.org'], []],
	['Ada Lind <ada@example.org>, "Bo" <bo@example.org>', ['ada@example.org', 'bo@example.org'], []],
	['ada@example.org\nADA@example.org', ['ADA@example.org'], []],
	['ada@example.org\nbo at example.org\nnobody', ['ada@example.org'], ['bo at example.org', 'nobody']]
])('%j', (written, addresses, wrong) => {
	expect(splitAddresses(written)).toEqual({ addresses, wrong });
});
