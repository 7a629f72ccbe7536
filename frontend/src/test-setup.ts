import { configure } from '@testing-library/svelte';
import '@testing-library/jest-dom/vitest';

// A busy machine is no wrong page.
configure({ asyncUtilTimeout: 10_000 });
