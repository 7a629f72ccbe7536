import { expect, test } from 'vitest';
import { fold } from './fold';

test.each([
	['Zoë  Ångström', 'zoe angstrom'],
	['Łukasz Żółć', 'lukasz zolc'],
	['Jürgen Groß', 'jurgen gross'],
	['Søren Æbelø', 'soren aebelo'],
	['Nguyễn Thị Ánh', 'nguyen thi anh'],
	['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
	['שָׁלוֹם', 'שלום'],
	['ﬁne', 'fine']
])('%s is found as %s', (written, folded) => {
	expect(fold(written)).toBe(folded);
	expect(fold(folded)).toBe(folded);
});
