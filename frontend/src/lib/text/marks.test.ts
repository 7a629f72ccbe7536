import { expect, test } from 'vitest';
import { withoutMarks } from './marks';

test.each([
	['To decide: **one group**, and *soon*.', 'To decide: one group, and soon.'],
	['# Why\n\n2 * 3 * 4 is no emphasis', 'Why\n\n2 * 3 * 4 is no emphasis'],
	['`make` it', 'make it']
])('%o reads as %o', (markdown, plain) => expect(withoutMarks(markdown)).toBe(plain));
