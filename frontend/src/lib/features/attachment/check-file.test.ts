import { expect, it } from 'vitest';
import { checkFile } from './check-file';

it('asks for a file that is not too large, and for words about a picture', () => {
	expect(Object.keys(checkFile(undefined, ''))).toEqual(['file', 'caption']);
	expect(Object.keys(checkFile({ size: 6_000_000, type: 'image/png' }, 'A bench'))).toEqual(['file']);
	expect(Object.keys(checkFile({ size: 6_000, type: 'image/png' }, ' '))).toEqual(['caption']);
	expect(checkFile({ size: 6_000, type: 'image/png' }, 'A bench')).toEqual({});
	expect(checkFile({ size: 6_000, type: 'application/pdf' }, '')).toEqual({});
});
